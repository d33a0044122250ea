"""The rooms of my unions; of one room its use and its loan rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gonghui.faces.listing import (
    DAY,
    FILE,
    NUMBER,
    PAGE,
    Column,
    Empty,
    Kind,
    Link,
    Listing,
    Looked,
    Search,
    filled,
    states,
)
from gonghui.faces.premises import registering
from gonghui.faces.requests import Request
from gonghui.faces.templatetags.kit import bar

from ... import rules
from ...models import LoanRule, ReadingRoom
from ...pages import browse, reports
from .shared import INSIDE, of_room


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


REGISTER = Link(_("登记书屋"), registering(rules.KIND), "plus", "primary", may=rules.MANAGE)

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


def share(day: reports.Day) -> str:
    """How much of the seats' time was sat, drawn."""
    return bar(day.sat, day.offered)


USE = Listing(
    title=_("使用情况"),
    columns=(
        Column(_("日期"), "on", DAY, sort=True),
        Column(_("可用座位分钟"), "offered", NUMBER, only=FILE),
        Column(_("预订分钟"), "booked", NUMBER, only=FILE),
        Column(_("在座分钟"), "sat", NUMBER, only=FILE),
        Column(_("座位使用率"), "use", NUMBER),
        Column(_("在座 / 可用"), lambda day, request: day, Kind(share, lambda day: day.sat), only=PAGE),
        Column(_("爽约"), "no_shows", NUMBER, sort=True),
        Column(_("到馆"), "visits", NUMBER, sort=True),
        Column(_("借出"), "loans", NUMBER, sort=True),
    ),
    lead=filled(_("最近 %(days)s 天"), days=reports.DAYS),
    empty=Empty(_("还没有记录"), icon="chart-bar"),
    file=of_room("使用情况"),
    base=INSIDE,
)


def where(rule: LoanRule, request: Request) -> str:
    return gettext("本书屋") if rule.premises_id else gettext("工会的各书屋")


RULES = Listing(
    title=_("已登记的规则"),
    columns=(
        Column(_("读者"), "get_reader_display"),
        Column(_("适用"), where),
        Column(_("从哪天起"), "starts_on", DAY),
        Column(_("可借"), "books", NUMBER),
        Column(_("借期"), "days", NUMBER),
        Column(_("续借"), lambda rule, request: f"{rule.renewals} × {rule.renewal_days}", NUMBER),
        Column(_("可约"), "holds", NUMBER),
        Column(_("保留"), "hold_days", NUMBER),
        Column(_("超期停借"), "stop_days", NUMBER),
    ),
    order=("-starts_on", "reader", "pk"),
    lead=_("本书屋的规则先于工会的；同一类读者，生效日期最近的一条算数。已经借出的书按借出那天的规则。"),
    empty=Empty(_("还没有规则，不能外借"), icon="book"),
)
