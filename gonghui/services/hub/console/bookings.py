"""Bookings as officers see them: what waits for an answer, the list of a house, one with its history."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gonghui.faces import answers
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.refusals import Refused
from gonghui.kernel.window import Window
from gonghui.primitives.journal import actions as journal

from .. import actions, calendar_pages, exports, opening, rules
from ..forms import ReasonForm
from ..member import asked_day
from ..models import RoomBooking
from . import scope


@staff(rules.MANAGE)
@require_safe
def asked(request: PersonalRequest) -> HttpResponse:
    """What waits for my yes or no, the earliest deadline first."""
    waiting = RoomBooking.objects.under(request.office_unions).asked(request.now).for_page()
    page = answers.paged(request, waiting.order_by("booking__confirm_by", "pk"), per=30)
    return render(request, "hub/console/asked.html", {"page": page})


@staff(rules.RECEIVE)
@require_safe
def booking(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """One booking: for what, by whom, and what has been done with it."""
    return _page(request, scope.one_booking(request, pk))


@staff(rules.MANAGE)
@require_POST
def admit(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """Yes."""
    found = scope.one_booking(request, pk)
    try:
        actions.admit(found, by_person=request.person, by=request.caller, now=request.now)
    except Refused as refusal:
        return _page(request, found, refusal)
    return answers.done(request, _("已通过，预订的人会收到通知"), _back(request, found))


@staff(rules.MANAGE)
@require_POST
def refuse(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """No, and why."""
    found, reason = scope.one_booking(request, pk), request.POST.get("reason", "")
    try:
        actions.refuse(found, reason=reason, by_person=request.person, by=request.caller, now=request.now)
    except Refused as refusal:
        return _page(request, found, refusal)
    return answers.done(request, _("已答复，预订的人会收到原因"), _back(request, found))


@staff(rules.MANAGE)
@require_POST
def cancel(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """The house cannot give it after all."""
    found = scope.one_booking(request, pk)
    try:
        actions.cancel(found, reason=request.POST.get("reason", ""), by=request.caller, now=request.now)
    except Refused as refusal:
        return _page(request, found, refusal)
    return answers.done(request, _("已取消，预订的人会收到原因"), reverse("hub-console:booking", args=[pk]))


@staff(rules.RECEIVE)
@require_safe
def listed(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """The bookings of a house in a month, all of them, in order of time."""
    house, on = scope.one(request, pk), asked_day(request)
    page = answers.paged(request, _of_month(house, on), per=50)
    context = scope.on(request, house, "bookings", page=page, day=on, now=request.now)
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


def _page(request: PersonalRequest, found: RoomBooking, refusal: Refused | None = None) -> HttpResponse:
    context = scope.on(
        request,
        found.room.premises,
        "bookings",
        held=found,
        state=found.state(request.now),
        form=ReasonForm(request.POST or None),
        history=journal.entries_of(found)[:20],
    )
    if refusal is None:
        return render(request, "hub/console/booking.html", context)
    return answers.refused(request, refusal, "hub/console/booking.html", **context)


def _back(request: PersonalRequest, found: RoomBooking) -> str:
    """To what still waits, or to the booking when nothing does."""
    if RoomBooking.objects.under(request.office_unions).asked(request.now).exists():
        return reverse("hub-console:asked")
    return reverse("hub-console:booking", args=[found.pk])
