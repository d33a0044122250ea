"""A dealer's goods as a spreadsheet: which columns, and what each row must hold. Pure: no database."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from gonghui.kernel.money import Fen
from gonghui.kernel.percent import Percent
from gonghui.kernel.refusals import Refused
from gonghui.kernel.sheets import Cell, Sheet, read_table
from gonghui.kernel.text import fold
from gonghui.kernel.words import gettext_noop as _

from . import rules

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 5_000

COLUMNS = {
    "brand": (_("品牌"), "品牌名称"),
    "model": (_("型号"), "规格型号", "产品型号"),
    "name": (_("商品名称"), "名称", "品名", "产品名称"),
    "category": (_("品类"), "类别", "种类"),
    "list_price": (_("市场价"), "标价", "零售价", "市场价元"),
    "ex_factory_price": (_("出厂价"), "出厂价格", "出厂价元"),
    "proof": (_("出厂价证明"), "价格证明", "证明文件"),
    "rate": (_("补贴率"), "补贴比例", "优惠幅度"),
}
LONGEST = {"brand": 60, "model": 60, "name": 120, "category": 30, "proof": 200}


@dataclass(frozen=True, slots=True)
class GoodsRow:
    """One row, parsed: prices in fen."""

    number: int
    brand: str
    model: str
    name: str
    category: str
    list_price: Fen
    ex_factory_price: Fen
    proof: str
    rate: Percent


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong in one cell (or row) and how to mend it. `row` is as the spreadsheet shows it."""

    row: int
    column: str
    refusal: Refused


class ColumnsMissing(Refused):
    code = "fairs.columns_missing"
    says = _("表格里没有找到这些列：%(columns)s")
    mend = _("请下载模板，按模板的列名填写")


class CellEmpty(Refused):
    code = "fairs.cell_empty"
    says = _("没有填写")
    mend = _("请补填这一格")


class TextTooLong(Refused):
    code = "fairs.text_too_long"
    says = _("超过%(limit)s个字")
    mend = _("请缩短")


class ListBelowExFactory(Refused):
    code = "fairs.list_below_ex_factory"
    says = _("市场价低于出厂价")
    mend = _("请核对两列是否填反")


class ModelTwice(Refused):
    code = "fairs.model_twice"
    says = _("与第%(first)s行是同一品牌同一型号")
    mend = _("同一型号只保留一行")


def read_goods(data: bytes, file_name: str) -> Sheet:
    """The sheet of a goods file. Raises kernel.sheets.SheetRefused, ColumnsMissing."""
    sheet = read_table(data, file_name, COLUMNS, max_bytes=MAX_BYTES, max_rows=MAX_ROWS)
    there = sheet.places_of(COLUMNS)
    missing = [column[0] for key, column in COLUMNS.items() if key not in there]
    if missing:
        raise ColumnsMissing(columns="、".join(missing))
    return sheet


def check_rows(sheet: Sheet, *, low: Percent, high: Percent, source: str) -> tuple[list[GoodsRow], list[Trouble]]:
    """Every row parsed or every trouble named; rates are held against the agreement."""
    places = sheet.places_of(COLUMNS)
    good: list[GoodsRow] = []
    troubles: list[Trouble] = []
    first_seen: dict[tuple[str, str], int] = {}
    for number, cells in sheet.rows:
        values, wrong = _parse(number, {key: cells[at] for key, at in places.items()}, low, high, source)
        if not wrong:
            row = GoodsRow(number=number, **values)
            first = first_seen.setdefault((row.brand, row.model), number)
            wrong = list(_across(row, first))
            good.append(row)
        troubles += wrong
    return good, troubles


def _parse(
    number: int, cells: dict[str, Cell], low: Percent, high: Percent, source: str
) -> tuple[dict[str, Any], list[Trouble]]:
    def rate(cell: Cell) -> Percent:
        return rules.check_rate(_percent(cell), low, high, source)

    readers: dict[str, Callable[[Cell], Any]] = {"list_price": _fen, "ex_factory_price": _fen, "rate": rate}
    values: dict[str, Any] = {}
    wrong: list[Trouble] = []
    for key, cell in cells.items():
        try:
            if cell.problem is not None:
                raise cell.problem
            values[key] = readers[key](cell) if key in readers else _text(cell, LONGEST[key])
        except Refused as refusal:
            wrong.append(Trouble(number, COLUMNS[key][0], refusal))
    return values, wrong


def _across(row: GoodsRow, first: int) -> Iterator[Trouble]:
    if row.list_price < row.ex_factory_price:
        yield Trouble(row.number, COLUMNS["list_price"][0], ListBelowExFactory())
    if first != row.number:
        yield Trouble(row.number, COLUMNS["model"][0], ModelTwice(first=first))


def _text(cell: Cell, longest: int) -> str:
    text = fold(cell.text)
    if not text:
        raise CellEmpty()
    if len(text) > longest:
        raise TextTooLong(limit=longest)
    return text


def _fen(cell: Cell) -> Fen:
    return Fen.from_yuan(cell.text)


def _percent(cell: Cell) -> Percent:
    # A cell formatted as 30 % holds the number 0.3; nobody subsidises by less than one percent.
    if cell.number is not None and 0 < cell.number <= 1:
        return Percent.from_fraction(cell.number)
    return Percent.parse(cell.text)
