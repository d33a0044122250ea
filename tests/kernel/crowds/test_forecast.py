"""What many days have in common."""

from dataclasses import replace

import pytest

from gonghui.kernel.crowds import Habits, Hall, Slot, forecast, p95_with, percentile
from gonghui.kernel.crowds.forecast import days_for

HABITS = Habits(absent=0.1, early=15, late=20, stay=40, buys=0.6, scan_seconds=10, sale=4)
HALL = Hall(300, 2, 8)
SLOTS = [Slot(540.0 + 30 * n, 60) for n in range(6)]


@pytest.mark.parametrize(
    ("values", "percent", "value"),
    [([], 95, 0.0), ([7.0], 50, 7.0), ([1, 2, 3, 4], 50, 2), (range(1, 101), 95, 95), (range(1, 11), 95, 10)],
)
def test_a_percentile_is_the_value_so_many_do_not_exceed(values, percent, value):
    assert percentile(list(values), percent) == value


def test_the_same_seed_gives_the_same_forecast_and_another_another():
    assert forecast(SLOTS, HABITS, HALL, seed=7) == forecast(SLOTS, HABITS, HALL, seed=7)
    assert forecast(SLOTS, HABITS, HALL, seed=7) != forecast(SLOTS, HABITS, HALL, seed=8)


def test_figures_stand_in_order_and_count_everybody():
    seen = forecast(SLOTS, HABITS, HALL)
    assert seen.booked == 360
    assert seen.came.median == pytest.approx(324, abs=12)
    for figure in (seen.came, seen.p95, seen.median, seen.longest, seen.most_inside, seen.last_leaves):
        assert figure.low <= figure.median <= figure.high
    assert seen.median.median <= seen.p95.median <= seen.longest.median
    assert len(seen.days) == 20
    assert seen.kept(0) <= seen.kept(seen.p95.median) <= seen.kept(10_000) == 20
    assert seen.kept(seen.p95.median) >= 10


def test_the_moments_go_by_five_minutes_and_begin_and_end_with_an_empty_hall():
    moments = forecast(SLOTS, HABITS, HALL).moments
    assert [row.minute for row in moments] == list(range(int(moments[0].minute), int(moments[-1].minute) + 1, 5))
    assert 525 <= moments[0].minute <= 535
    assert (moments[0].inside.median, moments[-1].inside.median) == (0, 0)
    assert max(row.inside.high for row in moments) <= 300


def test_each_slot_has_its_own_waits():
    slots = [Slot(540.0, 30), Slot(700.0, 400), Slot(1000.0, 0)]
    small, big, empty = forecast(slots, HABITS, HALL).slots
    assert small.total.p95 < big.total.p95
    assert big.entry.median <= big.entry.p95 <= big.entry.longest
    assert big.total.longest >= max(big.entry.longest, big.till.longest)
    assert (empty.booked, empty.total.p95, empty.till.longest) == (0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("hall", "where"),
    [
        (Hall(300, 1, 99), "gate"),
        (Hall(60, 9, 99), "door"),
        (Hall(300, 9, 3), "till"),
        (Hall(999, 99, 99), None),
    ],
)
def test_the_narrow_place_is_where_the_slowest_wait(hall, where):
    habits = replace(HABITS, scan_seconds=30) if where == "gate" else HABITS
    assert forecast(SLOTS, habits, hall).blame.where == where


def test_one_more_where_it_is_narrow_shortens_the_wait_and_elsewhere_does_not():
    tight = Hall(300, 2, 3)
    now = forecast(SLOTS, HABITS, tight).p95.median
    steward, till = p95_with(SLOTS, HABITS, [Hall(300, 3, 3), Hall(300, 2, 4)])
    assert steward == pytest.approx(now, rel=0.05)
    assert till < 0.8 * now
    assert p95_with(SLOTS, HABITS, [tight]) == [now]


def test_nobody_booked_and_nobody_coming_are_a_quiet_day():
    nobody = forecast([], HABITS, HALL)
    assert (nobody.booked, nobody.p95.median, nobody.blame.where, nobody.moments) == (0, 0.0, None, [])
    absent = forecast([Slot(540.0, 3)], replace(HABITS, absent=1.0), HALL)
    assert (absent.came.median, absent.longest.median, absent.moments) == (0, 0.0, [])


def test_an_impossible_plan_is_drawn_for_a_day_and_no_longer():
    seen = forecast([Slot(540.0, 400)], replace(HABITS, scan_seconds=600), Hall(1, 1, 1), days=2)
    assert len(seen.moments) == 24 * 12 + 1
    assert seen.p95.median > 1000


def test_large_crowds_are_simulated_on_fewer_days():
    assert [days_for(people) for people in (0, 100, 3_000, 5_000, 20_000)] == [20, 20, 20, 12, 5]
