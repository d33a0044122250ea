"""Quarter hours: where a moment falls, which ones a window touches."""

from datetime import UTC, datetime, timedelta

import pytest

from gonghui.kernel.quarters import QUARTER, quarter_after, quarter_of, quarters, whole
from gonghui.kernel.window import Window

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(("minutes", "before", "after"), [(0, 0, 0), (1, 0, 15), (14, 0, 15), (15, 15, 15)])
def test_a_moment_lies_between_two_quarters(minutes, before, after):
    moment = NOON + minutes * MINUTE
    assert quarter_of(moment) == NOON + before * MINUTE
    assert quarter_after(moment) == NOON + after * MINUTE


def test_a_window_touches_every_quarter_it_has_a_moment_of():
    assert quarters(Window(NOON, NOON + 30 * MINUTE)) == [NOON, NOON + QUARTER]
    assert quarters(Window(NOON + 14 * MINUTE, NOON + 16 * MINUTE)) == [NOON, NOON + QUARTER]


def test_whole_windows_start_and_end_on_a_quarter():
    assert whole(Window(NOON, NOON + 45 * MINUTE))
    assert not whole(Window(NOON, NOON + 40 * MINUTE))
    assert not whole(Window(NOON + MINUTE, NOON + 45 * MINUTE))
