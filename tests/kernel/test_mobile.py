import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.kernel import mobile
from gonghui.kernel.mobile import Mobile

from .spoken import refusal, value_or_refusal

MAINLAND = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
ABROAD = st.one_of(
    st.from_regex(r"\+8869[0-9]{8}", fullmatch=True),
    st.from_regex(r"\+852[4-9][0-9]{7}", fullmatch=True),
    st.from_regex(r"\+8536[0-9]{7}", fullmatch=True),
)


@pytest.mark.parametrize(
    "written",
    [
        "13812341234",
        " 138 1234 1234 ",
        "138-1234-1234",
        "138.1234.1234",
        "+8613812341234",
        "+86 138 1234 1234",
        "(+86)13812341234",
        "008613812341234",
        "8613812341234",
        "１３８１２３４１２３４",
        "＋８６１３８１２３４１２３４",
        "138\u200b12341234",
        "13812341234.0",
    ],
)
def test_a_mainland_number_is_one_number_however_it_is_written(written):
    number = Mobile.parse(written)
    assert number == Mobile("86", "13812341234")
    assert (number.e164, number.national, number.tail, number.masked) == (
        "+8613812341234",
        "13812341234",
        "1234",
        "138****1234",
    )


@pytest.mark.parametrize(
    ("written", "e164", "national", "masked"),
    [
        ("+886 912 345 678", "+886912345678", "0912345678", "09****5678"),
        ("+886 0912-345-678", "+886912345678", "0912345678", "09****5678"),
        ("+886(0)912345678", "+886912345678", "0912345678", "09****5678"),
        ("00886912345678", "+886912345678", "0912345678", "09****5678"),
        ("+852 9123 4567", "+85291234567", "91234567", "****4567"),
        ("+853 6612 3456", "+85366123456", "66123456", "****3456"),
    ],
)
def test_it_takes_numbers_of_taiwan_hong_kong_and_macao(written, e164, national, masked):
    number = Mobile.parse(written)
    assert (number.e164, number.national, number.masked) == (e164, national, masked)


@pytest.mark.parametrize(
    ("written", "expected", "word"),
    [
        ("", mobile.MobileMissing, "没有填写"),
        (" - ", mobile.MobileMissing, "没有填写"),
        ("1381234123", mobile.MobileLength, "10"),
        ("138123412345", mobile.MobileLength, "12"),
        ("12812341234", mobile.MobilePrefix, "12"),
        ("23812341234", mobile.MobilePrefix, "23"),
        ("0351-2345678", mobile.MobileLandline, "固定电话"),
        ("010 12345678", mobile.MobileLandline, "固定电话"),
        ("1.3812E+10", mobile.MobileScientific, "科学计数法"),
        ("13812341234/13912341234", mobile.MobileTwo, "不止一个"),
        ("13812341234 13912341234", mobile.MobileTwo, "不止一个"),
        ("13812341234；13912341234", mobile.MobileTwo, "不止一个"),
        ("1381234123O", mobile.MobileLetters, "O"),
        ("手机13812341234", mobile.MobileLetters, "手"),
        ("0912345678", mobile.MobileTaiwan, "台湾"),
        ("+886 2 2345 6789", mobile.MobileAbroad, "+886"),
        ("+852 2123 4567", mobile.MobileAbroad, "+852"),
        ("+853 2812 3456", mobile.MobileAbroad, "+853"),
        ("+1 212 555 0100", mobile.MobileElsewhere, "不是内地"),
        ("+", mobile.MobileElsewhere, "不是内地"),
        ("١٣٨١٢٣٤١٢٣٤", mobile.MobileLetters, "不能使用"),
        ("1" * 5000, mobile.MobileLength, "5000"),
    ],
)
def test_it_says_what_is_wrong_with_a_number(written, expected, word):
    assert word in refusal(expected, Mobile.parse, written).sentence()


def test_a_full_stop_between_zeros_is_no_decimal_point():
    assert Mobile.parse("+853 6.0000000").e164 == "+85360000000"


def test_no_refusal_repeats_a_number():
    for written in ("13812341234/13912341234", "1381234123O", "0351-2345678", "138123412345", "+886 2 2345 6789"):
        with pytest.raises(mobile.BadMobile) as caught:
            Mobile.parse(written)
        assert not any(len(str(fact)) > 5 for fact in caught.value.facts.values())


@given(st.one_of(MAINLAND, ABROAD), st.sampled_from(" -\u3000."), st.data())
def test_separators_anywhere_change_nothing(written, separator, data):
    at = data.draw(st.integers(1, len(written) - 1))
    assert Mobile.parse(written[:at] + separator + written[at:]) == Mobile.parse(written)


@given(st.one_of(MAINLAND, ABROAD))
def test_the_international_form_reads_back_and_the_mask_hides_four(written):
    number = Mobile.parse(written)
    assert Mobile.parse(number.e164) == number
    assert len(number.masked) == len(number.national)
    assert number.masked.count("*") == 4
    assert number.masked.endswith(number.tail)


@given(st.text(st.characters(codec=None), max_size=20))
def test_any_text_is_a_mobile_or_a_spoken_refusal(written):
    number = value_or_refusal(Mobile.parse, written)
    assert number is None or number.e164.isascii()


@pytest.mark.parametrize(
    "parts", [("86", "12812341234"), ("1", "2125550100"), ("86", "1381234123"), ("852", "2123456")]
)
def test_no_other_way_makes_a_wrong_one(parts):
    refusal(mobile.BadMobile, Mobile, *parts)


def test_printing_one_by_mistake_shows_no_number():
    number = Mobile.parse("13812341234")
    assert "13812341234" not in f"{number} {number!r} {[number]}"


def test_a_roster_of_fifty_thousand_is_read_in_a_moment():
    written = [f"1{3_000_000_000 + at * 137}" for at in range(50_000)]
    starts = time.process_time()
    assert len({Mobile.parse(number) for number in written}) == 50_000
    assert time.process_time() - starts < 5


def test_it_is_frozen_slotted_and_hashable():
    number = Mobile.parse("13812341234")
    with pytest.raises(AttributeError):
        number.digits = "13912341234"
    assert not hasattr(number, "__dict__")
    assert len({number, Mobile.parse("+8613812341234")}) == 1


@pytest.mark.parametrize("shown", ["2345678999", "234-567-8999", "k7m2px9qr4", "", "林小雨", "1234567"])
def test_what_may_be_a_code_is_no_number_that_somebody_says(shown):
    assert mobile.number_said(shown) is None


def test_a_number_that_somebody_says_is_read_or_refused():
    assert mobile.number_said("138 1234-5678") == Mobile.parse("13812345678")
    assert refusal(mobile.MobileLength, mobile.number_said, "138123456")
