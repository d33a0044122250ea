"""Signing up through the rush lane in a real browser: yes, no, the queue over a reload, a dropped network."""

import asyncio
import re
import socket
import threading
import time
from dataclasses import dataclass

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connections
from granian.constants import Interfaces
from granian.server.embed import Server
from playwright.sync_api import expect

from gonghui.faces.rush import gathering
from gonghui.faces.rush.lane import Lane
from gonghui.kernel.codes import shown
from gonghui.primitives.admission.models import Place, Pool
from gonghui.primitives.people.models import Account
from gonghui.services.fairs import actions
from gonghui.services.fairs.api import rush
from gonghui.site.asgi import pages
from gonghui.site.bridge import Bridge
from gonghui.site.request_bodies import received
from gonghui.site.serving import free_port
from tests.browser.looking import DESK, PHONE, assert_fit, picture

BIG_DESK = DESK | {"height": 900}
KEPT = "Object.entries(sessionStorage).find(([name]) => name.startsWith('gonghui.rush'))?.[1] ?? null"
PATIENCE = 0.4  # seconds until one is told a position; the product's own is tested with the gatherer


@dataclass
class Site:
    """Lane and pages at one address, in this process; `gate` holds the lane's decisions back while it is shut."""

    url: str
    lane: Lane
    gate: threading.Event


@pytest.fixture
def site(transactional_db, monkeypatch):
    monkeypatch.setattr(gathering.Gatherer.ask, "__kwdefaults__", {"patience": PATIENCE})
    threads = Bridge(letting_go(StaticFilesHandler(pages)), workers=2)
    lane = Lane(rush.DESKS, received(threads))
    site = Site(f"http://127.0.0.1:{(port := free_port('127.0.0.1', 0))}", lane, threading.Event())
    site.gate.set()
    for _pattern, gatherer in lane._desks:
        gatherer._decide = after(site.gate, gatherer._decide)
    loop = asyncio.new_event_loop()
    server = Server(lane, port=port, interface=Interfaces.ASGINL, websockets=False, log_enabled=False)

    def serve():
        asyncio.set_event_loop(loop)
        loop.run_until_complete(server.serve())

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    wait_for(port)
    yield site
    site.gate.set()
    while any(gatherer._at_work for _pattern, gatherer in lane._desks):
        time.sleep(0.01)
    threads._threads.shutdown()  # while the loop still takes what they have to say
    loop.call_soon_threadsafe(server.stop)
    thread.join(10)
    lane._thread.submit(connections.close_all).result()


def wait_for(port, seconds=60):
    """Until somebody answers there, however slow the machine is just now."""
    until = time.monotonic() + seconds
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)


def letting_go(application):
    """Pages whose threads keep no connection: the database of the tests is to be dropped."""

    def answered(environ, start_response):
        try:
            answer = application(environ, start_response)
            yield from answer
            answer.close()
        finally:
            connections.close_all()

    return answered


@pytest.fixture
def base(site):
    return site.url


def after(gate, decide):
    async def decided(asks):
        await asyncio.to_thread(gate.wait, 30)
        return await decide(asks)

    return decided


@pytest.fixture(autouse=True)
def _nothing_remembered():
    rush.SESSIONS.forget()
    rush.FAIRS.forget()


@pytest.fixture
def crowd(enrol, works):
    return [enrol(f"王小{name}", 300 + n, works) for n, name in enumerate("甲乙丙")]


@pytest.fixture
def address(sessions):
    return f"/subsidies/sessions/{sessions[1].pk}/"


def press(page):
    page.get_by_role("button", name="报名这一场").click()


def asks_of(page):
    """The lane's requests from this page, as (key, ticket)."""
    asked = []
    page.on(
        "request",
        lambda one: (
            one.url.endswith("/place")
            and "/api/" in one.url
            and asked.append((one.headers["idempotency-key"], one.headers.get("rush-ticket")))
        ),
    )
    return asked


@pytest.mark.parametrize("size", [PHONE, BIG_DESK], ids=["phone", "desk"])
def test_a_yes_leads_to_the_receipt(size, window, lin, address):
    page = window(lin, size=size).open(address)
    asked = asks_of(page)
    page.get_by_role("button", name="报名这一场").dblclick()
    expect(page.get_by_text("报名成功")).to_be_visible()
    expect(page.get_by_text(shown(Place.objects.get(holder=lin).code))).to_be_visible()
    assert len(asked) == 1
    assert page.evaluate(KEPT) is None
    page.go_back()
    expect(page.get_by_text("你已经报了这一场")).to_be_visible()


@pytest.mark.parametrize(("size", "elder"), [(PHONE, False), (PHONE, True), (BIG_DESK, False)])
def test_a_no_is_told_in_place_and_read_out(size, elder, window, lin, crowd, address, sessions, by, now):
    page = window(lin, size=size, elder=elder).open(address)
    for person in crowd:
        actions.sign_up(sessions[1], person, key="fill", by=by, now=now)
    press(page)
    no = page.locator(".k-refusal")
    expect(no).to_be_visible()
    expect(no).to_be_focused()
    expect(no).to_have_attribute("role", "alert")
    assert no.get_attribute("data-code") == "admission.full"
    assert no.locator(".k-refusal-title").count() == 1
    assert ("你" in no.inner_text()) is False or not elder
    expect(page).to_have_url(re.compile(address))
    expect(page.get_by_role("button", name="报名这一场")).to_be_hidden()
    expect(page.get_by_text("个名额，共")).to_be_hidden()
    assert_fit(page)
    picture(page, f"fairs-rush-full-{size['width']}-{elder}")
    page.get_by_role("link", name="看看现在能办什么").click()
    expect(page.get_by_role("button", name="候补这一场")).to_be_visible()


def test_a_no_is_told_in_the_script_of_its_page(window, lin, crowd, address, sessions, by, now):
    hers = window(lin)
    Account.objects.filter(person=lin).update(language="zh-hant")
    page = hers.open(address)
    for person in crowd:
        actions.sign_up(sessions[1], person, key="fill", by=by, now=now)
    page.get_by_role("button", name="報名這一場").click()
    expect(page.locator(".k-refusal-says")).to_contain_text("名額已滿")


@pytest.mark.parametrize(("size", "elder"), [(PHONE, False), (PHONE, True), (BIG_DESK, False)])
def test_a_place_in_the_queue_outlives_a_reload(size, elder, window, lin, address, site):
    page = window(lin, size=size, elder=elder).open(address)
    asked = asks_of(page)
    site.gate.clear()
    press(page)
    line = page.get_by_role("status").filter(has_text="正在排队")
    expect(line).to_be_visible()
    expect(page.get_by_role("button", name="报名这一场")).to_be_disabled()
    page.wait_for_function(f"JSON.parse({KEPT}).ticket")
    assert_fit(page)
    picture(page, f"fairs-rush-queue-{size['width']}-{elder}")
    page.reload()
    expect(line).to_be_visible()
    site.gate.set()
    expect(page.get_by_text("报名成功")).to_be_visible()
    keys, tickets = {key for key, _ticket in asked}, {ticket for _key, ticket in asked[1:]}
    assert len(asked) >= 2
    assert len(keys) == len(tickets) == 1
    assert tickets != {None}
    assert Place.objects.filter(holder=lin).count() == 1


def test_a_long_queue_says_how_many_and_how_long(window, lin, address, site):
    page = window(lin).open(address)
    (_pattern, gatherer), *_others = site.lane._desks
    standing = gathering.Standing(ahead=4321, seconds=180.0)
    gatherer.standing = lambda waiting: standing
    press(page)
    expect(page.get_by_text("前面还有 4321 人，大约 3 分钟")).to_be_visible()
    assert_fit(page)
    picture(page, "fairs-rush-long")


def test_one_can_leave_the_queue(window, lin, address, site):
    page = window(lin).open(address)
    site.gate.clear()
    press(page)
    page.get_by_role("button", name="不排了").click()
    left = page.get_by_text("已经不排了")
    expect(left).to_be_visible()
    expect(page.get_by_role("button", name="报名这一场")).to_be_enabled()
    assert page.evaluate(KEPT) is None
    assert_fit(page)
    page.reload()
    expect(page.get_by_role("status").filter(has_text="正在排队")).to_be_hidden()


def test_a_dropped_network_is_told_and_the_same_key_goes_on_when_it_is_back(window, lin, address):
    win = window(lin)
    page = win.open(address)
    asked = asks_of(page)
    win.context.set_offline(True)
    press(page)
    expect(page.get_by_text("网络断了")).to_be_visible()
    picture(page, "fairs-rush-offline")
    win.context.set_offline(False)
    expect(page.get_by_text("报名成功")).to_be_visible()
    assert len({key for key, _ticket in asked}) == 1
    assert Place.objects.filter(holder=lin).count() == 1


def test_an_answer_lost_on_the_way_is_asked_for_again_and_acts_once(window, lin, address):
    page = window(lin).open(address)
    asked = asks_of(page)

    def lose_the_first(route):
        if len(asked) > 1:
            return route.continue_()
        route.fetch()
        return route.abort("internetdisconnected")

    page.route("**/api/v1/**", lose_the_first)
    press(page)
    expect(page.get_by_text("报名成功")).to_be_visible()
    assert len(asked) == 2
    assert len(set(asked)) == 1
    assert Place.objects.filter(holder=lin).count() == 1


def test_a_system_that_does_not_answer_is_asked_again(window, lin, address):
    page = window(lin).open(address)
    asked = asks_of(page)

    def busy_once(route):
        if len(asked) > 1:
            return route.continue_()
        silent = {"error": {"code": "faces.database_silent"}}
        return route.fulfill(status=503, headers={"Retry-After": "1"}, json=silent)

    page.route("**/api/v1/**", busy_once)
    press(page)
    expect(page.get_by_text("系统正忙")).to_be_visible()
    expect(page.get_by_text("报名成功")).to_be_visible()
    assert len(set(asked)) == 1


def test_who_is_signed_out_meanwhile_signs_in_and_comes_back(window, lin, address):
    win = window(lin)
    page = win.open(address)
    win.context.clear_cookies(name="sessionid")
    press(page)
    expect(page.get_by_role("heading", name="用手机号登录")).to_be_visible()
    assert page.locator("input[name=next]").input_value() == address


def test_without_scripts_the_form_works_as_ever(window, lin, address):
    page = window(lin, scripts=False).open(address)
    expect(page.get_by_text("正在排队")).to_be_hidden()
    press(page)
    expect(page.get_by_text("报名成功")).to_be_visible()
    assert Pool.objects.filter(taken=1).count() == 1
