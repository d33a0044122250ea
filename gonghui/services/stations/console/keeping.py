"""The list of stations, a new one, what is said of it, its rooms and who keeps it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gonghui.faces import answers
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.refusals import Refused
from gonghui.kernel.text import fold
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.places import actions as places
from gonghui.primitives.places.models import Keeper, Premises

from .. import actions, exports, forms, overview
from ..models import BasicsDay, Fault, Inspection, Supply
from ..rules import MANAGE, ROOMS, WATCH
from .scope import here, on, one

EXPORTED = 5_000  # stations in one workbook
STATION = "stations/console/station.html"


@require_safe
@staff(WATCH)
def index(request: PersonalRequest) -> HttpResponse:
    """Stations of my unions with their state and what presses; the address keeps the filter."""
    kind, words = request.GET.get("kind", ""), fold(request.GET.get("q", ""))[:30]
    found = overview.stations_of(request.office_unions, kind=kind, words=words)
    if request.GET.get("export"):
        return exports.stations(overview.lines(list(found[:EXPORTED]), now=request.now))
    page = answers.paged(request, found, per=50)
    context = {
        "page": page,
        "lines": overview.lines(list(page), now=request.now),
        "kind": kind,
        "kinds": list(overview.NAMES.items()),
        "words": words,
        "tab": "stations",
        "may_manage": any(office.role in MANAGE.roles for office in request.offices),
    }
    return render(request, "stations/console/index.html", context)


@require_http_methods(["GET", "POST"])
@staff(MANAGE)
def new(request: PersonalRequest) -> HttpResponse:
    """A new station or truckers' home."""
    form = forms.NewStationForm(request.POST or None, unions=request.office_unions)
    if not form.is_valid():
        return _form(request, form)
    typed = form.cleaned_data
    try:
        found = actions.open_station(
            typed["union"], kind=typed["kind"], facts=form.facts(), by=request.caller, now=request.now
        )
    except Refused as refusal:
        return answers.refused(request, refusal, "stations/console/new.html", form=form, tab="stations")
    return answers.done(request, _("已登记，接着填开门时间"), here(found))


@require_http_methods(["GET", "POST"])
@staff(MANAGE)
def revise(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """What is said of a station."""
    found = one(request, pk)
    form = forms.StationForm(request.POST or None, initial=forms.initial_of(found))
    if not form.is_valid():
        return _form(request, form, premises=found)
    try:
        actions.revise_station(found, facts=form.facts(), by=request.caller, now=request.now)
    except Refused as refusal:
        context = on(request, found, form=form)
        return answers.refused(request, refusal, "stations/console/new.html", **context)
    return answers.done(request, _("已改好"), here(found))


def _form(request: PersonalRequest, form: Any, premises: Premises | None = None) -> HttpResponse:
    context = on(request, premises, form=form) if premises else {"form": form, "tab": "stations"}
    return render(request, "stations/console/new.html", context, status=422 if form.is_bound else 200)


@require_safe
@staff(WATCH)
def station(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """One station for the desk: state, what presses, rooms, keepers, stars, and who did what."""
    return _page(request, one(request, pk))


@require_POST
@staff(MANAGE)
def add_keeper(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """Someone of the host may stand at its counter."""
    found, form = one(request, pk), forms.KeeperForm(request.POST)
    if not form.is_valid():
        return _page(request, found, status=422, keeper_form=form)
    try:
        places.ask_keeper(found, **form.cleaned_data, by=request.caller, now=request.now)
    except Refused as refusal:
        return _page(request, found, refusal, keeper_form=form)
    return answers.done(request, _("已添加值守的人"), here(found))


@require_POST
@staff(MANAGE)
def remove_keeper(request: PersonalRequest, pk: UUID, keeper: UUID) -> HttpResponse:
    """Someone keeps it no longer."""
    found = one(request, pk)
    gone = get_object_or_404(Keeper.objects.filter(premises=found).select_related("premises"), pk=keeper)
    places.remove_keeper(gone, by=request.caller, now=request.now)
    return answers.done(request, _("已移除"), here(found))


@require_POST
@staff(MANAGE)
def add_rooms(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """So many more beds, spaces, showers or machines, and how their line runs."""
    found, form = one(request, pk), forms.AmenityForm(request.POST)
    if not form.is_valid():
        return _page(request, found, status=422, amenity_form=form)
    typed = form.cleaned_data
    try:
        actions.add_rooms(
            found, typed["kind"], typed["rooms"], minutes=typed["minutes"], wait_minutes=typed["wait_minutes"],
            by=request.caller, now=request.now,
        )  # fmt: skip
    except Refused as refusal:
        return _page(request, found, refusal, amenity_form=form)
    return answers.done(request, _("已添加"), here(found))


@require_safe
@staff(WATCH)
def plate(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """The plate for the door, to be printed: name, stars, QR, telephone."""
    found = one(request, pk)
    door = request.build_absolute_uri(reverse("stations:door", args=[found.code]))
    return render(request, "stations/console/plate.html", on(request, found, door=door, stars=range(found.star)))


def _page(
    request: PersonalRequest, found: Premises, refusal: Refused | None = None, status: int = 200, **filled: Any
) -> HttpResponse:
    today = timezone.localdate(request.now)
    context = (
        on(
            request,
            found,
            line=overview.lines([found], now=request.now)[0],
            keepers=Keeper.objects.current().filter(premises=found).select_related("person").order_by("pk"),
            rooms=[(name, count) for name, count in _rooms(found) if count],
            word=BasicsDay.objects.filter(premises=found, day=today).first(),
            faults=Fault.objects.open().filter(premises=found).order_by("reported_at", "pk")[:20],
            shelf=Supply.objects.filter(premises=found).on_shelf()[:20],
            inspections=Inspection.objects.filter(premises=found)
            .select_related("by_person")
            .order_by("-at", "-pk")[:10],
            changes=found.star_changes.select_related("by_person").order_by("-at", "-pk")[:10],
            entries=journal.entries_of(found)[:20],
            keeper_form=forms.KeeperForm(),
            amenity_form=forms.AmenityForm(),
        )
        | filled
    )
    if refusal is not None:
        return answers.refused(request, refusal, STATION, **context)
    return render(request, STATION, context, status=status)


def _rooms(found: Premises) -> list[tuple[str, int]]:
    kinds = list(found.rooms.filter(closed_on=None).values_list("kind", flat=True))
    return [(name, kinds.count(kind)) for kind, name in ROOMS.items()]
