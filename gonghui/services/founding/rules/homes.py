"""会员评家: what members are asked each year, how they may answer, and when what they said is told. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from gonghui.kernel.refusals import Refused
from gonghui.kernel.words import gettext_noop as _

from .. import refusals

FEWEST = 10  # answers of a round that is told of
GRADES = {5: _("很满意"), 4: _("满意"), 3: _("一般"), 2: _("不满意"), 1: _("很不满意")}
JUDGED_KEPT = timedelta(days=30)  # who has answered, after the round: only so that nobody answers twice
LONGEST = timedelta(days=92)  # a round is open
HAVE_MEMBERS = ("joint", "grassroots", "industry", "township")  # kinds of unions that are judged
COMING, OPEN, CLOSED = "coming", "open", "closed"


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """What is asked in the rounds of a year and of those after it, until a later set."""

    since: int
    questions: Mapping[str, str]
    source: str


SETS = (
    QuestionSet(
        2026,
        {
            "rights": _("工资、工时、安全有事，工会替我说话"),
            "care": _("遇到困难，工会找得到、帮得上"),
            "activities": _("工会的活动和服务是我需要的"),
            "democracy": _("单位的大事，我们能知道、能提意见"),
            "accounts": _("会费和经费怎么用，工会讲清楚了"),
            "officers": _("工会主席和委员是我们信得过的人"),
        },
        _("平台约定；各地可按本地评家办法另定"),
    ),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question: how many gave each grade, the best first; the share of the two best, in percent."""

    question: str
    counts: list[tuple[str, int]]
    content: int


def questions_of(year: int) -> QuestionSet:
    """The set of a year; before the first, the first."""
    return next((each for each in reversed(SETS) if each.since <= year), SETS[0])


def state(opens_on: date, closes_on: date, today: date) -> str:
    return COMING if today < opens_on else CLOSED if today > closes_on else OPEN


def refuse_round(year: int, opens_on: date, closes_on: date, today: date) -> Refused | None:
    """Why a round cannot be held then, or None."""
    if closes_on < max(opens_on, today) or closes_on - opens_on > LONGEST:
        return refusals.RoundDays(days=LONGEST.days)
    return None if opens_on.year == year else refusals.RoundOfAnotherYear(year=year)


def refuse_answers(answers: Mapping[str, int], year: int) -> Refused | None:
    """Why these are no answers to the questions of the year, or None."""
    complete = answers.keys() == questions_of(year).questions.keys()
    return None if complete and all(grade in GRADES for grade in answers.values()) else refusals.AnswersMissing()


def many_answers(year: int, tallies: Iterable[tuple[str, int, int]]) -> int:
    """How many have answered, of (question, grade, how many): each has answered the first question."""
    first = next(iter(questions_of(year).questions))
    return sum(many for question, _grade, many in tallies if question == first)


def outcome(year: int, tallies: Iterable[tuple[str, int, int]]) -> list[Outcome]:
    """What came of it, of (question, grade, how many)."""
    counted = {(question, grade): many for question, grade, many in tallies}
    found = []
    for key, said in questions_of(year).questions.items():
        counts = {grade: counted.get((key, grade), 0) for grade in GRADES}
        total = sum(counts.values())
        content = round(100 * (counts[5] + counts[4]) / total) if total else 0
        found.append(Outcome(said, [(GRADES[grade], many) for grade, many in counts.items()], content))
    return found
