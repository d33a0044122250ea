"""The list of premises, one of them, a new one, and the queue of troubles with their clocks."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces import services
from gonghui.faces.acting import Done, page
from gonghui.faces.forms import unions_to_choose
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.primitives.people.querysets import paths_of
from gonghui.primitives.places import actions as places
from gonghui.primitives.places.facilities import lacking
from gonghui.primitives.places.models import Premises, Trouble
from gonghui.primitives.places.querysets import TroubleQuerySet
from gonghui.primitives.places.rules import KEEP, MANAGE
from gonghui.primitives.planned import Question

from . import forms
from .lists import PREMISES, TROUBLES
from .scope import context_for, get_premises, get_record, my_premises, standing, url_of


@PREMISES.page("faces:premises", staff(MANAGE))
def index(request: PersonalRequest) -> Question[Premises]:
    """All premises of my jurisdiction, by kind and name."""
    return standing.question(paths=paths_of(request.office_unions))


def choices(request: PersonalRequest) -> dict[str, Any]:
    """The unions and kinds of a new place."""
    return {
        "unions": unions_to_choose(request),
        "kinds": [(kind.code, _(kind.name)) for kind in services.product().premises],
        "initial": {"kind": request.GET.get("kind", "")[:20], "host_kind": "union"},
    }


@page("faces:premises-new", "console/premises/new.html", staff(MANAGE))
def new(request: PersonalRequest) -> dict[str, Any]:
    """Premises more, of any kind; whoever came from a service's list goes back there."""
    return {"kind": services.premises_kind(request.GET.get("kind", "")[:20])}


@new.post(forms.NewPremisesForm, given=choices)
def register(request: PersonalRequest, *, form: forms.NewPremisesForm) -> Done:
    """Open them."""
    on_saved = services.premises_kind(form.cleaned_data["kind"]).on_saved
    made = places.open_premises(**form.said(), on_saved=on_saved, by=request.caller, now=request.now)
    return Done(_("已登记，请接着填开放时间"), to=url_of(made, "hours"))


@page("faces:premises-one", "console/premises/one.html", staff(MANAGE))
def show(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """One place: its state, what it offers and lacks, its pictures, keepers and open troubles."""
    found = get_record(request, pk)
    kind = services.premises_kind(found.kind)
    return context_for(
        request,
        found,
        "one",
        lacking=lacking(kind.basics, found.facilities),
        keepers=found.keepers.current().select_related("person").order_by("created_at", "pk"),
        troubles=found.troubles.open().by_clock()[:20],
        rooms=found.rooms.visible().in_order(),
    )


@page("faces:premises-edit", "console/premises/edit.html", staff(MANAGE))
def edit(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """Name, address, position, host, facilities."""
    return context_for(request, get_premises(request, pk), "edit")


@edit.post(forms.PremisesForm, given=lambda request, pk: {"initial": forms.PremisesForm.of(get_premises(request, pk))})
def revise(request: PersonalRequest, pk: UUID, *, form: forms.PremisesForm) -> Done:
    """Say it anew."""
    found = get_premises(request, pk)
    on_saved = services.premises_kind(found.kind).on_saved
    places.revise(found, **form.said(), on_saved=on_saved, by=request.caller, now=request.now)
    return Done(_("已修改"))


@show.act()
def close(request: PersonalRequest, pk: UUID, *, reason: str) -> Done:
    """Given up for good."""
    places.close_premises(get_premises(request, pk), reason=reason, by=request.caller, now=request.now)
    return Done(_("已撤销，不再显示"), to=reverse("faces:premises"))


@TROUBLES.page("faces:premises-troubles", staff(KEEP))
def troubles(request: PersonalRequest) -> tuple[TroubleQuerySet, dict[str, int]]:
    """What workers found at the places of my jurisdiction, the first due first."""
    listed = Trouble.objects.filter(premises__in=my_premises(request).visible())
    return listed.open(), {"overdue": listed.overdue(request.now).count()}
