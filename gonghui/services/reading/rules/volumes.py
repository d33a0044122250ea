"""Which volume of a set a title's name means. Pure."""

import re

from gonghui.kernel.text import fold

NUMERALS = {numeral: number for number, numeral in enumerate("零一二三四五六七八九十")}
PART = r"上|中|下|前|后|[一二三四五六七八九十]{1,3}|\d{1,3}|[IVX]{1,4}"
UNIT = "[册卷部集辑编篇]"
# In brackets; with its unit (全三册 is no volume); 上, 中 or 下 at the end (水浒传 下 is folded to 水浒传下; 天下 does
# no harm, it only tells apart what one ISBN names); behind a mark; or a small number behind a Chinese name.
VOLUME = re.compile(
    rf"\((?:第|卷|之)?({PART}){UNIT}?\)|第({PART})(?:[册卷辑]|{UNIT}(?=\W|$))|[卷册]({PART})(?=\W|$)"
    rf"|(?<![全共])({PART}){UNIT}(?=\W|$)|(?<=[\u4e00-\u9fff])([上中下])$"
    rf"|[·.:/ -]({PART})$|(?<=[\u4e00-\u9fff])(\d{{1,2}})(?=$|\()"
)
ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5", "VI": "6", "VII": "7", "VIII": "8", "IX": "9", "X": "10"}


def volume(name: str) -> str:
    """ "上" of 三国演义（上）, "2" of 资本论 第二卷, "2.上" of 资本论 第二卷上册; "" where no volume is meant."""
    return ".".join(_number(next(filter(None, mark))) for mark in VOLUME.findall(fold(name).upper()))


def _number(part: str) -> str:
    """One spelling: 2, II and 二 are one volume."""
    if part in ROMAN:
        return ROMAN[part]
    if not all(numeral in NUMERALS for numeral in part):
        return part.lstrip("0") or part
    tens, ten, ones = part.rpartition("十")
    return str((NUMERALS.get(tens, 1) * 10 if ten else 0) + NUMERALS.get(ones, 0))
