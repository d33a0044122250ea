"""A station in Taiyuan, and moments of a Monday and a Tuesday in November 2026."""

from datetime import datetime, timedelta, timezone

import pytest

from gonghui.kernel.callers import Caller
from gonghui.kernel.geo import Point
from gonghui.kernel.hours import Week
from gonghui.primitives.places import actions as places

CHINA = timezone(timedelta(hours=8))
YINGZE = Point(37.8575, 112.5623)


def at(day, hour, minute=0, month=11, year=2026):
    return datetime(year, month, day, hour, minute, tzinfo=CHINA)


MONDAY = at(23, 10)


@pytest.fixture
def opened(works, by):
    """Open premises of any kind in Taiyuan, by default a station from 8:30 to 18:00 every day."""

    def make(name="迎泽驿站", **said):
        known = {"kind": "station", "address": "迎泽大街1号", "point": YINGZE, "hours": Week.daily("8:30-18:00")}
        return places.open_premises(union=works, name=name, **(known | said), by=by, now=at(1, 8, month=9))

    return make


@pytest.fixture
def station(opened):
    return opened(facilities=["water", "charging"])


@pytest.fixture
def caller():
    """The caller that a person is."""
    return lambda person: Caller(person=person.pk, name=person.name, origin="page 10.0.0.7")
