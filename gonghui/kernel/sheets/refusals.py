"""Why a whole file cannot be read, and what is wrong in a cell or row of one that can."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gonghui.kernel.refusals import Refused
from gonghui.kernel.words import gettext_noop as _

if TYPE_CHECKING:
    from .filled import RowTrouble, TableSheet


class SheetRefused(Refused):
    code = "sheets.refused"


class EmptyFile(SheetRefused):
    code = "sheets.empty"
    says = _("文件是空的，里面没有任何内容")
    mend = _("请确认选对了文件，在第一行写好列名、下面逐行填写后再上传")


class HeaderOnly(SheetRefused):
    code = "sheets.header_only"
    says = _("只有表头（第 %(row)s 行），下面没有数据")
    mend = _("请在表头下面逐行填写后再上传")


class FileTooBig(SheetRefused):
    code = "sheets.too_big"
    says = _("文件有 %(size)s MB，超过 %(limit)s MB 的上限")
    mend = _("请删去图片和无关的工作表，或把名单分成几个文件")


class TooManyRows(SheetRefused):
    code = "sheets.too_many_rows"
    says = _("数据超过 %(limit)s 行的上限")
    mend = _("请把名单分成几个文件，逐个上传")


class TooWide(SheetRefused):
    code = "sheets.too_wide"
    says = _("内容一直延伸到单元格 %(cell)s，离表格主体太远，无法读取")
    mend = _("请删去 %(cell)s 附近多余的内容，或把表格复制到一个新文件里再上传")


class UnpacksTooBig(SheetRefused):
    code = "sheets.unpacks_too_big"
    says = _("文件解开后超过 %(limit)s MB，不像一份正常的表格")
    mend = _("请把需要的几列复制到一个新的工作簿，另存后再上传")


class NotASheet(SheetRefused):
    code = "sheets.not_a_sheet"
    says = _("这不是表格，而是%(what)s")
    mend = _("请上传 .xlsx、.xls 或 .csv 表格；改扩展名不能改变文件的内容")


class WrongKindOfFile(SheetRefused):
    code = "sheets.wrong_kind"
    says = _("这是%(what)s，不能直接读取")
    mend = _("请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”后再上传")


class PasswordProtected(SheetRefused):
    code = "sheets.password"
    says = _("工作簿设有打开密码，无法读取")
    mend = _("请用 Excel 或 WPS 打开，取消密码并保存后再上传")


class DamagedWorkbook(SheetRefused):
    code = "sheets.damaged"
    says = _("工作簿已损坏，无法打开")
    mend = _("请用 Excel 或 WPS 打开检查，另存为新的 .xlsx 文件后再上传")


class BadBytes(SheetRefused):
    code = "sheets.bad_bytes"
    says = _("第 %(line)s 行有一个无法识别的字符（文件第 %(offset)s 字节，按 %(encoding)s 编码读取）")
    mend = _("请用 Excel 或 WPS 打开，改正这一行，另存为“CSV UTF-8”或 .xlsx 后再上传")


class NulByte(SheetRefused):
    code = "sheets.nul"
    says = _("第 %(line)s 行有空字符（文件第 %(offset)s 字节），不是正常的文本")
    mend = _("请用 Excel 或 WPS 打开原来的表格，另存为 .xlsx 后再上传")


class LineTooLong(SheetRefused):
    code = "sheets.line_too_long"
    says = _("第 %(line)s 行有 %(length)s 个字符，超过 %(limit)s 个，不是正常的一行")
    mend = _("请检查文件是否缺少换行，或另存为 .xlsx 后再上传")


class BrokenQuotes(SheetRefused):
    code = "sheets.broken_quotes"
    says = _("从第 %(line)s 行起，双引号没有成对，无法分清各列")
    mend = _("请改正这一行的双引号，或另存为 .xlsx 后再上传")


class MissingColumns(SheetRefused):
    code = "sheets.missing_columns"
    says = _("表头（第 %(row)s 行）里找不到必需的列：%(missing)s。读到的列有：%(found)s")
    mend = _("请把列名改成 %(missing)s，或下载模板填写")


class RepeatedColumn(SheetRefused):
    code = "sheets.repeated_column"
    says = _("表头（第 %(row)s 行）里“%(name)s”出现了不止一次")
    mend = _("请只留一列，或给另一列换个名字")


class BadRows(Refused):
    """Rows that keep the whole table out. `troubles` tells each, `sheet` is the table; nothing was written."""

    code = "sheets.bad_rows"
    says = _("表格里有 %(count)s 处要改，一行也没有写入")
    mend = _("请按下面每一行的说明改正，再上传一次")

    def __init__(
        self, troubles: "Sequence[RowTrouble]" = (), sheet: "TableSheet | None" = None, **facts: object
    ) -> None:
        self.troubles, self.sheet = sorted(troubles, key=lambda trouble: trouble.row), sheet
        super().__init__(**({"count": len(self.troubles)} | facts))


class RowRefused(Refused):
    """What is wrong in a cell or a row, as far as the sheet itself shows it."""

    code = "sheets.row"


class TooManyCells(RowRefused):
    code = "sheets.too_many_cells"
    says = _("这一行的格数比表头多，各列可能错位")
    mend = _("请检查是否多了逗号；内容里有逗号时，要用双引号括起来")


class RuinedColumn(RowRefused):
    code = "sheets.ruined_column"
    says = _("“%(column)s”一列有 %(count)s 个号码的末几位已被表格软件改成 0，这一行是其中之一")
    mend = _("请先把这一列设为“文本”格式，再重新填写完整的号码")


class CellEmpty(RowRefused):
    code = "sheets.cell_empty"
    says = _("没有填写")
    mend = _("请补填这一格")


class NoneFilled(RowRefused):
    code = "sheets.none_filled"
    says = _("%(columns)s都没有填写")
    mend = _("请补填其中一项")


class TextTooLong(RowRefused):
    code = "sheets.text_too_long"
    says = _("有 %(length)s 个字，超过 %(limit)s 个")
    mend = _("请缩短")


class BadWhole(RowRefused):
    code = "sheets.bad_whole"
    says = _("“%(text)s”不是 %(least)s 到 %(most)s 的整数")
    mend = _("请填写阿拉伯数字，不要小数和文字")


class BadYear(RowRefused):
    code = "sheets.bad_year"
    says = _("“%(text)s”不是年份")
    mend = _("请填四位数的年份，例如 2023")


class NotAChoice(RowRefused):
    code = "sheets.not_a_choice"
    says = _("没有“%(text)s”这一类")
    mend = _("请从这些里选：%(choices)s")


class BadDay(RowRefused):
    code = "sheets.bad_day"
    says = _("“%(text)s”不是日期")
    mend = _("请按 2020-01-31 的样子填写，或留空")


class NoSuchDay(BadDay):
    code = "sheets.no_such_day"
    says = _("没有“%(text)s”这一天")
    mend = _("请核对月和日")


class DayMissing(BadDay):
    code = "sheets.day_missing"
    says = _("“%(text)s”没有写到日")
    mend = _("请写全年月日，例如 2020-01-31；不清楚时可以留空")


class DayIsSerial(BadDay):
    code = "sheets.day_is_serial"
    says = _("“%(text)s”是表格内部的日期数字")
    mend = _("请把这一列设为“日期”格式后保存")
