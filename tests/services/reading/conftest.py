"""A city's library and a bank's room, some books, and their readers; how each of them comes in."""

import json
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from gonghui.kernel.geo import Point
from gonghui.kernel.hours import Week
from gonghui.primitives import clock
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Account, Role
from gonghui.primitives.places import actions as places
from gonghui.services.reading import actions as reading
from gonghui.services.reading.forms.sheets import BookRow
from gonghui.services.reading.models import Copy, Seat, Title
from gonghui.services.reading.pages.shown import copy_shown
from tests.cast import mobile

HOURS = Week.daily("9:00-21:00")


@pytest.fixture
def library(taiyuan, by, now):
    """工惠图书馆 of Taiyuan's union, open every day from 9 to 21."""
    return reading.open_room(
        union=taiyuan, name="工惠图书馆", address="迎泽大街1号", point=Point(37.87, 112.55), hours=HOURS, by=by, now=now
    )


@pytest.fixture
def bank(taiyuan, by, now):
    """A bank's branch with shelves."""
    return reading.open_room(
        union=taiyuan, name="金融书屋", address="府东街2号", point=Point(37.88, 112.56), hours=HOURS,
        host_kind="bank", host_name="府东街支行", by=by, now=now,
    )  # fmt: skip


@pytest.fixture
def add(library, by, now):
    """Puts copies of a book on the shelf: `add("红楼梦", "曹雪芹", codes=("T1", "T2"))`; returns them."""

    def added(name, author="", *, codes=("B1",), room=library, **more):
        return [
            reading.add_copies(room, BookRow(number=1, name=name, author=author, code=code, **more), by=by, now=now)[0]
            for code in codes
        ]

    return added


@pytest.fixture
def dream(add):
    """One copy of 红楼梦 in the library."""
    return add("红楼梦", "曹雪芹", isbn="9787020002207", codes=("HLM1",))[0]


@pytest.fixture
def lend(library, by, now):
    """Lends: `lend(copy, reader)`; the key is of the two."""

    def lent(copy, reader, *, room=library, at=now):
        key = f"{copy.code}-{reader.pk}"
        return reading.lend(room.premises, Copy.objects.get(pk=copy.pk), reader, key=key, by=by, now=at)

    return lent


@pytest.fixture
def back(library, by, now):
    """Hands a copy in."""

    def handed(copy, *, room=library, at=now):
        return reading.take_back(room.premises, copy_shown(copy.code), by=by, now=at)

    return handed


@pytest.fixture
def hall(library, by, now):
    """A reading hall with six seats: three desks, two for study, one sofa."""
    room = places.add_room(library.premises, kind="reading", name="自习室", by=by, now=now)
    reading.draw_plan(room, "DDD\nQ.Q\n..S", by=by, now=now)
    return room


@pytest.fixture
def seat(hall):
    return Seat.objects.select_related("room__premises__union").get(room=hall, label="A1")


@pytest.fixture
def librarian(bank, enrol, by, now):
    """The bank's own clerk, who keeps its room and no other."""
    return places.ask_keeper(bank.premises, name="白如玉", mobile=mobile(301), by=by, now=now).person


@pytest.fixture
def officer(enrol, taiyuan, by, now):
    """An officer of Taiyuan's union."""
    person = enrol("王太原", 302)
    people.appoint(person, taiyuan, Role.OFFICER, by=by, now=now)
    return person


@pytest.fixture
def title_of():
    def named(name):
        return Title.objects.get(name=name)

    return named


@pytest.fixture
def hold(library, by, now):
    """Places a hold on a title: `hold(title, reader)`, to fetch at the library."""

    def placed(title, reader, *, room=library, at=now):
        return reading.place_hold(title, reader, room.premises, key=f"{title.pk}", by=by, now=at)

    return placed


@pytest.fixture
def neighbour(enrol, datong, by, now):
    """An officer of Datong's union, to whom nothing in Taiyuan belongs."""
    person = enrol("冯大同", 303)
    people.appoint(person, datong, Role.OFFICER, by=by, now=now)
    return person


@pytest.fixture
def set_clock(monkeypatch):
    """Sets the product's clock: `set_clock(moment)`."""
    return lambda moment: monkeypatch.setattr(clock, "now", lambda: moment)


def account_of(person, by, now):
    return Account.objects.filter(person=person).first() or people.open_account(person, by=by, now=now)


@pytest.fixture
def browser_of(by, now, set_clock):
    """A signed-in browser in the moment of the tests: `browser_of(lin)`; without a person a visitor's."""
    set_clock(now)

    def of(person=None):
        client = Client()
        if person is not None:
            client.force_login(account_of(person, by, now), backend="gonghui.faces.accounts.SessionAccounts")
        return client

    return of


@pytest.fixture
def api(by, now, set_clock):
    """Asks the API for somebody: `api(lin)("POST", "/loans/…/renewal", key=…, …)` answers (status, body)."""
    set_clock(now)

    def of(person=None):
        headers = {}
        if person is not None:
            token = people.issue_token(
                account_of(person, by, now), name="app", days=1, by_password=True, by=by, now=now
            )
            headers["Authorization"] = f"Bearer {token}"

        def ask(method, path, *, key="", **body):
            named = headers | ({"Idempotency-Key": key} if key else {})
            text = json.dumps(body) if body else ""
            answer = Client().generic(method, f"/api/v1/reading{path}", text, "application/json", headers=named)
            return answer.status_code, answer.json() if answer.content else None

        return ask

    return of


def key_of(number):
    """A form's or a request's key; the same number is the same key."""
    return str(uuid.UUID(int=number))


def to(name, *things):
    """An address of the reading rooms by its name; rows stand for their ids."""
    return reverse(f"reading{name}", args=[getattr(each, "pk", each) for each in things])


def refusal(response):
    """(status, code) of the no that a page shows; (status, "") without one."""
    spoken = response.context and response.context.get("refusal")
    return response.status_code, spoken.code if spoken else ""


def said(response):
    """The page's text, whatever its lines."""
    return " ".join(response.content.decode().split())
