"""A union's list of places as a spreadsheet: which columns, and what each row must hold. Pure: no database."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gonghui.kernel.geo import Datum, Point
from gonghui.kernel.hours import Week
from gonghui.kernel.refusals import Refused
from gonghui.kernel.sheets import Cell, read_table
from gonghui.kernel.text import fold
from gonghui.kernel.words import gettext_noop as _

from . import rules
from .facilities import ALL

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 5_000
COLUMNS = {
    "name": (_("名称"), "站点名称", "场所名称", "驿站名称", "书屋名称"),
    "address": (_("地址"), "详细地址", "位置"),
    "lat": (_("纬度"), "lat", "latitude", "北纬"),
    "lon": (_("经度"), "lon", "lng", "longitude", "东经"),
    "datum": (_("坐标系"), "坐标来源", "坐标取自"),
    "phone": (_("电话"), "联系电话", "服务电话"),
    "host_name": (_("共建单位"), "建设单位", "运营单位"),
    "capacity": (_("容纳人数"), "容纳"),
    "hours": (_("开放时间"), "营业时间"),
    "facilities": (_("设施"), "服务设施"),
}
NEEDED = ("name", "address", "lat", "lon", "datum")
CODES = {facility.name: facility.code for facility in ALL}


class PremisesColumnsMissing(Refused):
    code = "places.columns_missing"
    says = _("表格里没有找到这些列：%(columns)s")
    mend = _("请下载模板，按模板的列名填写")


class NameTwice(Refused):
    code = "places.name_twice"
    says = _("与第%(first)s行的名称相同")
    mend = _("同一个名称只保留一行")


class BadNumber(Refused):
    code = "places.bad_number"
    says = _("“%(text)s”不是整数")
    mend = _("请填写阿拉伯数字，不计数就留空")


@dataclass(frozen=True, slots=True)
class PremisesRow:
    """One row, parsed: `said` are the fields of `actions.open_premises`."""

    number: int
    datum: Datum
    said: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, or only odd, in one cell. `row` is as the spreadsheet shows it."""

    row: int
    column: str
    refusal: Refused
    warning: bool = False


def read_premises(data: bytes, file_name: str) -> tuple[list[PremisesRow], list[Finding]]:
    """Every row parsed, or what is wrong with it. Raises kernel.sheets.SheetRefused, PremisesColumnsMissing."""
    sheet = read_table(data, file_name, COLUMNS, max_bytes=MAX_BYTES, max_rows=MAX_ROWS)
    at = sheet.places_of(COLUMNS)
    missing = [COLUMNS[key][0] for key in NEEDED if key not in at]
    if missing:
        raise PremisesColumnsMissing(columns="、".join(missing))
    rows: list[PremisesRow] = []
    findings: list[Finding] = []
    first_seen: dict[str, int] = {}
    for number, cells in sheet.rows:
        row, wrong = _parse(number, {key: cells[place] for key, place in at.items()})
        if row:
            first = first_seen.setdefault(row.said["name"], number)
            wrong = [Finding(number, COLUMNS["name"][0], NameTwice(first=first))] if first != number else []
            rows.append(row)
        findings += wrong
    return rows, findings


def _parse(number: int, cells: dict[str, Cell]) -> tuple[PremisesRow | None, list[Finding]]:
    values: dict[str, Any] = {}
    wrong: list[Finding] = []

    def take(key: str, column: str, parse: Callable[[], Any]) -> None:
        try:
            for name in (key,) if key != "point" else ("lat", "lon", "datum"):
                if name in cells and (problem := cells[name].problem) is not None:
                    raise problem
            values[key] = parse()
        except Refused as refusal:
            wrong.append(Finding(number, COLUMNS[column][0], refusal))

    def text(key: str) -> str:
        return fold(cells[key].text) if key in cells else ""

    take("name", "name", lambda: rules.words(text("name"), what=COLUMNS["name"][0], limit=60, needed=True))
    take("address", "address", lambda: rules.words(text("address"), what=COLUMNS["address"][0], limit=160, needed=True))
    take("datum", "datum", lambda: Datum.parse(text("datum")))
    take("point", "lat", lambda: Point.parse(text("lat"), text("lon"), values.get("datum", Datum.WGS84)))
    take("phone", "phone", lambda: rules.words(text("phone"), what=COLUMNS["phone"][0], limit=30))
    take("host_name", "host_name", lambda: rules.words(text("host_name"), what=COLUMNS["host_name"][0], limit=80))
    take("capacity", "capacity", lambda: rules.count(_whole(text("capacity"))))
    take("hours", "hours", lambda: Week.daily(text("hours")))
    take("facilities", "facilities", lambda: rules.facility_codes(_codes(text("facilities"))))
    if wrong:
        return None, wrong
    return PremisesRow(number, values.pop("datum"), values), []


def _whole(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise BadNumber(text=text[:20])
    return int(text)


def _codes(text: str) -> list[str]:
    names = text.replace("，", "、").replace(",", "、").replace(" ", "、").replace(";", "、").split("、")
    return [CODES.get(name, name) for name in names if name]
