"""What a worker finds: the houses, their rooms, on which terms, and their own bookings. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language

from gonghui.faces import moments, shared
from gonghui.faces.premises import Shown, shown, shown_one
from gonghui.kernel.hours import NO_CALENDAR, opens_next, session_at
from gonghui.kernel.icalendar import Event
from gonghui.kernel.quarters import QUARTER, quarter_of
from gonghui.kernel.refusals import Refused
from gonghui.kernel.window import Window
from gonghui.primitives.people.lookups import city_of
from gonghui.primitives.people.models import Person
from gonghui.primitives.places.models import Premises, Room
from gonghui.primitives.places.rules import Why
from gonghui.primitives.places.standing import calendar_around, states_of

from .. import rules
from ..models import HUB, Layout, RoomBooking, RoomTerms
from . import calendar_pages
from .availability import FREE, Availability, RoomDay, held_within
from .eligibility import asker_on_page, terms_as_asked

SHARED_SECONDS = 0.5  # with the part of the page that shows it, a change shows within two
PER_PAGE = 20  # houses
DAYS_SHOWN = 14  # in the strip above a day


@dataclass(frozen=True, slots=True, eq=False)
class RoomCard:
    """A room in a list: its terms, why not I, its day. Known by itself; `for_one`: with what is theirs in it."""

    room: Room
    terms: RoomTerms | None
    refusal: Refused | None
    day: RoomDay
    for_one: bool = False

    @property
    def open_terms(self) -> RoomTerms | None:
        """The terms, if the room can be booked on them."""
        return self.terms if self.terms and self.terms.bookable else None


def houses_near(person: Person | None) -> QuerySet[Premises]:
    """The hubs, those of my city first; each with `room_count`."""
    found = Premises.objects.visible().of_kind(HUB).select_related("union", "division")
    found = found.annotate(room_count=Count("rooms", filter=Q(rooms__closed_on=None)))
    city = city_of(person)
    near = Q(division__code__startswith=city) if city else Q(pk__in=[])
    return found.annotate(near=near).order_by("-near", "name", "pk")


@dataclass(frozen=True, slots=True, eq=False)
class Listed:
    """A page of houses as all of a city see it, each with how many rooms are free just now: known by itself."""

    page: Page[Premises]
    rows: list[tuple[Shown, int]]


def listed(person: Person | None, number: str, *, now: datetime) -> Listed:
    """The page of that number, at most a moment old."""

    def made() -> Listed:
        page = Paginator(houses_near(person), PER_PAGE).get_page(number)
        page.object_list = list(page.object_list)
        free = free_now(page.object_list, now)
        return Listed(page, [(place, free[place.premises.pk]) for place in shown(page, now)])

    return shared.once(("hub.listed", city_of(person), number, get_language()), SHARED_SECONDS, made)


def first_day(place: Premises | Room, now: datetime) -> date:
    """The day that a page begins with: today, and once today's hours are over the day on which it opens next."""
    house = place if isinstance(place, Premises) else place.premises
    days = calendar_around(now) if house.by_calendar else NO_CALENDAR
    zone = timezone.get_default_timezone()
    opens = None if session_at(place.hours, now, days, zone=zone) else opens_next(place.hours, now, days, zone=zone)
    return moments.today(opens or now)


def free_now(houses: list[Premises], now: datetime) -> dict[Any, int]:
    """How many rooms of each house can be gone to now: open, and to be had from now on; ten queries at most.

    Outside the house's hours those that keep hours of their own.
    """
    states = states_of(houses, now)
    open_ones = Q(premises__in=[house.pk for house in houses if states[house.pk].open])
    after_hours = Q(premises__in=[house.pk for house in houses if states[house.pk].why is Why.CLOSED])
    found = Room.objects.visible().filter(open_ones | after_hours & Q(week__isnull=False))
    rooms = list(found.select_related("premises"))
    quarter = Window(quarter_of(now), quarter_of(now) + QUARTER)
    known = Availability(rooms, quarter, now=now)
    counts = dict.fromkeys((house.pk for house in houses), 0)
    for room in rooms:
        counts[room.premises_id] += known.cells(room, quarter)[0].what == FREE
    return counts


def cards_of(
    premises: Premises, day: date, person: Person | None, *, now: datetime
) -> tuple[calendar_pages.DayPage, list[RoomCard]]:
    """The rooms of a house with their day, and why I may not book them; a constant number of queries."""
    rooms = calendar_pages.rooms_of(premises)
    page = calendar_pages.day_page(premises, rooms, day, person=person, now=now)
    whys = refusals_of(page.rows, person)
    one = person is not None
    return page, [RoomCard(row.room, row.terms, why, row, one) for row, why in zip(page.rows, whys, strict=True)]


def refusals_of(rows: Sequence[RoomDay | RoomCard], person: Person | None) -> list[Refused | None]:
    """For each room why this person may not book it at all."""
    asker = asker_on_page(person) if person else None
    return [rules.who_may(terms_as_asked(row.room, row.terms), asker) if row.terms and asker else None for row in rows]


@dataclass(frozen=True, slots=True, eq=False)
class HouseDay:
    """A house on one day: known by itself, a new one for each moment; `for_one`: with what is theirs in it."""

    place: Shown
    day: date
    days: list[date]
    cards: list[RoomCard]
    for_one: bool

    @property
    def house(self) -> Premises:
        return self.place.premises


def house_told(pk: Any) -> Premises:
    """A house for who only looks: at most a moment old. Raises Http404."""
    houses = Premises.objects.visible().of_kind(HUB).select_related("union", "division")
    return shared.once(("hub.house", pk), SHARED_SECONDS, lambda: get_object_or_404(houses, pk=pk))


def house_day(house: Premises, day: date | None, person: Person | None, *, now: datetime) -> HouseDay:
    """As all see it, at most a moment old; anew for who has something there that day. None: the day it begins with."""

    on = day or begins_with(house, now)

    def made(person: Person | None = None) -> HouseDay:
        _page, cards = cards_of(house, on, person, now=now)
        today = moments.today(now)
        days = [today + timedelta(days=ahead) for ahead in range(DAYS_SHOWN)]
        return HouseDay(shown_one(house, now), on, days, cards, person is not None)

    if person and held_within(person, [house.pk], calendar_pages.reach_of(on)):
        return made(person)
    return shared.once(("hub.house_day", house.pk, on, get_language()), SHARED_SECONDS, made)


def begins_with(place: Premises | Room, now: datetime) -> date:
    """`first_day`, at most a moment old."""
    return shared.once(("hub.first_day", place.pk), SHARED_SECONDS, lambda: first_day(place, now))


def layouts_of(room: Room) -> list[Layout]:
    return list(Layout.objects.filter(room=room, gone_at=None).order_by("-seats", "name"))


def event_of(held: RoomBooking, url: str, *, named: bool = True) -> Event:
    """A booking as a calendar has it; without a name, only that the room is taken and for what."""
    booking, premises = held.booking, held.room.premises
    # Who came early may have gone before it began, and no calendar takes an end before the start.
    gone_before = booking.until <= booking.starts
    return Event(
        uid=f"{held.pk}@gonghui",
        starts=booking.starts,
        ends=booking.ends if gone_before else booking.until,
        title=f"{held.room.name} {held.purpose}",
        changed=booking.released_at or booking.left_at or booking.arrived_at or held.decided_at or booking.taken_at,
        where=f"{premises.name} {premises.address}",
        about=booking.code if named else "",
        url=url,
        number=sum(1 for at in (held.decided_at, booking.arrived_at, booking.left_at, booking.released_at) if at),
        cancelled=gone_before or booking.released_at is not None,
        unsure=booking.confirm_by is not None,
        remind=60,
    )
