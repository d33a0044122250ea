"""Who lives together and what they have: checked once, measured by a formula that is dated data. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from gonghui.kernel.money import Fen
from gonghui.kernel.words import Word
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.people.rules import around

from .. import refusals

MOST_PEOPLE = 8
LARGEST = Fen.from_yuan("10000000")  # a year: above it somebody has typed too much
MONTHS = 12
GROWN_UP = 14  # under it a guardian consents
SELF = "self"
RELATIONS = (
    (SELF, _("本人")), ("spouse", _("配偶")), ("child", _("子女")), ("parent", _("父母")), ("sibling", _("兄弟姐妹")),
    ("other", _("其他共同生活的人")),
)  # fmt: skip
NOTHING = Fen(0)
COSTS = {  # rigid expenses of a year, as a formula names them
    "medical": _("医疗自付"),
    "schooling": _("子女上学"),
    "care": _("长期照护"),
    "work": _("必要就业成本"),
}
AMOUNTS = {"relief": _("政府救助"), "sudden": _("突发支出")} | COSTS


@dataclass(frozen=True, slots=True)
class Member:
    """One of those who live together: what they are to the applicant, what they have a year at their disposal.

    `document` is a blind index, in hex: the same person twice is found without being readable.
    """

    relation: str
    income: Fen
    name: str = ""
    born_on: date | None = None
    document: str = ""


@dataclass(frozen=True, slots=True)
class Household:
    """Who lives together and a year of their money. What nobody answered yet is None."""

    members: tuple[Member, ...]
    medical: Fen = NOTHING
    schooling: Fen = NOTHING
    care: Fen = NOTHING
    work: Fen = NOTHING
    relief: Fen = NOTHING
    sudden: Fen = NOTHING
    hurt: bool | None = None  # somebody was hurt or killed in a disaster or an accident
    private_school: bool | None = None
    study_abroad: bool | None = None

    @property
    def people(self) -> int:
        return len(self.members)

    @property
    def income(self) -> Fen:
        return Fen(sum(one.income for one in self.members))

    def __post_init__(self) -> None:
        """Raises NobodyLivesThere, IncomeTooLarge, WhoMissing, MemberTwice, SelfMissing."""
        check_members(self.members)
        for name, title in AMOUNTS.items():
            _check_amount(getattr(self, name), title)


def check_members(members: Sequence[Member]) -> None:
    """Raises as a Household."""
    if not 1 <= len(members) <= MOST_PEOPLE:
        raise refusals.NobodyLivesThere(people=len(members), most=MOST_PEOPLE)
    for row, one in enumerate(members, 1):
        if one.relation not in dict(RELATIONS):
            raise refusals.WhoMissing(row=row)
        _check_amount(one.income, _("年收入"))
        if any(_same(one, other) for other in members[: row - 1]):
            raise refusals.MemberTwice(name=one.name or Word(dict(RELATIONS)[one.relation]))
    if all(one.relation != SELF for one in members):
        raise refusals.SelfMissing()


def _same(one: Member, other: Member) -> bool:
    """Two of one name are two where their documents say so; there is one applicant."""
    if one.relation == other.relation == SELF:
        return True
    if one.document and other.document:
        return one.document == other.document
    return bool(one.name and one.name == other.name)


def _check_amount(amount: Fen, what: str) -> None:
    if not 0 <= amount <= LARGEST:
        raise refusals.IncomeTooLarge(what=Word(what), most=LARGEST)


def young(members: Sequence[Member], *, on: date) -> bool:
    """Whether one of them is under fourteen, by the day."""
    return any(one.born_on and _years(one.born_on, on) < GROWN_UP for one in members)


def _years(born_on: date, on: date) -> int:
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


@dataclass(frozen=True, slots=True)
class Formula:
    """How a household is measured in a place ("" everywhere): what counts as rigid expense, what is added.

    relative  so many times the line and one is 相对困难
    share     more than so many per cent of a year's income spent at a blow and one is 意外致困
    near      at most so many per cent above the relative line and one is a near miss
    """

    place: str
    source: str
    weak: bool
    since: date | None = None
    costs: frozenset[str] = field(default_factory=lambda: frozenset({"medical", "schooling"}))
    adds_relief: bool = False
    relative: int = 2
    share: int = 80
    near: int = 10

    def rigid(self, home: Household) -> Fen:
        return Fen(sum(getattr(home, name) for name in self.costs))

    def income(self, home: Household) -> Fen:
        return Fen(home.income + (home.relief if self.adds_relief else NOTHING))

    def monthly(self, home: Household) -> Fen:
        """A head a month, rounded down to the fen: below a line of whole fen it is so exactly when the quotient is."""
        return Fen((self.income(home) - self.rigid(home)) // (MONTHS * home.people))


REPORTED = _("青岛市总工会困难职工自测标准（按公开报道）；各地以当地文件为准")
FORMULAS = (
    Formula("", REPORTED, weak=True),
    Formula(
        "320682", _("如皋市困难职工帮扶办法（2020）"), weak=False, adds_relief=True,
        costs=frozenset({"medical", "schooling", "care", "work"}),
    ),
)  # fmt: skip


def formula(place: str, *, on: date) -> Formula:
    """That of the smallest area around a place, in force on a day."""
    begun = [one for one in FORMULAS if one.since is None or one.since <= on]
    places = [*around(place), ""]
    ours = [one for one in begun if one.place in places]
    return min(ours, key=lambda one: (places.index(one.place), -(one.since or date.min).toordinal()))
