"""The houses of my unions: all of them, one on a day, one over a month."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.primitives.people.permissions import unions_for
from gonghui.primitives.people.querysets import paths_of
from gonghui.primitives.places.models import Premises
from gonghui.primitives.planned import Question, planned

from .. import rules
from ..member.rooms import asked_day
from ..models import RoomBooking
from ..models.querysets import RoomBookingQuerySet
from ..pages import calendar_pages
from . import scope
from .lists import HOUSES


@HOUSES.page("hub-console:index", staff(rules.RECEIVE))
def index(request: PersonalRequest) -> tuple[Question[Premises], dict[str, Any]]:
    """Every house with its rooms free just now, and how many bookings wait for an answer."""
    managed = unions_for(request.offices, rules.MANAGE)
    waiting = _waiting.question(paths=paths_of(managed), now=request.now).count()
    houses = scope.houses.question(paths=paths_of(request.office_unions))
    return houses, {"waiting": waiting, "may_manage": bool(managed)}


@planned
def _waiting(paths: Iterable[Any], now: Any) -> RoomBookingQuerySet:
    return RoomBooking.objects.below(paths).asked(now)


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
