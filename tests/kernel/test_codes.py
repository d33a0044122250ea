import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gonghui.kernel import codes
from gonghui.kernel.codes import ALPHABET, new_code, parse_code, shown

from .spoken import refusal, value_or_refusal

CODES = st.builds(new_code)
LENGTHS = st.integers(2, codes.LONGEST)


def test_the_alphabet_has_a_prime_number_of_letters_and_no_look_alikes():
    assert len(ALPHABET) == len(set(ALPHABET)) == 31
    assert not set(ALPHABET) & set("01ILO")


@given(LENGTHS)
def test_a_new_code_is_as_long_as_asked_and_reads_back(length):
    code = new_code(length)
    assert len(code) == length
    assert set(code) <= set(ALPHABET)
    assert parse_code(code, length=length) == code
    assert parse_code(shown(code), length=length) == code


@given(LENGTHS, st.data())
def test_one_wrong_letter_is_always_found(length, data):
    code = new_code(length)
    at = data.draw(st.integers(0, length - 1))
    wrong = data.draw(st.sampled_from(ALPHABET.replace(code[at], "")))
    refusal(codes.BadCode, parse_code, code[:at] + wrong + code[at + 1 :], length=length)


@given(LENGTHS, st.data())
def test_two_letters_exchanged_are_always_found_neighbours_or_not(length, data):
    code = new_code(length)
    one = data.draw(st.integers(0, length - 2))
    other = data.draw(st.integers(one + 1, length - 1))
    assume(code[one] != code[other])
    letters = list(code)
    letters[one], letters[other] = letters[other], letters[one]
    refusal(codes.BadCode, parse_code, "".join(letters), length=length)


def test_every_single_error_and_every_adjacent_exchange_of_one_code_is_found():
    code = parse_code(new_code())
    wrong = {code[:at] + letter + code[at + 1 :] for at in range(10) for letter in ALPHABET}
    wrong |= {code[:at] + code[at + 1] + code[at] + code[at + 2 :] for at in range(9)}
    for one in wrong - {code}:
        refusal(codes.BadCode, parse_code, one)


@given(CODES, st.sampled_from(["{}", " {} ", "{}\n", "\u200b{}"]), st.booleans(), st.booleans())
def test_it_reads_what_people_type(code, around, lower, wide):
    typed = shown(code).lower() if lower else shown(code)
    if wide:
        typed = "".join(chr(ord(letter) + 0xFEE0) for letter in typed)
    assert parse_code(around.format(typed)) == code


@pytest.mark.parametrize(
    ("typed", "expected", "word"),
    [
        ("", codes.CodeMissing, "没有输入"),
        (" - ", codes.CodeMissing, "没有输入"),
        ("K7M-2PX", codes.CodeLength, "6"),
        ("K7M2PX9QR4K", codes.CodeLength, "11"),
        ("K7M2PX9QRO", codes.CodeLetter, "O"),
        ("K7M2PX9QR1", codes.CodeLetter, "1"),
        ("K7M2PX9QR凭", codes.CodeLetter, "凭"),
        ("https://example.org/", codes.CodeLetter, ":"),
        ("K7M2PX9QRı", codes.CodeLetter, "I"),
    ],
)
def test_it_says_what_is_wrong_with_a_code(typed, expected, word):
    assert word in refusal(expected, parse_code, typed).sentence()


@pytest.mark.parametrize(
    ("code", "grouped"),
    [
        ("K7M2PX9QR4", "K7M-2PX-9QR4"),
        ("ABCDEFGHJKM", "ABC-DEFG-HJKM"),
        ("ABCDEFGHJ", "ABC-DEF-GHJ"),
        ("ABCDEFGH", "ABCD-EFGH"),
        ("ABCDEFG", "ABC-DEFG"),
        ("ABCDEF", "ABC-DEF"),
        ("ABCDE", "ABCDE"),
        ("", ""),
    ],
)
def test_it_is_shown_in_groups_that_can_be_read_aloud(code, grouped):
    assert shown(code) == grouped


@pytest.mark.parametrize("length", [1, 31])
def test_a_code_too_short_or_too_long_to_check_is_not_made(length):
    with pytest.raises(ValueError, match="2 to 30"):
        new_code(length)


def test_fifty_thousand_codes_are_made_in_a_moment_and_differ():
    starts = time.process_time()
    made = {new_code() for _ in range(50_000)}
    assert time.process_time() - starts < 5
    assert len(made) == 50_000


def test_every_letter_comes_at_every_place():
    seen = {(at, letter) for _ in range(3_000) for at, letter in enumerate(new_code())}
    assert len(seen) == 10 * 31


@given(st.text(st.characters(codec=None), max_size=20))
def test_any_text_is_a_code_or_a_spoken_refusal(typed):
    code = value_or_refusal(parse_code, typed)
    assert code is None or parse_code(code) == code
