"""Documents taken off a row that was wrong: both unions see them, the one whose row it was gives them back."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gonghui.faces.acting import Done
from gonghui.faces.guards import staff
from gonghui.faces.listing import MASKED, WHEN, WRITTEN, Column, Empty, Listing, RowAct
from gonghui.faces.requests import PersonalRequest, Request

from .. import actions, rules
from ..models import Release
from ..querysets import ReleaseQuerySet
from . import scope


def back_to(row: Release, request: Request) -> str:
    return reverse("joining-console:take-back", args=[row.pk])


def may_go_back(row: Release, request: Request) -> bool:
    reached = any(row.union.path.startswith(union.path) for union in request.office_unions)
    return reached and row.undone_at is None and row.undo_until > request.now


RELEASED = Listing(
    title=_("已更正的登记"),
    columns=(
        Column(_("登记错的人"), "person", MASKED),
        Column(_("登记的工会"), "union.name", WRITTEN),
        Column(_("证件"), "masked_number"),
        Column(_("申请人"), "application.person", MASKED),
        Column(_("申请的工会"), "application.union.name", WRITTEN),
        Column(_("取下"), "created_at", WHEN),
        Column(_("恢复"), "undone_at", WHEN),
    ),
    order=("-created_at", "-pk"),
    acts=(
        RowAct(
            _("恢复"), back_to, _("那条登记没有错？"),
            _("证件重新登记在那个人名下，本人收到通知；还在办的申请回到会籍冲突。"),
            tone="", may=rules.DECIDE, open=may_go_back,
        ),
    ),
    empty=Empty(_("没有更正过的登记"), _("会籍冲突里答复“另一条登记错了”的，九十天内列在这里。"), "history"),
)  # fmt: skip


@RELEASED.page("joining-console:released", staff(rules.WATCH))
def released(request: PersonalRequest) -> tuple[ReleaseQuerySet, dict[str, Any]]:
    """Those of the last ninety days, of both unions."""
    return Release.objects.seen_by(request.office_unions, now=request.now), scope.below()


@released.act(guard=staff(rules.DECIDE))
def take_back(request: PersonalRequest, pk: UUID) -> Done:
    """It was right after all."""
    found = get_object_or_404(Release.objects.under(request.office_unions), pk=pk)
    actions.take_back(found, by=request.caller, now=request.now)
    return Done(str(_("已恢复，本人收到通知")))
