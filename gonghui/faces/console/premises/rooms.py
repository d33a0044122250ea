"""The rooms of one place: the list and a new one; one of them with its facts and hours; one that is given up."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from gonghui.faces.acting import Done, page
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.primitives.places import actions as places
from gonghui.primitives.places.models import Room
from gonghui.primitives.places.rules import MANAGE
from gonghui.primitives.places.speaking import spoken_week

from . import forms
from .scope import context_for, get_premises


@page("faces:premises-rooms", "console/premises/rooms.html", staff(MANAGE))
def rooms(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """The rooms there are."""
    found = get_premises(request, pk)
    return context_for(request, found, "rooms", rooms=found.rooms.visible().in_order())


@rooms.post(forms.RoomForm)
def add_room(request: PersonalRequest, pk: UUID, *, form: forms.RoomForm) -> Done:
    """A room more."""
    places.add_room(get_premises(request, pk), **form.cleaned_data, by=request.caller, now=request.now)
    return Done(_("房间已添加"))


@rooms.act()
def close_room(request: PersonalRequest, pk: UUID, room: UUID) -> Done:
    """The room is no longer there."""
    places.close_room(_room(request, pk, room), by=request.caller, now=request.now)
    return Done(_("房间已撤销"))


def facts_now(request: PersonalRequest, pk: UUID, room: UUID) -> dict[str, Any]:
    return {"room": _room(request, pk, room)}


def hours_now(request: PersonalRequest, pk: UUID, room: UUID) -> dict[str, Any]:
    return {"initial": forms.RoomHoursForm.of(_room(request, pk, room))}


@page("faces:premises-room", "console/premises/room.html", staff(MANAGE))
def room(request: PersonalRequest, pk: UUID, room: UUID) -> dict[str, Any]:
    """One room: what it is called and for, where it is, how many it seats, what is in it, its hours."""
    found = _room(request, pk, room)
    return context_for(
        request,
        found.premises,
        "rooms",
        room=found,
        week=spoken_week(found.hours, by_calendar=found.premises.by_calendar),
        closures=found.closures.filter(ends__gt=request.now).order_by("starts", "pk"),
    )


@room.post(forms.RoomFactsForm, form_name="facts", given=facts_now)
def revise(request: PersonalRequest, pk: UUID, room: UUID, *, form: forms.RoomFactsForm) -> Done:
    """Say it anew."""
    places.revise_room(_room(request, pk, room), **form.cleaned_data, by=request.caller, now=request.now)
    return Done(_("已修改"))


@room.act(forms.RoomHoursForm, form_name="hours", given=hours_now)
def room_hours(request: PersonalRequest, pk: UUID, room: UUID, *, form: forms.RoomHoursForm) -> Done:
    """Hours of its own, or those of its premises again."""
    places.set_room_hours(_room(request, pk, room), form.said(), by=request.caller, now=request.now)
    return Done(_("开放时间已更新"))


def _room(request: PersonalRequest, pk: UUID, room: UUID) -> Room:
    rooms = Room.objects.visible().filter(premises=get_premises(request, pk))
    return get_object_or_404(rooms.select_related("premises__union", "premises__last_sign"), pk=room)
