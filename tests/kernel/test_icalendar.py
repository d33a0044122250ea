"""Calendars that other programs read: folded, escaped, in UTC."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from gonghui.kernel.icalendar import Event, calendar, escaped, folded, stamp
from gonghui.kernel.window import CHINA

NOON = datetime(2026, 6, 1, 12, tzinfo=CHINA)
TEA = Event(
    uid="b1@gonghui", starts=NOON, ends=NOON + timedelta(hours=1), title="茶室；品茶, 3 人", changed=NOON, where="二楼"
)


def lines(event):
    """The unfolded lines of a calendar with one event."""
    return calendar("我的预订", [event]).replace("\r\n ", "").split("\r\n")


def test_an_event_says_when_in_utc_and_what():
    said = lines(TEA)
    for line in ("DTSTART:20260601T040000Z", "DTEND:20260601T050000Z", "UID:b1@gonghui", "STATUS:CONFIRMED"):
        assert line in said
    assert "SUMMARY:茶室；品茶\\, 3 人" in said
    assert "LOCATION:二楼" in said
    assert said[0] == "BEGIN:VCALENDAR"
    assert said[-2:] == ["END:VCALENDAR", ""]


def test_text_is_escaped():
    assert escaped("a;b,c\\d\r\ne") == "a\\;b\\,c\\\\d\\ne"


def test_no_line_is_longer_than_75_octets_and_no_character_is_broken():
    long = "SUMMARY:" + "会客厅" * 40 + "x" * 80
    text = folded(long)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.replace("\r\n ", "").rstrip("\r\n") == long


def test_what_is_cancelled_or_not_confirmed_says_so():
    assert "STATUS:CANCELLED" in lines(replace(TEA, cancelled=True, remind=30))
    assert "STATUS:TENTATIVE" in lines(replace(TEA, unsure=True))


def test_a_reminder_rings_before_it_unless_it_is_cancelled():
    assert "TRIGGER:-PT30M" in lines(replace(TEA, remind=30))
    assert not any("TRIGGER" in line for line in lines(replace(TEA, remind=30, cancelled=True)))


def test_a_naive_moment_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="aware"):
        stamp(datetime(2026, 6, 1))  # noqa: DTZ001
    assert stamp(datetime(2026, 6, 1, tzinfo=UTC)) == "20260601T000000Z"


@pytest.mark.parametrize("minutes", [0, -15])
def test_what_lasted_no_time_has_no_end_and_rings_nobody(minutes):
    said = lines(replace(TEA, ends=NOON + timedelta(minutes=minutes), remind=60))
    assert "DTSTART:20260601T040000Z" in said
    assert not any(line.startswith(("DTEND", "BEGIN:VALARM")) for line in said)
