"""The loan desk: one field for cards, numbers and barcodes. A book alone comes back; a book after a reader goes out."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from gonghui.faces import answers, devices
from gonghui.faces.acting import Done, page
from gonghui.faces.guards import signed_in
from gonghui.faces.moments import full_day
from gonghui.faces.requests import PersonalRequest, parse_id
from gonghui.kernel.text import fold
from gonghui.primitives.places.models import Premises

from .. import actions
from ..models import ReadingRoom, Visit
from ..pages import desk_list
from ..pages.cards import desks_of
from ..pages.seat_list import TODAYS_SEATS, bookings_of
from .device_acts import ActsIn, record
from .scan import Answer, answer_to, pulls_of, reader_panel


@require_GET
@signed_in
def home(request: PersonalRequest) -> HttpResponse:
    """The loan desks I may stand at."""
    return render(request, "reading/counter/home.html", {"page": answers.paged(request, desks_of(request), 50)})


@page("reading-counter:desk", "reading/counter/desk.html", signed_in, part="reading/counter/inside.html")
def desk(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """What was scanned is told apart here: a reader to lend to, a book that goes out or comes in."""
    room = room_at_desk(request, pk)
    reader = reader_panel(room.premises, _reader(request), now=request.now) if request.method == "POST" else None
    context = {"room": room, "premises": room.premises, "reader": reader}
    if request.htmx:
        return context
    return context | {
        "words": desk_list.words(),
        "most": desk_list.MOST_ACTS,
        "pulls": pulls_of(room.premises),
        **devices.kept_by(request),
    }


@desk.post()
def scan(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """One field for all: what came of it, and the reader who stands at the desk from now on."""
    premises = room_at_desk(request, pk).premises
    answered = _act(request, premises)
    held = answered.reader or _reader(request)
    return {"answer": answered, "reader": reader_panel(premises, held, now=request.now)}


def _reader(request: PersonalRequest) -> str:
    return fold(request.POST.get("reader", ""))[:30]


def _act(request: PersonalRequest, premises: Premises) -> Answer:
    asked = request.POST
    key = str(parse_id(asked.get("scan", "")) or answers.form_key(request))
    if asked.get("act") == "visit":
        actions.count_visit(premises, Visit.Way.DESK, key=key, now=request.now)
        return Answer(says=_("到馆人数加一"))
    code, reader = asked.get("code", "")[:200], _reader(request)
    return answer_to(premises, code, reader=reader, key=key, by=request.caller, now=request.now, day=full_day)


@page("reading-counter:seats", "reading/counter/seats.html", signed_in)
def seats(request: PersonalRequest, pk: UUID) -> dict[str, Any] | HttpResponse:
    """Who has which seat here today, or on another day."""
    room = room_at_desk(request, pk)
    beside = {"room": room, "premises": room.premises}
    listed = TODAYS_SEATS.inside(request, bookings_of(room.premises), beside=beside)
    return listed.workbook() if listed.wanted else beside | {"seats": listed}


@seats.act()
def receive(request: PersonalRequest, pk: UUID, booking: UUID) -> Done:
    """The reader of a seat stands here."""
    booked = get_object_or_404(bookings_of(room_at_desk(request, pk).premises), pk=booking)
    actions.arrive(booked, by=request.caller, now=request.now)
    return Done(_("已签到：%(seat)s号座位") % {"seat": booked.seat.label})


@require_GET
@signed_in
def list_for_device(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """The signed list of this desk, for the device; with it the time, and a token to report under."""
    made = desk_list.list_of(room_at_desk(request, pk), sign_in=devices.sign_in_of(request), now=request.now)
    return devices.list_answer(request, made)


@devices.reports
def acts(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """What the device did on its own, in order; the same acts again change nothing."""
    room, asked = room_at_desk(request, pk), devices.sent(request, ActsIn)
    return record(room.premises, asked, by=request.caller, now=request.now)


def room_at_desk(request: HttpRequest, pk: UUID) -> ReadingRoom:
    """The room at whose desk the asker may stand."""
    return get_object_or_404(desks_of(request), pk=pk)
