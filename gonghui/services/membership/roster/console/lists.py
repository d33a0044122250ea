"""The lists of rosters: those that were brought, the rows that stay out, and claims on a union's members."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from gonghui.faces.listing import (
    FILE,
    MASKED,
    MONO,
    NUMBER,
    TEXT,
    WHEN,
    WRITTEN,
    Choice,
    Column,
    Empty,
    Link,
    Listing,
    RowAct,
    Search,
    states,
)
from gonghui.faces.requests import Request

from ..models import RosterImport, RosterTrouble
from ..words import TONES

State = RosterImport.State
UPLOAD = Link(_("上传一份名单"), "membership:new-roster", "upload", "primary")


def brought_by(roster: RosterImport, request: Request) -> Any:
    return roster.by.name if roster.by else _("命令行")


ROSTERS = Listing(
    title=_("会员名单导入"),
    columns=(
        Column(_("名单"), "file_name", sort=True),
        Column(_("导入到"), "union.name", sort=True),
        Column(_("上传"), "created_at", WHEN, sort=True, under=(Column(_("上传人"), brought_by),)),
        Column(_("行数"), "rows_total", NUMBER, sort=True),
        Column(_("已导入"), "rows_joined", NUMBER, sort=True),
        Column(_("未导入的行"), "rows_waiting", NUMBER),
        Column(_("状态"), "state", states(State, TONES)),
    ),
    order=("-created_at", "-pk"),
    filters=(
        Search(("file_name", "union.name"), _("文件名或工会")),
        Choice("state", _("状态"), State.choices),
    ),
    link="membership:roster",
    links=(Link(_("会籍核实"), "membership:claims"), UPLOAD),
    empty=Empty(
        _("还没有上传过名单"),
        _("把会员名单做成表格上传，系统先逐行检查，你看过结果、点了确认才会导入。"),
        "users-group",
        UPLOAD,
    ),
    file=_("会员名单导入"),
)


def kinds_of(request: Request) -> list[tuple[str, str]]:
    """What the troubles are about, with how many of each."""
    counted = request.beside["roster"].troubles.counted()
    labels = {str(value): label for value, label in RosterTrouble.About.choices}
    return [(value, f"{label} {counted[value]}") for value, label in labels.items() if value in counted]


TROUBLES = Listing(
    title=_("每一行的问题和改法"),
    columns=(
        Column(_("行号"), "row", NUMBER, sort=True),
        Column(_("列"), "column", WRITTEN),
        Column(_("类别"), "get_about_display", only=FILE),
        Column(_("问题"), "says", WRITTEN),
        Column(_("怎么改"), "mend", WRITTEN),
    ),
    order=("row", "pk"),
    filters=(Choice("about", _("按类别看"), kinds_of, as_links=True),),
    empty=Empty(_("没有问题")),
    file=lambda request: f"{_('名单问题')} {request.beside['roster'].file_name.rsplit('.', 1)[0]}",
)


def sampled(at: int, otherwise: Callable[[Request], Any] = lambda request: "") -> Callable[[Any, Request], Any]:
    """A cell of a sample's row, as findings.masked made it; what is said where it is empty."""
    return lambda line, request: line[at] or otherwise(request)


SAMPLE = Listing(
    title=_("将导入的前几行"),
    columns=(
        Column(_("行号"), sampled(0), NUMBER),
        Column(_("姓名"), sampled(1)),
        Column(_("证件"), sampled(2), under=(Column(_("号码"), sampled(3), MONO),)),
        Column(_("手机号"), sampled(4, lambda request: _("无")), MONO),
        Column(_("工会"), sampled(5, lambda request: request.beside["roster"].union.name)),
        Column(_("入会日期"), sampled(6, lambda request: _("导入当天")), TEXT),
    ),
    empty=Empty(_("没有可以导入的行")),
)


def looked_into(claim: RosterTrouble, request: Request) -> str:
    return "settled" if claim.settled_at else ""


CLAIMS = Listing(
    title=_("会籍核实"),
    columns=(
        Column(_("会员"), "person", MASKED, under=(Column(_("手机尾号"), "person.mobile_tail", MONO),)),
        Column(_("会籍所在"), "elsewhere.name", sort=True),
        Column(_("列入的工会"), "roster.union.name", sort=True),
        Column(_("时间"), "roster.committed_at", WHEN, sort=True),
        Column(
            _("核实"),
            looked_into,
            states({"settled": (_("已核实"), "good")}),
            under=(Column(_("核实人"), "settled_by.name"), Column(_("核实时间"), "settled_at", WHEN)),
        ),
    ),
    filters=(
        Choice(
            "state",
            _("核实"),
            (("waiting", _("等核实")), ("settled", _("已核实"))),
            lambda claims, state, request: claims.filter(settled_at__isnull=state == "waiting"),
        ),
    ),
    acts=(
        RowAct(
            _("记为已核实"), "membership:settle-claim", tone="", open=lambda claim, request: claim.settled_at is None
        ),
    ),
    lead=_(
        "下面的人是本工会的会员，又被别的工会列进了名单。会籍没有改动。"
        "请与本人和对方工会核实：确已换单位的办理转会，弄错的告诉对方。"
    ),
    empty=Empty(_("没有要核实的会籍"), _("别的工会导入名单时列到本工会的会员，会出现在这里。"), "users"),
    up=Link(_("会员名单导入"), "membership:rosters"),
    file=_("会籍核实"),
)
