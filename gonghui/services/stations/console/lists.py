"""The lists of the stations' console: stations, gaps of the map, visits."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gonghui.faces.listing import (
    CODE,
    DAY,
    FILE,
    NUMBER,
    PAGE,
    SAID,
    WHEN,
    Choice,
    Column,
    Empty,
    Link,
    Listing,
    Looked,
    Search,
    Together,
    badge,
    states,
)  # fmt: skip
from gonghui.faces.listing import Kind as CellKind
from gonghui.faces.premises import TONES, registering
from gonghui.faces.requests import Request
from gonghui.primitives.places.models import Premises

from .. import rules
from ..pages import overview
from ..pages.gaps import Gap

INSIDE = "stations/console/base.html"


def lines_of(rows: Sequence[Premises], request: Request) -> dict[UUID, overview.Line]:
    return {line.premises.pk: line for line in overview.lines(rows, now=request.now)}


def pressing(count: int) -> str:
    """A count that should be none."""
    return badge(str(count), "bad") if count else "0"


def openness(state: Any) -> tuple[str, str]:
    """Whether it is open as far as is known: a word and a tone."""
    word, tone = TONES[state.why]
    return gettext(word), tone


def works(firm: Any, request: Request) -> str:
    """Whether a workshop or a shipper may still act: "open" or "closed"."""
    return "closed" if firm.closed_at else "open"


LINE = Looked(lines_of)
OPEN = CellKind(lambda state: badge(*openness(state)), lambda state: openness(state)[0])
PRESSES = CellKind(pressing, lambda count: count, number=True)
KINDS = [(code, name) for code, name in overview.NAMES.items()]

REGISTER = Link(_("登记站点"), registering("station"), "plus", "primary", may=rules.MANAGE)

STATIONS = Listing(
    title=_("驿站和司机之家"),
    columns=(
        Column(
            _("名称"), "name", sort=True, under=(Column(_("类别"), LINE["kind"], SAID), Column(_("工会"), "union.name"))
        ),
        Column(_("编号"), "code", CODE, only=FILE),
        Column(_("地址"), "address", only=FILE),
        Column(_("状态"), LINE["found.state"], OPEN, under=(Column(_("怎么知道"), LINE["found.state.says"]),)),
        Column(_("现有人数"), LINE["found.inside"], NUMBER),
        Column(_("容量"), "capacity", NUMBER, sort=True),
        Column(_("星级"), "star", NUMBER, sort=True),
        Column(_("超时反映"), LINE["overdue"], PRESSES),
        Column(_("快过期物资"), LINE["expiring"], NUMBER),
        Column(_("设备故障"), LINE["faults"], NUMBER),
        Column(_("上次检查"), LINE["inspected_at"], WHEN),
    ),
    order=("kind", "name", "pk"),
    filters=(
        Search(("name", "address"), _("站名或地址")),
        Choice("kind", _("类别"), KINDS, all=_("全部")),
    ),
    link="stations-console:station",
    links=(REGISTER,),
    empty=Empty(_("还没有站点"), _("登记位置、时间、设施和值守的人，工人就能在地图上找到它。"), "coffee", REGISTER),
    nothing=Empty(_("没有找到"), icon="search"),
    file=_("驿站和司机之家"),
    base=INSIDE,
)


def is_gap(gap: Gap, request: Request) -> str:
    return "gap" if gap.is_gap and gap.people else ""


GAPS = Listing(
    title=_("空白"),
    columns=(
        Column(_("地方"), "name", sort=True),
        Column(_("会员人数"), "people", NUMBER, sort=True),
        Column(_("驿站数"), "stations", NUMBER, sort=True),
        Column(_("现在应当开着"), "open", NUMBER, sort=True),
        Column(_("最近的驿站（公里）"), "nearest_km", NUMBER, sort=True),
        Column(_("标记"), is_gap, states({"gap": (_("空白"), "bad")})),
    ),
    filters=(Search(("name",), _("地方")),),
    empty=Empty(_("还没有会员和站点"), icon="map"),
    file=_("驿站空白地图"),
)


def trade(row: Any, request: Request) -> str:
    return rules.TRADES.get(row.group, row.group)


def stations_named(rows: Sequence[Any], request: Request) -> dict[Any, str]:
    names = overview.names_of(row.subject_id for row in rows)
    return {row.pk: names[row.subject_id] for row in rows}


VISITS = Listing(
    title=_("驿站使用情况"),
    columns=(
        Column(_("日期"), "day", DAY, sort=True),
        Column(_("站点"), Together(stations_named)),
        Column(_("行业"), trade, SAID),
        Column(_("人次"), "came", NUMBER, sort=True),
    ),
    order=("day", "pk"),
    empty=Empty(_("还没有人进门"), _("门口贴上二维码，人进来就有数。"), "chart-bar"),
    file=_("驿站使用情况"),
)


def counted(title: Any, of: str, kind: CellKind) -> Listing:
    """A short list of sums: what, and how many came."""
    return Listing(
        title=title,
        columns=(Column(title, of, kind), Column(_("人次"), "came", NUMBER, only=PAGE)),
        empty=Empty(_("还没有人进门"), icon="chart-bar"),
        per=100,
    )


BY_STATION, BY_TRADE = counted(_("按站点"), "name", SAID), counted(_("按行业"), "name", SAID)
BY_DAY = counted(_("按天"), "name", DAY)
