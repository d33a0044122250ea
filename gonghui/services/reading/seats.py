"""A reader's seat: the plan drawn from data, book, come, leave, give back; and the code at the door."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gonghui.faces import answers
from gonghui.faces.guards import signed_in
from gonghui.faces.requests import PersonalRequest, Request
from gonghui.faces.speech import speak
from gonghui.kernel.refusals import Refused
from gonghui.kernel.window import Window
from gonghui.primitives.places.models import Premises

from . import actions, browse
from .actions.rooms import KIND
from .member import room_or_404
from .models import Seat, SeatBooking
from .seat_refusals import UnreadableTime


@require_safe
def seats(request: Request, pk: Any) -> HttpResponse:
    """The plan at the chosen time; every seat is a link, the chosen one has the button."""
    return _plan_page(request, room_or_404(pk))


def _plan_page(request: Request, premises: Premises, refusal: Refused | None = None) -> HttpResponse:
    asked = request.GET if request.method != "POST" else request.POST
    times = browse.times_of(
        premises, day=asked.get("day", ""), start=asked.get("start", ""), length=asked.get("hours", ""), now=request.now
    )
    plans = browse.plans_of(premises, times.window, request.person) if times.window else []
    squares = [square for plan in plans for square in plan.squares]
    spoken = speak(refusal) if refusal else None
    context = {
        "premises": premises,
        "times": times,
        "plans": plans,
        "free": sum(plan.free for plan in plans),
        "all": len(squares),
        "chosen": next((each for each in squares if str(each.seat.pk) == asked.get("seat")), None),
        "refusal": spoken,
    }
    return render(request, "reading/seats.html", context, status=spoken.status if spoken else 200)


@require_POST
@signed_in
def booking(request: PersonalRequest, pk: Any) -> HttpResponse:
    """Take the seat for the hours chosen on the plan."""
    seat = get_object_or_404(Seat.objects.select_related("room__premises__union"), pk=pk)
    try:
        window = Window(_moment(request, "starts"), _moment(request, "ends"))
        key = answers.form_key(request)
        actions.book_seat(seat, request.person, window, key=key, by=request.caller, now=request.now)
    except Refused as refusal:
        return _plan_page(request, room_or_404(seat.room.premises_id), refusal)
    return answers.done(request, _("座位订好了，到了请扫门口的码签到"), reverse("reading:mine"))


def _moment(request: PersonalRequest, name: str) -> datetime:
    """A moment as the page wrote it into the form. Raises UnreadableTime."""
    try:
        moment = parse_datetime(request.POST.get(name, "")[:40])
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or not 2000 < moment.year < 2200:
        raise UnreadableTime()
    return moment


def own(request: PersonalRequest, pk: Any) -> SeatBooking:
    return get_object_or_404(SeatBooking.objects.of(request.person).for_page(), pk=pk)


@require_POST
@signed_in
def arrival(request: PersonalRequest, pk: Any) -> HttpResponse:
    """I am at my seat."""
    actions.arrive(own(request, pk), by=request.caller, now=request.now)
    return answers.done(request, _("已签到，安心看书"), reverse("reading:mine"))


@require_POST
@signed_in
def leaving(request: PersonalRequest, pk: Any) -> HttpResponse:
    """I am done; the rest of the time is for others."""
    actions.leave(own(request, pk), by=request.caller, now=request.now)
    return answers.done(request, _("已离座，剩下的时间让给别人"), reverse("reading:mine"))


@require_POST
@signed_in
def release(request: PersonalRequest, pk: Any) -> HttpResponse:
    """I am not coming."""
    actions.give_seat_back(own(request, pk), by=request.caller, now=request.now)
    return answers.done(request, _("座位已退"), reverse("reading:mine"))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def here(request: PersonalRequest, code: str) -> HttpResponse:
    """What the QR at the door opens: one touch says I came, to my seat if I booked one."""
    premises = get_object_or_404(Premises.objects.visible().of_kind(KIND).select_related("union"), code=code)
    mine = browse.mine(request.person, now=request.now).seats
    context = {"premises": premises, "seat": next((one for one in mine if one.premises_id == premises.pk), None)}
    if request.method != "POST":
        return render(request, "reading/here.html", context)
    try:
        seat = actions.arrive_at(premises, request.person, by=request.caller, now=request.now)
    except Refused as refusal:
        return answers.refused(request, refusal, "reading/here.html", **context)
    said = _("已签到：%(seat)s号座位") % {"seat": seat.seat.label} if seat else _("欢迎，随便坐")
    return answers.done(request, said, reverse("reading:mine") if seat else reverse("reading:room", args=[premises.pk]))
