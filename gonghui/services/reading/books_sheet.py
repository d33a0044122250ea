"""A list of books as a spreadsheet: which columns, and what each row must hold. Pure: no database."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from gonghui.kernel.isbn import parse_isbn
from gonghui.kernel.money import Fen
from gonghui.kernel.refusals import Refused
from gonghui.kernel.sheets import Cell, Sheet, read_table
from gonghui.kernel.text import fold
from gonghui.kernel.words import gettext_noop as _

from .rules import copy_code

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 20_000
MOST_COPIES = 100  # of one row
YEARS = range(1900, 2101)

COLUMNS = {
    "name": (_("书名"), "题名", "书刊名", "正题名", "名称"),
    "isbn": ("ISBN", "ISBN号", "书号", "标准书号", "国际标准书号"),
    "author": (_("作者"), "著者", "责任者", "主编"),
    "publisher": (_("出版社"), "出版者", "出版单位"),
    "year": (_("出版年"), "出版时间", "出版日期", "年份"),
    "subject": (_("类别"), "分类", "门类"),
    "kind": (_("种类"), "文献类型", "类型"),
    "code": (_("条码"), "条形码", "馆藏条码", "登录号", "财产号"),
    "shelf": (_("索书号"), "架位", "排架号"),
    "copies": (_("册数"), "数量", "复本数"),
    "price": (_("定价"), "价格", "单价"),
    "about": (_("简介"), "内容简介", "内容提要"),
}
REQUIRED = ("name",)
LONGEST = {"name": 200, "author": 120, "publisher": 120, "shelf": 40, "about": 500}
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
    """One row, parsed. `codes` are its copies' barcodes; empty: as many as `copies` are to be made."""

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


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong in one cell and how to mend it. `row` is as the spreadsheet shows it."""

    row: int
    column: str
    refusal: Refused


class ColumnsMissing(Refused):
    code = "reading.columns_missing"
    says = _("表格里没有找到“%(column)s”这一列")
    mend = _("请下载模板，按模板的列名填写")


class NotAList(Refused):
    code = "reading.not_a_list"
    says = _("没有选择文件")
    mend = _("请选择一份 .xlsx、.xls 或 .csv 书单")


class NameEmpty(Refused):
    code = "reading.name_empty"
    says = _("没有填写书名")
    mend = _("请补填这一格")


class TextTooLong(Refused):
    code = "reading.text_too_long"
    says = _("超过%(limit)s个字")
    mend = _("请缩短")


class BadYear(Refused):
    code = "reading.bad_year"
    says = _("“%(text)s”不是出版年")
    mend = _("请填四位数的年份，例如 2023")


class BadNumberOfCopies(Refused):
    code = "reading.bad_number_of_copies"
    says = _("“%(text)s”不是册数")
    mend = _("请填 1 到 %(most)s 的整数；有条码的一行只能是 1 册")


class NotAChoice(Refused):
    code = "reading.not_a_choice"
    says = _("没有“%(text)s”这一类")
    mend = _("请从这些里选：%(choices)s")


class CodeTwice(Refused):
    code = "reading.code_twice"
    says = _("条码与第%(first)s行相同")
    mend = _("一册书一个条码，请核对")


class CodeElsewhere(Refused):
    code = "reading.code_elsewhere"
    says = _("条码%(code)s已经是《%(title)s》")
    mend = _("一册书一个条码，请核对这一行和书上的条码")


def read_books(data: bytes, file_name: str) -> Sheet:
    """The sheet of a list of books. Raises kernel.sheets.SheetRefused, ColumnsMissing."""
    sheet = read_table(data, file_name, COLUMNS, max_bytes=MAX_BYTES, max_rows=MAX_ROWS)
    places = sheet.places_of(COLUMNS)
    for key in REQUIRED:
        if key not in places:
            raise ColumnsMissing(column=COLUMNS[key][0])
    return sheet


def check_rows(sheet: Sheet) -> tuple[list[BookRow], list[Trouble]]:
    """The rows that can go in, and what is wrong with the others."""
    places = sheet.places_of(COLUMNS)
    good: list[BookRow] = []
    troubles: list[Trouble] = []
    first_seen: dict[str, int] = {}
    for number, cells in sheet.rows:
        values, wrong = _parse(number, {key: cells[at] for key, at in places.items()})
        if not wrong:
            row = BookRow(number=number, **values)
            wrong = list(_across(row, first_seen))
            good += [] if wrong else [row]
        troubles += wrong
    return good, troubles


def _parse(number: int, cells: dict[str, Cell]) -> tuple[dict[str, Any], list[Trouble]]:
    values: dict[str, Any] = {}
    wrong: list[Trouble] = []
    for key, cell in cells.items():
        try:
            if cell.problem is not None:
                raise cell.problem
            if cell.text or key == "name":
                values[key] = READERS[key](cell) if key in READERS else _text(cell, LONGEST[key])
        except Refused as refusal:
            wrong.append(Trouble(number, COLUMNS[key][0], refusal))
    return values, wrong


def _across(row: BookRow, first_seen: dict[str, int]) -> Iterator[Trouble]:
    if not row.code:
        return
    if row.copies != 1:
        yield Trouble(row.number, COLUMNS["copies"][0], BadNumberOfCopies(text=row.copies, most=1))
    first = first_seen.setdefault(row.code, row.number)
    if first != row.number:
        yield Trouble(row.number, COLUMNS["code"][0], CodeTwice(first=first))


def _text(cell: Cell, longest: int) -> str:
    text = fold(cell.text)
    if len(text) > longest:
        raise TextTooLong(limit=longest)
    return text


def _name(cell: Cell) -> str:
    name = _text(cell, LONGEST["name"]).strip("《》 ")
    if not name:
        raise NameEmpty()
    return name


def _year(cell: Cell) -> int:
    text = str(cell.day.year) if cell.day else fold(cell.text)[:4]
    if not (text.isascii() and text.isdigit() and int(text) in YEARS):
        raise BadYear(text=cell.text[:20])
    return int(text)


def _copies(cell: Cell) -> int:
    text = fold(cell.text)
    if not (text.isascii() and text.isdigit() and len(text) < 4 and 1 <= int(text) <= MOST_COPIES):
        raise BadNumberOfCopies(text=text[:20], most=MOST_COPIES)
    return int(text)


def _choice(choices: dict[str, tuple[str, ...]]) -> Callable[[Cell], str]:
    by_name = {name: key for key, names in choices.items() for name in names}

    def read(cell: Cell) -> str:
        text = fold(cell.text)
        if text not in by_name:
            raise NotAChoice(text=text[:20], choices=tuple(names[0] for names in choices.values()))
        return by_name[text]

    return read


READERS: dict[str, Callable[[Cell], Any]] = {
    "name": _name,
    "isbn": lambda cell: parse_isbn(cell.text),
    "year": _year,
    "subject": _choice(SUBJECTS),
    "kind": _choice(KINDS),
    "code": lambda cell: copy_code(cell.text),
    "copies": _copies,
    "price": lambda cell: Fen.from_yuan(cell.text, allow_zero=True),
}
