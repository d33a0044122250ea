"""The union's own QR on paper: who scans it stands in the joining form, this union chosen."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gonghui.faces.acting import page
from gonghui.faces.guards import staff
from gonghui.faces.listing import MONO, WRITTEN, Column, Empty, Listing, Search
from gonghui.faces.requests import PersonalRequest
from gonghui.primitives.people.models import Union
from gonghui.primitives.people.querysets import UnionQuerySet

from .. import rules
from . import scope

POSTERS = Listing(
    title=_("入会二维码"),
    columns=(
        Column(_("工会"), "name", WRITTEN),
        Column(_("层级"), "get_kind_display"),
        Column(_("工会代码"), "code", MONO),
    ),
    order=("path",),
    lead=_("打印出来贴在门口或发给职工：扫码就能申请加入这个工会。"),
    filters=(Search(("name", "code"), _("工会名称或代码")),),
    link="joining-console:poster",
    empty=Empty(_("没有工会"), _("你管辖的工会会列在这里。"), "building-community"),
)


@POSTERS.page("joining-console:posters", staff(rules.WATCH))
def posters(request: PersonalRequest) -> tuple[UnionQuerySet, dict[str, Any]]:
    """Every union that people may join here."""
    return mine(request), scope.below()


@page("joining-console:poster", "joining/console/poster.html", staff(rules.WATCH))
def poster(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """One sheet of paper."""
    union = get_object_or_404(mine(request), pk=pk)
    door = request.build_absolute_uri(reverse("joining:preselect", args=[union.code]))
    above = (reverse("joining-console:posters"), _("入会二维码"))
    return {"title": union.name, "above": above, "union": union, "door": door}


def mine(request: PersonalRequest) -> UnionQuerySet:
    return Union.objects.open().exclude(kind=Union.Kind.NATIONAL).under(request.office_unions)
