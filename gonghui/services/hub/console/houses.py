"""The houses of my unions: all of them, one on a day, one over a month."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gonghui.faces import answers
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.primitives.people.permissions import may_somewhere

from .. import browse, calendar_pages, rules
from ..member import asked_day
from ..models import RoomBooking
from . import scope


@staff(rules.RECEIVE)
@require_safe
def index(request: PersonalRequest) -> HttpResponse:
    """Every house with its rooms free just now, and how many bookings wait for an answer."""
    page = answers.paged(request, scope.houses(request).order_by("name", "pk"), per=50)
    free = browse.free_now(list(page), request.now)
    waiting = RoomBooking.objects.under(request.office_unions).asked(request.now).count()
    return render(
        request,
        "hub/console/index.html",
        {
            "page": page,
            "houses": [(house, free[house.pk]) for house in page],
            "waiting": waiting,
            "may_manage": may_somewhere(request.offices, rules.MANAGE),
        },
    )


@staff(rules.RECEIVE)
@require_safe
def day(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """Every room on one day, side by side: who has what."""
    house, on = scope.one(request, pk), asked_day(request)
    page = calendar_pages.day_page(house, calendar_pages.rooms_of(house), on, person=None, named=True, now=request.now)
    return render(request, "hub/console/day.html", scope.on(request, house, "day", page=page, day=on))


@staff(rules.RECEIVE)
@require_safe
def month(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """Every room on every day of a month: how many hours are booked."""
    house = scope.one(request, pk)
    page = calendar_pages.month_page(house, calendar_pages.rooms_of(house), asked_day(request))
    return render(request, "hub/console/month.html", scope.on(request, house, "month", page=page))
