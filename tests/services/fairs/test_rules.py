"""What follows from a fair's terms, by tables of cases."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.kernel.money import Fen
from gonghui.kernel.percent import Percent
from gonghui.kernel.window import Window
from gonghui.services.fairs import refusals, rules

DAY = date(2026, 5, 20)
PROVINCE = rules.Terms("山西省总工会", "SX.", None)


def belonging(path="SX.TY.A.", since=date(2020, 1, 1)):
    return rules.Belonging("太原一厂工会", path, since)


def at(hour, minute=0):
    return datetime(2026, 5, 20, hour, minute, tzinfo=UTC)


def test_a_member_below_the_fairs_union_may_take_part():
    assert rules.qualifies(belonging(), PROVINCE) is None


@pytest.mark.parametrize(
    ("mine", "terms", "refusal"),
    [
        (None, PROVINCE, refusals.NotAMember),
        (belonging(path="SN.XA."), PROVINCE, refusals.OtherUnion),
        (belonging(path="SXB.TY."), PROVINCE, refusals.OtherUnion),  # a code that merely begins alike
        (
            belonging(since=date(2024, 1, 2)),
            rules.Terms("山西省总工会", "SX.", date(2024, 1, 1)),
            refusals.JoinedTooLate,
        ),
    ],
)
def test_everyone_else_is_told_the_first_condition_they_miss(mine, terms, refusal):
    found = rules.qualifies(mine, terms)
    assert type(found) is refusal
    assert found.rule


def test_joining_on_the_very_day_counts():
    terms = rules.Terms("山西省总工会", "SX.", date(2024, 1, 1))
    assert rules.qualifies(belonging(since=date(2024, 1, 1)), terms) is None


def test_the_pages_own_example_of_a_fridge_comes_out_to_the_fen():
    # List price over 10,000, ex-factory price 8,000, 30 % off: the worker pays 5,600.
    shared = rules.split(Fen.from_yuan("8000"), Percent(3000))
    assert (shared.pays, shared.subsidy) == (Fen.from_yuan("5600"), Fen.from_yuan("2400"))


@given(st.integers(min_value=1, max_value=10**9), st.integers(min_value=500, max_value=3000))
def test_the_two_parts_always_sum_to_the_price_and_the_pool_never_pays_a_fen_more_than_its_rate(price, rate):
    shared = rules.split(Fen(price), Percent(rate))
    assert shared.subsidy + shared.pays == price
    assert shared.subsidy * 10_000 <= price * rate < (shared.subsidy + Fen(1)) * 10_000


@pytest.mark.parametrize("rate", [500, 1250, 3000])
def test_rates_at_and_between_the_bounds_are_taken(rate):
    assert rules.check_rate(Percent(rate), Percent(500), Percent(3000), "协议") == Percent(rate)


@pytest.mark.parametrize("rate", [499, 3001, 3100])
def test_a_rate_outside_the_agreement_is_refused_and_the_agreement_named(rate):
    with pytest.raises(refusals.RateOutOfRange) as refused:
        rules.check_rate(Percent(rate), Percent(500), Percent(3000), "2023年协议第4条")
    assert refused.value.facts["source"] == "2023年协议第4条"


def test_sessions_fill_the_opening_hours_and_leave_out_the_pause():
    planned = rules.plan_sessions([DAY], time(9), time(17), 120, UTC, [(time(12), time(13))])
    assert [(w.starts.hour, w.ends.hour) for w in planned] == [(9, 11), (13, 15), (15, 17)]


@pytest.mark.parametrize(("opens", "closes", "minutes"), [(9, 10, 90), (17, 9, 60), (9, 17, 0), (9, 17, -30)])
def test_hours_that_hold_no_session_are_refused(opens, closes, minutes):
    with pytest.raises(refusals.NothingFits):
        rules.plan_sessions([DAY], time(opens), time(closes), minutes, UTC)


def test_sessions_that_touch_do_not_overlap_but_a_minute_more_does():
    old = [Window(at(9), at(11))]
    assert rules.first_overlap([Window(at(11), at(12))], old) is None
    assert rules.first_overlap([Window(at(10, 59), at(12))], old) == (Window(at(10, 59), at(12)), old[0])


def test_new_sessions_are_held_against_one_another_too():
    assert rules.first_overlap([Window(at(9), at(11)), Window(at(10), at(12))], []) is not None


def test_the_gate_opens_early_and_closes_late_by_the_fairs_minutes():
    gate = rules.gate_opens(Window(at(9), at(10)), 15, 60)
    assert not gate.contains(at(8, 44))
    assert gate.contains(at(8, 45))
    assert gate.contains(at(10, 59))
    assert not gate.contains(at(11))


def test_a_sale_may_be_cancelled_up_to_the_last_second_of_its_days():
    sold = at(9)
    assert rules.may_cancel_sale(sold, sold + timedelta(days=7), 7)
    assert not rules.may_cancel_sale(sold, sold + timedelta(days=7, seconds=1), 7)


def test_what_is_missing_for_publication_is_named_in_order():
    assert rules.missing_for_publication(venues=1, sessions=0, stalls=1, offers=0) == ["时段", "补贴商品"]
    assert rules.missing_for_publication(venues=1, sessions=1, stalls=1, offers=1) == []
