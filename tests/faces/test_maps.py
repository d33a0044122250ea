"""The map: its ground is official, light and only there; its pins say how sure it is that a door is open."""

import json
import zlib
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.contrib.staticfiles import finders
from django.utils import translation

from gonghui.faces import maps
from gonghui.kernel.geo import Point
from gonghui.primitives.people import divisions
from gonghui.primitives.places.rules import State, Why

KILOBYTE = 1024
# (longitude, latitude) of the middle of each dash, from Beilun's gulf to the east of Taiwan
TEN_DASHES = ((109.6, 15.7), (110.2, 11.8), (108.3, 6.6), (112.3, 3.6), (115.9, 7.6), (118.8, 11.4), (119.1, 15.5),
              (119.8, 18.5), (121.6, 21.2), (122.8, 24.2))  # fmt: skip


def topology(path):
    return json.loads(Path(finders.find(path)).read_text(encoding="utf-8"))


def corners(told, layer):
    """West, south, east and north of each piece of each line of a layer."""
    (scale_x, scale_y), (zero_x, zero_y) = told["transform"]["scale"], told["transform"]["translate"]
    for shape in told["objects"][layer]["geometries"]:
        pieces = shape["arcs"] if shape["type"] == "MultiLineString" else [shape["arcs"]]
        for piece in pieces:
            xs, ys = [], []
            for arc in piece:
                x = y = 0
                for dx, dy in told["arcs"][arc if arc >= 0 else ~arc]:
                    x, y = x + dx, y + dy
                    xs.append(x * scale_x + zero_x)
                    ys.append(y * scale_y + zero_y)
            yield min(xs), min(ys), max(xs), max(ys)


def test_the_country_has_all_its_provinces_and_every_one_of_the_ten_dashes():
    told = topology("geo/china.json")
    names = {shape["properties"]["s"] for shape in told["objects"]["names"]["geometries"]}
    provinces = {name for code, name in divisions.packaged().items() if code.endswith("0000")}
    assert names == provinces
    assert len(told["objects"]["provinces"]["geometries"]) == len(provinces) == 34
    drawn = list(corners(told, "lines"))
    for x, y in TEN_DASHES:
        assert any(
            west - 0.2 <= x <= east + 0.2 and south - 0.2 <= y <= north + 0.2 for west, south, east, north in drawn
        )


def test_every_province_has_its_counties():
    for code in {code[:2] for code in divisions.packaged()}:
        told = topology(f"geo/counties/{code}.json")
        assert told["objects"]["counties"]["geometries"], code
    shanxi = {shape["properties"]["s"] for shape in topology("geo/counties/14.json")["objects"]["names"]["geometries"]}
    assert {"迎泽区", "小店区", "五台县"} <= shanxi


@pytest.mark.parametrize(("path", "most"), [("geo/china.json", 36), ("geo/counties/*.json", 30)])
def test_the_ground_is_light(path, most):
    folder = Path(finders.find("geo/china.json")).parent
    for file in folder.glob(path.removeprefix("geo/")):
        assert len(zlib.compress(file.read_bytes(), 9)) <= most * KILOBYTE, file.name


def pin(why, is_open):
    place = SimpleNamespace(
        point=Point(37.8735, 112.5624), name="驿站里", division_id="", union=SimpleNamespace(division_id="140100")
    )
    return maps.Pin(place, State(open=is_open, why=why, says="开着"), "/stations/1/")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("why", "is_open", "shape"),
    [(Why.CONFIRMED, True, "sure"), (Why.EXPECTED, True, "hours"), (Why.DOUBTED, True, "hours"),
     (Why.LOCKED, False, "shut"), (Why.CLOSED, False, "shut")],
)  # fmt: skip
def test_a_pin_says_how_sure_it_is_that_the_door_is_open(why, is_open, shape):
    assert pin(why, is_open).shape == shape


def test_without_tiles_the_pins_lie_where_they_are_and_their_own_province_comes_along(settings):
    settings.MAP_TILES, settings.MAP_DATUM = "", "gcj02"
    with translation.override("zh-hant"):
        told = maps.map_of([pin(Why.CONFIRMED, True)], None)
    assert (told["credit"], list(told["counties"]), told["names"]) == ("数据来源：天地图", ["14"], "t")
    assert told["points"][0]["at"] == (37.8735, 112.5624)
    assert told["points"][0]["name"] == "驛站裡"


def test_under_a_providers_tiles_no_second_border_is_drawn(settings):
    settings.MAP_TILES, settings.MAP_CREDIT = "https://tiles.example/{z}/{x}/{y}", "审图号 1"
    told = maps.map_of([pin(Why.CONFIRMED, True)], None)
    assert "country" not in told
    assert told["credit"] == "审图号 1"
