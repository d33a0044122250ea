"""The rooms of my unions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from gonghui.faces.listing import (
    NUMBER,
    Column,
    Empty,
    Link,
    Listing,
    Looked,
    Search,
    states,
)  # fmt: skip
from gonghui.faces.premises import registering
from gonghui.faces.requests import Request

from ... import rules
from ...models import ReadingRoom
from ...pages import browse, reports


@dataclass(frozen=True, slots=True)
class Told:
    """What the list says of a room beside its own facts."""

    row: Any
    month: reports.Figures


def told_of(rows: Sequence[ReadingRoom], request: Request) -> dict[UUID, Told]:
    """State, seats and figures of the month."""
    shown = browse.rows_of([room.premises for room in rows], now=request.now)
    figures = reports.figures_of([room.premises_id for room in rows], now=request.now)
    return {room.pk: Told(row, figures[room.premises_id]) for room, row in zip(rows, shown, strict=True)}


TOLD = Looked(told_of)


def named(room: ReadingRoom, request: Request) -> str:
    return "named" if room.named_on else ""


REGISTER = Link(_("登记书屋"), registering("reading_room"), "plus", "primary", may=rules.MANAGE)

ROOMS = Listing(
    title=_("职工书屋"),
    columns=(
        Column(
            _("书屋"),
            "premises.name",
            sort=True,
            under=(Column(_("工会"), "premises.union.name"), Column(_("共建单位"), "premises.host_name")),
        ),
        Column(_("命名"), named, states({"named": (_("已命名"), "gold")})),
        Column(_("现在"), TOLD["row.state.says"]),
        Column(_("空座"), TOLD["row.free"], NUMBER),
        Column(_("座位"), TOLD["row.seats"], NUMBER),
        Column(_("藏书"), TOLD["month.books"], NUMBER),
        Column(_("本月到馆"), TOLD["month.visits"], NUMBER),
        Column(_("本月借出"), TOLD["month.loans"], NUMBER),
    ),
    order=("premises__name", "pk"),
    filters=(Search(("premises.name", "premises.union.name", "premises.host_name"), _("书屋、工会或共建单位")),),
    link="reading-console:room",
    links=(
        Link(_("荐购"), "reading-console:proposals"),
        Link(_("离线核对"), "reading-console:scans"),
        REGISTER,
    ),
    empty=Empty(_("还没有书屋"), _("登记书屋、导入书单、画好座位图，会员就能找书、借书、订座。"), "books", REGISTER),
    file=_("职工书屋"),
)
