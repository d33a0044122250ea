"""What officers see: days, a new one, one with how full it is; no word of what was measured."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gonghui.faces.acting import Done, page
from gonghui.faces.forms import unions_to_choose
from gonghui.faces.guards import staff
from gonghui.faces.listing import FILE, SPAN, WHEN, WRITTEN, Column, Empty, Link, Listing, Search, states
from gonghui.faces.requests import PersonalRequest, Request
from gonghui.kernel.window import Window
from gonghui.primitives.places.models import Premises

from . import actions, rules
from .forms import PlanForm
from .models import Day
from .models.querysets import DayQuerySet
from .pages import shown

STATES = {
    "ahead": (gettext_lazy("可以约"), "good"),
    "over": (gettext_lazy("已结束"), ""),
    "off": (gettext_lazy("已取消"), "bad"),
}
NEW = Link(gettext_lazy("安排义诊"), "clinic-console:new", "plus", "primary", may=rules.MANAGE)


def state_of(day: Day, request: Request) -> str:
    return "off" if day.called_off_at else "ahead" if day.ends > request.now else "over"


DAYS = Listing(
    title=gettext_lazy("健康义诊"),
    columns=(
        Column(gettext_lazy("名称"), "title", WRITTEN),
        Column(gettext_lazy("在哪里"), "premises.name", WRITTEN),
        Column(gettext_lazy("时间"), lambda day, request: Window(day.starts, day.ends), SPAN, sort="starts"),
        Column(gettext_lazy("状态"), state_of, states(STATES)),
        Column(gettext_lazy("转诊医院"), "hospital", WRITTEN),
        Column(gettext_lazy("发布"), "created_at", WHEN, only=FILE),
    ),
    order=("-starts", "-pk"),
    filters=(Search(("title", "premises__name"), gettext_lazy("名称、地点")),),
    link="clinic-console:day",
    links=(NEW,),
    empty=Empty(
        gettext_lazy("还没有义诊"), gettext_lazy("选一个驿站、司机之家或厂区，定好时段和项目。"), "stethoscope", NEW
    ),
    nothing=Empty(gettext_lazy("没有这样的场次"), gettext_lazy("换一个词再找。"), "search"),
    file=gettext_lazy("健康义诊"),
)  # fmt: skip


@DAYS.page("clinic-console:index", staff(rules.MANAGE))
def index(request: PersonalRequest) -> DayQuerySet:
    """Of my unions and below."""
    return Day.objects.under(request.office_unions)


@page("clinic-console:new", "console/form.html", staff(rules.MANAGE))
def new(request: PersonalRequest) -> dict[str, Any]:
    return {"title": _("安排义诊"), "above": listed(), "yes": _("发布"), "back": listed()[0]}


def given(request: PersonalRequest) -> dict[str, Any]:
    premises = Premises.objects.visible().under(request.office_unions).order_by("name", "pk")
    return {"unions": unions_to_choose(request), "premises": premises}


@new.post(PlanForm, given=given)
def plan(request: PersonalRequest, *, form: PlanForm, key: str) -> Done:
    """Can be booked."""
    made = actions.plan(form.cleaned_data["union"], form.plan, key=key, by=request.caller, now=request.now)
    return Done(_("已发布，可以约了"), to=reverse("clinic-console:day", args=[made.pk]))


@page("clinic-console:day", "clinic/console/day.html", staff(rules.MANAGE))
def day(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """How full it is."""
    found = get_day(request, pk)
    said, tone = STATES[state_of(found, request)]
    return {
        "title": found.title,
        "above": listed(),
        "day": found,
        "said": said,
        "tone": tone,
        "cells": shown.cells(found, None, now=request.now),
        "may_call_off": found.called_off_at is None and found.starts > request.now,
    }


@day.act()
def call_off(request: PersonalRequest, pk: UUID, *, reason: str) -> Done:
    """Whoever has a place is told why."""
    actions.call_off(get_day(request, pk), reason, by=request.caller, now=request.now)
    return Done(_("已取消，约好的职工收到通知"))


def listed() -> tuple[str, str]:
    return reverse("clinic-console:index"), _("健康义诊")


def get_day(request: PersonalRequest, pk: UUID) -> Day:
    rows = Day.objects.under(request.office_unions).select_related("premises", "union")
    return get_object_or_404(rows, pk=pk)
