"""The rooms of one place: the list and a new one; one of them with its facts and hours; one that is given up."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gonghui.faces import answers
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.refusals import Refused
from gonghui.primitives.places import actions as places
from gonghui.primitives.places.models import Room
from gonghui.primitives.places.rules import MANAGE
from gonghui.primitives.places.speaking import spoken_week

from . import forms
from .scope import form_page, here, on, one


@staff(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def rooms(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """Add a room, and see those there are."""
    found = one(request, pk)
    form = forms.RoomForm(request.POST or None)
    return form_page(
        request,
        found,
        "rooms",
        form,
        lambda: places.add_room(found, **form.cleaned_data, by=request.caller, now=request.now),
        _("房间已添加"),
        rooms=found.rooms.visible().in_order(),
    )


@staff(MANAGE)
@require_POST
def close_room(request: PersonalRequest, pk: UUID, room: UUID) -> HttpResponse:
    """The room is no longer there."""
    gone = _room(request, pk, room)
    places.close_room(gone, by=request.caller, now=request.now)
    return answers.done(request, _("房间已撤销"), here(gone.premises, "rooms"))


@staff(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def room(request: PersonalRequest, pk: UUID, room: UUID) -> HttpResponse:
    """One room: what it is called and for, where it is, how many it seats, what is in it."""
    found = _room(request, pk, room)
    form = forms.RoomFactsForm(request.POST or None, room=found)
    if not form.is_valid():
        return _room_page(request, found, facts=form)
    try:
        places.revise_room(found, **form.cleaned_data, by=request.caller, now=request.now)
    except Refused as refusal:
        return _room_page(request, _room(request, pk, room), refusal, facts=form)
    return answers.done(request, _("已修改"), _address(found))


@staff(MANAGE)
@require_POST
def room_hours(request: PersonalRequest, pk: UUID, room: UUID) -> HttpResponse:
    """Hours of its own, or those of its premises again."""
    found, form = _room(request, pk, room), forms.RoomHoursForm(request.POST)
    if not form.is_valid():
        return _room_page(request, found, hours=form)
    places.set_room_hours(found, form.said(), by=request.caller, now=request.now)
    return answers.done(request, _("开放时间已更新"), _address(found))


def _room(request: PersonalRequest, pk: UUID, room: UUID) -> Room:
    rooms = Room.objects.visible().filter(premises=one(request, pk))
    return get_object_or_404(rooms.select_related("premises__union", "premises__last_sign"), pk=room)


def _address(room: Room) -> str:
    return reverse("faces:premises-room", args=[room.premises_id, room.pk])


def _room_page(
    request: PersonalRequest,
    found: Room,
    refusal: Refused | None = None,
    *,
    facts: forms.RoomFactsForm | None = None,
    hours: forms.RoomHoursForm | None = None,
) -> HttpResponse:
    context = on(
        request,
        found.premises,
        "rooms",
        room=found,
        facts=facts or forms.RoomFactsForm(room=found),
        hours=hours or forms.RoomHoursForm(initial=forms.RoomHoursForm.of(found)),
        week=spoken_week(found.hours, by_calendar=found.premises.by_calendar),
        closures=found.closures.filter(ends__gt=request.now).order_by("starts", "pk"),
    )
    if refusal:
        return answers.refused(request, refusal, "console/premises/room.html", **context)
    wrong = any(form.is_bound and form.errors for form in (context["facts"], context["hours"]))
    return render(request, "console/premises/room.html", context, status=422 if wrong else 200)
