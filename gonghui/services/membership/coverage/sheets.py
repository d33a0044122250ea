"""Figures of the workforce as a spreadsheet."""

from dataclasses import dataclass
from datetime import date

from gonghui.kernel.sheets import MEGABYTE, Choice, Code, Day, Once, Table, Text, Whole
from gonghui.kernel.words import gettext_noop as _

from .refusals import DayToCome, SameFigureTwice

TRADES = {
    "": (_("全部职工"), "全部"),
    "lorry_driver": (_("货车司机"),),
    "courier": (_("快递员"),),
    "care_worker": (_("护工护理员"),),
    "domestic_worker": (_("家政服务员"),),
    "promoter": (_("商场信息员"),),
    "food_rider": (_("网约送餐员"), "外卖员"),
    "property_agent": (_("房产中介员"),),
    "security_guard": (_("保安员"),),
    "ride_hailing": (_("网约车司机"),),
    "ecommerce": (_("电商从业人员"),),
    "other": (_("其他"),),
}


@dataclass(frozen=True, slots=True)
class WorkforceRow:
    number: int
    union: str
    people: int
    as_of: date
    source: str
    trade: str = ""


def _passed(day: date, today: date) -> date:
    if day > today:
        raise DayToCome(day=day)
    return day


WORKFORCE = Table(
    WorkforceRow,
    Code("union", _("工会代码"), 20, also=("工会",), required=True, parse=str.upper, example="TY-1"),
    Choice("trade", _("行业"), also=("群体",), of=TRADES, empty="", example="快递员"),
    Whole("people", _("人数"), also=("职工人数", "底数"), required=True, bounds=range(1, 100_000_000), example="1200"),
    Day(
        "as_of", _("统计日期"), also=("日期",), required=True, parse=_passed, after=("today",), example="2026-04-30"
    ),
    Text("source", _("来源"), 200, also=("数据来源",), required=True, example="统计年鉴"),
    once=(Once(("union", "trade", "as_of"), SameFigureTwice),),
    max_rows=5_000,
    max_bytes=5 * MEGABYTE,
)  # fmt: skip
