from datetime import datetime, time, timedelta

import pytest

from gonghui.kernel.geo import Point
from gonghui.kernel.hours import Week
from gonghui.kernel.window import Window
from gonghui.primitives.places import actions as places
from gonghui.primitives.rows import new_id
from gonghui.services.hub import actions
from gonghui.services.hub.rules import RoomWish
from tests.cast import SHANGHAI

TODAY = datetime(2026, 5, 20, 10, 0, tzinfo=SHANGHAI).date()  # the day of `now`
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
TEA = RoomWish("品茶谈心", 4)


def at(hour, length=HOUR, *, day=1):
    """From an hour of the clock, tomorrow unless another day is said."""
    starts = datetime.combine(TODAY + day * DAY, time(0), SHANGHAI) + hour * HOUR
    return Window(starts, starts + length)


@pytest.fixture
def house(taiyuan, by, now):
    """A hub in Taiyuan, open from 9 to 21, on holidays until noon."""
    found = places.open_premises(
        union=taiyuan, kind="hub", name="职工会客厅", address="太原市迎泽大街1号", point=Point(37.87, 112.56),
        phone="0351-12351", by=by, now=now,
    )  # fmt: skip
    week = Week.parse(dict.fromkeys(range(7), "9:00-21:00") | {7: "9:00-12:00"})
    return places.set_hours(found, week, by=by, now=now)


@pytest.fixture
def make_room(house, by, now):
    """Rooms with terms: `make_room("茶室", longest_minutes=120)`."""

    def made(name, *, kind="tea", seats=8, equipment=("tea_set",), since=TODAY, **terms):
        room = places.add_room(house, kind=kind, name=name, seats=seats, equipment=equipment, by=by, now=now)
        said = {"who": "members", "longest_minutes": 240, "ahead_days": 30} | terms
        actions.set_terms(room, since=since, by=by, now=now, **said)
        return room

    return made


@pytest.fixture
def tea_room(make_room):
    """For members, up to four hours, thirty days ahead."""
    return make_room("茶室")


@pytest.fixture
def reception(make_room):
    """Every booking waits for an officer's yes."""
    return make_room("接待室", kind="reception", asks=True)


@pytest.fixture
def book(by, now):
    """`book(room, person, at(10))`."""

    def booked(room, person, window, wish=TEA, *, key=None, now=now):
        return actions.book(room, person, window, wish, key=key or str(new_id()), by=by, now=now)

    return booked
