"""A reader's seat: the plan drawn from data, book, come, leave, give back; and the code at the door."""

from datetime import datetime, timedelta
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces.acting import Done, page
from gonghui.faces.front.views import for_visitors
from gonghui.faces.guards import SAFE, signed_in
from gonghui.faces.requests import PersonalRequest, Request
from gonghui.kernel.dates import read_moment
from gonghui.kernel.window import Window
from gonghui.primitives.places.models import Premises

from .. import actions, rules
from ..models import Seat, SeatBooking
from ..pages import browse, seating
from ..refusals.seats import UnreadableTime
from .books import mine


@for_visitors("day", "start", "hours", "seat")
@page("reading:seats", "reading/seats.html")
def seats(request: Request, pk: Any) -> dict[str, Any]:
    """The plan at the chosen time; every seat is a link, the chosen one has the button."""
    looks = request.method in SAFE
    read = request.GET if looks else request.POST
    asked = {"day": read.get("day", ""), "start": read.get("start", ""), "length": read.get("hours", "")}
    shown = seating.seats_told(browse.told(pk), now=request.now, **asked)
    own = seating.own_during(request.person, shown.times.window, now=request.now)
    if own or not looks:
        shown = seating.seats_page(browse.room_or_404(pk), request.person, now=request.now, **asked)
    chosen = read.get("seat")
    return {
        "shown": shown,
        "premises": shown.premises,
        "times": shown.times,
        "own": own,
        "chosen": next((each for each in shown.squares if str(each.seat.pk) == chosen), None) if chosen else None,
    }


@seats.act(guard=signed_in, at=lambda request, pk: {"pk": _seat(pk).room.premises_id})
def booking(request: PersonalRequest, pk: Any, *, key: str) -> Done:
    """Take the seat for the hours chosen on the plan."""
    window = Window(_moment(request, "starts"), _moment(request, "ends"))
    actions.book_seat(_seat(pk), request.person, window, key=key, by=request.caller, now=request.now)
    return Done(_("座位订好了，到了请扫门口的码签到"), to=reverse("reading:mine"))


def _seat(pk: Any) -> Seat:
    return get_object_or_404(Seat.objects.select_related("room__premises__union"), pk=pk)


def _moment(request: PersonalRequest, name: str) -> datetime:
    """A moment as the page wrote it into the form. Raises UnreadableTime."""
    moment = read_moment(request.POST.get(name, ""))
    if moment is None or moment.tzinfo is None:
        raise UnreadableTime()
    return moment


def own(request: PersonalRequest, pk: Any) -> SeatBooking:
    return get_object_or_404(SeatBooking.objects.of(request.person).for_page(), pk=pk)


@mine.act()
def arrival(request: PersonalRequest, pk: Any) -> Done:
    """I am at my seat."""
    code = request.POST.get("code", "")[:30]
    actions.sign_in(own(request, pk), code=code, by=request.caller, now=request.now)
    return Done(_("已签到，安心看书"))


@mine.act()
def leaving(request: PersonalRequest, pk: Any) -> Done:
    """I am done; the rest of the time is for others."""
    actions.leave(own(request, pk), by=request.caller, now=request.now)
    return Done(_("已离座，剩下的时间让给别人"))


@mine.act()
def release(request: PersonalRequest, pk: Any) -> Done:
    """I am not coming."""
    actions.give_seat_back(own(request, pk), by=request.caller, now=request.now)
    return Done(_("座位已退"))


@page("reading:here", "reading/here.html", signed_in)
def here(request: PersonalRequest, code: str) -> dict[str, Any]:
    """What the QR at the door opens: my seat here, if I booked one and its time has come."""
    premises = _room_of(code)
    booked = browse.mine(request.person, now=request.now).seats
    soon = request.now + timedelta(minutes=rules.EARLY)
    seat = next((one for one in booked if one.premises_id == premises.pk and one.booking.starts <= soon), None)
    return {"premises": premises, "seat": seat}


@here.post()
def come(request: PersonalRequest, code: str) -> Done:
    """One touch says I came, to my seat if I booked one."""
    premises = _room_of(code)
    seat = actions.arrive_at(premises, request.person, by=request.caller, now=request.now)
    if seat is None:
        return Done(_("欢迎，随便坐"), to=reverse("reading:room", args=[premises.pk]))
    return Done(_("已签到：%(seat)s号座位") % {"seat": seat.seat.label}, to=reverse("reading:mine"))


def _room_of(code: str) -> Premises:
    return get_object_or_404(browse.public_rooms(), code=code)
