from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.kernel import window
from gonghui.kernel.window import Window

from .spoken import refusal

CHINA = timezone(timedelta(hours=8))
MOMENTS = st.integers(946_684_800, 4_102_444_800).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
WINDOWS = st.builds(
    lambda starts, seconds: Window(starts, starts + timedelta(seconds=seconds)), MOMENTS, st.integers(1, 10**6)
)


def at(hour, minute=0, day=7):
    return datetime(2026, 3, day, hour, minute, tzinfo=CHINA)


def test_it_refuses_to_end_before_it_starts_and_shows_both_in_china_time():
    said = refusal(window.BadWindow, Window, at(9), at(8, 30)).sentence()
    assert "2026-03-07 08:30" in said
    assert "2026-03-07 09:00" in said


def test_it_refuses_to_have_no_length():
    assert "没有长度" in refusal(window.WindowEmpty, Window, at(9), at(9)).sentence()


def test_the_same_moment_in_another_zone_has_no_length_either():
    refusal(window.WindowEmpty, Window, at(9), at(9).astimezone(UTC))


def test_a_time_without_a_zone_is_a_mistake_of_the_programme():
    with pytest.raises(ValueError, match="aware"):
        Window(datetime(2026, 3, 7, 9), datetime(2026, 3, 7, 10))  # noqa: DTZ001


def test_it_holds_its_start_and_not_its_end():
    morning = Window(at(9), at(12))
    assert morning.contains(at(9))
    assert morning.contains(at(11, 59))
    assert not morning.contains(at(12))
    assert not morning.contains(at(8, 59))


def test_neighbours_do_not_overlap():
    morning, noon = Window(at(9), at(10)), Window(at(10), at(11))
    assert not morning.overlaps(noon)
    assert not noon.overlaps(morning)
    assert Window(at(9), at(10)).overlaps(Window(at(9, 59), at(11)))


@given(WINDOWS, WINDOWS)
def test_overlap_is_mutual_and_means_a_common_moment(one, other):
    assert one.overlaps(other) == other.overlaps(one)
    assert one.overlaps(other) == (one.contains(other.starts) or other.contains(one.starts))


def test_a_day_is_split_into_whole_slots_and_the_rest_is_left_out():
    slots = Window(at(9), at(17, 30)).split(60)
    assert len(slots) == 8
    assert slots[0] == Window(at(9), at(10))
    assert slots[-1].ends == at(17)


@given(WINDOWS, st.integers(1, 500))
def test_slots_follow_each_other_inside_the_window(whole, minutes):
    if minutes > whole.minutes:
        refusal(window.StepTooLong, whole.split, minutes)
        return
    slots = whole.split(minutes)
    assert slots[0].starts == whole.starts
    assert all(one.ends == next_.starts for one, next_ in pairwise(slots))
    assert all(slot.minutes == minutes for slot in slots)
    assert timedelta(0) <= whole.ends - slots[-1].ends < timedelta(minutes=minutes)


@pytest.mark.parametrize("minutes", [0, -30])
def test_a_slot_lasts_at_least_a_minute(minutes):
    assert str(minutes) in refusal(window.StepTooShort, Window(at(9), at(10)).split, minutes).sentence()


def test_length_is_real_time_even_where_clocks_change():
    berlin = ZoneInfo("Europe/Berlin")
    night = Window(datetime(2026, 3, 29, 1, tzinfo=berlin), datetime(2026, 3, 29, 4, tzinfo=berlin))
    assert night.minutes == 120


def test_it_is_frozen_hashable_and_kept_in_utc():
    one = Window(at(9), at(10))
    assert one.starts.tzinfo is UTC
    assert len({one, Window(at(9).astimezone(UTC), at(10))}) == 1
    with pytest.raises(AttributeError):
        one.starts = at(8)


@pytest.mark.parametrize(("first", "last"), [(1, 2026), (2026, 9999), (1, 9999), (1899, 2026)])
def test_a_window_at_the_end_of_the_calendar_is_refused_before_anything_is_reckoned(first, last):
    zone = timezone(timedelta(hours=14))
    with pytest.raises(window.WindowOutOfAge):
        Window(datetime(first, 1, 1, tzinfo=zone), datetime(last, 12, 31, 23, 59, tzinfo=zone))
