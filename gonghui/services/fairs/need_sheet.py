"""A list of members in need as a spreadsheet: which columns, what each row must hold. Pure: no database."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gonghui.kernel.identity import AnyDocument, document_kind, parse_document
from gonghui.kernel.mobile import Mobile
from gonghui.kernel.refusals import Refused
from gonghui.kernel.sheets import EMPTY, Cell, Sheet, read_table
from gonghui.kernel.text import person_name
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.people.rules import Known, same_name, within

from .goods_sheet import Trouble

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 20_000
NAME, KIND, NUMBER, MOBILE = _("姓名"), _("证件类型"), _("证件号码"), _("手机号")
COLUMNS = {
    NAME: (NAME, "职工姓名", "会员姓名", "困难职工姓名"),
    KIND: (KIND, "证件种类", "证件类别"),
    NUMBER: (NUMBER, "证件号", "身份证号码", "身份证号", "居民身份证号码", "居民身份证号", "公民身份号码", "身份证"),
    MOBILE: (MOBILE, "手机号码", "本人手机", "手机", "移动电话", "联系电话"),
}


@dataclass(frozen=True, slots=True)
class NeedRow:
    """One row, parsed: at least one of `document` and `mobile`. The document, where there is one, says who it is."""

    number: int
    name: str
    document: AnyDocument | None
    mobile: Mobile | None

    @property
    def column(self) -> str:
        """The one that says who it is."""
        return NUMBER if self.document else MOBILE


class NeedColumnsMissing(Refused):
    code = "fairs.need_columns_missing"
    says = _("表格里没有找到这些列：%(columns)s")
    mend = _("表头要有“姓名”，还要有“证件号码”或“手机号”")


class CellsTooMany(Refused):
    code = "fairs.need_cells_too_many"
    says = _("这一行比表头多出几格，内容可能错位")
    mend = _("请检查是否多打了逗号，改正后重新上传")


class NumberMissing(Refused):
    code = "fairs.need_number_missing"
    says = _("证件号码和手机号都没有填写")
    mend = _("请补填其中一项，才知道是哪一位会员")


class NotAMemberHere(Refused):
    """The same for a stranger, a member elsewhere and one who left: whose number it is, this list does not tell."""

    code = "fairs.need_not_a_member"
    says = _("%(union)s和所属工会里没有这位会员")
    mend = _("请核对号码；还没有登记会籍的，请先登记")


class NeedNameDiffers(Refused):
    """Which name is registered is not for this list to tell."""

    code = "fairs.need_name_differs"
    says = _("姓名与会籍登记的不一致")
    mend = _("请核对姓名和号码是不是同一个人")


class PersonTwice(Refused):
    code = "fairs.need_person_twice"
    says = _("与第%(first)s行是同一个人")
    mend = _("同一个人只保留一行")


def read_need(data: bytes, file_name: str) -> Sheet:
    """The sheet of a list. Raises kernel.sheets.SheetRefused, NeedColumnsMissing."""
    sheet = read_table(data, file_name, COLUMNS, max_bytes=MAX_BYTES, max_rows=MAX_ROWS)
    places = sheet.places_of(COLUMNS)
    missing = [NAME] * (NAME not in places) + [NUMBER] * (NUMBER not in places and MOBILE not in places)
    if missing:
        raise NeedColumnsMissing(columns="、".join(missing))
    return sheet


def check_rows(sheet: Sheet, *, today: date) -> tuple[list[NeedRow], list[Trouble]]:
    """Every row parsed or every trouble named."""
    places = sheet.places_of(COLUMNS)
    good: list[NeedRow] = []
    troubles: list[Trouble] = []
    for number, cells in sheet.rows:
        given = {column: cells[at] for column, at in places.items()}
        row, wrong = _parse(number, given, today)
        if number in sheet.overlong:
            wrong = [Trouble(number, "", CellsTooMany())]
        troubles += wrong
        if row is not None and not wrong:
            good.append(row)
    return good, troubles


def check_persons(
    rows: Sequence[NeedRow], known: Mapping[int, Known], *, path: str, union: str
) -> tuple[list[uuid.UUID], list[Trouble]]:
    """Whom the rows mean, by row number in `known`, or what is wrong: members of `union` (at `path`) and below only."""
    first_seen: dict[uuid.UUID, int] = {}
    troubles = []
    for row in rows:
        refusal = _check_person(row, known.get(row.number), path, union, first_seen)
        if refusal is not None:
            column = NAME if isinstance(refusal, NeedNameDiffers) else row.column
            troubles.append(Trouble(row.number, column, refusal))
    return list(first_seen), troubles


def _check_person(
    row: NeedRow, known: Known | None, path: str, union: str, first_seen: dict[uuid.UUID, int]
) -> Refused | None:
    if known is None or known.union is None or not within(known.union_path, path):
        return NotAMemberHere(union=union)
    if not same_name(known.name, row.name):
        return NeedNameDiffers()
    first = first_seen.setdefault(known.person, row.number)
    return None if first == row.number else PersonTwice(first=first)


def _parse(number: int, cells: Mapping[str, Cell], today: date) -> tuple[NeedRow | None, list[Trouble]]:
    kind = cells.get(KIND, EMPTY)

    def document(text: str) -> AnyDocument:
        return parse_document(document_kind(kind.text) if kind.text else None, text, today=today)

    readers: dict[str, Callable[[str], Any]] = {NUMBER: document, MOBILE: Mobile.parse}
    values: dict[str, Any] = {NUMBER: None, MOBILE: None}
    wrong: list[Trouble] = []
    for column in (NAME, NUMBER, MOBILE):
        cell = cells.get(column, EMPTY)
        try:
            if cell.problem is not None:
                raise cell.problem
            if column == NAME:
                values[NAME] = person_name(cell.text)
            elif cell:
                values[column] = readers[column](cell.text)
        except Refused as refusal:
            blamed = KIND if refusal.code == "identity.kind_unknown" else column
            wrong.append(Trouble(number, blamed, refusal))
    if not wrong and values[NUMBER] is None and values[MOBILE] is None:
        wrong = [Trouble(number, NUMBER, NumberMissing())]
    return (None if wrong else NeedRow(number, values[NAME], values[NUMBER], values[MOBILE])), wrong
