import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.kernel.isbn import (
    BadIsbn,
    IsbnCheck,
    IsbnLength,
    IsbnLetter,
    IsbnMissing,
    IsbnPrefix,
    check_of_ten,
    check_of_thirteen,
    parse_isbn,
)

nine = st.text("0123456789", min_size=9, max_size=9)


@pytest.mark.parametrize(
    ("text", "isbn"),
    [
        ("978-7-02-000220-7", "9787020002207"),
        ("ISBN 978-7-02-000220-7", "9787020002207"),
        ("ISBN-13: 9787020002207", "9787020002207"),
        ("９７８７０２０００２２０７", "9787020002207"),
        ("7-02-000220-X", "9787020002207"),
        ("702000220x", "9787020002207"),
        ("0-306-40615-2", "9780306406157"),
        ("979-10-90636-07-1", "9791090636071"),
    ],
)
def test_it_reads_every_usual_spelling(text, isbn):
    assert parse_isbn(text) == isbn


@pytest.mark.parametrize(
    ("text", "refusal", "facts"),
    [
        ("", IsbnMissing, {}),
        ("ISBN", IsbnMissing, {}),
        ("9787020002208", IsbnCheck, {"expected": "7", "found": "8"}),
        ("7020002201", IsbnCheck, {"expected": "X", "found": "1"}),
        ("978702000220X", IsbnLetter, {"character": "X"}),
        ("97870200022O7", IsbnLetter, {"character": "O"}),
        ("97870200022٠7", IsbnLetter, {"character": "٠"}),
        ("787020002207", IsbnLength, {"length": 12}),
        ("6901234567892", IsbnPrefix, {"prefix": "690"}),
    ],
)
def test_it_names_what_is_wrong(text, refusal, facts):
    with pytest.raises(refusal) as caught:
        parse_isbn(text)
    assert facts.items() <= caught.value.facts.items()


@given(nine)
def test_ten_digits_and_their_thirteen_are_one_number(digits):
    thirteen = "978" + digits
    assert parse_isbn(digits + check_of_ten(digits)) == parse_isbn(thirteen + check_of_thirteen(thirteen))


@given(nine, st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_never_passes(digits, at, by):
    good = digits + check_of_ten(digits)
    bad = good[:at] + str((int(good[at]) + by) % 10) + good[at + 1 :]
    with pytest.raises(IsbnCheck):
        parse_isbn(bad)


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_by_name(text):
    with contextlib.suppress(BadIsbn):
        assert len(parse_isbn(text)) == 13
