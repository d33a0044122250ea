"""Which column of a roster is which: offices name the same thing in many ways."""

from collections.abc import Sequence
from dataclasses import dataclass

from gonghui.kernel.refusals import Refused
from gonghui.kernel.sheets import Cell, heading
from gonghui.kernel.words import gettext_noop as _

NAME = "姓名"
KIND = "证件类型"
NUMBER = "证件号码"
MOBILE = "手机号"
UNION = "工会代码"
JOINED = "入会日期"

# The first name is the one our template uses; among several columns that would do, the earliest name wins.
NAMES = {
    NAME: ("姓名", "会员姓名", "职工姓名", "员工姓名", "真实姓名", "名字"),
    KIND: ("证件类型", "证件种类", "证件类别", "有效证件类型", "证件名称"),
    NUMBER: (
        "证件号码",
        "证件号",
        "身份证号码",
        "身份证号",
        "公民身份号码",
        "公民身份证号码",
        "居民身份证号码",
        "居民身份证号",
        "身份证件号码",
        "有效证件号码",
        "通行证号码",
        "台胞证号",
        "身份证",
    ),
    MOBILE: (
        "手机号",
        "手机号码",
        "本人手机",
        "本人手机号",
        "移动电话",
        "手机",
        "联系手机",
        "联系电话",
        "联系方式",
        "电话号码",
        "电话",
    ),
    UNION: ("工会代码", "所属工会代码", "基层工会代码", "所属工会", "所在工会", "工会名称", "基层工会", "工会"),
    JOINED: ("入会日期", "入会时间", "加入工会日期", "加入工会时间", "入会年月日"),
}
REQUIRED = (NAME, NUMBER, MOBILE)
# Usual in staff lists, of no use here: passed over without a word.
PASSED_OVER = {"工号", "员工编号", "职工编号", "人员编号", "编号", "序号", "行号", "no", "备注"}
KNOWN = tuple(name for names in NAMES.values() for name in names)


class MissingColumns(Refused):
    code = "roster.missing_columns"
    says = _("表头（第 %(row)s 行）里找不到必需的列：%(missing)s。读到的列有：%(found)s")
    mend = _("请把列名改成 %(missing)s，或下载模板填写")


class RepeatedColumn(Refused):
    code = "roster.repeated_column"
    says = _("表头（第 %(row)s 行）里“%(name)s”出现了不止一次")
    mend = _("请只留一列，或给另一列换个名字")


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each column stands; `unknown` are columns that are not read."""

    places: dict[str, int]
    header: tuple[str, ...]
    unknown: tuple[str, ...]

    def cell(self, cells: Sequence[Cell], column: str) -> Cell | None:
        """The cell of a column, None when the file has no such column."""
        at = self.places.get(column)
        return None if at is None else cells[at]

    def called(self, column: str) -> str:
        """What the file itself calls the column."""
        at = self.places.get(column)
        return self.header[at] if at is not None else column


def lay_out(header: Sequence[str], *, row: int) -> Layout:
    """Find the columns in the header that stands in `row`. Raises MissingColumns, RepeatedColumn."""
    headings = [heading(name) for name in header]
    places: dict[str, int] = {}
    for column, names in NAMES.items():
        found = next((name for name in names if heading(name) in headings), None)
        if found is None:
            continue
        if headings.count(heading(found)) > 1:
            raise RepeatedColumn(row=row, name=found)
        places[column] = headings.index(heading(found))
    if missing := [column for column in REQUIRED if column not in places]:
        found_names = "、".join(name for name in header if name)[:120]
        raise MissingColumns(row=row, missing="、".join(missing), found=found_names)
    return Layout(places, tuple(header), tuple(_unknown(header, headings, set(places.values()))))


def _unknown(header: Sequence[str], headings: Sequence[str], read: set[int]) -> list[str]:
    return [name[:40] for at, name in enumerate(header) if name and at not in read and headings[at] not in PASSED_OVER]
