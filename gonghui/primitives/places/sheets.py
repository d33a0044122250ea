"""A union's list of places as a spreadsheet. No database."""

from dataclasses import dataclass
from typing import Any

from gonghui.kernel.geo import Datum, Point, PointMissing, UnknownDatum
from gonghui.kernel.hours import Week
from gonghui.kernel.refusals import Refused
from gonghui.kernel.sheets import MEGABYTE, Column, Once, Rule, Table, Text, Whole
from gonghui.kernel.words import gettext_noop as _

from . import rules
from .facilities import ALL

CODES = {facility.name: facility.code for facility in ALL}


class NameTwice(Refused):
    code = "places.name_twice"
    says = _("与第%(first)s行的名称相同")
    mend = _("同一个名称只保留一行")


@dataclass(frozen=True, slots=True)
class PremisesRow:
    """One row, parsed: `said` are the fields of `actions.open_premises`."""

    number: int
    datum: Datum
    said: dict[str, Any]


def _row(*, number: int, datum: Datum, lat: str, lon: str, **said: Any) -> PremisesRow:
    return PremisesRow(number, datum, said | {"facilities": list(said["facilities"])})


def _codes(text: str) -> list[str]:
    names = text.replace(",", "、").replace(" ", "、").replace(";", "、").split("、")
    return rules.facility_codes(CODES.get(name, name) for name in names if name)


PREMISES = Table(
    _row,
    Text(
        "name",
        _("名称"),
        60,
        also=("站点名称", "场所名称", "驿站名称", "书屋名称"),
        required=True,
        example="南街驿站",
        width=20,
    ),
    Text("address", _("地址"), 160, also=("详细地址", "位置"), required=True, example="南街1号", width=32),
    Column(
        "lat",
        _("纬度"),
        also=("lat", "latitude", "北纬"),
        required=True,
        missing=PointMissing,
        example="37.7152",
    ),
    Column(
        "lon",
        _("经度"),
        also=("lon", "lng", "longitude", "东经"),
        required=True,
        missing=PointMissing,
        example="112.4803",
    ),
    Text(
        "datum",
        _("坐标系"),
        40,
        also=("坐标来源", "坐标取自"),
        required=True,
        missing=lambda: UnknownDatum(text=""),
        parse=Datum.parse,
        note=_("高德、腾讯、百度的坐标请写明。"),
        example="WGS-84",
    ),
    Text("phone", _("电话"), 30, also=("联系电话", "服务电话"), example="12351"),
    Text("host_name", _("共建单位"), 80, also=("建设单位", "运营单位"), example="建行南街支行"),
    Whole(
        "capacity",
        _("容纳人数"),
        also=("容纳",),
        bounds=range(1, rules.MOST_PERSONS + 1),
        units=("人", "位"),
        note=_("不计数就留空。"),
        example="12",
    ),
    Text(
        "hours",
        _("开放时间"),
        also=("营业时间",),
        parse=Week.daily,
        empty=Week.daily(""),
        example="8:30-18:00",
        width=24,
    ),
    Text(
        "facilities",
        _("设施"),
        also=("服务设施",),
        parse=_codes,
        empty=(),
        example="饮水、热饭",
        width=32,
    ),
    rules=(Rule("lat", ("lat", "lon", "datum"), Point.parse, gives="point"),),
    once=(Once(("name",), NameTwice),),
    own=("name", "address"),
    max_rows=5_000,
    max_bytes=5 * MEGABYTE,
)
