"""Workbooks to take along: what the page lists, money in yuan as numbers."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from gonghui.faces import answers
from gonghui.kernel.codes import shown
from gonghui.kernel.money import Fen
from gonghui.primitives import clock
from gonghui.primitives.people.rules import mask_name

from .. import rules
from ..models import Call, Provider, Shipper


def stations(rows: Iterable[Any]) -> HttpResponse:
    """`rows` are overview.Line."""
    columns = [_("编号"), _("名称"), _("类别"), _("工会"), _("地址"), _("状态"), _("星级"), _("现有人数"), _("容量")]
    columns += [_("到期反映"), _("快过期物资"), _("设备故障"), _("上次检查")]
    lines = (
        [
            shown(row.premises.code),
            row.premises.name,
            row.kind,
            row.premises.union.name,
            row.premises.address,
            row.found.state.says,
            row.premises.star,
            row.found.inside,
            row.premises.capacity,
            row.overdue,
            row.expiring,
            row.faults,
            clock.moment(row.inspected_at, year=True) if row.inspected_at else "",
        ]
        for row in rows
    )
    return answers.excel(_("驿站和司机之家"), columns, lines)


def use(days: Sequence[Any]) -> HttpResponse:
    """Visits by day, station and trade: `days` hold (day, name, trade code, count)."""
    columns = [_("日期"), _("站点"), _("行业"), _("人次")]
    lines = ([day, name, _(rules.TRADES.get(trade, trade)), came] for day, name, trade, came in days)
    return answers.excel(_("驿站使用情况"), columns, lines)


def gaps(cells: Iterable[Any]) -> HttpResponse:
    """`cells` are gaps.Gap."""
    columns = [_("地方"), _("会员人数"), _("驿站数"), _("现在开着"), _("最近的驿站（公里）")]
    lines = ([one.name, one.people, one.stations, one.open, one.nearest_km] for one in cells)
    return answers.excel(_("驿站空白地图"), columns, lines)


def workshops(found: Iterable[Provider]) -> HttpResponse:
    columns = [
        _("名称"),
        _("电话"),
        _("核实的工会"),
        _("接单人"),
        _("证照"),
        _("半径（公里）"),
        _("修好"),
        _("评分"),
        _("状态"),
    ]
    lines = (
        [
            one.name, one.phone, one.union.name, mask_name(one.person.name), one.licence, one.reach_km, one.jobs,
            round(one.mark, 1) if one.mark else "", _("已停止") if one.closed_at else _("接单中"),
        ]
        for one in found
    )  # fmt: skip
    return answers.excel(_("维修服务方"), columns, lines)


def repairs(found: Iterable[Call]) -> HttpResponse:
    columns = [
        _("单号"),
        _("求助时间"),
        _("出了什么事"),
        _("谁去的"),
        _("说好几分钟"),
        _("报价"),
        _("实收"),
        _("选定时间"),
    ]
    columns += [_("到达时间"), _("修好时间"), _("评分")]
    lines = (
        [
            shown(call.code), _at(call.asked_at), call.trouble, call.chosen.provider.name, call.chosen.minutes,
            Fen(call.chosen.price), "" if call.charged is None else Fen(call.charged), _at(call.chosen_at),
            _at(call.arrived_at), _at(call.done_at), call.stars or "",
        ]
        for call in found
    )  # fmt: skip
    return answers.excel(_("救援单"), columns, lines)


def shippers(found: Iterable[Shipper]) -> HttpResponse:
    columns = [
        _("单位"),
        _("统一社会信用代码"),
        _("核实的工会"),
        _("联系人"),
        _("货源"),
        _("看过电话"),
        _("待处理举报"),
        _("状态"),
    ]
    lines = (
        [
            one.name, one.credit_code, one.union.name, mask_name(one.person.name), one.posted, one.touched, one.waiting,
            _("已停用") if one.closed_at else _("正常"),
        ]
        for one in found
    )  # fmt: skip
    return answers.excel(_("货主"), columns, lines)


def _at(moment: Any) -> str:
    return clock.moment(moment, year=True) if moment else ""


__all__ = ["gaps", "repairs", "shippers", "stations", "use", "workshops"]
