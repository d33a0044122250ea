"""Who comes and when: the draws have the means they promise, and plans meet the same people."""

from dataclasses import replace
from statistics import fmean, pstdev

import pytest

from gonghui.kernel.crowds import Crowd, Habits, Slot
from gonghui.kernel.crowds.people import offset, seated

HABITS = Habits(absent=0.2, early=15, late=30, stay=40, buys=0.6, scan_seconds=12, sale=4)
ONE = [Slot(600.0, 40_000)]


@pytest.fixture(scope="module")
def came():
    return Crowd(HABITS, seed=1, day=0).visits(ONE, seated(ONE))


def test_shares_are_the_ones_asked_for(came):
    assert len(came) / 40_000 == pytest.approx(0.8, abs=0.01)
    assert sum(visit[3] >= 0 for visit in came) / len(came) == pytest.approx(0.6, abs=0.01)


def test_durations_have_the_mean_and_the_spread_asked_for(came):
    for column, mean in ((1, 0.2), (2, 40.0), (3, 4.0)):
        spent = [visit[column] for visit in came if visit[column] >= 0]
        assert fmean(spent) == pytest.approx(mean, rel=0.015)
        assert pstdev(spent) == pytest.approx(mean / 2, rel=0.03)


def test_people_come_around_the_start_most_of_them_at_it(came):
    offsets = [visit[0] - 600 for visit in came]
    assert -15 <= min(offsets) < -14
    assert 29 < max(offsets) <= 30
    assert fmean(offsets) == pytest.approx((30 - 15) / 3, abs=0.2)  # the mean of a triangle
    near, far = sum(-2 < at < 2 for at in offsets), sum(20 < at < 24 for at in offsets)
    assert near > 2.5 * far


@pytest.mark.parametrize(("early", "late"), [(0, 0), (10, 0), (0, 10), (5, 20)])
def test_nobody_comes_earlier_or_later_than_that(early, late):
    offsets = [offset(step / 1000, early, late) for step in range(1001)]
    assert offsets == sorted(offsets)
    assert (offsets[0], offsets[-1]) == pytest.approx((-early, late))


def test_a_bigger_plan_meets_the_same_people_and_some_more():
    small, big = ([Slot(540.0, n), Slot(570.0, n)] for n in (20, 21))
    crowd = Crowd(HABITS, seed=3, day=2)
    few = crowd.visits(small, seated(small))
    many = crowd.visits(big, seated(big))
    assert set(few) <= set(many)
    assert len(many) - len(few) <= 2
    assert crowd.visits(small, seated(small)) == few


def test_other_habits_throw_the_same_dice():
    slots = [Slot(540.0, 50)]
    slow = replace(HABITS, stay=80)
    one, other = (Crowd(habits, seed=1, day=1).visits(slots, seated(slots)) for habits in (HABITS, slow))
    assert [visit[2] * 2 for visit in one] == pytest.approx([visit[2] for visit in other])
    assert [visit[0] for visit in one] == [visit[0] for visit in other]


def test_a_seed_and_a_day_name_a_crowd():
    def drawn(seed, day):
        return Crowd(HABITS, seed=seed, day=day).visits(ONE[:1], list(range(1)))

    assert drawn(1, 1) == drawn(1, 1)
    assert len({tuple(drawn(seed, day)) for seed in (1, 2) for day in (1, 3, 4)}) > 3


def test_everybody_gets_a_seat_in_their_own_slot():
    assert seated([Slot(0, 2), Slot(30, 0), Slot(60, 3)]) == [0, 2, 0, 2, 2]
    assert seated([]) == []
