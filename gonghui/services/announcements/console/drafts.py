"""Drafts: a new one, many from a sheet, one changed, one thrown away."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from gonghui.faces.acting import Done, page
from gonghui.faces.forms import unions_to_choose
from gonghui.faces.guards import staff
from gonghui.faces.importing import importing
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.sheets import TableSheet

from .. import actions, rules
from ..forms import DraftForm, ImportForm, NewForm, initial
from ..forms.sheets import ANNOUNCEMENTS
from ..refusals import AlreadyOut
from . import scope


def unions(request: PersonalRequest) -> dict[str, Any]:
    return {"unions": unions_to_choose(request)}


@page("announcements-console:new", "console/form.html", staff(rules.MANAGE))
def new(request: PersonalRequest) -> dict[str, Any]:
    return {"title": _("起草公告"), "above": scope.listed(), "yes": _("保存草稿"), "back": scope.listed()[0]}


@new.post(NewForm, given=unions)
def draft(request: PersonalRequest, *, form: NewForm) -> Done:
    """Keep it; nobody else sees it yet."""
    union = form.cleaned_data["union"]
    made = actions.draft(union, form.content, key=scope.key_of(request), by=request.caller, now=request.now)
    return Done(_("草稿已保存。请检查一遍，再发布"), to=scope.url_of(made))


@page("announcements-console:edit", "console/form.html", staff(rules.MANAGE))
def edit(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """A draft's words. Raises AlreadyOut."""
    found = scope.get_announcement(request, pk)
    if found.published_at:
        raise AlreadyOut()
    return scope.below(found) | {"title": _("修改草稿"), "yes": _("保存草稿"), "back": scope.url_of(found)}


@edit.post(DraftForm, given=lambda request, pk: {"initial": initial(scope.get_announcement(request, pk))})
def revise(request: PersonalRequest, pk: UUID, *, form: DraftForm) -> Done:
    """Change it."""
    found = scope.get_announcement(request, pk)
    actions.revise(found, form.content, seen=form.cleaned_data["seen"], by=request.caller, now=request.now)
    return Done(_("草稿已保存"), to=scope.url_of(found))


@edit.act()
def remove(request: PersonalRequest, pk: UUID) -> Done:
    """Throw it away."""
    actions.remove(scope.get_announcement(request, pk), by=request.caller, now=request.now)
    return Done(_("草稿已删除"), to=scope.listed()[0])


@importing("announcements-console:import", ANNOUNCEMENTS, staff(rules.MANAGE))
def bring(request: PersonalRequest) -> dict[str, Any]:
    """Many at once; with one bad row nothing is written, and every bad row is named."""
    return {
        "title": _("导入公告"),
        "above": scope.listed(),
        "lead": _("每一行成为一份草稿，逐条检查后再发布。有一行不对，就一行也不写入。"),
        "back": scope.listed(),
    }


@bring.load(ImportForm, given=unions)
def load(request: PersonalRequest, *, sheet: TableSheet, form: ImportForm) -> Done:
    """All rows, or none."""
    many = actions.load(form.cleaned_data["union"], sheet, by=request.caller, now=request.now)
    return Done(_("已导入 %(many)s 份草稿") % {"many": many}, to=f"{scope.listed()[0]}?state={rules.DRAFT}")
