"""Every service's place leads to the shared pages of premises, and what is opened there is a place of the service."""

import pytest
from django.test import Client
from django.urls import reverse

from gonghui.faces import services
from gonghui.kernel.geo import Point
from gonghui.primitives.people import actions as people
from gonghui.primitives.places import actions as places
from gonghui.primitives.places.models import Premises
from gonghui.primitives.presence.models import Presence
from gonghui.services.reading import actions as reading
from gonghui.services.stations import actions as stations

pytestmark = pytest.mark.django_db
SAID = {"name": "甲处", "address": "街1号", "point": Point(37.8735, 112.5624)}
EVERY_TAB = ("edit", "hours", "closures", "rooms", "keepers", "pictures")


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
    station = places.open_premises(
        union=taiyuan, kind="station", on_saved=stations.ensure_presence, by=by, now=now, **(SAID | {"capacity": 9})
    )
    page = shown(officer, "stations-console:station", station.pk)
    assert linked(page, station, *EVERY_TAB) == []
    assert reverse("faces:holidays") in page
    assert reverse("faces:premises-new") + "?kind=station" in shown(officer, "stations-console:index")


def test_a_reading_rooms_page_leads_to_its_shared_pages(officer, taiyuan, by, now):
    room = reading.open_room(union=taiyuan, **SAID, by=by, now=now)
    page = shown(officer, "reading-console:room", room.pk)
    assert linked(page, room.premises, *EVERY_TAB) == []
    assert reverse("faces:holidays") in page
    assert reverse("faces:premises-new") + "?kind=reading_room" in shown(officer, "reading-console:index")


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


@pytest.mark.parametrize("kind", ["station", "reading_room", "hub"])
def test_who_registers_a_place_finds_its_kind_chosen_and_the_way_back(officer, kind):
    page = officer.get(reverse("faces:premises-new"), {"kind": kind}).content.decode()
    assert f'<option value="{kind}" selected>' in page
    assert f'href="{reverse(services.premises_kind(kind).index)}"' in page


def test_who_keeps_a_station_or_a_reading_room_is_seen_on_its_page_and_changed_on_the_shared_one(
    officer, taiyuan, by, now
):
    station = places.open_premises(
        union=taiyuan, kind="station", on_saved=stations.ensure_presence, by=by, now=now, **(SAID | {"capacity": 9})
    )
    room = reading.open_room(union=taiyuan, **SAID | {"name": "乙处"}, by=by, now=now)
    pages = ((station, "stations-console:station", station.pk), (room.premises, "reading-console:room", room.pk))
    for premises, name, pk in pages:
        keepers = reverse("faces:premises-keepers", args=[premises.pk])
        assert officer.post(keepers, {"name": "马看门", "mobile": "19900000399"}).status_code == 303
        assert "马看门" in shown(officer, name, pk)
        gone = reverse("faces:premises-remove-keeper", args=[premises.pk, premises.keepers.get(ends_at=None).pk])
        assert officer.post(gone).status_code == 303
        assert "马看门" not in shown(officer, name, pk).split("操作记录")[0]


@pytest.mark.parametrize(
    ("said", "code"), [("小店区", "140105"), ("太原市小店区", "140105"), ("140105", "140105"), ("", None)]
)
def test_a_place_stands_in_the_county_that_was_named(officer, taiyuan, said, code):
    where = {"union": str(taiyuan.pk), "kind": "hub", "division": said}
    assert officer.post(reverse("faces:premises-new"), FIELDS | where).status_code == 303
    assert Premises.objects.get().division_id == code


def test_a_county_that_several_cities_have_is_asked_for_with_its_city(officer, taiyuan):
    where = {"union": str(taiyuan.pk), "kind": "hub", "division": "鼓楼区"}
    answer = officer.post(reverse("faces:premises-new"), FIELDS | where)
    assert answer.status_code == 422
    assert "福建省福州市鼓楼区 350102" in answer.content.decode()
    assert not Premises.objects.exists()
