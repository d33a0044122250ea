"""What follows from an outcome, as a table."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.primitives.notices import rules
from gonghui.primitives.notices.outcomes import Held, Limited, NeverWill, TryLater, Unlisted, Unsure

from .conftest import NOW


@pytest.mark.parametrize(
    ("outcome", "attempts", "state"),
    [
        ("id-1", 1, "sent"),
        (TryLater("x"), 1, "due"),
        (TryLater("x"), 5, "due"),
        (TryLater("x"), 6, "held"),
        (TryLater("x"), 9, "held"),
        (Held("x"), 1, "held"),
        (Limited("x", until=NOW), 99, "due"),
        (NeverWill("x"), 1, "failed"),
        (NeverWill("x", permanent=True), 1, "failed"),
        (Unsure("x"), 6, "sending"),
    ],
)
def test_an_outcome_says_where_the_delivery_stands(outcome, attempts, state):
    assert rules.result_of(outcome, attempts=attempts, now=NOW, luck=0.5).state == state


def test_six_attempts_take_about_an_hour():
    assert sum(rules.WAITS, timedelta()) == timedelta(hours=1, seconds=15)


@given(st.integers(1, 5), st.floats(0, 1, exclude_max=True))
def test_a_wait_never_strays_more_than_a_fifth(attempts, luck):
    wait, middle = rules.wait_after(attempts, luck=luck), rules.WAITS[attempts - 1]
    assert middle * 0.79 < wait < middle * 1.21


@pytest.mark.parametrize(
    ("answer", "hours", "state"),
    [
        (True, 0, "sent"),
        (True, 99, "sent"),
        (False, 0, "due"),
        (None, 0, "unsure"),
        (TryLater("x"), 1, "sending"),
        (Unsure("x"), 23, "sending"),
        (TryLater("x"), 25, "unsure"),
    ],
)
def test_an_answer_about_a_lost_message_says_what_now(answer, hours, state):
    now = NOW + timedelta(hours=hours)
    assert rules.result_of_asking(answer, due_at=NOW, now=now).state == state


@pytest.mark.parametrize(
    ("error", "attempts", "state"),
    [("Timeout", 1, "due"), ("Timeout", 6, "held"), (Unlisted("isp.NEW_WORD").reason, 1, "failed")],
)
def test_what_the_provider_has_not_on_record_is_sent_again_but_not_for_ever(error, attempts, state):
    assert rules.result_of_asking(False, due_at=NOW, now=NOW, attempts=attempts, error=error).state == state


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("太原市总工会惠民补贴专场", None),
        ("长" * 35, None),
        ("长" * 36, rules.LongForMessage),
        ("专场 www.example.com", rules.LinkInMessage),
    ],
)
def test_a_name_that_goes_into_messages_is_checked_before_it_does(name, refusal):
    if refusal is None:
        rules.check_field(name)
    else:
        with pytest.raises(refusal):
            rules.check_field(name)


@pytest.mark.parametrize(("minutes", "late"), [(4, False), (5, True), (6, True)])
def test_a_code_is_useless_from_its_moment_on(minutes, late):
    ends = NOW + timedelta(minutes=5)
    assert rules.too_late(ends, now=NOW + timedelta(minutes=minutes)) is late
    assert rules.too_late(None, now=NOW) is False


def test_who_waited_for_the_end_of_a_minute_does_not_wait_ten_more():
    minute = rules.result_of(Limited("x", until=NOW + timedelta(minutes=1)), attempts=1, now=NOW, luck=0.999)
    assert minute.due_at < NOW + timedelta(minutes=2)
    day = rules.result_of(Limited("x", until=NOW + timedelta(hours=9)), attempts=1, now=NOW, luck=0.5)
    assert day.due_at == NOW + timedelta(hours=9) + rules.LIMIT_SPREAD / 2


@pytest.mark.parametrize(
    ("code", "told"),
    [("isv.DAY_LIMIT_CONTROL", True), ("isv.MONTH_LIMIT_CONTROL", True), ("isv.BUSINESS_LIMIT_CONTROL", False)],
)
def test_an_operator_hears_when_the_house_is_sent_no_more_and_not_of_one_numbers_limit(code, told):
    assert rules.result_of(Limited(code, until=NOW), attempts=1, now=NOW, luck=0).alarming is told
