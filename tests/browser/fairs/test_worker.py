"""A worker's way through a fair in a real browser: phone and desk, with scripts and without."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from gonghui.kernel.codes import shown
from gonghui.primitives.admission.models import Place
from gonghui.services.fairs import actions
from gonghui.services.fairs.models import Purchase
from tests.browser.looking import DESK, PHONE, assert_fit, picture

WAYS = {"phone": (PHONE, True), "phone-plain": (PHONE, False), "desk": (DESK, True), "desk-plain": (DESK, False)}


def confirm(page, act, yes, scripts, way="phone"):
    """Press `act` and, asked once, `yes`."""
    page.locator("summary", has_text=act).click()
    box = page.get_by_role("dialog") if scripts else page.locator(".k-confirm-box")
    picture(page, f"fairs-{way}-confirm-{act}")
    box.get_by_role("button", name=yes).click()


@pytest.mark.parametrize("way", WAYS)
def test_a_worker_comes_from_home_to_a_receipt(way, window, lin, sessions):
    size, scripts = WAYS[way]
    page = window(lin, size=size, scripts=scripts).open("/")
    page.get_by_role("link", name=re.compile("惠民补贴专场")).first.click()
    expect(page.get_by_text("在我的城市")).to_be_visible()
    assert_fit(page, scripts)
    picture(page, f"fairs-{way}-1-home")
    page.get_by_role("link", name="惠职工家电专场").click()
    expect(page.get_by_text("你符合参加条件，选一个时段")).to_be_visible()
    assert_fit(page, scripts)
    picture(page, f"fairs-{way}-2-fair")
    page.get_by_role("link", name=re.compile("10:30–11:30")).click()
    expect(page.get_by_role("heading", name="今天 10:30–11:30")).to_be_visible()
    assert_fit(page, scripts)
    picture(page, f"fairs-{way}-3-session")
    page.get_by_role("button", name="报名这一场").dblclick()
    expect(page.get_by_text("报名成功")).to_be_visible()
    place = Place.objects.get(holder=lin)
    expect(page.get_by_text(shown(place.code))).to_be_visible()
    expect(page.get_by_role("img", name="凭证二维码")).to_be_visible()
    assert_fit(page, scripts)
    picture(page, f"fairs-{way}-4-receipt")

    page.go_back()
    if not scripts:  # with scripts the page looks again by itself
        page.reload()
    expect(page.get_by_text("你已经报了这一场")).to_be_visible()
    page.go_forward()
    confirm(page, "退回名额", "确认退回", scripts, way)
    expect(page.get_by_text("名额已退回")).to_be_visible()
    place.refresh_from_db()
    assert place.release_reason == "given_back"


@pytest.mark.parametrize("scripts", [True, False])
def test_who_waits_moves_up_and_gets_the_place(scripts, window, lin, enrol, works, sessions, by, now):
    crowd = [enrol(f"王小{name}", 300 + n, works) for n, name in enumerate("甲乙丙")]
    for person in crowd:
        actions.sign_up(sessions[1], person, key="fill", by=by, now=now)
    page = window(lin, scripts=scripts).open(f"/subsidies/sessions/{sessions[1].pk}/")
    expect(page.get_by_text("名额满了")).to_be_visible()
    assert_fit(page, scripts)
    page.get_by_role("button", name="候补这一场").dblclick()
    expect(page.get_by_text("第 1 位")).to_be_visible()
    assert_fit(page, scripts)
    picture(page, f"fairs-waiting-{scripts}")
    confirm(page, "退出候补", "退出候补", scripts)
    expect(page.get_by_text("已退出候补")).to_be_visible()
    page.get_by_role("button", name="候补这一场").click()
    actions.give_back(sessions[1].venue.fair, crowd[0], by=by, now=now)
    page.reload()
    page.get_by_role("link", name="打开我的凭证").click()
    expect(page.get_by_text(shown(Place.objects.get(holder=lin).code))).to_be_visible()
    page.get_by_role("link", name="改签到别的时段").click()
    page.get_by_role("link", name=re.compile("9:30–10:30")).click()
    page.get_by_role("button", name="改签到这一场").click()
    expect(page.get_by_text("改签成功")).to_be_visible()
    assert_fit(page, scripts)


def test_a_visitor_signs_in_on_the_way_and_comes_back(window, sessions):
    page = window(scripts=False).open(f"/subsidies/sessions/{sessions[1].pk}/")
    page.get_by_role("link", name="登录后报名").click()
    expect(page.get_by_role("heading", name="用手机号登录")).to_be_visible()
    assert page.locator("input[name=next]").input_value() == f"/subsidies/sessions/{sessions[1].pk}/"


def test_the_receipt_is_saved_as_a_picture(window, lin, sessions, by, now):
    actions.sign_up(sessions[1], lin, key="k", by=by, now=now)
    page = window(lin).open(f"/subsidies/{sessions[1].venue.fair_id}/receipt/")
    with page.expect_download() as download:
        page.get_by_role("button", name="存为图片").click()
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("elder", [False, True])
def test_what_i_bought_and_its_after_sales(elder, window, admitted, taiyuan_venue, fridge, buy, fair):
    buy(taiyuan_venue, fridge, admitted, "SN0001")
    one = window(admitted, elder=elder)
    page = one.open("/subsidies/purchases/")
    assert_fit(page)
    picture(page, f"fairs-purchases-{elder}")
    page.get_by_role("link", name="海星 海星冰箱").click()
    page.get_by_label("哪里有问题").fill("门关不严")
    page.get_by_role("button", name="申请售后").dblclick()
    expect(page.get_by_text("前答复，有答复会发消息给")).to_be_visible()
    assert Purchase.objects.get().requests.count() == 1
    assert_fit(page)
    picture(page, f"fairs-purchase-{elder}")
    for address in (
        "/subsidies/",
        f"/subsidies/{fair.pk}/",
        f"/subsidies/{fair.pk}/goods/",
        f"/subsidies/{fair.pk}/receipt/",
    ):
        assert_fit(one.open(address))
