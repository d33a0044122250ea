"""When premises and their rooms are open during all of a window, and what shuts them."""

from datetime import date, datetime, time, timedelta

import pytest

from gonghui.kernel.geo import Point
from gonghui.kernel.hours import Week
from gonghui.kernel.window import Window
from gonghui.primitives.places import actions as places
from gonghui.primitives.places.openings import open_during
from tests.cast import SHANGHAI

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 21)  # a Thursday, the day after `now`


def window(starts, ends):
    """Hours of the day; 26 is two in the night after it."""
    midnight = datetime.combine(DAY, time(0), SHANGHAI)
    return Window(midnight + timedelta(hours=starts), midnight + timedelta(hours=ends))


@pytest.fixture
def premises(taiyuan, by, now):
    """Open from 9 to 12 and from 14 to 2 in the night."""
    return places.open_premises(
        union=taiyuan, kind="hub", name="会客厅", address="迎泽大街1号", point=Point(37.87, 112.56),
        hours=Week.daily("9:00-12:00 14:00-2:00"), by=by, now=now,
    )  # fmt: skip


@pytest.fixture
def room(premises, by, now):
    """A room of it with hours of its own, until midnight."""
    made = places.add_room(premises, kind="tea", name="茶室", by=by, now=now)
    return places.set_room_hours(made, Week.daily("9:00-24:00"), by=by, now=now)


@pytest.mark.parametrize(
    ("starts", "ends", "open_"),
    [
        (9, 12, True),
        (8.75, 10, False),
        (11, 12.25, False),
        (11, 15, False),
        (20, 26, True),
        (20, 26.25, False),
        (25, 26, True),
    ],
)
def test_it_is_open_from_beginning_to_end_or_not_at_all(premises, starts, ends, open_):
    assert open_during(premises, window(starts, ends)) is open_


def test_a_room_goes_by_its_own_hours(premises, room):
    assert open_during(premises, window(12, 14), room)
    assert not open_during(premises, window(23, 25), room)


def test_a_closure_of_the_whole_shuts_its_rooms_and_one_of_a_room_that_room_alone(premises, room, by, now):
    other = places.add_room(premises, kind="tea", name="棋室", by=by, now=now)
    places.close_for(room, window(9, 10), reason="换茶席", by=by, now=now)
    assert not open_during(premises, window(9, 11), room)
    assert open_during(premises, window(10, 11), room)
    assert open_during(premises, window(9, 11), other)
    assert open_during(premises, window(9, 11))
    places.close_for(premises, window(15, 16), reason="停电", by=by, now=now)
    assert not any(open_during(premises, window(14, 17), each) for each in (room, other, None))


def test_nothing_is_open_before_the_first_day(premises):
    premises.opened_on = DAY + timedelta(days=1)
    assert not open_during(premises, window(9, 10))
    premises.opened_on = DAY
    assert open_during(premises, window(9, 10))


def test_a_holiday_has_its_own_hours_where_the_premises_keep_the_calendar(premises, by, now):
    week = Week.parse(dict.fromkeys(range(7), "9:00-12:00") | {7: "10:00-11:00"})
    places.set_hours(premises, week, by=by, now=now)
    places.set_calendar_day(DAY, name="职工日", as_weekday=None, source="通知", by=by, now=now)
    assert not open_during(premises, window(9, 10))
    assert open_during(premises, window(10, 11))
    premises.by_calendar = False
    assert open_during(premises, window(9, 12))
