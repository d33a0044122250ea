"""A keeper's counter when the network is cut: what is tapped stays on the device and arrives once, at its own time."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from gonghui.primitives.places import actions as places
from gonghui.primitives.places.models import Sign
from gonghui.primitives.presence.models import Attendance, DoorEntry
from tests.browser.looking import DESK, PHONE, assert_fit, picture, reload_alone


@pytest.fixture
def counter(window, keeper, station, running_clock):
    """The keeper's window at the station's counter, kept on the device: `counter(PHONE)`."""

    def opened(size=PHONE):
        one = window(keeper, size=size)
        one.open(f"/counter/stations/{station.pk}/").wait_for_selector("[data-kept-here][data-kept-page]")
        return one

    return opened


def sent(page):
    expect(page.locator(".t-unsent")).to_be_hidden()


def heard(page, **what):
    """The sign that the server has heard of; it may still be on its way."""
    for _look in range(400):  # what the first try after an outage loses is sent again after fifteen seconds
        if sign := Sign.objects.filter(**what).first():
            return sign
        page.wait_for_timeout(100)
    raise AssertionError(f"no sign {what} in forty seconds")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_taps_without_a_network_are_kept_and_arrive_when_it_is_back(size, counter, station, now):
    one = counter(size)
    page = one.page
    assert_fit(page)
    reload_alone(page)
    for button in ("开着，我在", "快递员", "快递员", "有人走了，减一", "关门了"):
        page.get_by_role("button", name=button).click()
        expect(page.locator(".k-verdict-yes .k-verdict-name")).to_have_text(button)
    expect(page.locator("[data-unsent]")).to_have_text("5")
    assert_fit(page)
    picture(page, f"stations-alone-{size['width']}")
    assert not Sign.objects.filter(premises=station).exists()
    one.context.set_offline(False)
    expect(page.get_by_text("人在里面")).to_be_visible()  # the page as it is now opens by itself
    heard(page, premises=station, is_open=False)
    assert Sign.objects.filter(premises=station).order_by("at").first().is_open
    assert (Attendance.objects.get(subject=station.pk).came, DoorEntry.objects.inside().count()) == (2, 1)


def test_the_counter_opens_again_without_a_network_and_shows_nobody(counter, station):
    one = counter()
    page = one.page
    reload_alone(page)
    expect(page.get_by_text("这里只能存下点按")).to_be_visible()
    expect(page.get_by_text("人在里面")).to_have_count(0)
    page.get_by_role("button", name="开着，我在").click()
    expect(page.locator("[data-unsent]")).to_have_text("1")
    one.context.set_offline(False)
    expect(page.get_by_text("人在里面")).to_be_visible()  # the page as it is now opens by itself
    assert heard(page, premises=station).is_open


def test_what_the_device_does_not_keep_is_no_dinosaur_and_opens_by_itself(counter, station):
    one = counter()
    page = one.page
    one.context.set_offline(True)
    page.get_by_role("link", name="物资、报修、价目").click()
    expect(page.locator(".k-verdict-no")).to_contain_text("没有网络，没有办成")
    page.goto(f"{one.base}/counter/stations/{station.pk}/stores/")
    expect(page.get_by_text("没有网络，这一页打不开")).to_be_visible()
    assert_fit(page)
    picture(page, "counter-alone")
    one.context.set_offline(False)
    expect(page.get_by_role("button", name="报修")).to_be_visible()


def test_what_was_typed_stays(counter, station):
    one = counter()
    page = one.open(f"/counter/stations/{station.pk}/stores/")
    page.get_by_label("哪里坏了").fill("二号淋浴不热")
    one.context.set_offline(True)
    page.get_by_role("button", name="报修").click()
    expect(page.locator(".k-verdict-no")).to_contain_text("填的都还在")
    expect(page.get_by_label("哪里坏了")).to_have_value("二号淋浴不热")
    one.context.set_offline(False)
    expect(page.locator(".k-verdict-no")).to_have_count(0)
    page.get_by_role("button", name="报修").click()
    expect(page.get_by_text("已报修")).to_be_visible()


def test_a_tap_that_is_overtaken_opens_no_shut_door(counter, station, by, now):
    one = counter()
    one.context.set_offline(True)
    one.page.get_by_role("button", name="开着，我在").click()
    expect(one.page.locator("[data-unsent]")).to_have_text("1")
    places.tell_shut(station, way="tap", by=by, now=now + timedelta(hours=1))
    one.context.set_offline(False)
    sent(one.page)
    station.refresh_from_db()
    assert not station.last_sign.is_open
    assert re.search("关", one.open(f"/counter/stations/{station.pk}/").locator(".w-state").inner_text())


def test_a_page_that_cannot_be_kept_anew_keeps_the_parts_it_has(counter):
    page = counter().page
    still = """async (page) => {
        const part = new URL("/static/before.css", location).href;
        const cache = await caches.open("gonghui-counter-2:" + page);
        await cache.put(part, new Response("before"));
        await new Promise((resolve) => keepPage(page, resolve));
        return Boolean(await cache.match(part));
    }"""
    assert page.evaluate(still, "/counter/stations/gone/"), "no page answers there"
    assert not page.evaluate(still, urlsplit(page.url).path), "kept anew, it needs none of the parts from before"
