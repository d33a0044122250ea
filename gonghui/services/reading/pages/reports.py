"""What the officer counts: use by day, visits, loans, idle books, and what the name asks. Reads only."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils import timezone

from gonghui.kernel.hours import NO_CALENDAR, session_at
from gonghui.kernel.window import Window
from gonghui.primitives.places import facilities
from gonghui.primitives.places.models import CalendarDay, Keeper, Premises
from gonghui.primitives.planned import planned

from .. import rules
from ..models import Copy, Loan, NamingRule, ReadingRoom, Seat, SeatBooking, Visit

DAYS = 30  # of use, shown
DEAD_AFTER = 365  # days without a loan
DAY, QUARTER = timedelta(days=1), timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Figures:
    """What a room did in a stretch of time."""

    books: int = 0
    visits: int = 0
    loans: int = 0


def naming_of(room: ReadingRoom, *, today: date) -> tuple[NamingRule | None, list[rules.Condition]]:
    """What the name asks and what the room has, as of today; None and nothing while there is no such rule."""
    rule = _naming_rule.first(today=today)
    if rule is None:
        return None, []
    has = rules.Has(
        volumes=_owned.question(home=room.premises_id).count(),
        platforms=int(rules.licensed(room.digital_platform, room.digital_until, today)),
        staff=_keepers.question(premises=room.premises_id).count(),
        lacking=tuple(
            service.code for service in facilities.lacking(facilities.READING_BASICS, room.premises.facilities)
        ),
    )
    return rule, rules.naming(has, volumes=rule.volumes, platforms=rule.platforms, staff=rule.staff)


@planned
def _naming_rule(today: Any) -> QuerySet[NamingRule]:
    return NamingRule.objects.filter(starts_on__lte=today).order_by("-starts_on")


@planned
def _owned(home: Any) -> QuerySet[Copy]:
    return Copy.objects.owned().filter(home=home)


@planned
def _keepers(premises: Any) -> QuerySet[Keeper]:
    return Keeper.objects.current().filter(premises=premises)


def month_of(now: datetime) -> Window:
    """From the first of this month until now."""
    first = timezone.localtime(now, timezone.get_default_timezone()).replace(day=1, hour=0, minute=0, second=0)
    return Window(first.replace(microsecond=0), now + timedelta(seconds=1))


def figures_of(premises: Iterable[UUID], *, now: datetime) -> dict[UUID, Figures]:
    """This month's figures of several rooms; three queries."""
    wanted, month = list(premises), month_of(now)
    books = dict(_books.rows(premises=wanted))
    visits = dict(_visits.rows(premises=wanted, since=month.starts, until=month.ends))
    lent = dict(_lent.rows(premises=wanted, since=month.starts, until=month.ends))
    return {pk: Figures(books.get(pk, 0), visits.get(pk, 0), lent.get(pk, 0)) for pk in wanted}


@planned
def _books(premises: Any) -> QuerySet[Copy, Any]:
    return _counts(Copy.objects.owned().filter(home__among=premises), "home")


@planned
def _visits(premises: Any, since: Any, until: Any) -> QuerySet[Visit, Any]:
    return _counts(Visit.objects.filter(premises__among=premises, at__gte=since, at__lt=until), "premises")


@planned
def _lent(premises: Any, since: Any, until: Any) -> QuerySet[Loan, Any]:
    return _counts(Loan.objects.filter(lent_from__among=premises, lent_at__gte=since, lent_at__lt=until), "lent_from")


def _counts(rows: QuerySet[Any], by: str) -> QuerySet[Any, Any]:
    """How many there are of each."""
    return rows.order_by().values(by).annotate(n=Count("pk")).values_list(by, "n")


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a room: seat minutes that could be used, that were booked, that were sat; who came, what was lent."""

    on: Any
    offered: int
    booked: int
    sat: int
    no_shows: int
    visits: int
    loans: int

    @property
    def use(self) -> str:
        """The share of the offered seat time that was sat, "12.5%"."""
        return f"{rules.per_mille(self.sat, self.offered) / 10:g}%"


def days_of(premises: Premises, *, days: int, now: datetime) -> list[Day]:
    """The last so many days, the latest first; six queries."""
    zone = timezone.get_default_timezone()
    today = timezone.localtime(now, zone).date()
    since = datetime.combine(today - timedelta(days=days - 1), time(), zone)
    window = Window(since, now + timedelta(days=1))
    seats = Seat.objects.usable().at(premises).count()
    booked = SeatBooking.objects.filter(premises=premises).during(window).select_related("booking")
    by_day: defaultdict[Any, list[Any]] = defaultdict(list)
    for one in booked:
        by_day[timezone.localtime(one.booking.starts, zone).date()].append(one.booking)
    visits = _by_day(Visit.objects.at(premises).during(window).values_list("at", flat=True), zone)
    loans = _by_day(Loan.objects.filter(lent_from=premises, lent_at__gte=since).values_list("lent_at", flat=True), zone)
    around = (since.date() - DAY, today + DAY)
    calendar = CalendarDay.objects.calendar(*around) if premises.by_calendar else NO_CALENDAR
    found = []
    for away in range(days):
        on = today - timedelta(days=away)
        bookings = by_day[on]
        found.append(
            Day(
                on=on,
                offered=seats * _open_minutes(premises, on, calendar, zone),
                booked=sum(_minutes(one.starts, one.ends) for one in bookings if _kept(one)),
                sat=sum(_sat(one, now) for one in bookings),
                no_shows=sum(one.release_reason == "no_show" for one in bookings),
                visits=visits[on],
                loans=loans[on],
            )
        )
    return found


def _by_day(moments: Iterable[datetime], zone: Any) -> Counter[Any]:
    return Counter(timezone.localtime(at, zone).date() for at in moments)


def _open_minutes(premises: Premises, on: Any, calendar: Any, zone: Any) -> int:
    """How long the hours of the day are, in quarter hours rounded down."""
    begins = datetime.combine(on, time(), zone)
    quarters = (begins + number * QUARTER for number in range(96))
    return 15 * sum(session_at(premises.hours, at, calendar, zone=zone) is not None for at in quarters)


def _kept(booking: Any) -> bool:
    """Whether the seat was kept for its reader, who came or did not."""
    return booking.released_at is None or booking.release_reason == "no_show"


def _sat(booking: Any, now: datetime) -> int:
    """Minutes from coming until leaving, or the end, or now."""
    if booking.arrived_at is None:
        return 0
    return _minutes(max(booking.arrived_at, booking.starts), min(booking.left_at or booking.ends, booking.ends, now))


def _minutes(starts: datetime, ends: datetime) -> int:
    return max(0, int((ends - starts).total_seconds() // 60))


def dead_stock(premises: Premises, *, now: datetime) -> QuerySet[Any]:
    """Books of the room on the shelf that nobody took home for a year; the oldest first."""
    day = now - timedelta(days=DEAD_AFTER)
    dead = Copy.objects.filter(home=premises).dead_since(day).select_related("title")
    return dead.order_by("came_on", "code", "pk")
