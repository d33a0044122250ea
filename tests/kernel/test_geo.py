"""Points that can be meant, the shifted grids of the map providers, and cells that find what is near."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.kernel import geo
from gonghui.kernel.geo import Datum, Point, cell, covering, distance_m, from_bd09, from_gcj02

from .spoken import refusal

CITIES = {
    "包头": (40.6574, 109.8403), "松原": (45.1411, 124.8250), "泰安": (36.2003, 117.0876), "喀什": (39.4704, 75.9898),
    "漠河": (53.4812, 122.3717), "抚远": (48.3647, 134.3080), "三亚": (18.2528, 109.5119), "平潭": (25.5037, 119.7901),
    "福州": (26.0745, 119.2965), "马祖": (26.1600, 119.9500), "金门": (24.4340, 118.3180), "台北": (25.0330, 121.5654),
    "花莲": (23.9872, 121.6016), "舟山": (29.9853, 122.2072), "大连": (38.9140, 121.6147), "北海": (21.4811, 109.1202),
    "拉萨": (29.6500, 91.1000), "阿里": (32.5010, 80.1050), "瑞丽": (24.0128, 97.8518), "永兴岛": (16.8340, 112.3400),
    "香港": (22.3193, 114.1694), "丹东": (40.1291, 124.3944), "满洲里": (49.5978, 117.3787),
    "曹妃甸": (38.9300, 118.4600),
}  # fmt: skip
POINTS = st.sampled_from(sorted(CITIES.values())).flatmap(
    lambda at: st.builds(
        lambda north, east: Point(at[0] + north, at[1] + east), st.floats(-0.02, 0.02), st.floats(-0.02, 0.02)
    )
)


@pytest.mark.parametrize("name", CITIES)
def test_every_corner_of_the_country_has_points(name):
    assert Point(*CITIES[name]).lat == CITIES[name][0]


@pytest.mark.parametrize("at", [(29.0, 124.5), (38.9, 119.9), (19.0, 114.5), (36.0, 123.5), (22.8, 119.0)])
def test_it_refuses_a_place_in_the_sea(at):
    assert str(at[0]) in refusal(geo.InTheSea, Point, *at).sentence()


@pytest.mark.parametrize("at", [(0, 0), (47.9, 106.9), (37.56, 126.98), (35.68, 139.76), (28.6, 77.2), (21.0, 105.85)])
def test_it_refuses_a_place_abroad(at):
    refusal(geo.OutsideChina, Point, *at)


def test_it_tells_when_latitude_and_longitude_are_swapped():
    assert "对调" in refusal(geo.Swapped, Point, 109.8403, 40.6574).advice()


@pytest.mark.parametrize("text", ["北纬40", "40°39′", "nan", "1e999", "40,65"])
def test_it_refuses_what_is_no_number(text):
    refusal(geo.NotANumber, Point.parse, text, "109.84")


def test_it_refuses_nothing_at_all_by_another_name():
    refusal(geo.PointMissing, Point.parse, " ", "109.84")
    with pytest.raises(geo.NotANumber):
        Point(math.nan, 109.84)


def test_it_reads_full_width_digits_and_keeps_a_tenth_of_a_metre():
    assert Point.parse("４０．６５７４１２３４", " 109.8403 ") == Point(40.657412, 109.8403)


def test_a_known_point_is_where_the_map_providers_put_it():
    """Tian'anmen: reference values of the published formula."""
    lat, lon = Point(39.908, 116.397).to_gcj02()
    assert (lat, lon) == pytest.approx((39.909403, 116.403243), abs=2e-6)
    assert Point(39.908, 116.397).to_bd09() == pytest.approx((39.915744, 116.409617), abs=2e-5)


def test_the_grid_of_the_providers_lies_hundreds_of_metres_off():
    off = [distance_m(Point(*at), Point(*Point(*at).to_gcj02())) for at in CITIES.values()]
    assert min(off) > 100
    assert max(off) < 900
    assert distance_m(Point(40.6574, 109.8403), Point(*Point(40.6574, 109.8403).to_gcj02())) == pytest.approx(
        498, abs=1
    )


@given(POINTS)
def test_there_and_back_is_the_same_place(point):
    assert distance_m(from_gcj02(*point.to_gcj02()), point) < 0.3
    assert distance_m(from_bd09(*point.to_bd09()), point) < 0.3


@pytest.mark.parametrize(
    ("text", "datum"), [("GCJ-02", Datum.GCJ02), ("高德", Datum.GCJ02), ("gps", Datum.WGS84), ("百度地图", Datum.BD09)]
)
def test_it_knows_the_grids_by_the_names_people_give_them(text, datum):
    assert Datum.parse(text) is datum


def test_it_refuses_a_grid_it_does_not_know():
    refusal(geo.UnknownDatum, Datum.parse, "beijing54")


def test_a_point_speaks_every_grid():
    point = Point(40.6574, 109.8403)
    assert point.in_datum(Datum.WGS84) == (point.lat, point.lon)
    for datum in (Datum.GCJ02, Datum.BD09):
        assert distance_m(Point.of(*point.in_datum(datum), datum), point) < 0.3


def test_a_degree_of_latitude_is_111_kilometres():
    assert distance_m(Point(40, 110), Point(41, 110)) == pytest.approx(111_195, abs=1)
    assert distance_m(Point(40, 110), Point(40, 110)) == 0


def within(point, metres):
    """A point not further away than so many metres, in a random direction."""
    angle, far = random.uniform(0, 2 * math.pi), random.uniform(0, metres * 0.999) / geo.EARTH
    lat = math.degrees(far * math.sin(angle))
    lon = math.degrees(far * math.cos(angle)) / math.cos(math.radians(point.lat + lat))
    return point.lat + lat, point.lon + lon


@pytest.mark.parametrize("metres", [50, 250, 4_000, 64_000, 256_000])
def test_the_cells_around_a_point_hold_everything_within_reach(metres):
    random.seed(metres)
    for city in ("包头", "平潭", "漠河", "三亚"):
        point = Point(*CITIES[city])
        ranges = covering(point, metres)
        assert ranges == sorted(ranges)
        assert len(ranges) <= 64
        for lat, lon in (within(point, metres) for _each in range(50)):
            number = geo.cells._interleaved(geo.cells._step(lon), geo.cells._step(lat))
            assert any(low <= number <= high for low, high in ranges)


def test_the_cells_around_a_point_hold_little_else():
    point = Point(*CITIES["包头"])
    for metres in (250, 4_000, 64_000):
        cells = sum(high - low + 1 for low, high in covering(point, metres))
        side = 2 * math.pi * geo.EARTH / 2**26
        area = cells * side * side * math.cos(math.radians(point.lat))
        assert area < 4 * (2 * metres) ** 2


def test_a_cell_fits_into_a_big_integer():
    assert all(0 <= cell(Point(*at)) < 2**52 for at in CITIES.values())
