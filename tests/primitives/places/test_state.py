"""Truly open: what is shown of a place, and how sure that is."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.db import connection

from gonghui.kernel.hours import Week
from gonghui.kernel.window import Window
from gonghui.primitives.places import actions as places
from gonghui.primitives.places import refusals, rules
from gonghui.primitives.places.holidays import packaged
from gonghui.primitives.places.models import CalendarDay, Premises, Sign
from gonghui.primitives.places.rules import Why
from gonghui.primitives.places.standing import state_of, states_of

from .conftest import MONDAY, at

pytestmark = pytest.mark.django_db


def shown(premises, now):
    """The state, and what the database alone would say."""
    fresh = Premises.objects.get(pk=premises.pk)
    state = state_of(fresh, now)
    assert Premises.objects.open_at(now).filter(pk=premises.pk).exists() == state.open
    return state


def test_by_its_hours_it_should_be_open_and_nobody_has_confirmed_it(station):
    state = shown(station, MONDAY)
    assert (state.open, state.why, state.confidence) == (True, Why.EXPECTED, "expected")
    assert state.says == "按时间应当开着，今天还没有人确认"
    assert state.until == at(23, 18)


def test_a_tap_of_the_host_confirms_it_and_its_age_is_told(station, by):
    places.confirm_open(station, way="tap", by=by, now=MONDAY - timedelta(minutes=20))
    state = shown(station, MONDAY)
    assert (state.why, state.confidence, state.says) == (Why.CONFIRMED, "sure", "20分钟前由场所人员确认开着")


def test_a_tap_shortly_before_the_hour_counts_and_one_of_yesterday_does_not(station, by):
    places.confirm_open(station, way="tap", by=by, now=at(23, 8, 10))
    assert shown(station, at(23, 11)).why is Why.CONFIRMED
    assert shown(station, at(24, 9)).why is Why.EXPECTED


@pytest.mark.parametrize(("way", "minutes"), [("heartbeat", 30), ("door", 240), ("visit", 240)])
def test_a_sign_grows_old(station, by, way, minutes):
    places.confirm_open(station, way=way, by=by, now=MONDAY)
    assert shown(station, MONDAY + timedelta(minutes=minutes)).why is Why.CONFIRMED
    assert shown(station, MONDAY + timedelta(minutes=minutes + 1)).why is Why.EXPECTED


def test_a_sign_beyond_the_hours_keeps_it_open_for_an_hour(station, by):
    places.confirm_open(station, way="tap", by=by, now=at(23, 19))
    state = shown(station, at(23, 19, 30))
    assert (state.open, state.why, state.until) == (True, Why.CONFIRMED, at(23, 20))
    assert not shown(station, at(23, 20)).open


def test_told_shut_within_its_hours_it_is_shut_until_they_end(station, by):
    places.tell_shut(station, way="tap", by=by, now=MONDAY)
    state = shown(station, MONDAY)
    assert (state.open, state.why) == (False, Why.SHUT)
    assert "明天 8:30开门" in state.says
    assert shown(station, at(24, 9)).why is Why.EXPECTED
    places.confirm_open(station, way="tap", by=by, now=at(23, 11))
    assert shown(station, at(23, 11)).why is Why.CONFIRMED


def test_round_the_clock_it_can_be_told_shut_too(opened, by):
    always = opened(hours=Week.daily("24小时"))
    places.tell_shut(always, way="door", by=by, now=MONDAY)
    assert shown(always, MONDAY).why is Why.SHUT
    assert "今天 22:00开门" in shown(always, MONDAY).says
    assert shown(always, MONDAY + timedelta(hours=12)).why is Why.EXPECTED


def test_told_shut_where_one_opening_lasts_for_days_it_is_shut_for_half_a_day(opened, by):
    working_days = opened(hours=Week.daily("00:00-23:59", days=range(5)))
    places.tell_shut(working_days, way="tap", by=by, now=MONDAY)
    assert "今天 22:00开门" in shown(working_days, MONDAY).says
    assert shown(working_days, at(23, 22)).open
    places.tell_shut(working_days, way="tap", by=by, now=at(27, 20))  # on Friday, four hours before they end
    assert "11月30日 00:00开门" in shown(working_days, at(27, 20)).says


def test_a_place_from_midnight_to_a_minute_before_it_is_never_shut(opened):
    always = opened(hours=Week.daily("00:00-23:59"))
    assert always.hours.text(0) == "24小时"
    assert shown(always, at(23, 23, 59)).open


def test_what_was_stored_until_a_minute_before_midnight_lasts_until_it(station):
    moved = import_module("gonghui.primitives.places.migrations.0006_end_of_the_day")
    Premises.objects.update(week=[480, 1439, 2880 + 1439, 2880 + 1800])
    with connection.cursor() as cursor:
        cursor.execute(moved.EDGES.format(table="places_premises"))
    station.refresh_from_db()
    assert [station.hours.text(day) for day in (0, 1)] == ["8:00-24:00", "23:59-次日6:00"]


def test_outside_its_hours_it_says_when_it_opens(station):
    assert shown(station, at(23, 7)).says == "现在不开放，今天 8:30开门"
    assert shown(station, at(23, 18)).says == "现在不开放，明天 8:30开门"
    assert not shown(station, at(23, 18)).open


def test_a_closure_goes_before_the_hours_and_before_any_sign(station, by):
    places.confirm_open(station, way="tap", by=by, now=at(23, 9))
    closure = places.close_for(station, Window(at(23, 9, 30), at(25, 12)), reason="停电检修", by=by, now=at(23, 9))
    state = shown(station, MONDAY)
    assert (state.why, state.says) == (Why.CLOSURE, "临时关闭到11月25日 12:00：停电检修")
    with pytest.raises(refusals.ClosedForNow):
        places.confirm_open(station, way="tap", by=by, now=MONDAY)
    places.end_closure(closure, by=by, now=MONDAY)
    assert shown(station, MONDAY).open


def test_a_closed_room_closes_no_premises(station, by):
    room = places.add_room(station, kind="meeting", name="会议室", by=by, now=at(23, 8))
    places.close_for(room, Window(at(23, 9), at(25, 12)), reason="装修", by=by, now=at(23, 9))
    assert shown(station, MONDAY).open


def test_a_closure_that_has_not_begun_is_taken_back_whole(station, by):
    closure = places.close_for(station, Window(at(25, 9), at(25, 12)), reason="消杀", by=by, now=MONDAY)
    places.end_closure(closure, by=by, now=MONDAY)
    assert not station.closures.exists()


def test_before_its_first_day_it_is_not_open(opened):
    later = opened(opened_on=date(2026, 12, 1))
    state = shown(later, MONDAY)
    assert (state.why, state.says) == (Why.NOT_YET, "2026年12月1日启用")


def test_what_was_given_up_is_never_open(station, by):
    places.close_premises(station, reason="搬迁", by=by, now=MONDAY)
    assert state_of(station, MONDAY).why is Why.GIVEN_UP
    with pytest.raises(refusals.GivenUp):
        places.confirm_open(station, way="tap", by=by, now=MONDAY)


def test_an_unknown_way_is_refused(station, by):
    with pytest.raises(refusals.UnknownWay):
        places.confirm_open(station, way="rumour", by=by, now=MONDAY)


def test_a_device_that_beats_every_minute_leaves_one_row_an_hour(station, by):
    for minute in range(0, 120, 5):
        places.confirm_open(station, way="heartbeat", by=by, now=MONDAY + timedelta(minutes=minute))
    assert Sign.objects.count() <= 2
    assert shown(station, MONDAY + timedelta(minutes=120)).why is Why.CONFIRMED


class TestTheCalendar:
    @pytest.fixture(autouse=True)
    def calendar(self, by):
        CalendarDay.objects.all().delete()
        places.load_calendar(by=by, now=MONDAY)

    @pytest.fixture
    def bank(self, opened):
        return opened("建行网点", hours=Week.parse(dict.fromkeys(range(5), "9:00-17:00") | {7: "10:00-12:00"}))

    def test_on_a_holiday_its_holiday_hours_count(self, bank):
        assert shown(bank, at(1, 11, month=10)).open
        assert not shown(bank, at(1, 13, month=10)).open
        assert not shown(bank, at(3, 18, month=10)).open

    def test_on_a_make_up_saturday_it_is_open_as_on_a_weekday(self, bank):
        assert shown(bank, at(10, 10, month=10)).open  # worked instead
        assert not shown(bank, at(17, 10, month=10)).open  # any other Saturday

    def test_who_keeps_no_holidays_is_open_as_every_week(self, bank, by):
        places.set_hours(bank, bank.hours, by_calendar=False, by=by, now=MONDAY)
        assert shown(bank, at(1, 16, month=10)).open  # a Thursday
        assert not shown(bank, at(10, 10, month=10)).open

    def test_the_packaged_year_is_the_one_of_the_paper(self):
        days = {day.day: day for day in packaged()}
        assert len(days) == 39
        assert sum(day.as_weekday is None for day in days.values()) == 33
        assert all("2026" in day.source for day in days.values())
        assert all(
            days[date(2026, *on)].as_weekday == 0 for on in [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)]
        )
        # A worked day is a weekend day, and no holiday is a working weekend.
        assert all(day.day.weekday() > 4 for day in days.values() if day.as_weekday is not None)

    def test_a_day_may_be_changed_and_loading_again_does_not_change_it_back(self, by):
        places.set_calendar_day(date(2026, 10, 10), name="调休", as_weekday=4, source="市里通知", by=by, now=MONDAY)
        assert places.load_calendar(by=by, now=MONDAY) == 0
        assert CalendarDay.objects.get(pk=date(2026, 10, 10)).as_weekday == 4

    def test_a_day_may_be_taken_out(self, bank, by):
        day = CalendarDay.objects.get(pk=date(2026, 10, 1))
        assert places.remove_calendar_day(day, by=by, now=MONDAY)
        assert not places.remove_calendar_day(day, by=by, now=MONDAY)
        assert shown(bank, at(1, 16, month=10)).open

    def test_a_day_like_none_is_refused(self, by):
        with pytest.raises(refusals.BadCalendarDay):
            places.set_calendar_day(date(2026, 10, 10), name="调休", as_weekday=9, source="通知", by=by, now=MONDAY)
        with pytest.raises(refusals.PlaceMissing):
            places.set_calendar_day(date(2026, 10, 10), name="调休", as_weekday=1, source=" ", by=by, now=MONDAY)


def test_a_whole_list_takes_the_same_queries_as_one(opened, by, django_assert_num_queries):
    many = [opened(f"驿站{number}") for number in range(12)]
    for premises in many[:6]:
        places.confirm_open(premises, way="tap", by=by, now=MONDAY)
    for listed in (many[:1], many):
        loaded = list(Premises.objects.filter(pk__in=[one.pk for one in listed]))
        with django_assert_num_queries(4):
            states_of(loaded, MONDAY)
    with django_assert_num_queries(0):
        assert states_of([], MONDAY) == {}


def test_the_table_of_ways_is_whole():
    assert set(rules.FRESH) == set(rules.BEYOND_HOURS) == set(Sign.Way.values)
