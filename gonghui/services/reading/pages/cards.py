"""What reading rooms put on the common pages beside what waits: rooms near me, the desks, what a code leads to."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces import moments
from gonghui.faces.requests import PersonalRequest
from gonghui.faces.services import Card, PersonLine, PersonPart
from gonghui.faces.slices import Where
from gonghui.primitives.hours.models import Booking
from gonghui.primitives.people.models import Person
from gonghui.primitives.people.permissions import unions_for
from gonghui.primitives.people.querysets import paths_of
from gonghui.primitives.places.models import Premises
from gonghui.primitives.planned import planned

from .. import rules
from ..models import Hold, Loan, ReadingRoom, SeatBooking
from ..models.querysets import ReadingRoomQuerySet
from . import browse
from .shown import late_of

ON_HOME = 3
MOST_LINES = 50  # of each kind on a person's page


def near(where: Where, *, now: datetime) -> list[Card]:
    """Reading rooms that are open now, with free seats: around where I say I am; unsaid, of my city."""
    if where.point:
        listed: Iterable[Premises] = browse.nearest(where.point, open_at=now)[:ON_HOME]
    else:
        listed = browse.for_home(where.city, now=now, most=ON_HOME)
    return [
        Card(
            title=row.premises.name,
            url=reverse("reading:room", args=[row.premises.pk]),
            icon="books",
            where=row.premises.address,
            note="，".join(filter(None, [row.distance, row.state.says])),
            metres=row.premises.distance_m,
            number=str(row.free) if row.seats else "",
            unit=_("个空座") if row.seats else "",
            act=_("去看看"),
        )
        for row in browse.rows_of(listed, now=now)
    ]


def has_desk(request: HttpRequest) -> bool:
    """Whether there is a loan desk this person may stand at."""
    return browse.public_rooms().any_in_reach(request.person, request.offices, rules.DESK)


def desks_of(request: HttpRequest) -> ReadingRoomQuerySet:
    """The rooms at whose desk the asker may stand: as keeper, or by an office over them."""
    rooms = ReadingRoom.objects.in_reach(request.person, request.offices, rules.DESK)
    return rooms.select_related("premises__union").order_by("premises__name", "pk")


def page_of_code(request: HttpRequest, code: str) -> str | None:
    """The asker's own seat behind a code; or the page of a room whose door was scanned."""
    if request.person is None:
        return None
    booking = Booking.objects.filter(code=code, holder=request.person).first()
    if booking and SeatBooking.objects.filter(booking=booking).exists():
        return reverse("reading:mine")
    room = ReadingRoom.objects.open().filter(premises__code=code).first()
    return reverse("reading:here", args=[code]) if room else None


def person_part(request: PersonalRequest, person: Person) -> PersonPart:
    """The books that somebody has from the rooms of my unions or waits for there, and the seats."""
    now, asked = request.now, {"person": person.pk, "paths": paths_of(unions_for(request.offices, rules.WATCH))}
    lines = [
        *(_loan_line(loan, now) for loan in _loans.part(0, MOST_LINES, **asked)),
        *(_hold_line(hold) for hold in _holds.part(0, MOST_LINES, **asked)),
        *(_seat_line(booked) for booked in _seats.part(0, MOST_LINES, now=now, **asked)),
    ]
    return PersonPart(_("职工书屋"), lines, rank=30)


@planned
def _loans(person: Any, paths: Iterable[Any]) -> QuerySet[Loan]:
    loans = Loan.objects.below(paths).open().of(person).for_page().order_by("due", "pk")
    return loans.select_related("lent_from__reading_room")


@planned
def _holds(person: Any, paths: Iterable[Any]) -> QuerySet[Hold]:
    holds = Hold.objects.below(paths).open().of(person).for_page().order_by("turn__joined_at", "pk")
    return holds.select_related("pick_up__reading_room")


@planned
def _seats(person: Any, paths: Iterable[Any], now: Any) -> QuerySet[SeatBooking]:
    seats = SeatBooking.objects.below(paths).of(person).ahead(now).for_page()
    return seats.select_related("premises__reading_room").order_by("booking__starts", "pk")


def _loan_line(loan: Loan, now: datetime) -> PersonLine:
    note = _("%(day)s前归还") % {"day": moments.full_day(loan.due)} + f" · {loan.lent_from.name}"
    late = _("超期") if late_of(loan, now=now) > 0 else ""
    return PersonLine(loan.copy.title.name, _room(loan.lent_from), note, late, "bad")


def _hold_line(hold: Hold) -> PersonLine:
    state, tone = (_("可以取了"), "good") if hold.ready_at else (_("等待中"), "")
    return PersonLine(hold.title.name, _room(hold.pick_up), hold.pick_up.name, state, tone)


def _seat_line(booked: SeatBooking) -> PersonLine:
    when = moments.span(booked.booking.starts, booked.booking.ends)
    seat = _("%(seat)s号座位") % {"seat": booked.seat.label}
    return PersonLine(seat, _room(booked.premises), f"{when} · {booked.premises.name}")


def _room(premises: Premises) -> str:
    return reverse("reading-console:room", args=[premises.reading_room.pk])
