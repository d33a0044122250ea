"""Weekly hours: typed, kept, and turned into moments, with midnights, holidays and make-up days."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gonghui.kernel import hours
from gonghui.kernel.hours import HOLIDAY, Calendar, Span, Week, closes_at, open_at, opens_next, session_at
from gonghui.kernel.window import CHINA

from .spoken import refusal

OFFICE = Week.parse(dict.fromkeys(range(5), "8:30-12:00、14:30-18:00"))
NIGHT = Week.daily("20:00-6:00")
ALWAYS = Week.daily("24小时")
SPRING = Calendar({date(2026, 2, 17): HOLIDAY, date(2026, 2, 14): 0})  # a Tuesday off, a Saturday worked


def at(month, day, hour, minute=0, year=2026):
    return datetime(year, month, day, hour, minute, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("8:30-12:00,14:30-18:00", [(510, 720), (870, 1080)]),
        ("８：３０～１２：００；１４：３０—１８：００", [(510, 720), (870, 1080)]),
        ("08:30 至 12:00", [(510, 720)]),
        ("24小时", [(0, 1440)]),
        ("00:00-23:59", [(0, 1440)]),
        ("20:00-23:59", [(1200, 1440)]),
        ("0:00-24:00", [(0, 1440)]),
        ("20:00-次日6:00", [(1200, 1800)]),
        ("20:00-6:00", [(1200, 1800)]),
        ("18:00-0:00", [(1080, 1440)]),
        ("休息", []),
        ("", []),
    ],
)
def test_it_reads_hours_as_people_write_them(text, spans):
    assert [(span.opens, span.closes) for span in Week.parse({3: text}).on(3)] == spans


@pytest.mark.parametrize(
    "text", ["全年无休", "8.30-12", "8:30", "8:60-12:00", "25:00-26:00", "12:00-24:30", "8:30-12:00-14:00"]
)
def test_it_refuses_what_it_cannot_read(text):
    assert text[:10] in refusal(hours.HoursUnreadable, Week.parse, {0: text}).sentence()


def test_hours_of_no_length_are_refused():
    assert "周三" in refusal(hours.HoursEmpty, Week.parse, {2: "9:00-9:00"}).sentence()


def test_spans_that_overlap_are_refused_with_both_named():
    said = refusal(hours.HoursOverlap, Week.parse, {0: "8:00-12:00 11:30-18:00"}).sentence()
    assert "周一 8:00-12:00" in said
    assert "周一 11:30-18:00" in said


@pytest.mark.parametrize("days", [{0: "20:00-6:00", 1: "5:00-9:00"}, {6: "20:00-6:00", 0: "5:00-9:00"}])
def test_a_night_that_runs_into_the_next_morning_is_an_overlap_too(days):
    refusal(hours.HoursOverlap, Week.parse, days)


def test_spans_may_touch():
    week = Week.parse({0: "8:00-12:00 12:00-18:00", 1: "0:00-6:00"} | {6: "20:00-0:00"})
    assert open_at(week, at(11, 23, 12))  # a Monday
    assert closes_at(week, at(11, 23, 9)) == at(11, 23, 18)


def test_more_spans_than_a_door_can_show_are_refused():
    refusal(hours.TooManySpans, Week.parse, {0: " ".join(f"{h}:00-{h}:30" for h in range(8, 15))})


def test_a_span_of_a_whole_day_from_another_hour_than_midnight_says_the_next_day():
    assert Week.parse({0: "8:00-次日8:00"}).spans == (Span(0, 480, 1920),)
    refusal(hours.HoursUnreadable, Week.parse, {0: "8:00-次日9:00"})


@example(raw=[(0, 1, 1440)])
@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 1439), st.integers(1, 1440)), max_size=6))
def test_what_is_stored_comes_back(raw):
    try:
        week = Week(tuple(Span(day, opens, opens + length) for day, opens, length in raw))
    except hours.BadHours:
        return
    assert Week.stored(week.edges()) == week
    assert week.edges() == sorted(week.edges())
    assert Week.parse({day: week.text(day) for day in range(8)}) == week


def test_the_minute_of_opening_is_open_and_the_minute_of_closing_is_not():
    assert open_at(OFFICE, at(11, 23, 8, 30))
    assert not open_at(OFFICE, at(11, 23, 8, 29))
    assert not open_at(OFFICE, at(11, 23, 12))
    assert not open_at(OFFICE, at(11, 28, 10))  # a Saturday


def test_a_night_is_open_after_midnight_and_says_when_it_began():
    assert open_at(NIGHT, at(11, 24, 5, 59))
    assert session_at(NIGHT, at(11, 24, 2)).opens == at(11, 23, 20)
    assert closes_at(NIGHT, at(11, 23, 22)) == at(11, 24, 6)
    assert not open_at(NIGHT, at(11, 24, 6))


def test_round_the_clock_never_closes():
    assert session_at(ALWAYS, at(11, 23, 3)) == hours.Session(None, None)
    assert closes_at(ALWAYS, at(11, 23, 3)) is None
    assert opens_next(ALWAYS, at(11, 23, 3)) is None


def test_it_opens_next_after_the_pause_the_night_and_the_weekend():
    assert opens_next(OFFICE, at(11, 23, 13)) == at(11, 23, 14, 30)
    assert opens_next(OFFICE, at(11, 27, 19)) == at(11, 30, 8, 30)
    assert opens_next(Week(), at(11, 27, 19)) is None


def test_a_holiday_has_hours_of_its_own_or_none():
    assert not open_at(OFFICE, at(2, 17, 10), SPRING)
    with_holiday = Week((*OFFICE.spans, Span(HOLIDAY, 600, 720)))
    assert open_at(with_holiday, at(2, 17, 10), SPRING)
    assert not open_at(with_holiday, at(2, 17, 9), SPRING)
    assert opens_next(OFFICE, at(2, 16, 19), SPRING) == at(2, 18, 8, 30)


def test_a_make_up_saturday_is_open_as_the_weekday_it_is_worked_as():
    assert not open_at(OFFICE, at(2, 14, 10))
    assert open_at(OFFICE, at(2, 14, 10), SPRING)


def test_the_night_into_a_holiday_belongs_to_the_evening_before():
    weekdays = Week.parse(dict.fromkeys(range(7), "20:00-6:00"))
    assert open_at(weekdays, at(2, 17, 3), SPRING)
    assert not open_at(weekdays, at(2, 17, 21), SPRING)
    assert not open_at(weekdays, at(2, 18, 3), SPRING)


def test_the_29th_of_february_is_a_day_like_others():
    saturday_off = Calendar({date(2028, 2, 29): HOLIDAY})
    assert open_at(OFFICE, at(2, 29, 10, year=2028))  # a Tuesday
    assert closes_at(NIGHT, at(2, 29, 23, year=2028)) == at(3, 1, 6, year=2028)
    assert opens_next(OFFICE, at(2, 28, 19, year=2028), saturday_off) == at(3, 1, 8, 30, year=2028)


def test_a_zone_with_summer_time_keeps_its_clock_on_the_wall():
    from zoneinfo import ZoneInfo

    zone = ZoneInfo("Europe/Berlin")
    week = Week.daily("9:00-18:00")
    assert open_at(week, datetime(2026, 3, 29, 9, 0, tzinfo=zone), zone=zone)
    assert opens_next(week, datetime(2026, 3, 28, 20, 0, tzinfo=zone), zone=zone) == datetime(
        2026, 3, 29, 9, tzinfo=zone
    )


@given(st.integers(0, 60 * 24 * 400), st.sampled_from([OFFICE, NIGHT, ALWAYS]))
def test_open_and_session_say_the_same(minutes, week):
    moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    session = session_at(week, moment, SPRING)
    assert open_at(week, moment, SPRING) == (session is not None)
    if session and session.closes:
        assert not open_at(week, session.closes, SPRING)
        assert open_at(week, session.closes - timedelta(minutes=1), SPRING)
