"""The month as it is planned: two thousand requests, over every channel, each of somebody else."""

from collections import Counter

import pytest

from gonghui.rehearsals.care import plan
from gonghui.rehearsals.care.plan import Fate
from gonghui.rehearsals.care.story import DESKS


def test_a_month_is_two_thousand_requests_of_all_kinds_over_every_channel():
    asked = plan.wishes(1)
    assert len(asked) == 2_000 == len({one.asker for one in asked})
    assert {one.kind for one in asked} == set(DESKS)
    assert {one.channel for one in asked} == {plan.API, plan.PAGE, plan.PHONE, plan.WINDOW, plan.SLIP}
    assert {one.day for one in asked} <= set(range(plan.DAYS))
    assert {one.fate for one in asked} == set(Fate)


@pytest.mark.parametrize("scale", [0.001, 0.05, 0.2, 1])
def test_at_every_scale_something_is_left_lying_in_every_kind_that_has_a_limit(scale):
    late = Counter(one.kind for one in plan.wishes(scale) if one.fate is Fate.LATE)
    assert set(late) == {"hotline", "legal", "aid", "call"}


def test_who_calls_takes_nothing_back_that_they_have_no_page_for():
    asked = [one for one in plan.wishes(1) if one.channel not in plan.OWN]
    assert asked
    assert not {one.fate for one in asked} & {Fate.WITHDRAWN, Fate.AGAIN}
    assert any(one.nameless for one in asked)


@pytest.mark.parametrize("scale", [0.05, 1])
def test_no_two_come_to_one_slot_of_a_clinic_but_one_who_waits_for_it_and_asks_later(scale):
    wishes = [one for one in plan.wishes(scale) if one.kind == "clinic"]
    slots = Counter(plan.clinic_wish(one.number)[1:] for one in wishes if one.fate is not Fate.WAITS)
    assert set(slots.values()) == {1}
    for one in wishes:
        if one.fate is Fate.WAITS:
            first = wishes[one.number - 1]
            assert first.fate is Fate.WITHDRAWN
            assert plan.clinic_wish(first.number)[1:] == plan.clinic_wish(one.number)[1:]
            assert first.day < one.day
