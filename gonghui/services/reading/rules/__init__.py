"""What follows from dates, counts and kinds of readers: pure, without database, request or clock."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Protocol
from uuid import UUID

from gonghui.kernel.attachments import Caps
from gonghui.kernel.attachments.caps import PICTURES
from gonghui.kernel.codes import BadCode, parse_code
from gonghui.kernel.text import fold, unmarked
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.people.powers import Act, Power

from .. import refusals
from .volumes import volume

MANAGE = Act("reading.manage", Power.MANAGE)  # rooms, rules, catalogue, naming, answers
WATCH = Act("reading.watch", Power.WATCH, Power.RECEIVE)  # lists and reports
DESK = Act("reading.desk", Power.RECEIVE)  # stands at the loan desk of a room under the office

KIND = "reading_room"  # what places call our premises
READERS = {"member": _("本工会会员"), "other_member": _("其他工会会员"), "guest": _("非会员读者")}
# What a union's rooms begin with; an office changes it by a rule of its own, from a day on.
FIRST_RULES = {
    "member": {"books": 5, "days": 30, "renewals": 1, "renewal_days": 15, "holds": 3, "hold_days": 3, "stop_days": 7},
    "other_member": {
        "books": 3, "days": 30, "renewals": 1, "renewal_days": 15, "holds": 2, "hold_days": 3, "stop_days": 7,
    },
    "guest": {"books": 0, "days": 1, "renewals": 0, "renewal_days": 1, "holds": 0, "hold_days": 1, "stop_days": 0},
}  # fmt: skip
REMINDERS = (
    -2,
    1,
    7,
    30,
)  # how many days late a book is when its reader hears of it; before its last day: fewer than 0
LONGEST_CODE = 30
COPY_CODE = re.compile(rf"[0-9A-Z][0-9A-Z-]{{0,{LONGEST_CODE - 1}}}")
SEATS = UUID("0192f3a0-7d1c-7c2e-9a55-5ea750f5ea75")  # one scope for all rooms: one person, one seat at a time
COVER = Caps(kinds=PICTURES, side=800, small_side=240)  # the picture of a book
MOST_HOURS = 4  # of one seat booking
DAYS_AHEAD = 7
EARLY = 15  # minutes before its time a seat can be arrived at


class Terms(Protocol):
    """The numbers of a loan rule."""

    books: int
    days: int
    renewals: int
    renewal_days: int
    holds: int
    hold_days: int
    stop_days: int


def barcode_in(text: str) -> str:
    """The code of a copy as typed or scanned, in its one spelling; "" for what cannot be one."""
    code = fold(text).replace(" ", "").upper()
    return code if COPY_CODE.fullmatch(code) else ""


def copy_code(text: str) -> str:
    """As `barcode_in`. Raises BadCopyCode."""
    code = barcode_in(text)
    if not code:
        raise refusals.BadCopyCode(code=fold(text)[:LONGEST_CODE] or "—", longest=LONGEST_CODE)
    return code


def same_code(typed: str, code: str) -> bool:
    """Whether what a reader typed or scanned is the code, in whatever spelling."""
    try:
        return parse_code(typed) == code
    except BadCode:
        return False


def title_key(isbn: str | None, name: str, author: str, publisher: str, year: int | None) -> str:
    """What makes two rows one title: the ISBN with the volume, or without one name, author, publisher and year.

    Volumes of a set have one ISBN and are lent one by one.
    """
    if isbn:
        said = volume(name)
        return f"{isbn}#{said}" if said else isbn
    told = "\0".join([unmarked(name), unmarked(author), unmarked(publisher), str(year or "")])
    return "x" + hashlib.sha256(told.encode()).hexdigest()[:40]


def reader_kind(member_path: str | None, union_path: str) -> str:
    """Which reader of READERS a person is in a union's rooms; `member_path` is None for who is no member."""
    if member_path is None:
        return "guest"
    # A room of the city is home to the members of all its unions, and a firm's room to its own people.
    return "member" if member_path.startswith(union_path) else "other_member"


def due_at(now: datetime, days: int, zone: tzinfo) -> datetime:
    """The last second of the day so many days later, in the site's zone."""
    day = now.astimezone(zone).date() + timedelta(days=days)
    return datetime.combine(day, time(23, 59, 59), zone)


def check_reader(terms: Terms, *, reader: str, place: str) -> None:
    """Raises ReadsHereOnly for a kind of reader that takes nothing home."""
    if not terms.books:
        raise refusals.ReadsHereOnly(reader=READERS[reader], place=place)


def days_late(due: datetime, now: datetime, zone: tzinfo) -> int:
    """How many days a book is late, as every notice, refusal and list reckons: 1 on the day after the last of its loan.

    Before that it is negative or 0: -2 two days before the last day.
    """
    return (now.astimezone(zone).date() - due.astimezone(zone).date()).days


def check_overdue(terms: Terms, *, title: str, late: int) -> None:
    """Raises OverdueFirst when the oldest open loan is more days late than the rule suffers."""
    if late > terms.stop_days:
        raise refusals.OverdueFirst(title=title, days=late, limit=terms.stop_days)


def check_renewal(terms: Terms, *, renewed: int, due: datetime, waiting: int, now: datetime, due_shown: str) -> None:
    """Raises TooLateToRenew, NoMoreRenewals, SomebodyWaits."""
    if due <= now:
        raise refusals.TooLateToRenew(due=due_shown)
    if renewed >= terms.renewals:
        raise refusals.NoMoreRenewals(limit=terms.renewals, due=due_shown)
    if waiting:
        raise refusals.SomebodyWaits(count=waiting, due=due_shown)


def reminders_due(late: int, sent: int) -> int:
    """How many of REMINDERS should have been sent of a book so many days late; those missed are not sent later."""
    return max(sent, sum(late >= days for days in REMINDERS))


@dataclass(frozen=True, slots=True)
class Has:
    """What a room has of what the naming asks."""

    volumes: int
    platforms: int
    staff: int
    lacking: tuple[str, ...]  # services of the national set that it does not give


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of the naming: what is asked, what is there."""

    code: str
    asked: int
    has: int

    @property
    def met(self) -> bool:
        return self.has >= self.asked


def naming(has: Has, *, volumes: int, platforms: int, staff: int) -> list[Condition]:
    """Each condition with what the room has of it; what it lacks of the national set of services stands last."""
    return [
        Condition("volumes", volumes, has.volumes),
        Condition("platforms", platforms, has.platforms),
        Condition("staff", staff, has.staff),
        *(Condition(code, 1, 0) for code in has.lacking),
    ]


def licensed(platform: str, until: date | None, today: date) -> bool:
    """A digital platform counts while its licence runs."""
    return bool(platform) and until is not None and until >= today


def per_mille(part: int, whole: int) -> int:
    """`part` of `whole` in tenths of a percent, rounded down; 0 of nothing."""
    return part * 1000 // whole if whole else 0


SEAT_STATES = {
    "ahead": (_("已预订"), ""),
    "awaited": (_("等签到"), "warn"),
    "sitting": (_("在座"), "good"),
    "left": (_("已离开"), ""),
    "over": (_("已结束"), ""),
    "missed": (_("没有来"), "bad"),
    "given_back": (_("已退订"), ""),
    "cancelled": (_("已取消"), ""),
}  # what came of a seat's booking -> the word, the tone of its badge


def seat_state(
    starts: datetime, ends: datetime, *, arrived: bool, left: bool, released: str | None, now: datetime
) -> str:
    """A key of SEAT_STATES. `released`: why the seat was given free, None while it is not."""
    if left:
        return "left"
    if released is not None:
        return {"no_show": "missed", "given_back": "given_back"}.get(released, "cancelled")
    if now >= ends:
        return "over" if arrived else "missed"
    if arrived:
        return "sitting"
    return "awaited" if now >= starts else "ahead"
