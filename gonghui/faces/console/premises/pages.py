"""The list of premises, one of them, a new one, and the queue of troubles with their clocks."""

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from gonghui.faces import answers, premises, services
from gonghui.faces.acting import Done, page
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.text import fold
from gonghui.kernel.workbooks import Column
from gonghui.primitives.people.models import Union
from gonghui.primitives.places import actions as places
from gonghui.primitives.places.facilities import lacking
from gonghui.primitives.places.models import Trouble
from gonghui.primitives.places.querysets import PremisesQuerySet
from gonghui.primitives.places.rules import KEEP, MANAGE

from . import forms
from .scope import context_for, get_premises, my_premises, url_of

MOST_UNIONS = 200  # offered in a list; below more the switcher narrows
COLUMNS = (
    gettext_noop("名称"), gettext_noop("种类"), gettext_noop("工会"), gettext_noop("地址"), gettext_noop("纬度"),
    gettext_noop("经度"), gettext_noop("电话"), gettext_noop("共建单位"), gettext_noop("容纳"), gettext_noop("星级"),
    gettext_noop("状态"),
)  # fmt: skip


@staff(MANAGE)
@require_safe
def index(request: PersonalRequest) -> HttpResponse:
    """All premises of my jurisdiction, by kind and name; searchable, exportable."""
    words, kind = fold(request.GET.get("q", ""))[:60], request.GET.get("kind", "")[:20]
    found = _found(request, words, kind)
    if request.GET.get("export"):
        return _export(request, found)
    listed = answers.paged(request, found, per=50)
    context = {
        "page": listed,
        "rows": premises.shown(listed, request.now),
        "words": words,
        "kind": kind,
        "kinds": services.product().premises,
    }
    return render(request, "console/premises/index.html", context)


def choices(request: PersonalRequest) -> dict[str, Any]:
    """The unions and kinds of a new place."""
    unions = Union.objects.open().under(request.office_unions).order_by("path")
    return {
        "unions": Union.objects.filter(pk__in=unions.values("pk")[:MOST_UNIONS]).order_by("path"),
        "kinds": [(kind.code, _(kind.name)) for kind in services.product().premises],
        "initial": {"kind": request.GET.get("kind", "")[:20], "host_kind": "union"},
    }


@page("faces:premises-new", "console/premises/new.html", staff(MANAGE))
def new(request: PersonalRequest) -> dict[str, Any]:
    """Premises more, of any kind."""
    return {}


@new.post(forms.NewPremisesForm, given=choices)
def register(request: PersonalRequest, *, form: forms.NewPremisesForm) -> Done:
    """Open them."""
    on_saved = services.premises_kind(form.cleaned_data["kind"]).on_saved
    made = places.open_premises(**form.said(), on_saved=on_saved, by=request.caller, now=request.now)
    return Done(_("已登记，请接着填开放时间"), to=url_of(made, "hours"))


@page("faces:premises-one", "console/premises/one.html", staff(MANAGE))
def show(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """One place: its state, what it offers and lacks, its pictures, keepers and open troubles."""
    found = get_premises(request, pk)
    kind = services.premises_kind(found.kind)
    return context_for(
        request,
        found,
        "one",
        lacking=lacking(kind.basics, found.facilities),
        pictures=found.pictures.shown(),
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


@staff(KEEP)
@require_safe
def troubles(request: PersonalRequest) -> HttpResponse:
    """What workers found at the places of my jurisdiction, the first due first."""
    listed = Trouble.objects.filter(premises__in=my_premises(request).visible()).select_related("premises__union")
    shown, overdue = answers.paged(request, listed.open().by_clock(), per=50), listed.overdue(request.now).count()
    return render(request, "console/premises/troubles.html", {"page": shown, "overdue": overdue})


def _found(request: PersonalRequest, words: str, kind: str) -> PremisesQuerySet:
    found = my_premises(request).visible()
    found = found.of_kind(kind) if kind else found
    if words:
        found = found.filter(
            Q(name__contains=words) | Q(address__contains=words) | Q(code=words.replace("-", "").upper())
        )
    return found.order_by("kind", "name", "pk")


def _export(request: PersonalRequest, found: PremisesQuerySet) -> HttpResponse:
    rows = (
        (
            place.premises.name, _(place.kind.name), place.premises.union.name, place.premises.address,
            place.premises.lat, place.premises.lon, place.premises.phone, place.premises.host_name,
            place.premises.capacity, place.premises.star, place.word,
        )
        for place in premises.shown(found, request.now)
    )  # fmt: skip
    return answers.excel(_("场所"), [Column(_(name)) for name in COLUMNS], rows)
