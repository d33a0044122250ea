import json
import uuid
from datetime import datetime, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from gonghui.kernel.geo import Point
from gonghui.kernel.hours import Week
from gonghui.kernel.window import Window
from gonghui.primitives.people import actions as people
from gonghui.primitives.places import actions as places
from gonghui.primitives.rows import new_id
from gonghui.services.hub import actions
from gonghui.services.hub.rules import RoomWish
from tests.cast import SHANGHAI

TODAY = datetime(2026, 5, 20, 10, 0, tzinfo=SHANGHAI).date()  # the day of `now`
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
TOMORROW = TODAY + DAY
BACKEND = "gonghui.faces.accounts.SessionAccounts"
TEA = RoomWish("品茶谈心", 4)


def at(hour, length=HOUR, *, day=1):
    """From an hour of the clock, tomorrow unless another day is said."""
    starts = datetime.combine(TODAY + day * DAY, time(0), SHANGHAI) + hour * HOUR
    return Window(starts, starts + length)


def form(**changes):
    filled = {"day": TOMORROW.isoformat(), "starts": "10:00", "ends": "11:00", "purpose": "读书会", "people": "4"}
    return filled | {"key": str(uuid.uuid4())} | changes


def post(client, name, pk, **data):
    return client.post(reverse(f"hub:{name}", args=[pk]), data)


def text(response):
    return response.content.decode()


@pytest.fixture
def house(taiyuan, by, now):
    """A hub in Taiyuan, open from 9 to 21, on holidays until noon."""
    found = places.open_premises(
        union=taiyuan, kind="hub", name="职工会客厅", address="太原市迎泽大街1号", point=Point(37.87, 112.56),
        phone="0351-12351", division=taiyuan.division, by=by, now=now,
    )  # fmt: skip
    week = Week.parse(dict.fromkeys(range(7), "9:00-21:00") | {7: "9:00-12:00"})
    return places.set_hours(found, week, by=by, now=now)


@pytest.fixture
def datong_house(datong, by, now):
    """Another hub, in another city; by its name it would come first."""
    found = places.open_premises(
        union=datong, kind="hub", name="大同会客厅", address="平城街2号", point=Point(40.08, 113.30),
        division=datong.division, by=by, now=now,
    )  # fmt: skip
    return places.set_hours(found, Week.daily("9:00-21:00"), by=by, now=now)


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


@pytest.fixture
def clock_at(monkeypatch):
    """`clock_at(moment)`: from now on it is that moment."""
    return lambda moment: monkeypatch.setattr("gonghui.primitives.clock.now", lambda: moment)


@pytest.fixture
def client_of(by, now, clock_at):
    """`client_of(lin)` is somebody's phone, in the moment of the tests."""
    clock_at(now)

    def opened(person=None):
        client = Client()
        if person is not None:
            client.force_login(people.open_account(person, by=by, now=now), backend=BACKEND)
        return client

    return opened


@pytest.fixture
def api(by, now, clock_at):
    """`api(lin)("POST", path, body)`: status and answer."""
    clock_at(now)

    def of(person):
        token = people.issue_token(
            people.open_account(person, by=by, now=now), name="t", days=1, by_password=True, by=by, now=now
        )

        def call(method, path, body=None, key=None):
            headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key or str(uuid.uuid4())}
            content = json.dumps(body or {})
            answer = Client().generic(method, f"/api/v1/hub{path}", content, "application/json", headers=headers)
            return answer.status_code, answer.json() if answer.content else None

        return call

    return of
