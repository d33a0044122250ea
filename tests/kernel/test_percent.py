from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.kernel import percent
from gonghui.kernel.money import Fen
from gonghui.kernel.percent import Percent

from .spoken import refusal, value_or_refusal

PERCENTS = st.integers(0, 10_000).map(Percent)
FAIR = {"least": Percent(500), "most": Percent(3000)}


@pytest.mark.parametrize(
    ("written", "points"),
    [
        ("30%", 3000),
        ("30 %", 3000),
        ("30", 3000),
        ("３０％", 3000),
        ("30﹪", 3000),
        ("12.5%", 1250),
        ("12.55", 1255),
        ("12.550%", 1255),
        ("0.3%", 30),
        ("0", 0),
        ("0.0", 0),
        ("100", 10_000),
        ("5.", 500),
    ],
)
def test_it_reads_percentages_as_people_write_them(written, points):
    assert Percent.parse(written) == Percent(points)


@pytest.mark.parametrize(
    ("written", "expected", "word"),
    [
        ("", percent.PercentMissing, "没有填写"),
        ("三成", percent.BadPercent, "三成"),
        ("%", percent.BadPercent, "%"),
        ("1e1", percent.BadPercent, "1e1"),
        ("30%%", percent.BadPercent, "30%%"),
        ("٣٠", percent.BadPercent, "不是百分比"),
        ("9" * 5000, percent.BadPercent, "不是百分比"),
        ("12.555%", percent.PercentTooFine, "12.555%"),
        ("0.3", percent.PercentUnclear, "0.3"),
        ("31%", percent.PercentOutOfRange, "31% 不在 5% 到 30% 之间"),
        ("30.01", percent.PercentOutOfRange, "30.01%"),
        ("4.99%", percent.PercentOutOfRange, "4.99%"),
        ("0%", percent.PercentOutOfRange, "0%"),
        ("-5%", percent.PercentOutOfRange, "-5%"),
        ("130", percent.PercentOutOfRange, "130%"),
    ],
)
def test_it_says_what_is_wrong_with_a_percentage(written, expected, word):
    assert word in refusal(expected, Percent.parse, written, **FAIR).sentence()


def test_a_bare_decimal_is_asked_back_with_what_was_probably_meant():
    assert "30%" in refusal(percent.PercentUnclear, Percent.parse, "0.3").advice()
    assert "12.5%" in refusal(percent.PercentUnclear, Percent.parse, "0.125").advice()


def test_the_ends_of_the_range_are_in_it():
    assert Percent.parse("5", **FAIR).basis_points == 500
    assert Percent.parse("30", **FAIR).basis_points == 3000


@pytest.mark.parametrize(
    ("cell", "points"), [(0.3, 3000), (0.125, 1250), ("0.07", 700), (Decimal("0.29"), 2900), (1, 10_000)]
)
def test_a_spreadsheets_percentage_cell_is_a_fraction(cell, points):
    assert Percent.from_fraction(cell).basis_points == points


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (0.31, percent.PercentOutOfRange),
        (30, percent.PercentOutOfRange),
        (-0.1, percent.PercentOutOfRange),
        (0.12345, percent.PercentTooFine),
        ("x", percent.BadPercent),
        (float("nan"), percent.BadPercent),
        (float("inf"), percent.BadPercent),
        (1e300, percent.BadPercent),
        ("1e999999", percent.BadPercent),
    ],
)
def test_a_wrong_cell_is_refused_too(cell, expected):
    refusal(expected, Percent.from_fraction, cell, **FAIR)


@pytest.mark.parametrize(
    ("points", "shown"), [(3000, "30%"), (1250, "12.5%"), (1255, "12.55%"), (5, "0.05%"), (0, "0%")]
)
def test_it_is_shown_without_needless_zeros(points, shown):
    assert Percent(points).shown == str(Percent(points)) == shown


@given(PERCENTS)
def test_what_it_shows_it_reads_back(share):
    assert Percent.parse(share.shown) == share
    assert Percent.from_fraction(share.basis_points / 10_000) == share


@given(PERCENTS, st.integers(0, 10**13).map(Fen))
def test_a_share_is_rounded_down_by_less_than_a_fen(share, amount):
    part = share.of(amount)
    exact = Fraction(int(amount)) * share.basis_points / 10_000
    assert type(part) is Fen
    assert 0 <= exact - int(part) < 1
    assert 0 <= part <= amount


def test_thirty_percent_of_a_price_that_does_not_divide():
    assert Percent(3000).of(Fen(333)) == 99
    with pytest.raises(ValueError, match="not negative"):
        Percent(3000).of(Fen(-1))


@pytest.mark.parametrize("points", [-1, 10_001])
def test_nothing_beyond_nought_and_a_hundred_exists(points):
    refusal(percent.PercentOutOfRange, Percent, points)


@given(st.text(max_size=12))
def test_any_text_is_a_percentage_or_a_spoken_refusal(written):
    share = value_or_refusal(Percent.parse, written)
    assert share is None or 0 <= share.basis_points <= 10_000


def test_it_is_frozen_ordered_and_hashable():
    with pytest.raises(AttributeError):
        Percent(1).basis_points = 2
    assert Percent(1) < Percent(2)
    assert len({Percent(1), Percent(1)}) == 1
    assert not hasattr(Percent(1), "__dict__")
