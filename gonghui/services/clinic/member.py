"""What workers see: days to come, one with its slots, a place, what was measured, the way to a hospital."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces import answers, routes
from gonghui.faces.acting import Done, page
from gonghui.faces.front.views import for_visitors
from gonghui.faces.guards import signed_in
from gonghui.faces.requests import PersonalRequest, Request
from gonghui.kernel.geo import Point
from gonghui.primitives.admission.models import CheckIn, Place

from . import actions
from .models import Day, Finding, Slot
from .pages import shown

LISTED = 20


@for_visitors("page")
@page("clinic:home", "clinic/home.html")
def home(request: Request) -> dict[str, Any]:
    """Days to come, the next first."""
    return {"page": answers.paged(request, Day.objects.to_come(request.now).order_by("starts", "pk"), LISTED)}


@page("clinic:day", "clinic/day.html")
def day(request: Request, pk: UUID) -> dict[str, Any]:
    """Its stations and slots: free, full with a line, mine."""
    found = get_object_or_404(Day.objects.select_related("premises", "union"), pk=pk)
    slots = shown.cells(found, request.person, now=request.now)
    premises = found.premises
    return {
        "day": found,
        "cells": slots,
        "mine": next((one for one in slots if one.mine), None),
        "routes": routes.to_point(Point(premises.lat, premises.lon), premises.name),
    }


@day.act(guard=signed_in, at=lambda request, pk: {"pk": get_slot(pk).day_id})
def take(request: PersonalRequest, pk: UUID, *, key: str) -> Done:
    """A place in a slot."""
    place = actions.take(get_slot(pk), request.person, key=key, by=request.caller, now=request.now)
    return Done(_("约好了"), to=reverse("clinic:ticket", args=[place.pk]))


@day.act(guard=signed_in, at=lambda request, pk: {"pk": get_slot(pk).day_id})
def wait(request: PersonalRequest, pk: UUID) -> Done:
    """In its line."""
    actions.wait(get_slot(pk), request.person, by=request.caller, now=request.now)
    return Done(_("已排队，轮到你会通知"))


@day.act(guard=signed_in, at=lambda request, pk: {"pk": get_slot(pk).day_id})
def leave(request: PersonalRequest, pk: UUID) -> Done:
    """Not any more."""
    actions.leave_line(get_slot(pk), request.person, by=request.caller, now=request.now)
    return Done(_("不再排队"))


@page("clinic:ticket", "clinic/ticket.html", signed_in)
def ticket(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """My place: its code, when, where; give it back."""
    place = get_place(request, pk)
    slot = Slot.objects.for_page().get(pool=place.pool_id)
    came = CheckIn.objects.filter(place=place).exists()
    return {
        "place": place,
        "slot": slot,
        "day": slot.day,
        "came": came,
        "may_give_back": place.released_at is None and not came and slot.starts > request.now,
    }


@ticket.act()
def give_back(request: PersonalRequest, pk: UUID) -> Done:
    """I do not come."""
    place = get_place(request, pk)
    actions.give_back(place, by=request.caller, now=request.now)
    return Done(_("已取消，谢谢你让给需要的人"), to=reverse("clinic:home"))


@page("clinic:results", "clinic/results.html", signed_in)
def results(request: PersonalRequest) -> dict[str, Any]:
    """What was measured of me: nobody else is shown it."""
    return {"results": shown.results(Finding.objects.of(request.person))}


@page("clinic:referral", "clinic/referral.html", signed_in)
def referral(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """To be printed, or shown at the hospital."""
    found = get_object_or_404(Finding.objects.of(request.person), pk=pk)
    hospital = found.day
    city = hospital.premises.division.with_city if hospital.premises.division else ""
    return {"one": shown.opened(found), "routes": routes.to_words(hospital.hospital_address, city)}


def get_slot(pk: UUID) -> Slot:
    return get_object_or_404(Slot.objects.for_page(), pk=pk)


def get_place(request: PersonalRequest, pk: UUID) -> Place:
    mine = Place.objects.of(request.person).filter(pool__clinic_slot__isnull=False)
    return get_object_or_404(mine.select_related("holder"), pk=pk)
