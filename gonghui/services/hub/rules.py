"""What follows from a room's terms: who may book it, when, for how long. Pure."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from gonghui.kernel import dates
from gonghui.kernel.document_kinds import RESIDENCE_PERMIT, TAIWAN_PERMIT
from gonghui.kernel.quarters import QUARTER
from gonghui.kernel.refusals import Refused
from gonghui.kernel.window import Window
from gonghui.primitives.people.powers import Act, Power
from gonghui.primitives.places.rules import Opening, Shut

from . import refusals

MANAGE = Act("hub.manage", Power.MANAGE)
RECEIVE = Act("hub.receive", Power.RECEIVE)

EVERYONE, MEMBERS, OWN_MEMBERS, COMPATRIOTS = "everyone", "members", "own_members", "compatriots"
COMPATRIOT_DOCUMENTS = (TAIWAN_PERMIT, RESIDENCE_PERMIT)
MOST_TIMES = 26  # of a recurring booking: half a year of weeks
FARTHEST = timedelta(days=800)  # from today, of a day that is looked at
LONGEST_PURPOSE, LONGEST_REASON = 60, 200  # characters
MOST_PEOPLE = 10_000
COME_EARLY = 15  # minutes before a booking its holder may come in
REMIND = timedelta(hours=2)  # before a booking


@dataclass(frozen=True, slots=True)
class Terms:
    """A room's rules on a day. `seats`: how many it holds as it is to be laid out; 0: not told."""

    room: str
    longest_minutes: int
    ahead_days: int
    who: str
    union_name: str
    union_path: str
    seats: int = 0


@dataclass(frozen=True, slots=True)
class Asker:
    """What the terms ask of a person: the union of the open membership, and a permit of a Taiwan compatriot."""

    union_name: str = ""
    union_path: str = ""
    compatriot: bool = False


@dataclass(frozen=True, slots=True)
class RoomWish:
    """For what, how many come, laid out how (a name, "" for as it is), with which equipment (codes)."""

    purpose: str
    people: int = 1
    layout: str = ""
    equipment: Sequence[str] = ()


def who_may(terms: Terms, asker: Asker) -> Refused | None:
    """Why this person may not book the room at all, or None."""
    if terms.who == EVERYONE:
        return None
    if terms.who == COMPATRIOTS:
        return None if asker.compatriot else refusals.NotACompatriot()
    if not asker.union_path:
        return refusals.NotAMember()
    if terms.who == OWN_MEMBERS and not asker.union_path.startswith(terms.union_path):
        return refusals.OtherUnion(mine=asker.union_name, theirs=terms.union_name)
    return None


def why_not_then(
    window: Window, terms: Terms, opening: Opening, shut: Sequence[Shut], now: datetime, zone: tzinfo
) -> Refused | None:
    """Why the room cannot be booked for this time, whoever has it, or None."""
    if window.minutes > terms.longest_minutes:
        asked, longest = duration(window.minutes), duration(terms.longest_minutes)
        return refusals.TooLong(asked=asked, longest=longest)
    last = last_day(terms.ahead_days, now.astimezone(zone).date())
    if window.starts.astimezone(zone).date() > last:
        return refusals.TooFarAhead(days=terms.ahead_days, last=dates.day(last))
    if not any(open_.starts <= window.starts and window.ends <= open_.ends for open_ in opening.windows):
        day = dates.day(window.starts.astimezone(zone))
        return refusals.OutsideHours(day=day, hours=opening.text) if opening.text else refusals.ShutThatDay(day=day)
    for closure in shut:
        if closure.window.overlaps(window):
            when = dates.span(closure.window.starts, closure.window.ends, zone)
            return refusals.OverClosure(when=when, reason=closure.reason)
    return None


def day_within_reach(day: date | None, today: date) -> date:
    """A day that somebody asks to see, not absurdly far; today when there is none."""
    return day if day and abs(day - today) <= FARTHEST else today


def last_day(ahead_days: int, today: date) -> date:
    """The last day on which a booking may begin."""
    return today + timedelta(days=ahead_days)


def why_not_so_many(people: int, terms: Terms) -> Refused | None:
    """Why so many people do not fit, or None."""
    if terms.seats and people > terms.seats:
        return refusals.TooMany(people=people, seats=terms.seats, room=terms.room)
    return None


def occurrences(first: Window, every_days: int, times: int) -> list[Window]:
    """The windows of a recurring booking: `first` and the same hours every so many days. Raises TooManyTimes."""
    if not (2 <= times <= MOST_TIMES and every_days > 0):
        raise refusals.TooManyTimes(most=MOST_TIMES)
    steps = [timedelta(days=every_days * number) for number in range(times)]
    return [Window(first.starts + step, first.ends + step) for step in steps]


def answer_by(window: Window, hours: int, now: datetime) -> datetime:
    """Until when a booking that must be approved waits for its answer: so many hours, or until it starts.

    For the quarter hour that runs there is as much time as for any that begins: a quarter, while the booking lasts.
    """
    return min(window.ends, max(now + QUARTER, min(window.starts, now + timedelta(hours=hours))))


def come_by(window: Window, grace_minutes: int, since: datetime) -> datetime:
    """Until when its holder must have come to a booking that stands `since` then."""
    return min(window.ends, max(window.starts, since) + timedelta(minutes=grace_minutes))


def duration(minutes: int) -> str:
    """ "90 分钟", "2 小时", "1 小时 30 分钟"."""
    hours, rest = divmod(minutes, 60)
    if not hours or (hours == 1 and rest):
        return f"{minutes} 分钟"
    return f" {hours} 小时" + (f" {rest} 分钟" if rest else "")


def window_of(day: date, starts: time, ends: time, zone: tzinfo, *, overnight: bool = False) -> Window:
    """From when to when on a day; an end of midnight is the end of that day. Raises kernel.window.BadWindow.

    `overnight`: where people stay over midnight, an end before the start is of the next day.
    """
    last = day + timedelta(days=1) if ends == time(0) or (overnight and ends < starts) else day
    return Window(datetime.combine(day, starts, zone), datetime.combine(last, ends, zone))


def address_digest(token: str) -> str:
    """What is kept of a calendar's address."""
    return hashlib.sha256(token.encode()).hexdigest()


def too_early(window: Window, now: datetime, zone: tzinfo) -> Refused | None:
    """Why its holder cannot come in yet, or None."""
    if now < window.starts - timedelta(minutes=COME_EARLY):
        return refusals.TooEarly(when=dates.span(window.starts, window.ends, zone), minutes=COME_EARLY)
    return None
