"""A list of employers as a spreadsheet."""

from dataclasses import dataclass
from datetime import date

from gonghui.kernel.credit_code import CreditCode
from gonghui.kernel.refusals import Refused
from gonghui.kernel.sheets import MEGABYTE, Choice, Code, Day, Once, Prose, Table, Text, Whole
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.people import divisions
from gonghui.primitives.people.models import Division
from gonghui.primitives.people.trades import Trade

from .. import rules

TRADES = {trade.value: (str(trade.label),) for trade in Trade}


class SameTwice(Refused):
    """Facts: first (row)."""

    code = "founding.same_twice"
    says = _("信用代码和第 %(first)s 行相同")
    mend = _("同一个单位只留一行")


class NoSuchDivision(Refused):
    """Facts: text."""

    code = "founding.no_such_division"
    says = _("没有找到“%(text)s”，或有几个地方叫这个名字")
    mend = _("请带上城市，如“太原市小店区”，或填六位区划代码")


@dataclass(frozen=True, slots=True)
class EmployerRow:
    """One row, parsed."""

    number: int
    name: str
    credit_code: CreditCode
    division: Division | None = None
    trade: str = ""
    headcount: int | None = None
    headcount_on: date | None = None


def _division(text: str) -> Division:
    codes = divisions.meant(text)
    if len(codes) != 1:
        raise NoSuchDivision(text=text[:20])
    [code] = codes
    return Division(code=code, name=divisions.packaged()[code], level=divisions.level(code))


EMPLOYERS = Table(
    EmployerRow,
    Prose(
        "name", _("单位名称"), rules.LONGEST_NAME, also=("名称", "企业名称", "单位"), required=True,
        example="并州快运有限公司", width=30,
    ),
    Code(
        "credit_code", _("统一社会信用代码"), also=("信用代码", "社会信用代码"), required=True, parse=CreditCode.parse,
        example="91140100MA0EXAMPL3", width=24,
    ),
    Text("division", _("区县"), also=("地区", "所在区县"), parse=_division, empty=None, example="太原市小店区"),
    Choice("trade", _("行业"), also=("工种",), of=TRADES, empty="", example="快递员"),
    Whole(
        "headcount", _("职工人数"), also=("人数", "用工人数"), bounds=range(1_000_001), units=("人",), empty=None,
        example="60",
    ),
    Day("headcount_on", _("人数日期"), also=("统计日期",), note=_("不填就是今天。"), example="2026-05-01"),
    once=(Once(("credit_code",), SameTwice),),
    max_rows=5_000,
    max_bytes=5 * MEGABYTE,
)  # fmt: skip
