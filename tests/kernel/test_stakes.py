"""A road and the kilometre on its stone, as drivers say them."""

import pytest

from gonghui.kernel.stakes import beside_roads, read_stake, roads_in


@pytest.mark.parametrize(
    ("text", "roads", "km"),
    [
        ("大运高速 K123 太原方向", {"大运高速"}, 123),
        ("我在大运高速Ｋ123＋400", {"大运高速"}, 123.4),
        ("G5京昆高速 k 876 + 50 上行", {"G5", "京昆高速"}, 876.05),
        ("208国道桩号512", {"G208"}, 512),
        ("停在青银高速公路 652公里处", {"青银高速"}, 652),
    ],
)
def test_a_road_and_its_stone_are_read(text, roads, km):
    assert (read_stake(text).roads, read_stake(text).km) == (roads, km)


@pytest.mark.parametrize("text", ["大运高速", "K123", "大运高速出口3公里", "滨河东路北口", ""])
def test_a_road_without_its_stone_or_a_stone_without_its_road_is_no_place(text):
    assert read_stake(text) is None


def test_a_road_is_the_same_with_what_stands_before_its_name_and_by_any_of_its_names():
    said = read_stake("大运高速 K123")
    assert said.on_the_road_of(read_stake("忻州大运高速 K90"))
    assert not said.on_the_road_of(read_stake("青银高速 K123"))
    assert read_stake("京昆高速 K1").on_the_road_of(read_stake("G5京昆高速 K9"))
    assert roads_in("滨河东路") == frozenset()


def test_what_else_is_said_is_left():
    assert beside_roads("大运高速 K123 太原方向，靠近小店区") == ["太原方向", "小店区"]
