"""Every service's place leads to the shared pages of premises, and what is opened there is a place of the service."""

import pytest
from django.test import Client
from django.urls import reverse

from gonghui.kernel.geo import Point
from gonghui.primitives.people import actions as people
from gonghui.primitives.places import actions as places
from gonghui.primitives.places.models import Premises
from gonghui.primitives.presence.models import Presence
from gonghui.services.reading import actions as reading
from gonghui.services.stations import actions as stations

pytestmark = pytest.mark.django_db
SAID = {"name": "甲处", "address": "街1号", "point": Point(37.8735, 112.5624)}
EVERY_TAB = ("edit", "hours", "closures", "rooms", "pictures")


@pytest.fixture
def officer(zhao, by, now, monkeypatch):
    monkeypatch.setattr("gonghui.primitives.clock.now", lambda: now)
    client = Client()
    client.force_login(people.open_account(zhao, by=by, now=now), backend="gonghui.faces.accounts.SessionAccounts")
    return client


def shown(client, name, *ids):
    answer = client.get(reverse(name, args=ids))
    assert answer.status_code == 200
    return answer.content.decode()


def linked(page, premises, *tabs):
    return [tab for tab in tabs if f'href="{reverse(f"faces:premises-{tab}", args=[premises.pk])}"' not in page]


def test_a_stations_page_leads_to_its_shared_pages(officer, taiyuan, by, now):
    station = stations.open_station(taiyuan, kind="station", facts=SAID | {"capacity": 9}, by=by, now=now)
    page = shown(officer, "stations-console:station", station.pk)
    assert linked(page, station, *EVERY_TAB) == []
    assert reverse("faces:holidays") in page
    assert reverse("stations-console:new") in shown(officer, "stations-console:index")


def test_a_reading_rooms_page_leads_to_its_shared_pages(officer, taiyuan, by, now):
    room = reading.open_room(union=taiyuan, **SAID, by=by, now=now)
    page = shown(officer, "reading-console:room", room.pk)
    assert linked(page, room.premises, *EVERY_TAB) == []
    assert reverse("faces:holidays") in page
    assert reverse("reading-console:new") in shown(officer, "reading-console:index")


def test_a_house_leads_to_its_shared_pages_and_to_its_rooms(officer, taiyuan, by, now):
    house = places.open_premises(union=taiyuan, kind="hub", **SAID, by=by, now=now)
    room = places.add_room(house, kind="tea", name="茶室", by=by, now=now)
    assert linked(shown(officer, "hub-console:day", house.pk), house, "one", "rooms") == []
    assert linked(shown(officer, "faces:premises-one", house.pk), house, *EVERY_TAB) == []
    assert reverse("faces:premises-room", args=[house.pk, room.pk]) in shown(officer, "hub-console:room", room.pk)
    assert reverse("faces:premises-new") + "?kind=hub" in shown(officer, "hub-console:index")


FIELDS = {
    "name": "乙处",
    "address": "街2号",
    "lat": "37.8735",
    "lon": "112.5624",
    "datum": "wgs84",
    "host_kind": "bank",
}


@pytest.mark.parametrize(
    ("kind", "member", "console"),
    [
        ("station", "stations:station", "stations-console:index"),
        ("truckers_home", "stations:station", "stations-console:index"),
        ("reading_room", "reading:room", "reading-console:index"),
        ("hub", "hub:house", "hub-console:index"),
    ],
)
def test_what_the_shared_page_opens_is_a_place_of_its_service(officer, taiyuan, kind, member, console):
    said = FIELDS | {"union": str(taiyuan.pk), "kind": kind, "capacity": "9"}
    officer.post(reverse("faces:premises-new"), said)
    made = Premises.objects.get(kind=kind)
    assert "乙处" in shown(officer, member, made.pk)
    assert "乙处" in shown(officer, console)
    officer.post(reverse("faces:premises-edit", args=[made.pk]), FIELDS | {"name": "丙处", "capacity": "11"})
    assert "丙处" in shown(officer, member, made.pk)
    rooms = Presence.objects.filter(pk=made.pk).values_list("capacity", flat=True)
    assert list(rooms) == ([11] if kind in ("station", "truckers_home") else [])


def test_a_station_without_a_number_of_people_is_not_opened(officer, taiyuan):
    answer = officer.post(reverse("faces:premises-new"), FIELDS | {"union": str(taiyuan.pk), "kind": "station"})
    assert answer.status_code == 422
    assert not Premises.objects.exists()
