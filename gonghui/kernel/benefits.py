"""Why yes, why not: what a benefit asks, as conditions over given facts, each answered by its rule. Pure.

A slice states each of its benefits once. Its actions raise the first no (`first_no`), its pages and the API show every
answer (`judge`, shown by faces.reasons): which rule with number, source and date, what is missing, from which day it
would be a yes, how to appeal. Who does not know yet is told what is missing, never no.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from .refusals import Refused

F = TypeVar("F")


class Answer(StrEnum):
    """To a condition, or to all of a benefit's."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Rule:
    """By what it is decided: the number of an article, the paper it stands in, since when.

    `weak`: the paper itself was not seen; who shows the rule says so.
    """

    number: str
    source: str
    since: date | None = None
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A source sentence and what fills its %(fields)s."""

    words: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Held:
    """What a condition found. `because`: the figures; `missing`: what is to be told or brought before one knows.

    A no has its `refusal`, and the day from which it would be a yes, where there is one. `rule`, where it is not that
    of the condition: a threshold has the source of its own row.
    """

    answer: Answer
    refusal: Refused | None = None
    because: Said | None = None
    missing: tuple[str, ...] = ()
    from_on: date | None = None
    rule: Rule | None = None


def yes(because: Said | None = None, *, rule: Rule | None = None) -> Held:
    """It is met."""
    return Held(Answer.YES, because=because, rule=rule)


def no(refusal: Refused, because: Said | None = None, *, from_on: date | None = None, rule: Rule | None = None) -> Held:
    """It is not met; `refusal` says what would make it a yes."""
    return Held(Answer.NO, refusal, because, from_on=from_on, rule=rule)


def unknown(*missing: str, rule: Rule | None = None) -> Held:
    """Nobody can say before this is told or brought."""
    return Held(Answer.UNKNOWN, missing=missing, rule=rule)


@dataclass(frozen=True, slots=True)
class Condition(Generic[F]):
    """One thing that a benefit asks. `asks` answers it on a day, or None where it is not asked of these facts.

    `rules`: as worded from their days on; the one in force on the day counts.
    """

    code: str
    says: str
    rules: tuple[Rule, ...]
    asks: Callable[[F, date], Held | None]

    def rule(self, on: date) -> Rule:
        """The one in force on a day; before the first, that first one."""
        begun = [one for one in self.rules if one.since is None or one.since <= on]
        return max(begun, key=lambda one: one.since or date.min, default=self.rules[0])


@dataclass(frozen=True, slots=True)
class Reason:
    """A condition and what it found. `several`: of these one is enough; `needed`: not of them once another is met."""

    code: str
    says: str
    rule: Rule
    held: Held
    needed: bool = True
    several: bool = False

    @property
    def answer(self) -> Answer:
        return self.held.answer


@dataclass(frozen=True, slots=True)
class Judgement:
    """The answer, and every reason for it in the order of the rules. `enough`: codes of those of `one_of` that are met.

    `from_on`: the day from which it would be a yes, where time alone makes it one.
    """

    benefit: str
    heading: str
    appeal: str
    answer: Answer
    reasons: tuple[Reason, ...]
    enough: tuple[str, ...] = ()
    from_on: date | None = None

    @property
    def noes(self) -> list[Reason]:
        """Those that make it a no."""
        return [one for one in self.reasons if one.answer is Answer.NO and one.needed]

    @property
    def refusal(self) -> Refused | None:
        """The first no, as an action would raise it."""
        found = self.noes[0] if self.answer is Answer.NO else None
        return found.held.refusal.ruled(found.rule.number) if found and found.held.refusal else None

    @property
    def missing(self) -> list[str]:
        """What is to be told or brought, each once; of several of which one is enough see `missing_one_of`."""
        sure = [one.held.missing for one in self.reasons if one.needed and not one.several]
        ways = self._ways()
        return list(dict.fromkeys(each for missing in sure + (ways if len(ways) == 1 else []) for each in missing))

    @property
    def missing_one_of(self) -> list[tuple[str, ...]]:
        """Of several of which one is enough what each lacks: to tell or to bring one of these will do."""
        ways = self._ways()
        return ways if len(ways) > 1 else []

    def _ways(self) -> list[tuple[str, ...]]:
        found = (one.held.missing for one in self.reasons if one.several and one.needed and one.held.missing)
        return list(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Benefit(Generic[F]):
    """What may be had, on which conditions. Of `one_of`, if there are any, one must be met beside all `conditions`.

    `headings`: what is said above the reasons of a yes, of a no, and of what nobody knows yet.
    """

    code: str
    headings: tuple[str, str, str]
    appeal: str
    conditions: tuple[Condition[F], ...]
    one_of: tuple[Condition[F], ...] = ()

    def first_no(self, facts: F, *, on: date) -> Refused | None:
        """Why not, as a refusal with its rule; None for a yes and for what is not known."""
        for condition in self.conditions:
            held = condition.asks(facts, on)
            if held is not None and held.answer is Answer.NO and held.refusal is not None:
                return held.refusal.ruled((held.rule or condition.rule(on)).number)
        return self.judge(facts, on=on).refusal if self.one_of else None

    def judge(self, facts: F, *, on: date) -> Judgement:
        """Every condition with its answer, and what they come to."""
        asked = _answered(self.conditions, facts, on)
        several = [replace(one, several=True) for one in _answered(self.one_of, facts, on)]
        enough = tuple(one.code for one in several if one.answer is Answer.YES)
        several = [replace(one, needed=not enough or one.code in enough) for one in several]
        answers = [one.answer for one in asked] + ([_best(several)] if several else [])
        answer = next((one for one in (Answer.NO, Answer.UNKNOWN) if one in answers), Answer.YES)
        heading = self.headings[list(Answer).index(answer)]
        from_on = _from_on(asked, several) if answer is Answer.NO and Answer.UNKNOWN not in answers else None
        return Judgement(self.code, heading, self.appeal, answer, (*asked, *several), enough, from_on)


def _answered(conditions: Sequence[Condition[F]], facts: F, on: date) -> list[Reason]:
    found = [(one, one.asks(facts, on)) for one in conditions]
    return [Reason(one.code, one.says, held.rule or one.rule(on), held) for one, held in found if held is not None]


def _best(several: Sequence[Reason]) -> Answer:
    """One yes is enough; a no is one only once nothing is unknown."""
    answers = {one.answer for one in several}
    return next(one for one in (Answer.YES, Answer.UNKNOWN, Answer.NO) if one in answers)


def _from_on(asked: Sequence[Reason], several: Sequence[Reason]) -> date | None:
    """The day on which the last no has passed, where each passes by itself."""
    days = [one.held.from_on for one in asked if one.answer is Answer.NO]
    if several and _best(several) is Answer.NO:
        days.append(min((one.held.from_on for one in several if one.held.from_on), default=None))
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None
