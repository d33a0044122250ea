"""What readers see: rooms with their free seats, what they have, a title's cover. Reads only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Case, Q, QuerySet, When
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from gonghui.faces import shared
from gonghui.faces.attachments import Attached, attached
from gonghui.faces.distances import far
from gonghui.faces.premises import Shown, shown_one
from gonghui.faces.requests import parse_id
from gonghui.kernel.geo import Point
from gonghui.kernel.hours import NO_CALENDAR, session_at
from gonghui.kernel.quarters import quarter_of
from gonghui.kernel.window import Window
from gonghui.primitives.hours import actions as hours
from gonghui.primitives.lending import actions as lending
from gonghui.primitives.people.lookups import city_of
from gonghui.primitives.people.models import Person
from gonghui.primitives.places.models import Closure, Premises
from gonghui.primitives.places.querysets import PremisesQuerySet
from gonghui.primitives.places.rules import State
from gonghui.primitives.places.speaking import spoken_week
from gonghui.primitives.places.standing import calendar_around, states_of
from gonghui.primitives.planned import planned

from .. import rules
from ..models import Copy, Cover, Hold, Loan, Proposal, ReadingRoom, Seat, SeatBooking, Title

PER_PAGE = 20
SHARED_SECONDS = 0.5  # for what is the same for all: with the part of the page that shows it, a change shows within two
NEAREST = 100  # rooms listed by distance
QUARTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class RoomRow:
    """A room in a list: whether it is open, and its seats; while it is shut none is free."""

    premises: Premises
    state: State
    seats: int
    free: int

    @property
    def distance(self) -> str:
        return far(self.premises.distance_m)


def public_rooms() -> PremisesQuerySet:
    """Reading rooms that everybody may see, with what a line about them says."""
    return Premises.objects.visible().of_kind(rules.KIND).select_related("union", "last_sign", "division")


def room_with(name: str) -> Premises | None:
    """The room whose id stands in a form or an address, or its code, as older ones have it; None where nobody has it.

    Pages say the id: who has the code has been at the door, and signs in by it.
    """
    known = parse_id(name)
    return public_rooms().filter(Q(pk=known) if known else Q(code=name[:16])).first() if name.isprintable() else None


def room_or_404(pk: Any) -> Premises:
    return get_object_or_404(public_rooms().select_related("reading_room"), pk=pk)


def told(pk: Any) -> Premises:
    """A room for who only looks: at most a moment old. Raises Http404."""
    return shared.once(("reading.told", pk), SHARED_SECONDS, lambda: room_or_404(pk))


@dataclass(frozen=True, slots=True, eq=False)
class RoomShown:
    """A reading room as all see it: known by itself, a new one for each moment."""

    row: RoomRow
    place: Shown
    books: int

    @property
    def premises(self) -> Premises:
        return self.row.premises

    @property
    def room(self) -> ReadingRoom:
        return self.row.premises.reading_room

    @property
    def week(self) -> list[tuple[str, str]]:
        return spoken_week(self.premises.hours, by_calendar=self.premises.by_calendar)


def room_shown(pk: Any, *, now: datetime) -> RoomShown:
    """Whether it is open, its hours, its seats, how many books: at most a moment old. Raises Http404."""
    premises = told(pk)

    def made() -> RoomShown:
        [row] = rows_of([premises], now=now)
        return RoomShown(row, shown_one(premises, now), Copy.objects.owned().filter(at=premises).count())

    return shared.once(("reading.room", pk, get_language()), SHARED_SECONDS, made)


def nearest(point: Point, *, open_at: datetime | None = None) -> list[Premises]:
    """Reading rooms, the nearest first."""
    return Premises.objects.nearest(point, kinds=(rules.KIND,), open_at=open_at, limit=NEAREST)


def by_city(person: Person | None, *, open_at: datetime | None = None) -> PremisesQuerySet:
    """All reading rooms, those of the reader's own city first; by name."""
    own = Case(When(division__code__startswith=city_of(person), then=0), default=1)
    return _rooms(open_at).order_by(own, "name", "pk")


def for_home(city: str, *, now: datetime, most: int) -> PremisesQuerySet:
    """A few that are open, of this city (people's `city_of`); for "", any."""
    if city:
        return _rooms(now).filter(division__code__startswith=city).order_by("name", "pk")[:most]
    return _rooms(now).order_by("pk")[:most]  # the first that are met: nobody is sorted for nothing


def _rooms(open_at: datetime | None) -> PremisesQuerySet:
    return public_rooms().open_at(open_at) if open_at else public_rooms()


@dataclass(frozen=True, slots=True, eq=False)
class Listed:
    """A page of rooms as everybody of a city sees it: known by itself, a new one for each moment."""

    page: Page[Premises]
    rows: list[RoomRow]
    for_one: bool = False  # sorted from where the asker stands


def listed(person: Person | None, number: str, *, only_open: bool, now: datetime) -> Listed:
    """The page of that number of `by_city`, at most a moment old."""

    def made() -> Listed:
        page = Paginator(by_city(person, open_at=now if only_open else None), PER_PAGE).get_page(number)
        return Listed(page, rows_of(page.object_list, now=now))

    return shared.once(("reading.listed", city_of(person), number, only_open, get_language()), SHARED_SECONDS, made)


def around(point: Point, number: str, *, only_open: bool, now: datetime) -> Listed:
    """The same of `nearest`, for one asker: where one stands is kept nowhere."""
    page = Paginator(nearest(point, open_at=now if only_open else None), PER_PAGE).get_page(number)
    return Listed(page, rows_of(page.object_list, now=now), for_one=True)


def rows_of(premises: Iterable[Premises], *, now: datetime) -> list[RoomRow]:
    """Rooms with their state and free seats; seven queries for any number of rooms."""
    listed = list(premises)
    states = states_of(listed, now)
    seats: dict[UUID, list[UUID]] = {one.pk: [] for one in listed}
    usable = _usable_seats.rows(premises=list(seats))
    shut = _shut_rooms(seats, now)
    calendar = calendar_around(now)
    open_now: dict[UUID, bool] = {}
    by_key = {one.pk: one for one in listed}
    for seat in usable:
        room = seat.room
        seats[room.premises_id].append(seat.pk)
        if room.pk not in open_now:
            room.premises = by_key[room.premises_id]
            days = calendar if room.premises.by_calendar else NO_CALENDAR
            zone = timezone.get_default_timezone()
            open_now[room.pk] = room.pk not in shut and session_at(room.hours, now, days, zone=zone) is not None
    there = {seat.pk for seat in usable if open_now[seat.room_id] and states[seat.room.premises_id].open}
    free = set(hours.free_resources(sorted(there), _now_window(now)))
    return [RoomRow(one, states[one.pk], len(seats[one.pk]), len(free & set(seats[one.pk]))) for one in listed]


def _shut_rooms(premises: Iterable[UUID], now: datetime) -> set[UUID]:
    """Rooms that are closed just now though their house may be open."""
    return set(_shut.rows(premises=list(premises), now=now, soon=now + timedelta(seconds=1)))


@planned
def _usable_seats(premises: Any) -> QuerySet[Seat]:
    return Seat.objects.usable().filter(room__premises__among=premises).select_related("room")


@planned
def _shut(premises: Any, now: Any, soon: Any) -> QuerySet[Closure, UUID]:
    closures = Closure.objects.filter(premises__among=premises, room__isnull=False).overlapping(now, soon)
    return closures.values_list("room", flat=True)


def _now_window(now: datetime) -> Window:
    starts = quarter_of(now)
    return Window(starts, starts + QUARTER)


@dataclass(frozen=True, slots=True)
class Mine:
    """Everything a reader has."""

    loans: list[Loan]
    holds: list[tuple[Hold, int]]  # with the place in line, 0 once a copy is theirs
    seats: list[SeatBooking]

    def __bool__(self) -> bool:
        return bool(self.loans or self.holds or self.seats)


def mine(person: Person, *, now: datetime) -> Mine:
    holds = _holds_of(person.pk)
    turns = lending.positions(hold.turn for hold in holds)
    return Mine(_loans_of(person.pk), [(hold, turns[hold.turn_id]) for hold in holds], _seats_of(person.pk, now))


@planned
def _holds_of(person: Any) -> QuerySet[Hold]:
    return Hold.objects.open().of(person).for_page().order_by("turn__joined_at", "pk")


@planned
def _loans_of(person: Any) -> QuerySet[Loan]:
    return Loan.objects.open().of(person).for_page().order_by("due", "pk")


@planned
def _seats_of(person: Any, now: Any) -> QuerySet[SeatBooking]:
    return SeatBooking.objects.of(person).ahead(now).for_page().order_by("booking__starts", "pk")


@planned
def past_loans(person: Any) -> QuerySet[Loan]:
    """What a reader has given back, the latest first."""
    return Loan.objects.of(person).filter(ended_at__isnull=False).for_page().order_by("-ended_at", "pk")


@planned
def proposals_of(person: Any) -> QuerySet[Proposal]:
    """The books that a reader has proposed, the latest first."""
    return Proposal.objects.of(person).select_related("premises").order_by("-pk")


def cover_of(title: Title) -> Attached | None:
    """The picture of a title's cover, under the address where everybody sees it; None when it has none."""
    cover = Cover.objects.select_related("file").filter(title=title).first()
    return attached(cover.file, reverse("reading:cover", args=[title.pk])) if cover else None
