import copy
import json
import pickle
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.kernel import money
from gonghui.kernel.money import Fen

from .spoken import refusal, value_or_refusal

AMOUNTS = st.integers(1, money.LARGEST_YUAN * 100).map(Fen)
ANY_AMOUNTS = st.integers(-(10**15), 10**15).map(Fen)


@pytest.mark.parametrize(
    ("written", "fen"),
    [
        ("5600", 560_000),
        ("5,600", 560_000),
        ("5，600", 560_000),
        ("5600.5", 560_050),
        ("5600.", 560_000),
        ("5600.50", 560_050),
        ("5600.500", 560_050),  # zeros below the fen say nothing
        ("５６００．５", 560_050),
        ("¥5600", 560_000),
        ("￥ 5,600.00", 560_000),
        ("5600元", 560_000),
        ("5600 元整", 560_000),
        ("RMB 5600", 560_000),
        ("0.01", 1),
        ("007", 700),
        ("+3", 300),
        ("14,000,000", 1_400_000_000),
        (5600, 560_000),
        (5600.0, 560_000),
        (19.99, 1_999),
        (Decimal("5.6E+3"), 560_000),
    ],
)
def test_it_reads_yuan_as_people_and_spreadsheets_write_them(written, fen):
    amount = Fen.from_yuan(written)
    assert amount == fen
    assert type(amount) is Fen


@pytest.mark.parametrize(
    ("written", "expected", "word"),
    [
        ("", money.AmountMissing, "没有填写"),
        (" ￥ ", money.AmountMissing, "没有填写"),
        ("0", money.AmountZero, "0"),
        ("0.00", money.AmountZero, "0"),
        ("-0", money.AmountZero, "0"),
        ("-3", money.AmountNegative, "-3"),
        ("−3.50", money.AmountNegative, "负数"),
        ("1.234", money.AmountTooFine, "1.234"),
        ("0.001", money.AmountTooFine, "分以下"),
        (0.1 + 0.2, money.AmountTooFine, "分以下"),
        ("1.1E+17", money.AmountScientific, "科学计数法"),
        ("5e3", money.AmountScientific, "5e3"),
        (1e16, money.AmountScientific, "科学计数法"),
        ("56,00", money.AmountGrouping, "逗号"),
        ("5,6,00", money.AmountGrouping, "逗号"),
        (",600", money.AmountGrouping, "逗号"),
        ("五千六", money.BadAmount, "五千六"),
        ("1.2万", money.BadAmount, "1.2万"),
        ("五千元", money.BadAmount, "五千元"),
        ("5600-5800", money.BadAmount, "5600-5800"),
        ("1.2.3", money.BadAmount, "1.2.3"),
        ("٣", money.BadAmount, "不是金额"),
        ("nan", money.BadAmount, "nan"),
        (float("inf"), money.BadAmount, "inf"),
        ("=A1*2", money.BadAmount, "=A1*2"),
        ("999999999999", money.AmountTooLarge, "大得不合理"),
        ("9" * 5000, money.AmountTooLarge, "大得不合理"),
    ],
)
def test_it_says_what_is_wrong_with_an_amount(written, expected, word):
    assert word in refusal(expected, Fen.from_yuan, written).sentence()


def test_five_thousand_leading_zeros_are_still_a_number():
    assert Fen.from_yuan("0" * 5000 + "7") == 700


def test_zero_is_taken_only_where_it_is_allowed():
    assert Fen.from_yuan("0", allow_zero=True) == 0
    refusal(money.AmountNegative, Fen.from_yuan, "-1", allow_zero=True)


@given(AMOUNTS)
def test_what_it_writes_it_reads_back(amount):
    assert Fen.from_yuan(amount.yuan) == amount
    assert Fen.from_yuan(amount.shown) == amount
    assert Fen.from_yuan(Decimal(int(amount)) / 100) == amount


@given(st.text(max_size=30))
def test_any_text_is_an_amount_above_zero_or_a_spoken_refusal(written):
    amount = value_or_refusal(Fen.from_yuan, written)
    assert amount is None or amount > 0


def test_it_is_shown_with_thousands_and_two_decimals():
    amount = Fen(-123_456_705)
    assert (amount.yuan, amount.shown, str(amount), f"{amount}") == (
        "-1234567.05",
        "-1,234,567.05",
        "-1,234,567.05",
        "-1,234,567.05",
    )
    assert Fen(7).yuan == "0.07"
    assert repr(Fen(560_000)) == "Fen(560000)"


@given(ANY_AMOUNTS, ANY_AMOUNTS, st.integers(-1000, 1000))
def test_sums_differences_and_multiples_are_exact_and_stay_fen(one, other, times):
    for result, expected in [
        (one + other, int(one) + int(other)),
        (one - other, int(one) - int(other)),
        (5 + one, 5 + int(one)),
        (5 - one, 5 - int(one)),
        (one * times, int(one) * times),
        (times * one, int(one) * times),
        (-one, -int(one)),
        (abs(one), abs(int(one))),
        (sum([one, other], Fen(0)), int(one) + int(other)),
        (sum([one, other]), int(one) + int(other)),
    ]:
        assert result == expected
        assert type(result) is Fen


def test_it_never_becomes_a_float():
    for wrong in (
        lambda: Fen(100) / 3,
        lambda: Fen(100) * 0.3,
        lambda: Fen(100) * Fen(100),
        lambda: Fen(100) + 0.5,
        lambda: Fen(100) - 0.5,
        lambda: Fen(100) + Decimal("0.5"),
    ):
        with pytest.raises(TypeError):
            wrong()


def test_it_is_a_plain_number_to_json_sets_and_copies():
    assert json.dumps({"price": Fen(560_000)}) == '{"price": 560000}'
    assert {Fen(1), Fen(1)} == {1}
    assert pickle.loads(pickle.dumps(Fen(7))) == copy.deepcopy(Fen(7)) == 7
    assert type(pickle.loads(pickle.dumps(Fen(7)))) is Fen
