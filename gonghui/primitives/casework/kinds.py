"""What a kind of request is, as data: its stages and limits, who sees it, what it may come to. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from gonghui.primitives.people.powers import Act
from gonghui.primitives.people.rules import OF_EMPLOYERS


class Relation(StrEnum):
    """How somebody stands to a case. Which of these see it, its kind says; nobody else does."""

    ASKER = "asker"  # whose case it is
    ASSIGNED = "assigned"  # it was given to them, and they hold the office for it
    HERE = "here"  # an office, at the union that has it now, which the kind's act needs
    ABOVE = "above"  # the same at a union above that one


class Party(StrEnum):
    """Whose word brings a case into a stage."""

    ASKER = "asker"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Limit:
    """Within how many days of its kind's sort, from a day on, and by which paper; `level` "" for all levels."""

    since: date
    days: int
    source: str
    level: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a case stands. `to`: what may come next; `by`: whose word brings it here; no limit: it has ended.

    `from_asked`: its limit counts from the asking, not from the day on which the case came here. `answered`: its asker
    may accept what was done, or say that it is not solved. `hands`: what an office must allow to be given it here,
    where that is not the act of its kind; `given`: the stage to which that brings it.
    """

    code: str
    title: str
    to: tuple[str, ...] = ()
    limits: tuple[Limit, ...] = ()
    from_asked: bool = False
    answered: bool = False
    by: frozenset[Party] = frozenset({Party.STAFF})
    tone: str = ""
    hands: Act | None = None
    given: str = ""
    dated: bool = True  # its asker reads the end of its limit; False where the slice promises something sooner

    def limit(self, level: str, *, on: date) -> Limit | None:
        """The limit in force on a day, of this level or of all."""
        good = [one for one in self.limits if one.since <= on and one.level in ("", level)]
        return max(good, key=lambda one: (one.since, one.level != ""), default=None)


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a case to its asker, or to who handles it: never what it is about. `by_day`: not at night."""

    title: str
    text: str
    sms: str = ""
    to_handler: bool = False
    by_day: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """One kind of request. A slice makes it once; a stored case names it by its code.

    first, taken, ended   the stages into which a case comes, in which somebody handles it, in which it is over
    act           what an office must allow to handle it; `seen_by` says where that office may stand
    unions_never  kinds of unions that never get one: that of a firm, or of a few, sits at the boss's table
    page, desk, queue   pages of the asker, of who handles it, and of all that wait
    form          the purpose of a form that is answered with the asking; "" for none
    calendar_days   its limits count every day, not those alone on which work is done: the law behind them does
    most_pauses, most_paused_days   so often its clock may stand still, and so many of these days in all
    told          words of its own for what `words.TOLD` says of every kind, by the same names
    """

    code: str
    title: str
    act: Act
    seen_by: frozenset[Relation]
    stages: tuple[Stage, ...]
    first: str
    taken: str
    ended: str
    levels: tuple[tuple[str, str], ...]
    topics: tuple[tuple[str, str], ...]
    outcomes: tuple[tuple[str, str], ...]
    page: str
    desk: str
    queue: str
    icon: str
    unions_never: frozenset[str] = frozenset(OF_EMPLOYERS)
    form: str = ""
    calendar_days: bool = False
    most_pauses: int = 3
    most_paused_days: int = 30
    reopened_within: timedelta = timedelta(days=30)
    kept: timedelta = timedelta(days=3 * 365)  # after the end; then its words and files are gone
    told: Mapping[str, Told] = field(default_factory=dict)

    def __post_init__(self) -> None:
        NAMED[self.code] = self

    def stage(self, code: str) -> Stage:
        """Raises StopIteration for a stage that it has not."""
        return next(one for one in self.stages if one.code == code)

    def handlers_at(self, stage: str) -> Act:
        """What an office must allow, for a case to be given to who holds it."""
        return self.stage(stage).hands or self.act

    @property
    def roles(self) -> frozenset[str]:
        """Of all to whom its cases may be given, in one stage or another."""
        return self.act.roles.union(*(stage.hands.roles for stage in self.stages if stage.hands))

    def word(self, of: str, code: str) -> str:
        """In words: a code of `levels`, `topics` or `outcomes`; itself where it is none."""
        words: dict[str, str] = dict(getattr(self, of))
        return words.get(code, code)


NAMED: dict[str, Kind] = {}  # every kind of the product, once its slice is imported
