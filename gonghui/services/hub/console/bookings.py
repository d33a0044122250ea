"""Bookings as officers see them: what waits for an answer, the list of a house, one with its history."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gonghui.faces import answers
from gonghui.faces.acting import Done, page
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.window import Window
from gonghui.primitives.journal import actions as journal

from .. import actions, calendar_pages, exports, opening, rules
from ..member import asked_day
from ..models import RoomBooking
from . import scope


@staff(rules.MANAGE)
@require_safe
def asked(request: PersonalRequest) -> HttpResponse:
    """What waits for my yes or no, the earliest deadline first."""
    waiting = RoomBooking.objects.under(request.office_unions).asked(request.now).for_page()
    shown = answers.paged(request, waiting.order_by("booking__confirm_by", "pk"), per=30)
    return render(request, "hub/console/asked.html", {"page": shown})


@page("hub-console:booking", "hub/console/booking.html", staff(rules.RECEIVE))
def booking(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """One booking: for what, by whom, and what has been done with it."""
    found = scope.one_booking(request, pk)
    state, history = found.state(request.now), journal.entries_of(found)[:20]
    return scope.on(request, found.room.premises, "bookings", held=found, state=state, history=history)


@booking.act(guard=staff(rules.MANAGE))
def admit(request: PersonalRequest, pk: UUID) -> Done:
    """Yes."""
    found = scope.one_booking(request, pk)
    actions.admit(found, by_person=request.person, by=request.caller, now=request.now)
    return Done(_("已通过，预订的人会收到通知"), to=_what_waits(request))


@booking.act(guard=staff(rules.MANAGE))
def refuse(request: PersonalRequest, pk: UUID, *, reason: str) -> Done:
    """No, and why."""
    found = scope.one_booking(request, pk)
    actions.refuse(found, reason=reason, by_person=request.person, by=request.caller, now=request.now)
    return Done(_("已答复，预订的人会收到原因"), to=_what_waits(request))


@booking.act(guard=staff(rules.MANAGE))
def cancel(request: PersonalRequest, pk: UUID, *, reason: str) -> Done:
    """The house cannot give it after all."""
    actions.cancel(scope.one_booking(request, pk), reason=reason, by=request.caller, now=request.now)
    return Done(_("已取消，预订的人会收到原因"))


@staff(rules.RECEIVE)
@require_safe
def listed(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """The bookings of a house in a month, all of them, in order of time."""
    house, on = scope.one(request, pk), asked_day(request)
    shown = answers.paged(request, _of_month(house, on), per=50)
    context = scope.on(request, house, "bookings", page=shown, day=on, now=request.now)
    return render(request, "hub/console/bookings.html", context)


@staff(rules.RECEIVE)
@require_safe
def export(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """The same list as a workbook."""
    house, on = scope.one(request, pk), asked_day(request)
    name = _("%(house)s预订%(month)s") % {"house": house.name, "month": f"{on:%Y-%m}"}
    rows = exports.booking_rows(_of_month(house, on).iterator(2_000), request.now)
    return answers.excel(name, exports.booking_columns(), rows)


def _of_month(house: Any, on: Any) -> Any:
    days = calendar_pages.days_of(on)
    month = Window(opening.day_of(days[0]).starts, opening.day_of(days[-1]).ends)
    return RoomBooking.objects.at(house).within(month).for_page().order_by("booking__starts", "room", "pk")


def _what_waits(request: PersonalRequest) -> str:
    """What still waits for an answer; "" when nothing does."""
    waits = RoomBooking.objects.under(request.office_unions).asked(request.now).exists()
    return reverse("hub-console:asked") if waits else ""
