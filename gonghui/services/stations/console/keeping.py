"""The list of stations, one of them, its rooms by number. What every place has is on the shared pages of premises."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gonghui.faces.acting import Done, page
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people.querysets import paths_of
from gonghui.primitives.places.models import Premises
from gonghui.primitives.planned import Question

from .. import actions, forms
from ..pages import console_parts, overview
from ..pages.station import word
from ..rules import MANAGE, WATCH
from .lists import STATIONS
from .scope import context_for, get_station


@STATIONS.page("stations-console:index", staff(WATCH))
def index(request: PersonalRequest) -> tuple[Question[Premises], dict[str, Any]]:
    """Stations of my unions with their state and what presses."""
    return overview.stations.question(paths=paths_of(request.office_unions)), {"tab": "stations"}


@page("stations-console:station", "stations/console/station.html", staff(WATCH))
def station(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """One station for the desk: state, what presses, rooms, keepers, stars, and who did what."""
    found, today = get_station(request, pk), timezone.localdate(request.now)
    here = {"premises": found.pk}
    return context_for(
        request,
        found,
        line=overview.lines([found], now=request.now)[0],
        keepers=console_parts.keepers.rows(**here),
        rooms=[line for line in console_parts.rooms_of(found) if line[1]],
        word=word.first(**here, day=today),
        faults=console_parts.faults.part(0, 20, **here),
        shelf=console_parts.shelf.part(0, 20, **here),
        inspections=console_parts.inspections.part(0, 10, **here),
        changes=console_parts.changes.part(0, 10, **here),
        entries=journal.entries_of(found)[:20],
    )


@station.act(forms.AmenityForm, form_name="amenity_form", guard=staff(MANAGE))
def add_rooms(request: PersonalRequest, pk: UUID, *, form: forms.AmenityForm) -> Done:
    """So many beds, spaces, showers or machines, and how their line runs."""
    found, typed = get_station(request, pk), form.cleaned_data
    turns = {"minutes": typed["minutes"], "wait_minutes": typed["wait_minutes"]}
    have = actions.set_rooms(found, typed["kind"], typed["rooms"], **turns, by=request.caller, now=request.now)
    return Done(_("已登记，现在一共 %(have)s 个") % {"have": have})


@require_safe
@staff(WATCH)
def plate(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """The plate for the door, to be printed: name, stars, QR, telephone."""
    found = get_station(request, pk)
    door = request.build_absolute_uri(reverse("stations:door", args=[found.code]))
    return render(
        request, "stations/console/plate.html", context_for(request, found, door=door, stars=range(found.star))
    )
