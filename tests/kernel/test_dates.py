"""How a sentence says when."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from gonghui.kernel import dates

CHINA = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 6, 1, 4, 5, tzinfo=UTC)


def test_a_day_is_said_without_leading_zeros():
    assert dates.day(date(2026, 6, 1)) == "2026年6月1日"


def test_a_moment_is_said_in_the_zone_of_its_readers():
    assert dates.moment(NOON, CHINA) == "6月1日 12:05"
    assert dates.moment(NOON, UTC) == "6月1日 04:05"
    assert dates.moment(datetime(2025, 12, 31, 16, tzinfo=UTC), CHINA, year=True) == "2026年1月1日 00:00"


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        (datetime(2026, 6, 1, 5, 30, tzinfo=UTC), "6月1日 12:05-13:30"),
        (datetime(2026, 6, 1, 16, 0, tzinfo=UTC), "6月1日 12:05-6月2日 00:00"),
    ],
)
def test_a_stretch_names_its_day_once_unless_it_runs_over_midnight(ends, said):
    assert dates.span(NOON, ends, CHINA) == said


def test_scripts_count_milliseconds():
    assert dates.milliseconds(datetime(1970, 1, 1, 0, 0, 1, 500_000, tzinfo=UTC)) == 1500


@pytest.mark.parametrize(
    "text", ["0001-01-01", "9999-12-31", "1899-12-31", "2200-01-01", "2026-02-30", "", "昨天", "²" * 10]
)
def test_a_day_of_no_age_of_ours_is_none(text):
    assert dates.read_day(text) is None
    assert dates.read_moment(f"{text}T00:00+08:00") is None


def test_a_day_and_a_moment_are_read_as_they_are_written():
    assert dates.read_day("2026-05-20T10:00") == date(2026, 5, 20)
    moment = dates.read_moment("2026-05-20T10:00+08:00")
    assert moment == datetime(2026, 5, 20, 2, tzinfo=UTC)
    assert dates.read_day("1900-01-01") == date(1900, 1, 1)
    assert dates.read_day("2199-12-31") == date(2199, 12, 31)
