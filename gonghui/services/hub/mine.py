"""My bookings: each with its code, given back, left early; and the address from which my calendar reads them."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gonghui.faces import answers
from gonghui.faces.guards import signed_in
from gonghui.kernel.icalendar import calendar
from gonghui.kernel.refusals import Refused

from . import actions, browse
from .member import act_of
from .models import Feed, RoomBooking

MEDIA_TYPE = "text/calendar; charset=utf-8"
IN_A_FEED = 500  # bookings


@require_safe
@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """What I have booked: ahead first, then what is over; and my calendar's address."""
    return _mine_page(request)


@require_safe
@signed_in
def booking(request: HttpRequest, pk: Any) -> HttpResponse:
    """One booking of mine: its code, when, where, and what I can do with it."""
    return _booking_page(request, _booking(request, pk))


@act_of("hub:booking")
def give_back(request: HttpRequest, pk: Any) -> HttpResponse:
    """I do not need it."""
    found = _booking(request, pk)
    try:
        actions.give_back(found, by=request.caller, now=request.now)
    except Refused as refusal:
        return _booking_page(request, found, refusal)
    return answers.done(request, _("已取消，谢谢你让给需要的人"), reverse("hub:mine"))


@act_of("hub:booking")
def leave(request: HttpRequest, pk: Any) -> HttpResponse:
    """I am done before the time."""
    found = _booking(request, pk)
    try:
        actions.leave(found, by=request.caller, now=request.now)
    except Refused as refusal:
        return _booking_page(request, found, refusal)
    return answers.done(request, _("已登记离开，剩下的时间空出来了"), reverse("hub:booking", args=[pk]))


@require_safe
@signed_in
def file(request: HttpRequest, pk: Any) -> HttpResponse:
    """One booking for my calendar program."""
    found = _booking(request, pk)
    return _calendar(found.room.name, [browse.event_of(found, _address(request, found))])


def feed(request: HttpRequest) -> HttpResponse:
    """Make a new address for my calendar program (GET shows my bookings); the earlier one stops working."""
    return _open_feed(request) if request.method == "POST" else mine(request)


@signed_in
def _open_feed(request: HttpRequest) -> HttpResponse:
    token = actions.open_feed(request.person, by=request.caller, now=request.now)
    address = request.build_absolute_uri(reverse("hub:calendar", args=[token]))
    return _mine_page(request, address=address)


def revoke(request: HttpRequest) -> HttpResponse:
    """The address stops working."""
    return _revoke_feed(request) if request.method == "POST" else mine(request)


@signed_in
def _revoke_feed(request: HttpRequest) -> HttpResponse:
    actions.revoke_feed(request.person, by=request.caller, now=request.now)
    return answers.done(request, _("日历地址已停用"), reverse("hub:mine"))


@require_safe
def read_feed(request: HttpRequest, token: str) -> HttpResponse:
    """What a calendar program reads. Whoever has the address sees it; a revoked one is like one that never was."""
    found = actions.feed_of(token)
    if found is None:
        raise Http404
    held = RoomBooking.objects.for_page().order_by("-booking__starts", "-pk")
    if found.room is None:
        listed, name = held.of(found.person), _("工惠预订")
    else:
        listed, name = held.live().filter(room=found.room), f"{found.room.premises.name} {found.room.name}"
    named = found.room is None
    events = [
        browse.event_of(each, _address(request, each) if named else "", named=named) for each in listed[:IN_A_FEED]
    ]
    return _calendar(name, events)


def _mine_page(request: HttpRequest, address: str = "") -> HttpResponse:
    held = RoomBooking.objects.of(request.person).for_page()
    context = {
        "ahead": held.ahead(request.now).order_by("booking__starts", "pk"),
        "page": answers.paged(request, held.past(request.now).order_by("-booking__starts", "pk")),
        "feed": Feed.objects.own(request.person).first(),
        "address": address,
        "now": request.now,
    }
    return render(request, "hub/mine.html", context)


def _booking(request: HttpRequest, pk: Any) -> RoomBooking:
    return get_object_or_404(RoomBooking.objects.of(request.person).for_page(), pk=pk)


def _booking_page(request: HttpRequest, found: RoomBooking, refusal: Refused | None = None) -> HttpResponse:
    context = {"held": found, "state": found.state(request.now), "room": found.room, "house": found.room.premises}
    if refusal is None:
        return render(request, "hub/booking.html", context)
    return answers.refused(request, refusal, "hub/booking.html", **context)


def _address(request: HttpRequest, held: RoomBooking) -> str:
    return request.build_absolute_uri(reverse("hub:booking", args=[held.pk]))


def _calendar(name: str, events: list[Any]) -> HttpResponse:
    response = HttpResponse(calendar(name, events), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = 'attachment; filename="gonghui.ics"'
    return response
