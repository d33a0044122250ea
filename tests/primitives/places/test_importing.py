"""A union's list of places: every bad row named, nothing half-done, and the grid of the map providers noticed."""

import pytest

from gonghui.kernel.geo import Datum, Point, distance_m
from gonghui.kernel.refusals import Refused
from gonghui.kernel.sheets import BadRows, MissingColumns
from gonghui.kernel.workbooks import workbook
from gonghui.primitives.places import actions as places
from gonghui.primitives.places.models import Premises
from gonghui.primitives.places.sheets import PREMISES
from gonghui.primitives.places.shifts import looks_shifted

from .conftest import MONDAY, YINGZE

pytestmark = pytest.mark.django_db
HEADER = ["名称", "地址", "纬度", "经度", "坐标系", "容纳人数", "开放时间", "设施"]
GOOD = ["北街驿站", "北街1号", "37.8600", "112.5700", "WGS-84", "12", "8:30-18:00", "饮水、热饭"]


@pytest.fixture
def load(works, by):
    def read(*rows, **options):
        sheet = PREMISES.open(workbook(HEADER, rows), "场所.xlsx")
        return places.load_premises(works, "station", sheet, **options, by=by, now=MONDAY)

    return read


def findings(load, *rows, **options):
    with pytest.raises(BadRows) as caught:
        load(*rows, **options)
    return [(each.row, each.column, type(each.refusal).__name__, each.warning) for each in caught.value.troubles]


def row(**instead):
    return [instead.get(name, value) for name, value in zip(HEADER, GOOD, strict=True)]


def test_a_list_is_taken_in_and_a_second_time_changes_nothing(load):
    assert load(GOOD, row(名称="南街驿站")) == {"new": 2, "known": 0}
    assert load(GOOD, row(名称="南街驿站", 容纳人数="20")) == {"new": 0, "known": 2}
    made = Premises.objects.get(name="北街驿站")
    assert (made.capacity, made.facilities, str(made.hours.on(0)[0])) == (12, ["water", "microwave"], "8:30-18:00")
    assert Premises.objects.get(name="南街驿站").capacity == 20


def test_a_column_that_the_list_does_not_have_leaves_what_is_known_as_it_is(load, works, by):
    load(GOOD)
    north = Premises.objects.get()
    places.revise(north, phone="0351-1", host_name="支行", by=by, now=MONDAY)
    short = PREMISES.open(workbook(HEADER[:5], [["北街驿站", "北街2号", *GOOD[2:5]]]), "场所.xlsx")
    places.load_premises(works, "station", short, by=by, now=MONDAY)
    north.refresh_from_db()
    assert (north.address, north.phone, north.host_name) == ("北街2号", "0351-1", "支行")
    assert (north.capacity, north.facilities, north.hours.text(0)) == (12, ["water", "microwave"], "8:30-18:00")


def test_hours_in_the_list_become_those_of_what_is_known_and_empty_ones_do_not(load):
    load(GOOD)
    load(row(开放时间="9:00-23:59"))
    assert Premises.objects.get().hours.text(6) == "9:00-24:00"
    load(row(开放时间=""))
    assert Premises.objects.get().hours.text(6) == "9:00-24:00"


@pytest.mark.parametrize(
    ("instead", "column", "refusal"),
    [
        ({"纬度": "112.57", "经度": "37.86"}, "纬度", "Swapped"),
        ({"纬度": "29.0", "经度": "124.5"}, "纬度", "InTheSea"),
        ({"纬度": "51.5", "经度": "0.1"}, "纬度", "OutsideChina"),
        ({"纬度": ""}, "纬度", "PointMissing"),
        ({"坐标系": ""}, "坐标系", "UnknownDatum"),
        ({"名称": ""}, "名称", "CellEmpty"),
        ({"容纳人数": "很多"}, "容纳人数", "BadWhole"),
        ({"开放时间": "上午"}, "开放时间", "HoursUnreadable"),
        ({"设施": "桑拿"}, "设施", "UnknownFacility"),
    ],
)
def test_each_bad_cell_is_named_and_nothing_is_written(load, instead, column, refusal):
    assert (3, column, refusal, False) in findings(
        load, GOOD, row(名称="坏的", **instead) if "名称" not in instead else row(**instead)
    )
    assert not Premises.objects.exists()


def test_a_name_twice_is_named_with_its_first_row(load):
    assert findings(load, GOOD, GOOD) == [(3, "名称", "NameTwice", False)]


def test_gcj02_given_as_wgs84_is_warned_of_and_may_be_passed_over(station, load):
    lat, lon = YINGZE.to_gcj02()
    shifted = row(名称="另一名称", 地址=station.address, 纬度=str(lat), 经度=str(lon))
    assert findings(load, shifted) == [(2, "坐标系", "LooksShifted", True)]
    assert load(shifted, despite_warnings=True) == {"new": 1, "known": 0}


def test_the_warning_says_how_far_off_it_would_lie(station):
    lat, lon = YINGZE.to_gcj02()
    warning = looks_shifted(Point(lat, lon), Datum.WGS84, [YINGZE])
    off = distance_m(Point(lat, lon), YINGZE)
    assert 300 < off < 800
    assert f"{off:.0f} 米" in warning.sentence()
    assert looks_shifted(YINGZE, Datum.WGS84, [YINGZE]) is None


def test_rightly_stated_gcj02_comes_to_lie_right(load):
    lat, lon = YINGZE.to_gcj02()
    load(row(纬度=str(lat), 经度=str(lon), 坐标系="高德"))
    assert distance_m(Premises.objects.get().point, YINGZE) < 1


def test_a_list_without_its_columns_is_refused():
    with pytest.raises(MissingColumns, match="地址、纬度、经度、坐标系"):
        PREMISES.open(workbook(["名称"], [["甲"]]), "a.xlsx")


def test_a_bad_point_and_a_bad_grid_of_one_row_are_told_at_once(load):
    assert findings(load, row(坐标系="火星", 开放时间="上午", 容纳人数="0")) == [
        (2, "坐标系", "UnknownDatum", False),
        (2, "容纳人数", "BadWhole", False),
        (2, "开放时间", "HoursUnreadable", False),
    ]


def test_what_a_kind_of_place_asks_beyond_the_columns_is_told_with_its_row(load):
    def asks_for_capacity(premises, **_who):
        if premises.capacity is None:
            raise CapacityNeeded()

    class CapacityNeeded(Refused):
        code = "test.capacity"

    rows = [GOOD, row(名称="南街驿站", 容纳人数="")]
    assert findings(load, *rows, on_saved=asks_for_capacity) == [(3, "", "CapacityNeeded", False)]
    assert not Premises.objects.exists()
