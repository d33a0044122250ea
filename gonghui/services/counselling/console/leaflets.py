"""Texts, kept by officers; and what they are told of everybody: groups and seconds."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gonghui.faces.acting import Done, page
from gonghui.faces.forms import unions_to_choose
from gonghui.faces.guards import staff
from gonghui.faces.listing import WHEN, WRITTEN, Column, Empty, Link, Listing, Search, states
from gonghui.faces.requests import PersonalRequest
from gonghui.primitives import clock
from gonghui.primitives.people.models import Union

from .. import actions, rules
from ..forms import LeafletForm, NewLeafletForm
from ..models import Leaflet
from ..models.querysets import LeafletQuerySet
from ..pages import figures

SHOWN = {"shown": (gettext_lazy("展示中"), "good"), "withdrawn": (gettext_lazy("已收回"), "")}
NEW = Link(gettext_lazy("写短文"), "counselling-console:new", "plus", "primary", may=rules.MANAGE)
FIGURES = Link(gettext_lazy("看数字"), "counselling-console:figures", "chart-bar", may=rules.MANAGE)
LEAFLETS = Listing(
    title=gettext_lazy("心理健康"),
    columns=(
        Column(gettext_lazy("标题"), "title", WRITTEN, sort=True),
        Column(gettext_lazy("工会"), "union.name", WRITTEN),
        Column(
            gettext_lazy("状态"), lambda row, request: "withdrawn" if row.withdrawn_at else "shown", states(SHOWN)
        ),
        Column(gettext_lazy("写于"), "created_at", WHEN, sort=True),
    ),
    order=("-created_at", "-pk"),
    lead=gettext_lazy("工会在这里写短文、看分组的数字。谁来咨询、说了什么、测得怎样，这里都看不到。"),
    filters=(Search(("title",), gettext_lazy("标题")),),
    link="counselling-console:leaflet",
    links=(FIGURES, NEW),
    empty=Empty(gettext_lazy("还没有短文"), gettext_lazy("写几篇短的，谁都看得到。"), "heart-handshake", NEW),
    nothing=Empty(gettext_lazy("没有这样的短文"), gettext_lazy("换一个词再找。"), "search"),
    file=gettext_lazy("心理健康短文"),
)  # fmt: skip


@LEAFLETS.page("counselling-console:index", staff(rules.MANAGE))
def index(request: PersonalRequest) -> LeafletQuerySet:
    """Those of my unions and below."""
    return Leaflet.objects.under(request.office_unions)


def unions(request: PersonalRequest) -> dict[str, Any]:
    return {"unions": unions_to_choose(request)}


@page("counselling-console:new", "console/form.html", staff(rules.MANAGE))
def new(request: PersonalRequest) -> dict[str, Any]:
    return {"title": _("写短文"), "above": listed(), "yes": _("发布"), "back": listed()[0]}


@new.post(NewLeafletForm, given=unions)
def write(request: PersonalRequest, *, form: NewLeafletForm, key: str) -> Done:
    """Everybody may read it."""
    said = form.cleaned_data
    actions.write(said["union"], said["title"], said["text"], key=key, by=request.caller, now=request.now)
    return Done(_("已发布"), to=listed()[0])


@page("counselling-console:leaflet", "counselling/console/leaflet.html", staff(rules.MANAGE))
def leaflet(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """One of them, to be changed."""
    found = get_leaflet(request, pk)
    return {"title": found.title, "above": listed(), "leaflet": found}


def as_it_is(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    found = get_leaflet(request, pk)
    return {"initial": {"title": found.title, "text": found.text}}


@leaflet.post(LeafletForm, given=as_it_is)
def revise(request: PersonalRequest, pk: UUID, *, form: LeafletForm) -> Done:
    """Other words; it is shown."""
    actions.revise(get_leaflet(request, pk), **form.cleaned_data, by=request.caller, now=request.now)
    return Done(_("已保存，正在展示"))


@leaflet.act()
def withdraw(request: PersonalRequest, pk: UUID) -> Done:
    """Nobody reads it any more."""
    actions.withdraw(get_leaflet(request, pk), by=request.caller, now=request.now)
    return Done(_("已收回"))


@page("counselling-console:figures", "counselling/console/figures.html", staff(rules.MANAGE))
def seen(request: PersonalRequest) -> dict[str, Any]:
    """Groups of ten and more of months that are over, and how fast a human was there."""
    unions = Union.objects.under(request.office_unions)
    pace, late = figures.pace(unions, request.now), figures.late(unions, request.person, request.now)
    return {
        "title": _("心理健康数字"),
        "above": listed(),
        "told": figures.told(unions, request.now),
        "pace": pace,
        "counts": figures.counts(pace),
        "late": late,
        "on_call": figures.on_call([one.case.union for one in late], request.now) if late else "",
        "promise": rules.in_force(rules.CALL_WITHIN, clock.date_of(request.now)),
    }


def listed() -> tuple[str, str]:
    return reverse("counselling-console:index"), _("心理健康")


def get_leaflet(request: PersonalRequest, pk: UUID) -> Leaflet:
    return get_object_or_404(Leaflet.objects.under(request.office_unions).select_related("union"), pk=pk)
