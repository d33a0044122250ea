"""One room as officers set it: its terms from a day on, its layouts, its calendar for a door display."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces import moments
from gonghui.faces.acting import Done, page
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.primitives.places.models import Room

from .. import actions, rules
from ..forms import LayoutForm, TermsForm, initial_terms
from ..models import Feed, Layout, RoomTerms
from ..pages import browse
from . import scope


@page("hub-console:room", "hub/console/room.html", staff(rules.MANAGE))
def room(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """One room: the terms in force and to come, the layouts, the calendar's address."""
    found, today = scope.get_room(request, pk), moments.today(request.now)
    return scope.context_for(
        request,
        found.premises,
        "rooms",
        room=found,
        terms=_terms(found, request),
        coming=RoomTerms.objects.filter(room=found, since__gt=today).order_by("since"),
        layouts=browse.layouts_of(found),
        feed=Feed.objects.of_room(found).first(),
    )


@room.act(LayoutForm)
def add_layout(request: PersonalRequest, pk: UUID, *, form: LayoutForm) -> Done:
    """One more way to lay it out."""
    actions.add_layout(scope.get_room(request, pk), **form.cleaned_data, by=request.caller, now=request.now)
    return Done(_("已添加"))


@room.act()
def remove_layout(request: PersonalRequest, pk: UUID, layout: UUID) -> Done:
    """No longer offered."""
    layouts = Layout.objects.filter(room=scope.get_room(request, pk)).select_related("room__premises")
    actions.remove_layout(get_object_or_404(layouts, pk=layout), by=request.caller, now=request.now)
    return Done(_("已去掉"))


@room.act()
def open_feed(request: PersonalRequest, pk: UUID) -> dict[str, str]:
    """A calendar address of the room, without names, for a display at its door; shown this once."""
    found = scope.get_room(request, pk)
    token = actions.open_feed(request.person, room=found, by=request.caller, now=request.now)
    return {"address": request.build_absolute_uri(reverse("hub:calendar", args=[token]))}


@room.act()
def revoke_feed(request: PersonalRequest, pk: UUID) -> Done:
    """The address stops working."""
    found = scope.get_room(request, pk)
    actions.revoke_feed(request.person, room=found, by=request.caller, now=request.now)
    return Done(_("日历地址已停用"))


def terms_now(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """New terms begin as the present ones."""
    found = scope.get_room(request, pk)
    return {"initial": initial_terms(_terms(found, request), moments.today(request.now))}


@page("hub-console:terms", "hub/console/terms.html", staff(rules.MANAGE))
def terms(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """New terms from a day on."""
    found = scope.get_room(request, pk)
    return scope.context_for(request, found.premises, "rooms", room=found)


@terms.post(TermsForm, given=terms_now)
def set_terms(request: PersonalRequest, pk: UUID, *, form: TermsForm) -> Done:
    """From that day on; what is booked keeps the terms it was booked under."""
    actions.set_terms(scope.get_room(request, pk), by=request.caller, now=request.now, **form.fields_of())
    return Done(_("规则已保存，已订的预订按原来的规则"), to=reverse("hub-console:room", args=[pk]))


def _terms(found: Room, request: PersonalRequest) -> RoomTerms | None:
    return RoomTerms.objects.on(moments.today(request.now), [found]).get(found.pk)
