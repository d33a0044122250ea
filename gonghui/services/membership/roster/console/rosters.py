"""Officers bring rosters: upload, look at every bad row, confirm or give up."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRefresh

from gonghui.faces import answers
from gonghui.faces.acting import Done, page
from gonghui.faces.guards import staff
from gonghui.faces.importing import Upload, importing, remarks
from gonghui.faces.requests import PersonalRequest
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people.models import Union
from gonghui.primitives.people.querysets import paths_of
from gonghui.primitives.planned import Question, planned

from .. import actions
from ..forms import RosterForm
from ..models import KEPT_FOR, RosterImport
from ..pages.kept_file import bad_rows, may_take
from ..querysets import RosterImportQuerySet
from ..rules import OPEN, ROSTERS, WAITING
from ..sheets import ROSTER
from . import lists

LISTED = 300  # unions in the select; more are found by the switcher above the page


@lists.ROSTERS.page("membership:rosters", staff(ROSTERS))
def rosters(request: PersonalRequest) -> Question[RosterImport]:
    """Every import for my unions, newest first."""
    return _rosters.question(paths=paths_of(request.office_unions))


@planned
def _rosters(paths: Iterable[Any]) -> RosterImportQuerySet:
    return RosterImport.objects.below(paths).for_list()


def unions_to_choose(request: PersonalRequest) -> dict[str, Any]:
    """For the form: all unions I may bring a roster for while they are few, else those of my offices."""
    below = Union.objects.open().under(request.office_unions).order_by("path")
    unions = list(below[: LISTED + 1])
    all_listed = len(unions) <= LISTED
    return {"unions": unions if all_listed else request.office_unions, "all_listed": all_listed}


@importing("membership:new-roster", ROSTER, staff(ROSTERS))
def new(request: PersonalRequest) -> dict[str, Any]:
    """Bring a roster for one of my unions."""
    return {
        "title": _("上传会员名单"),
        "above": (reverse("membership:rosters"), _("会员名单导入")),
        "lead": _("先逐行检查，列出每一行的问题和改法；你确认后才导入没有问题的行。同一份名单再传一次不会重复。"),
        "notes": [
            _("列名叫“身份证号”“联系电话”等也认得。"),
            _("已是其他工会会员的人不会被改动，双方工会都会收到提示。"),
            _("文件加密保存，导入、放弃或满 %(days)s 天后删除。") % {"days": KEPT_FOR.days},
        ],
    }


@new.load(RosterForm, given=unions_to_choose, tell=False)
def bring(request: PersonalRequest, *, upload: Upload, form: RosterForm) -> Done:
    """Keep it for checking; its page tells what was found."""
    union = get_object_or_404(Union.objects.for_act(request.offices, ROSTERS), code=form.cleaned_data["union"])
    roster = actions.upload(union, upload.data, upload.name, by=request.caller, now=request.now)
    return Done(to=page_of(roster))


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
        "remarks": remarks(found.remarks),
        "may_take": may_take(request.person, found),
    }


@staff(ROSTERS)
@require_safe
def progress(request: PersonalRequest, pk: uuid.UUID) -> HttpResponse:
    """How far the worker is; once it is through, the whole page is shown again."""
    found = get_object_or_404(mine(request).for_list(), pk=pk)
    if found.state not in WAITING:
        return HttpResponseClientRefresh()
    return render(request, "membership/progress.html", {"roster": found})


@staff(ROSTERS)
@require_safe
def rows(request: PersonalRequest, pk: uuid.UUID) -> HttpResponse:
    """The bad rows as they came, with what is wrong beside each, to mend and load again."""
    found = get_object_or_404(mine(request), pk=pk)
    if not may_take(request.person, found):
        raise Http404()
    name = _("要改的行 %(file)s") % {"file": found.file_name.rsplit(".", 1)[0]}
    return answers.workbook_file(name, bad_rows(found))


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


def mine(request: PersonalRequest) -> RosterImportQuerySet:
    return RosterImport.objects.under(request.office_unions)


def page_of(roster: RosterImport) -> str:
    return reverse("membership:roster", args=[roster.pk])
