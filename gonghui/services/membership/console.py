"""Officers bring rosters: upload, look at every bad row, confirm or give up; and answer claims on their members."""

import uuid
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRefresh

from gonghui.faces import answers
from gonghui.faces.acting import Done, page
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.refusals import Refused
from gonghui.kernel.sheets import FileTooBig
from gonghui.kernel.workbooks import MEDIA_TYPE
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people.models import Union

from . import actions, lists
from .downloads import template_workbook
from .models import RosterImport, RosterTrouble
from .querysets import RosterImportQuerySet, RosterTroubleQuerySet
from .reading import MAX_ROWS
from .refusals import NoFile, NoUnion
from .rules import ROSTERS
from .states import OPEN, WAITING

State = RosterImport.State
MEGABYTE = 1024 * 1024
LISTED = 300  # unions in the select; more are found by the switcher above the page


@lists.ROSTERS.page("membership:rosters", staff(ROSTERS))
def rosters(request: PersonalRequest) -> RosterImportQuerySet:
    """Every import for my unions, newest first."""
    return mine(request).for_list()


@staff(ROSTERS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Bring a roster for one of my unions."""
    if request.method != "POST":
        return render(request, "membership/new.html", upload_context(request))
    union = None
    try:
        union = chosen_union(request)
        name, data = uploaded(request)
        roster = actions.upload(union, data, name, by=request.caller, now=request.now)
    except Refused as refusal:
        return answers.refused(request, refusal, "membership/new.html", **upload_context(request, chosen=union))
    return answers.done(request, "", page_of(roster))


def chosen_union(request: HttpRequest) -> Union:
    """The union the roster is for, of those where the asker may bring one. Raises NoUnion, Http404."""
    if not (code := request.POST.get("union", "")):
        raise NoUnion()
    return get_object_or_404(Union.objects.for_act(request.offices, ROSTERS), code=code)


def upload_context(request: HttpRequest, chosen: Union | None = None) -> dict[str, Any]:
    """What the upload page shows. All unions to choose from while they are few, else those of my offices."""
    below = Union.objects.open().under(request.office_unions).order_by("path")
    unions = list(below[: LISTED + 1])
    all_listed = len(unions) <= LISTED
    return {
        "unions": unions if all_listed else request.office_unions,
        "all_listed": all_listed,
        "chosen": chosen,
        "rows_limit": MAX_ROWS,
        "size_limit": settings.MAX_UPLOAD_BYTES // MEGABYTE,
    }


def uploaded(request: HttpRequest) -> tuple[str, bytes]:
    """Name and bytes of the file that came. Raises NoFile, FileTooBig."""
    file = request.FILES.get("file")
    if file is None:
        raise NoFile()
    if file.size > settings.MAX_UPLOAD_BYTES:
        raise FileTooBig(size=round(file.size / MEGABYTE, 1), limit=settings.MAX_UPLOAD_BYTES // MEGABYTE)
    return file.name, file.read()


@staff(ROSTERS)
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The empty roster to fill in."""
    response = HttpResponse(template_workbook(), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = "attachment; filename=\"roster.xlsx\"; filename*=UTF-8''" + TEMPLATE_NAME
    return response


TEMPLATE_NAME = "%E4%BC%9A%E5%91%98%E5%90%8D%E5%8D%95%E6%A8%A1%E6%9D%BF.xlsx"  # 会员名单模板.xlsx


@page("membership:roster", "membership/roster.html", staff(ROSTERS))
def roster(request: PersonalRequest, pk: uuid.UUID) -> dict[str, Any] | HttpResponse:
    """One import: how far it is, what it found, what it did; its troubles can be taken along."""
    found = get_object_or_404(mine(request).for_list(with_sample=True), pk=pk)
    beside = {"roster": found}
    troubles = lists.TROUBLES.inside(request, found.troubles.all(), anchor="troubles", beside=beside)
    if troubles.wanted:
        return troubles.workbook()
    return {
        **beside,
        "working": found.state in WAITING,
        "may_discard": found.state in OPEN,
        "troubles": troubles,
        "sample": lists.SAMPLE.inside(request, found.sample, name="sample", beside=beside),
        "history": journal.entries_of(found)[:10],
    }


@staff(ROSTERS)
@require_safe
def progress(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """How far the worker is; once it is through, the whole page is shown again."""
    found = get_object_or_404(mine(request).for_list(), pk=pk)
    if found.state not in WAITING:
        return HttpResponseClientRefresh()
    return render(request, "membership/progress.html", {"roster": found})


@roster.act()
def confirmation(request: PersonalRequest, pk: uuid.UUID) -> Done:
    """Let the good rows in."""
    actions.confirm(get_object_or_404(mine(request).for_list(), pk=pk), by=request.caller, now=request.now)
    return Done()


@roster.act()
def discarding(request: PersonalRequest, pk: uuid.UUID) -> Done:
    """Give the import up and forget its file."""
    actions.discard(get_object_or_404(mine(request).for_list(), pk=pk), by=request.caller, now=request.now)
    return Done(_("已放弃这份名单，上传的文件已删除"), to=reverse("membership:rosters"))


@lists.CLAIMS.page("membership:claims", staff(ROSTERS))
def claims(request: PersonalRequest) -> RosterTroubleQuerySet:
    """My members whom another union has listed as its own."""
    return RosterTrouble.objects.claims_on(request.office_unions)


@claims.act()
def settlement(request: PersonalRequest, pk: int) -> Done:
    """I have looked into it."""
    claim = get_object_or_404(RosterTrouble.objects.claims_on(request.office_unions), pk=pk)
    actions.settle_claim(claim, by=request.caller, now=request.now)
    return Done(_("已记下核实情况"))


def mine(request: HttpRequest) -> RosterImportQuerySet:
    return RosterImport.objects.under(request.office_unions)


def page_of(roster: RosterImport) -> str:
    return reverse("membership:roster", args=[roster.pk])
