import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gonghui.kernel import credit_code
from gonghui.kernel.credit_code import ALPHABET, CreditCode

from .spoken import refusal, value_or_refusal

WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)  # as GB 32100 prints them


def with_check(body):
    total = sum(weight * ALPHABET.index(letter) for weight, letter in zip(WEIGHTS, body, strict=True))
    return body + ALPHABET[(31 - total % 31) % 31]


CODES = st.builds(
    lambda department, kind, division, body: with_check(department + kind + division + body),
    st.sampled_from("123456789ANY"),
    st.sampled_from(ALPHABET),
    st.text("0123456789", min_size=6, max_size=6),
    st.text(ALPHABET, min_size=9, max_size=9),
)


def test_the_alphabet_is_the_standards():
    assert len(ALPHABET) == 31
    assert not set(ALPHABET) & set("IOSVZ")


@pytest.mark.parametrize(
    "written",
    [
        "91110000600037341L",
        "91110000600037341l",
        " 91110000 60003734 1L ",
        "91110000-600037341-L",
        "９１１１００００６０００３７３４１Ｌ",
    ],
)
def test_a_code_is_one_code_however_it_is_written(written):
    assert CreditCode.parse(written).number == str(CreditCode.parse(written)) == "91110000600037341L"


def test_it_knows_a_union():
    assert CreditCode.parse("81450100MC0123456N").is_union
    assert not CreditCode.parse("91110000600037341L").is_union


def test_a_code_whose_only_letter_is_an_e_is_not_taken_for_a_number():
    number = with_check("9111000060003E341")
    assert CreditCode.parse(number).number == number


@given(CODES)
def test_every_code_made_by_the_standard_passes(number):
    assert CreditCode.parse(number) == CreditCode(number)


@given(CODES, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_found(number, at, wrong):
    assume(number[at] != wrong)
    with pytest.raises(credit_code.BadCreditCode):
        CreditCode.parse(number[:at] + wrong + number[at + 1 :])


@given(CODES, st.integers(0, 16))
def test_two_neighbours_exchanged_are_always_found(number, at):
    assume(number[at] != number[at + 1])
    with pytest.raises(credit_code.BadCreditCode):
        CreditCode.parse(number[:at] + number[at + 1] + number[at] + number[at + 2 :])


@pytest.mark.parametrize(
    ("written", "expected", "word"),
    [
        ("", credit_code.CreditCodeMissing, "没有填写"),
        ("9.11E+17", credit_code.CreditCodeScientific, "9.11E+17"),
        ("911100006000373410.0", credit_code.CreditCodeScientific, "丢失"),
        ("110000600037341", credit_code.CreditCodeOld, "旧的"),
        ("60003734-1", credit_code.CreditCodeOld, "旧的"),
        ("91110000600037341", credit_code.CreditCodeLength, "17"),
        ("91110000600037341LL", credit_code.CreditCodeLength, "19"),
        ("9111000060003734IL", credit_code.CreditCodeLetter, "第 17 位不能是“I”"),
        ("91110O00600037341L", credit_code.CreditCodeLetter, "第 6 位不能是“O”"),
        ("9111000A600037341L", credit_code.CreditCodeLetter, "第 8 位不能是“A”"),
        ("太原市总工会太原市总工会太原市总工会", credit_code.CreditCodeLetter, "第 1 位不能是“太”"),
        ("٩1110000600037341L", credit_code.CreditCodeLetter, "第 1 位"),
        ("B1110000600037341L", credit_code.CreditCodeDepartment, "“B”"),
        ("911100006000373410", credit_code.CreditCodeCheck, "校验位"),
        ("91110000600037314L", credit_code.CreditCodeCheck, "校验位"),
    ],
)
def test_it_says_what_is_wrong_with_a_code(written, expected, word):
    assert word in refusal(expected, CreditCode.parse, written).sentence()


@given(st.text(st.characters(codec=None), max_size=20))
def test_any_text_is_a_code_or_a_spoken_refusal(written):
    code = value_or_refusal(CreditCode.parse, written)
    assert code is None or CreditCode.parse(code.number) == code


def test_no_other_way_makes_a_wrong_one_and_it_is_frozen():
    refusal(credit_code.CreditCodeLetter, CreditCode, "91110000600037341l")
    code = CreditCode("91110000600037341L")
    with pytest.raises(AttributeError):
        code.number = ""
    assert hash(code) == hash(CreditCode.parse("91110000600037341l"))
