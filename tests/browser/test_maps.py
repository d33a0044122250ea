"""The map in a real browser without a tile provider: our own ground, pins told apart, nothing from elsewhere."""

import pytest
from playwright.sync_api import expect

from gonghui.kernel.geo import Point
from gonghui.kernel.hours import Week
from gonghui.primitives.places import actions as places
from gonghui.services.stations import actions as stations

from .looking import assert_fit_everywhere


@pytest.fixture
def three(taiyuan, by, now):
    """One confirmed, one that should be open, one that is shut."""
    made = []
    for number, hours in enumerate(("8:00-20:00", "8:00-20:00", "22:00-23:00")):
        facts = {"name": f"{'南北东'[number]}街驿站", "address": "街1号", "point": Point(37.87 + number / 8, 112.56)}
        one = places.open_premises(
            union=taiyuan, kind="station", on_saved=stations.ensure_presence, capacity=9, by=by, now=now, **facts
        )
        made.append(places.set_hours(one, Week.daily(hours), by=by, now=now))
    places.confirm_open(made[0], way="tap", by=by, now=now)
    return made


def test_three_shapes_of_pins_lie_on_our_own_ground(window, three):
    asked = []
    visitor = window()
    visitor.page.on("request", lambda request: asked.append(request.url))
    page = visitor.open("/stations/")
    for shape in ("sure", "hours", "shut"):
        expect(page.locator(f".k-map .k-pin-{shape}")).to_have_count(1)
    page.locator(".k-map").scroll_into_view_if_needed()
    expect(page.locator(".k-map[data-drawn=counties]")).to_be_visible()
    expect(page.locator(".k-map-land")).to_have_count(34)
    expect(page.locator(".k-map .leaflet-control-attribution")).to_have_text("数据来源：天地图")
    assert any("counties/14.json" in url for url in asked)
    assert [url for url in asked if not url.startswith(visitor.base)] == []
    assert_fit_everywhere(page, "map")
    page.locator(".k-map .leaflet-marker-icon:has(.k-pin-sure)").press("Enter")
    expect(page.get_by_role("heading", name="南街驿站")).to_be_visible()


def test_one_button_leads_there_and_the_other_maps_unfold(window, three):
    page = window().open(f"/stations/{three[0].pk}/")
    assert page.get_by_role("link", name="带我去").get_attribute("href").startswith("https://uri.amap.com/")
    page.get_by_text("换个地图").click()
    expect(page.get_by_role("link", name="手机自带地图")).to_be_visible()
