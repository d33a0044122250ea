"""My bookings: each with its code, given back, left early; and the address from which my calendar reads them."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gonghui.faces import answers
from gonghui.faces.acting import Done, page
from gonghui.faces.guards import signed_in
from gonghui.kernel.icalendar import calendar

from .. import actions
from ..models import Feed, RoomBooking
from ..pages import browse, own

MEDIA_TYPE = "text/calendar; charset=utf-8"
IN_A_FEED = 500  # bookings


@page("hub:mine", "hub/mine.html", signed_in)
def mine(request: HttpRequest) -> dict[str, Any]:
    """What I have booked: ahead first, then what is over; and my calendar's address."""
    asked = {"person": request.person.pk, "now": request.now}
    return {
        "ahead": own.ahead.rows(**asked),
        "page": answers.paged(request, own.past.question(**asked)),
        "feed": own.feed.first(person=request.person.pk),
        "now": request.now,
    }


@mine.act()
def open_feed(request: HttpRequest) -> dict[str, str]:
    """A new address for my calendar program, shown this once; the earlier one stops working."""
    token = actions.open_feed(request.person, by=request.caller, now=request.now)
    return {"address": request.build_absolute_uri(reverse("hub:calendar", args=[token]))}


@mine.act()
def revoke_feed(request: HttpRequest) -> Done:
    """The address stops working."""
    actions.revoke_feed(request.person, by=request.caller, now=request.now)
    return Done(_("日历地址已停用"))


@page("hub:booking", "hub/booking.html", signed_in)
def booking(request: HttpRequest, pk: Any) -> dict[str, Any]:
    """One booking of mine: its code, when, where, and what I can do with it."""
    found = _booking(request, pk)
    return {"held": found, "state": found.state(request.now), "room": found.room, "house": found.room.premises}


@booking.act()
def give_back(request: HttpRequest, pk: Any) -> Done:
    """I do not need it."""
    actions.give_back(_booking(request, pk), by=request.caller, now=request.now)
    return Done(_("已取消，谢谢你让给需要的人"), to=reverse("hub:mine"))


@booking.act()
def leave(request: HttpRequest, pk: Any) -> Done:
    """I am done before the time."""
    actions.leave(_booking(request, pk), by=request.caller, now=request.now)
    return Done(_("已登记离开，剩下的时间空出来了"))


@require_safe
@signed_in
def file(request: HttpRequest, pk: Any) -> HttpResponse:
    """One booking for my calendar program."""
    found = _booking(request, pk)
    return _calendar(found.room.name, [browse.event_of(found, _address(request, found))])


@require_safe
def read_feed(request: HttpRequest, token: str) -> HttpResponse:
    """What a calendar program reads. Whoever has the address sees it; a revoked one is like one that never was."""
    found = Feed.objects.behind(token)
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


def _booking(request: HttpRequest, pk: Any) -> RoomBooking:
    return get_object_or_404(RoomBooking.objects.of(request.person).for_page(), pk=pk)


def _address(request: HttpRequest, held: RoomBooking) -> str:
    return request.build_absolute_uri(reverse("hub:booking", args=[held.pk]))


def _calendar(name: str, events: list[Any]) -> HttpResponse:
    response = HttpResponse(calendar(name, events), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = 'attachment; filename="gonghui.ics"'
    return response
