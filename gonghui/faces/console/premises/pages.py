"""The list of premises, one of them, a new one, and the queue of troubles with their clocks."""

from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gonghui.faces import answers, premises, services
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.refusals import Refused
from gonghui.kernel.text import fold
from gonghui.kernel.workbooks import Column
from gonghui.primitives.people.models import Union
from gonghui.primitives.people.querysets import under_any
from gonghui.primitives.places import actions as places
from gonghui.primitives.places.facilities import lacking
from gonghui.primitives.places.models import Trouble
from gonghui.primitives.places.querysets import PremisesQuerySet
from gonghui.primitives.places.rules import KEEP, MANAGE

from . import forms
from .scope import form_page, here, mine, on, one

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
    page = answers.paged(request, found, per=50)
    context = {
        "page": page,
        "rows": premises.shown(page, request.now),
        "words": words,
        "kind": kind,
        "kinds": services.product().premises,
    }
    return render(request, "console/premises/index.html", context)


@staff(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PersonalRequest) -> HttpResponse:
    """Open premises of any kind."""
    unions = Union.objects.open().filter(under_any(union.path for union in request.office_unions)).order_by("path")
    listed = Union.objects.filter(pk__in=unions.values("pk")[:MOST_UNIONS]).order_by("path")
    kinds = [(kind.code, _(kind.name)) for kind in services.product().premises]
    initial = {"kind": request.GET.get("kind", "")[:20], "host_kind": "union"}
    form = forms.NewPremisesForm(request.POST or None, unions=listed, kinds=kinds, initial=initial)
    context = {"form": form}
    if not form.is_valid():
        return render(request, "console/premises/new.html", context, status=422 if form.is_bound else 200)
    try:
        beside = services.premises_kind(form.cleaned_data["kind"]).beside
        made = places.open_premises(**form.said(), beside=beside, by=request.caller, now=request.now)
    except Refused as refusal:
        return answers.refused(request, refusal, "console/premises/new.html", **context)
    return answers.done(request, _("已登记，请接着填开放时间"), here(made, "hours"))


@staff(MANAGE)
@require_safe
def show(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """One place: its state, what it offers and lacks, its pictures, keepers and open troubles."""
    found = one(request, pk)
    kind = services.premises_kind(found.kind)
    context = on(
        request,
        found,
        "one",
        lacking=lacking(kind.basics, found.facilities),
        pictures=found.pictures.shown(),
        keepers=found.keepers.current().select_related("person").order_by("created_at", "pk"),
        troubles=found.troubles.open().by_clock()[:20],
        rooms=found.rooms.visible().in_order(),
    )
    return render(request, "console/premises/one.html", context)


@staff(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """Name, address, position, host, facilities."""
    found = one(request, pk)
    form = forms.PremisesForm(request.POST or None, initial=forms.PremisesForm.of(found))
    beside = services.premises_kind(found.kind).beside
    return form_page(
        request,
        found,
        "edit",
        form,
        lambda: places.revise(found, **form.said(), beside=beside, by=request.caller, now=request.now),
        _("已修改"),
    )


@staff(MANAGE)
@require_POST
def close(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """Given up for good."""
    found = one(request, pk)
    places.close_premises(found, reason=request.POST.get("reason", ""), by=request.caller, now=request.now)
    return answers.done(request, _("已撤销，不再显示"), reverse("faces:premises"))


@staff(KEEP)
@require_safe
def troubles(request: PersonalRequest) -> HttpResponse:
    """What workers found at the places of my jurisdiction, the first due first."""
    listed = Trouble.objects.filter(premises__in=mine(request).visible()).select_related("premises__union")
    page = answers.paged(request, listed.open().by_clock(), per=50)
    return render(
        request, "console/premises/troubles.html", {"page": page, "overdue": listed.overdue(request.now).count()}
    )


def _found(request: PersonalRequest, words: str, kind: str) -> PremisesQuerySet:
    found = mine(request).visible()
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
