"""Why a whole file cannot be read."""

from gonghui.kernel.refusals import Refused
from gonghui.kernel.words import gettext_noop as _


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
