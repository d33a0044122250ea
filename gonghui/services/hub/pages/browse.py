"""What a worker finds: the houses, their rooms, on which terms, and their own bookings. Reads only."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from gonghui.faces import moments
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
from .availability import FREE, Availability, RoomDay
from .eligibility import asker_of, terms_as_asked


@dataclass(frozen=True, slots=True)
class RoomCard:
    """A room as a person sees it in a list: its terms, why not I, its day."""

    room: Room
    terms: RoomTerms | None
    refusal: Refused | None
    day: RoomDay

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
    asker = asker_of(person) if person else None
    cards = []
    for row in page.rows:
        refusal = rules.who_may(terms_as_asked(row.room, row.terms), asker) if row.terms and asker else None
        cards.append(RoomCard(row.room, row.terms, refusal, row))
    return page, cards


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
