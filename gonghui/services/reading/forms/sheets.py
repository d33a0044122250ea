"""A list of books as a spreadsheet. No database."""

import re
from dataclasses import dataclass

from gonghui.kernel.isbn import parse_isbn
from gonghui.kernel.money import Fen
from gonghui.kernel.refusals import Refused
from gonghui.kernel.sheets import MEGABYTE, BadWhole, Choice, Code, Money, Once, Rule, Table, Text, Whole, Year
from gonghui.kernel.words import gettext_noop as _

from ..rules import copy_code

MOST_COPIES = 100  # of one row
LONGEST = {"name": 200, "author": 120, "publisher": 120, "shelf": 40, "about": 500}
WHOLE_PAIR = re.compile(r"《([^《》]*)》")
SUBJECTS = {
    "politics": (_("政治法律"), "政治", "法律", "政治、法律"),
    "science": (_("科技"), "科学技术", "技术", "工业技术", "计算机"),
    "life": (_("生活"), "健康", "生活百科", "家庭教育"),
    "culture": (_("文化文学"), "文化", "文学", "小说", "艺术", "历史"),
    "economy": (_("经济管理"), "经管", "经济", "管理", "金融"),
    "general": (_("综合"), "其他", "综合类"),
}
KINDS = {
    "book": (_("图书"), "书"),
    "periodical": (_("期刊"), "杂志", "报刊", "报纸"),
    "audio": (_("音像"), "光盘", "音像制品"),
}


@dataclass(frozen=True, slots=True)
class BookRow:
    """One row, parsed. `code` is its copy's barcode; empty: as many as `copies` are to be made."""

    number: int
    name: str
    isbn: str | None = None
    author: str = ""
    publisher: str = ""
    year: int | None = None
    subject: str = "general"
    kind: str = "book"
    code: str = ""
    shelf: str = ""
    copies: int = 1
    price: Fen | None = None
    about: str = ""


class NameEmpty(Refused):
    code = "reading.name_empty"
    says = _("没有填写书名")
    mend = _("请补填这一格")


class CodeTwice(Refused):
    code = "reading.code_twice"
    says = _("条码与第%(first)s行相同")
    mend = _("一册书一个条码，请核对")


class CodeElsewhere(Refused):
    code = "reading.code_elsewhere"
    says = _("条码%(code)s已经是《%(title)s》")
    mend = _("一册书一个条码，请核对这一行和书上的条码")


def title_name(text: str) -> str:
    """The name of a title without the marks around all of it; marks inside it stay. Raises NameEmpty."""
    whole = WHOLE_PAIR.fullmatch(text)
    name = whole[1].strip() if whole else text
    if not name.strip("《》 "):
        raise NameEmpty()
    return name


def _one_of_a_code(code: str, copies: int) -> None:
    if code and copies != 1:
        raise BadWhole(text=str(copies), least=1, most=1)


BOOKS = Table(
    BookRow,
    Text(
        "name",
        _("书名"),
        LONGEST["name"],
        also=("题名", "书刊名", "正题名", "名称"),
        required=True,
        missing=NameEmpty,
        parse=title_name,
        example="三体",
        width=32,
    ),
    Code(
        "isbn",
        "ISBN",
        also=("ISBN号", "书号", "标准书号", "国际标准书号"),
        parse=parse_isbn,
        example="978-7-5366-9293-0",
        width=20,
    ),
    Text("author", _("作者"), LONGEST["author"], also=("著者", "责任者", "主编"), example="刘慈欣"),
    Text("publisher", _("出版社"), LONGEST["publisher"], also=("出版者", "出版单位"), example="重庆出版社", width=20),
    Year("year", _("出版年"), also=("出版时间", "出版日期", "年份"), example="2008"),
    Choice("subject", _("类别"), also=("分类", "门类"), of=SUBJECTS, empty="general", example="文化文学"),
    Choice("kind", _("种类"), also=("文献类型", "类型"), of=KINDS, empty="book", example="图书"),
    Code(
        "code",
        _("条码"),
        also=("条形码", "馆藏条码", "登录号", "财产号"),
        parse=copy_code,
        empty="",
        note=_("不填就由系统编一个。"),
        example="0000123",
    ),
    Code("shelf", _("索书号"), LONGEST["shelf"], also=("架位", "排架号"), empty="", example="I247.5/1"),
    Whole(
        "copies",
        _("册数"),
        also=("数量", "复本数"),
        bounds=range(1, MOST_COPIES + 1),
        units=("册", "本"),
        empty=1,
        note=_("有条码的一行只能是 1 册。"),
        example="1",
    ),
    Money("price", _("定价"), also=("价格", "单价"), allow_zero=True, example="23.00"),
    Text("about", _("简介"), LONGEST["about"], also=("内容简介", "内容提要"), width=40),
    rules=(Rule("copies", ("code", "copies"), _one_of_a_code),),
    once=(Once(("code",), CodeTwice),),
    own=("name", "isbn", "code"),
    max_rows=20_000,
    max_bytes=10 * MEGABYTE,
)
