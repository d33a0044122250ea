"""The standards of places as a spreadsheet: the 低保 line, what each class is given at most, whose paper says so."""

from dataclasses import dataclass
from datetime import date

from gonghui.kernel.money import Fen
from gonghui.kernel.sheets import MEGABYTE, Choice, Day, Money, Once, Table, Text
from gonghui.kernel.text import fold
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.people import divisions

from ..refusals import standards as standard_refusals

SEEN = {False: (_("已看过原文"), "是"), True: (_("待核实"), "否", "未看过")}


@dataclass(frozen=True, slots=True)
class StandardRow:
    """One row, parsed: `place` a division's code, amounts in fen."""

    number: int
    place: str
    since: date
    monthly: Fen
    deep: Fen
    relative: Fen
    accident: Fen
    source: str
    weak: bool = True


def _place(text: str) -> str:
    """Raises UnknownPlace."""
    codes = divisions.meant(fold(text))
    if len(codes) != 1:
        raise standard_refusals.UnknownPlace(place=text[:30])
    return codes[0]


STANDARDS = Table(
    StandardRow,
    Text("place", _("地区"), 30, also=("区县", "城市"), required=True, parse=_place, example="太原市"),
    Day("since", _("起始日期"), also=("执行日期", "起"), required=True, example="2026-01-01"),
    Money("monthly", _("低保标准（元/人/月）"), also=("低保标准", "低保"), required=True, example="860"),
    Money("deep", _("深度困难帮扶金（元）"), also=("深度困难",), required=True, example="5000"),
    Money("relative", _("相对困难帮扶金（元）"), also=("相对困难",), required=True, example="3000"),
    Money("accident", _("意外致困帮扶金（元）"), also=("意外致困",), required=True, example="4000"),
    Text("source", _("文件和文号"), 200, also=("来源", "依据"), required=True, example="太原市民政局 2026 年 1 号"),
    Choice(
        "weak", _("看过原文吗"), also=("来源核实",), of=SEEN, empty=True, example="已看过原文",
        note=_("不填当作待核实，职工看得到“来源待核实”。"),
    ),
    once=(Once(("place", "since"), standard_refusals.SameStandardTwice),),
    max_rows=3_000,
    max_bytes=5 * MEGABYTE,
)  # fmt: skip
