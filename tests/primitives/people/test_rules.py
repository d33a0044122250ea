"""What follows from roles, paths, dates and names."""

from datetime import date

import pytest

from gonghui.primitives.people.models import Document, Union
from gonghui.primitives.people.rules import (
    DOCUMENT_LENGTHS,
    RANKS,
    BadUnionCode,
    TreeTooDeep,
    ancestors,
    mask_name,
    mask_tail,
    name_to_compare,
    outermost,
    union_code,
    union_path,
    within,
)


def test_every_kind_of_union_has_a_rank_and_every_kind_of_document_a_length():
    assert set(RANKS) == set(Union.Kind.values)
    assert set(DOCUMENT_LENGTHS) == set(Document.Kind.values)


@pytest.mark.parametrize(
    ("text", "code"), [("sx", "SX"), (" TY-JY_1 ", "TY-JY_1"), ("0", "0"), ("A" * 20, "A" * 20), ("ｓｘ", "SX")]
)
def test_a_union_code_has_one_spelling(text, code):
    assert union_code(text) == code


@pytest.mark.parametrize("text", ["", " ", "A.B", "A%", "-A", "_A", "A" * 21, "太原", "A B", "A\n"[:2] + "B"])
def test_a_union_code_is_letters_and_digits(text):
    with pytest.raises(BadUnionCode):
        union_code(text)


def test_a_path_is_every_code_with_its_dot():
    assert union_path("", "SX") == "SX."
    assert union_path("SX.", "ty") == "SX.TY."
    with pytest.raises(TreeTooDeep):
        union_path("A" * 20 + "." + "B" * 215 + ".", "CC2")


def test_the_ancestors_of_a_path_begin_at_the_root_and_end_with_itself():
    assert ancestors("SX.TY.TY-JY.") == ["SX.", "SX.TY.", "SX.TY.TY-JY."]


def test_within_goes_by_whole_codes():
    assert within("SX.TY.", "SX.")
    assert within("SX.", "SX.")
    assert not within("SX.TY2.", "SX.TY.")
    assert not within("SX.", "SX.TY.")


def test_only_the_outermost_paths_are_kept():
    assert outermost(["SX.TY.A.", "SX.DT.", "SX.TY.", "SX.TY2.", "SX.DT."]) == ["SX.DT.", "SX.TY.", "SX.TY2."]
    assert outermost([]) == []


@pytest.mark.parametrize(
    ("name", "masked"),
    [("林小雨", "林**"), ("林雨", "林*"), ("林", "林"), ("", ""), ("阿卜杜拉·买买提", "阿***"), ("John", "J***")],
)
def test_a_masked_name_shows_its_first_character(name, masked):
    assert mask_name(name) == masked


def test_a_masked_number_shows_its_tail():
    assert mask_tail("1234", length=11) == "*******1234"
    assert mask_tail("123456", length=4) == "123456"


def test_dates_speak_in_their_own_sentence():
    from gonghui.primitives.people.rules import BadDates, check_start

    with pytest.raises(BadDates) as refusal:
        check_start(date(2026, 5, 21), last_end=None, today=date(2026, 5, 20))
    assert refusal.value.sentence() == "会籍日期 2026年5月21日 晚于今天"


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("林小雨", "林*雨"),
        ("陈平", "*平"),
        ("欧阳修文", "欧**文"),
        ("欧", "欧"),
        ("", ""),
        ("阿依古丽·买买提", "阿***提"),
    ],
)
def test_a_name_to_compare_shows_enough_to_be_said_and_no_more(name, masked):
    assert name_to_compare(name) == masked
