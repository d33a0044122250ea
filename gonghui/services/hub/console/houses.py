"""The houses of my unions: all of them, one on a day, one over a month."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.primitives.people.permissions import may_somewhere
from gonghui.primitives.places.models import Premises

from .. import rules
from ..member.rooms import asked_day
from ..models import RoomBooking
from ..pages import calendar_pages
from . import scope
from .lists import HOUSES


@HOUSES.page("hub-console:index", staff(rules.RECEIVE))
def index(request: PersonalRequest) -> tuple[QuerySet[Premises], dict[str, Any]]:
    """Every house with its rooms free just now, and how many bookings wait for an answer."""
    waiting = RoomBooking.objects.for_act(request.offices, rules.MANAGE).asked(request.now).count()
    may_manage = may_somewhere(request.offices, rules.MANAGE)
    return scope.houses(request), {"waiting": waiting, "may_manage": may_manage}


@staff(rules.RECEIVE)
@require_safe
def day(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """Every room on one day, side by side: who has what."""
    house, on = scope.get_house(request, pk), asked_day(request)
    page = calendar_pages.day_page(house, calendar_pages.rooms_of(house), on, person=None, named=True, now=request.now)
    return render(request, "hub/console/day.html", scope.context_for(request, house, "day", page=page, day=on))


@staff(rules.RECEIVE)
@require_safe
def month(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """Every room on every day of a month: how many hours are booked."""
    house = scope.get_house(request, pk)
    page = calendar_pages.month_page(house, calendar_pages.rooms_of(house), asked_day(request))
    return render(request, "hub/console/month.html", scope.context_for(request, house, "month", page=page))
