"""Who may do what with stations, what entry asks, and when stars may move. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from gonghui.kernel import dates
from gonghui.kernel.window import Window
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.people.powers import Act, Power
from gonghui.primitives.places.rules import State, Why

from . import refusals

MANAGE = Act("stations.manage", Power.MANAGE)
WATCH = Act("stations.watch", Power.AUDIT)
OPERATE = Act("stations.operate", Power.RECEIVE)

# What a visitor is, by everyday words; counted by code, never by name.
TRADES = {
    "truck": _("货车司机"),
    "courier": _("快递员"),
    "rider": _("外卖骑手"),
    "ride_hailing": _("网约车和出租车司机"),
    "sanitation": _("环卫工人"),
    "traffic": _("交警和协管"),
    "building": _("建筑工人"),
    "other": _("其他"),
}
# The 2025 notice of the transport ministry and the national union names these five as free of charge.
BASICS = {
    "parking": _("停车休息"),
    "hot_water": _("热水供应"),
    "hot_food": _("饭菜加热"),
    "shower": _("淋浴"),
    "laundry": _("洗衣"),
}
# Kinds of rooms a truckers' home gives out, by the hour or in turn.
ROOMS = {"bed": _("床位"), "parking": _("车位"), "shower": _("淋浴"), "laundry": _("洗衣机")}
TURN_MINUTES, CALL_MINUTES = 20, 10  # of a line that nobody has set: one turn; how long a called one is kept
LONGEST_TURN, LONGEST_CALL = 240, 60  # minutes
UNCOUNTED = 2_000  # room at premises of which nobody said how many they hold
LONGEST_STAY = 24  # hours of one booking: a night's rest, and the space is the next one's
LONGEST_VISIT = timedelta(hours=LONGEST_STAY + 2)  # who is inside longer has forgotten to say that they left
FEW = 5  # of a room one account may hold, who lets in a mate or two, and one network where the room is small
LONGEST_REST = timedelta(hours=4)  # the same at a station, where nobody sleeps
GRACE_MINUTES = 30  # a booked bed or space is kept so long for who is late
MARKS = {"good": 2, "poor": 1, "missing": 0}  # of an item of a checklist
HIGHEST_STAR = 5
PRESSING_DAYS = 30  # stores that expire within so many days are told of
CODE_MINUTES = 10  # an entry code lives so long
FRESH_INSPECTION = timedelta(days=366)  # stars go up only on an inspection as young as this


def longest_visit(*, sleeps: bool) -> timedelta:
    """After so long whoever came in without a name counts as gone; longer where people sleep."""
    return LONGEST_VISIT if sleeps else LONGEST_REST


def nameless_share(capacity: int) -> int:
    """How many of a room one network may hold without a name: half, and a handful where it is small."""
    return max(FEW, capacity // 2)


def may_enter(state: State) -> bool:
    """Whether the door may be passed: open, or found locked by others, for who stands there knows better."""
    return state.open or state.why is Why.LOCKED


def trade(code: str) -> str:
    """A known trade's code. Raises BadTrade."""
    if code not in TRADES:
        raise refusals.BadTrade()
    return code


def basics(codes: Sequence[str]) -> list[str]:
    """The confirmed free basics in the order of the notice. Raises BadBasics."""
    for code in codes:
        if code not in BASICS:
            raise refusals.BadBasics(what=str(code)[:20])
    return [code for code in BASICS if code in codes]


def check_stay(window: Window) -> None:
    """Raises StayTooLong."""
    if window.minutes > LONGEST_STAY * 60:
        raise refusals.StayTooLong(hours=window.minutes // 60, most=LONGEST_STAY)


def check_expiry(name: str, expires_on: date | None, *, today: date) -> None:
    """Raises ExpiredAlready: what is past its day is never put on the shelf."""
    if expires_on is not None and expires_on < today:
        raise refusals.ExpiredAlready(name=name, day=dates.day(expires_on))


def score(items: Sequence[Mapping[str, str]], found: Mapping[str, str]) -> int:
    """Basis points of what a checklist could give. Raises NotInspectedWhole naming what has no mark."""
    missing = [item["name"] for item in items if found.get(item["code"]) not in MARKS]
    if missing or not items:
        raise refusals.NotInspectedWhole(what=tuple(missing))
    got = sum(MARKS[found[item["code"]]] for item in items)
    return got * 10_000 // (len(items) * max(MARKS.values()))


@dataclass(frozen=True, slots=True)
class Standing:
    """What a change of stars looks at: troubles past their 24 hours, and the last inspection."""

    name: str
    star: int
    overdue: int
    inspected_at: datetime | None


def check_star(standing: Standing, star: int, reason: str, *, now: datetime) -> None:
    """Raises BadStarLevel, SameStars, NoStarReason; upwards OverdueTroubles, InspectedNever."""
    if not 0 <= star <= HIGHEST_STAR:
        raise refusals.BadStarLevel()
    if star == standing.star:
        raise refusals.SameStars(name=standing.name, stars=star)
    if not reason:
        raise refusals.NoStarReason()
    if star < standing.star:
        return
    if standing.overdue:
        raise refusals.OverdueTroubles(count=standing.overdue)
    if standing.inspected_at is None or standing.inspected_at < now - FRESH_INSPECTION:
        raise refusals.InspectedNever(days=FRESH_INSPECTION.days)


def pressing(expires_on: date | None, *, today: date) -> str:
    """How pressing a store's expiry is: expired, soon or nothing."""
    if expires_on is None:
        return ""
    if expires_on < today:
        return "expired"
    return "soon" if expires_on <= today + timedelta(days=PRESSING_DAYS) else ""
