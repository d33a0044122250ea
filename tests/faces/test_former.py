"""Addresses under which a page once stood lead to where it stands today, with what was asked for."""

import pytest
from django.test import Client, RequestFactory
from django.urls import URLResolver, get_resolver, resolve, reverse

from gonghui.faces.former import Former, former
from gonghui.kernel.geo import Point
from gonghui.primitives.places import actions as places
from tests.cast import mobile

pytestmark = pytest.mark.django_db
PK, OTHER = "0192f3a0-7d1c-7c2e-9a55-000000000001", "0192f3a0-7d1c-7c2e-9a55-000000000002"
LEADS = {
    "/console/premises/import/sample/": "/console/premises/import/?template=1",
    "/console/fairs/goods-template/": "/console/fairs/",
    "/console/membership/rosters/template/": "/console/membership/rosters/new/?template=1",
    f"/console/membership/rosters/{PK}/troubles/": f"/console/membership/rosters/{PK}/?export=xlsx",
    f"/console/spaces/{PK}/bookings/export/": f"/console/spaces/{PK}/bookings/?export=xlsx",
    "/console/reading/new/": "/console/premises/new/?kind=reading_room",
    "/console/reading/template/": "/console/reading/",
    "/console/stations/new/": "/console/premises/new/?kind=station",
    f"/console/stations/{PK}/facts/": f"/console/premises/{PK}/edit/",
    f"/console/stations/{PK}/keepers/": f"/console/premises/{PK}/keepers/",
    f"/console/stations/{PK}/keepers/{OTHER}/removal/": f"/console/premises/{PK}/keepers/{OTHER}/remove/",
}
GUARDED = {f"/console/reading/{PK}/keepers/", f"/console/reading/{PK}/keepers/{OTHER}/removal/"}


def formers(resolver):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from formers(pattern)
        elif isinstance(pattern.callback, Former):
            yield pattern.callback


@pytest.mark.parametrize("address", LEADS)
def test_it_leads_on_for_good(address):
    for method in ("get", "head"):
        answer = getattr(Client(), method)(address)
        assert (answer.status_code, answer["Location"]) == (301, LEADS[address])
    resolve(LEADS[address].partition("?")[0])  # else Resolver404


def test_every_former_address_is_in_the_table():
    named = {resolve(address).func for address in (*LEADS, *GUARDED)}
    assert named == set(formers(get_resolver()))


def test_it_keeps_what_was_asked_for():
    address = f"/console/spaces/{PK}/bookings/"
    asked = Client().get(f"{address}export/?day=2026-03-01&room={OTHER}&q=%E8%8C%B6")
    assert asked["Location"] == f"{address}?room={OTHER}&q=%E8%8C%B6&month=2026-03-01&export=xlsx"
    assert Client().get("/console/stations/new/?kind=truckers_home")["Location"].endswith("?kind=truckers_home")


def test_a_form_that_is_still_open_is_sent_again_as_it_was(as_person, zhao, works, now, by, monkeypatch):
    monkeypatch.setattr("gonghui.primitives.clock.now", lambda: now)
    said = {"name": "晋源驿站", "address": "南街1号", "point": Point(37.7152, 112.4803)}
    station = places.open_premises(union=works, kind="station", **said, by=by, now=now)
    filled = {"name": "马看门", "mobile": mobile(301).national}
    answer = as_person(zhao).post(f"/console/stations/{station.pk}/keepers/", filled, follow=True)
    assert answer.redirect_chain[0] == (f"/console/premises/{station.pk}/keepers/", 308)
    assert [keeper.person.name for keeper in station.keepers.current()] == ["马看门"]


def test_whoever_may_not_look_something_up_is_not_sent_on(as_person, lin):
    refused = as_person(lin).get(f"/console/reading/{PK}/keepers/")
    assert refused.status_code == 403
    assert reverse("faces:sign-in") in Client().get(f"/console/reading/{PK}/keepers/")["Location"]


def test_an_old_name_in_the_query_gives_way_to_its_new_one():
    view = former("gone/", "faces:home", renamed={"day": "month"}).callback
    asked = {"day": "2026-03-01", "month": "2026-04"}
    assert view(RequestFactory().get("/gone/", asked))["Location"] == "/?month=2026-04"
