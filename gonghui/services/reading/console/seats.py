"""Who booked the seats of a room: for the officer, with all days; as a workbook too."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gonghui.faces import answers
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest

from .. import rules
from ..pages import seat_list
from .scope import context_for, get_room

PER_PAGE = 50


@require_safe
@staff(rules.WATCH)
def bookings(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """The latest first, or those of one day; exportable."""
    found, day = get_room(request, pk), seat_list.asked_day(request.GET.get("day", ""))
    booked = seat_list.bookings_of(found.premises, day)
    if request.GET.get("export"):
        return seat_list.export(found.premises, booked, request.now)
    page = answers.paged(request, booked, PER_PAGE)
    context = context_for(request, found, "seats", page=page, lines=seat_list.lines(page, request.now), day=day)
    return render(request, "reading/console/seats.html", context)
