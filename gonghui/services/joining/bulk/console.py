"""One word on all that the queue's filters show: asked once with the number, then watched, stopped, taken along."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRefresh

from gonghui.faces.acting import Done, page
from gonghui.faces.guards import staff
from gonghui.faces.listing import CODE, NUMBER, SAID, WHEN, Column, Empty, Listing, states
from gonghui.faces.requests import PersonalRequest, Request
from gonghui.faces.scripts import sentence
from gonghui.primitives import clock

from .. import rules
from ..console import scope
from ..console.lists import APPLICATIONS
from ..models import Application
from ..rules import grounds
from . import actions
from .forms import BulkForm
from .models import BulkDecision
from .querysets import BulkDecisionQuerySet

DECIDERS = staff(rules.DECIDE)
TONES = {"open": "warn", "done": "good", "stopped": ""}


def asked_of(request: Request) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """What the queue's filters ask, read as the queue reads it, but for the state; and in words."""
    filters = APPLICATIONS.inside(request, Application.objects.none()).address.filters
    said = [one for one in filters if one.value is not None and one.name != "state"]
    chosen = {one.name: next((label for _value, label, here in one.choices if here), one.shown) for one in said}
    return {one.name: str(one.value) for one in said}, [(one.label, chosen[one.name]) for one in said]


@page("joining-console:every", "joining/console/every.html", DECIDERS)
def every(request: PersonalRequest) -> dict[str, Any] | HttpResponse:
    """How many the filters show, and what is said of them all."""
    asked, words = asked_of(request)
    count = Application.objects.under(request.office_unions).wanted(asked).count()
    if not count:
        return redirect(scope.listed()[0])
    as_of = request.now.isoformat()
    return scope.below(title=_("办理全部"), words=words, count=count, as_of=as_of, back=scope.listed()[0])


@every.post(BulkForm)
def begin(request: PersonalRequest, *, form: BulkForm, key: str) -> Done:
    """The worker does it; its page tells how far it is."""
    asked, _words = asked_of(request)
    made = actions.begin(
        asked, **form.cleaned_data, unions=request.office_unions, key=UUID(key), as_of=shown_at(request),
        by_person=request.person, by=request.caller, now=request.now,
    )  # fmt: skip
    now_there = Application.objects.under(request.office_unions).wanted(asked).count()
    return Done(changed(request, made, now_there), to=reverse("joining-console:bulk", args=[made.pk]))


def shown_at(request: PersonalRequest) -> datetime | None:
    """When the number that was answered was shown."""
    try:
        shown = parse_datetime(request.POST.get("as_of", ""))
    except ValueError:
        return None
    return shown if shown and shown.tzinfo else None


def changed(request: PersonalRequest, made: BulkDecision, now_there: int) -> str:
    """What became of the number since it was shown; nothing where it is as it was."""
    shown = request.POST.get("count", "")
    gone = int(shown) - made.total if shown.isascii() and shown.isdigit() and len(shown) < 9 else 0
    told = [_("页面打开以后又来了 %(count)s 份，没有算进去") % {"count": now_there - made.total}] * (
        now_there > made.total
    )
    told += [_("有 %(count)s 份已先由别人办过或撤回") % {"count": gone}] * (gone > 0)
    return "；".join(told)


LEFT = Listing(
    title=_later("没有办成的申请"),
    columns=(
        Column(_later("申请人"), "application.name"),
        Column(_later("编号"), "application.code", CODE),
        Column(_later("为什么"), "says", SAID),
        Column(_later("怎样补正"), "mend", SAID),
    ),
    order=("pk",),
    link=lambda row, request: scope.url_of(row.application),
    empty=Empty(_later("没有办不成的"), icon="circle-check"),
    file=_later("没有办成的申请"),
)


@page("joining-console:bulk", "joining/console/bulk.html", DECIDERS)
def bulk(request: PersonalRequest, pk: UUID) -> dict[str, Any] | HttpResponse:
    """How far it is; who stayed, and why."""
    found = get_bulk(request, pk)
    left = LEFT.inside(request, found.refusals.select_related("application"), anchor="left")
    if left.wanted:
        return left.workbook()
    back = (reverse("joining-console:bulks"), _("批量审核"))
    return {
        "title": found.get_word_display(), "above": back, "bulk": found, "tone": TONES[found.state],
        "ground": ground_said(found), "left": left,
    }  # fmt: skip


def ground_said(found: BulkDecision) -> str:
    """For what it says no, as that was worded on the day."""
    ground = grounds.said(found.ground, on=clock.date_of(found.created_at))
    return sentence(ground.says) if ground else ""


@bulk.act()
def stop(request: PersonalRequest, pk: UUID) -> Done:
    """Not the rest of them."""
    stopped = actions.stop(get_bulk(request, pk), by=request.caller, now=request.now)
    return Done(_("停下了；已经办好的 %(count)s 份不变，其余还在队列里") % {"count": stopped.done})


@DECIDERS
@require_safe
def progress(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """How far the worker is; once it is through, the whole page is shown again."""
    found = get_bulk(request, pk)
    if not found.is_open:
        return HttpResponseClientRefresh()
    return render(request, "joining/console/bulk_progress.html", {"bulk": found})


BULKS = Listing(
    title=_later("批量审核"),
    columns=(
        Column(_later("怎么答复"), "word", states(BulkDecision.Word)),
        Column(_later("份数"), "total", NUMBER),
        Column(_later("办好"), "done", NUMBER),
        Column(_later("没有办成"), "left", NUMBER),
        Column(_later("状态"), "state", states(BulkDecision.State, TONES)),
        Column(_later("开始"), "created_at", WHEN),
    ),
    order=("-created_at", "-pk"),
    link="joining-console:bulk",
    empty=Empty(
        _later("还没有批量办过"),
        _later("在“入会转会”里筛选好，点“办理全部”，由后台逐份办理，这里看进度。"),
        "list-check",
    ),
)


@BULKS.page("joining-console:bulks", DECIDERS)
def bulks(request: PersonalRequest) -> tuple[BulkDecisionQuerySet, dict[str, Any]]:
    """What I let be done so, the newest first."""
    return BulkDecision.objects.of(request.person), scope.below()


def get_bulk(request: PersonalRequest, pk: UUID) -> BulkDecision:
    return get_object_or_404(BulkDecision.objects.of(request.person), pk=pk)
