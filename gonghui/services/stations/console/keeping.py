"""The list of stations, one of them, its rooms by number. What every place has is on the shared pages of premises."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
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
from gonghui.primitives.places.models import Keeper, Premises

from .. import actions, forms
from ..models import Amenity, BasicsDay, Fault, Inspection, Supply
from ..pages import overview
from ..rules import MANAGE, ROOMS, WATCH
from .lists import STATIONS
from .scope import context_for, get_station


@STATIONS.page("stations-console:index", staff(WATCH))
def index(request: PersonalRequest) -> tuple[QuerySet[Premises], dict[str, Any]]:
    """Stations of my unions with their state and what presses."""
    return overview.stations_of(request.office_unions), {"tab": "stations"}


@page("stations-console:station", "stations/console/station.html", staff(WATCH))
def station(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """One station for the desk: state, what presses, rooms, keepers, stars, and who did what."""
    found, today = get_station(request, pk), timezone.localdate(request.now)
    inspections = Inspection.objects.filter(premises=found).select_related("by_person")
    return context_for(
        request,
        found,
        line=overview.lines([found], now=request.now)[0],
        keepers=Keeper.objects.current().filter(premises=found).select_related("person").order_by("pk"),
        rooms=[line for line in _rooms(found) if line[1]],
        word=BasicsDay.objects.filter(premises=found, day=today).first(),
        faults=Fault.objects.open().filter(premises=found).order_by("reported_at", "pk")[:20],
        shelf=Supply.objects.filter(premises=found).on_shelf()[:20],
        inspections=inspections.order_by("-at", "-pk")[:10],
        changes=found.star_changes.select_related("by_person").order_by("-at", "-pk")[:10],
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


def _rooms(found: Premises) -> list[tuple[str, int, Amenity | None]]:
    """What each kind of rooms is called, how many there are, and their line."""
    kinds = Counter(found.rooms.filter(closed_on=None).values_list("kind", flat=True))
    lines = {line.kind: line for line in Amenity.objects.filter(premises=found)}
    return [(name, kinds[kind], lines.get(kind)) for kind, name in ROOMS.items()]
