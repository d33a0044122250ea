"""A gate's and a till's path in a real browser: shown, sold, refused, cancelled; nobody is shut out."""

import re

import pytest
from playwright.sync_api import expect

from gonghui.primitives.admission import live_codes as live
from gonghui.primitives.notices.envelopes import opened
from gonghui.primitives.notices.models import Delivery
from gonghui.services.fairs import actions
from tests.browser.looking import DESK, PHONE, assert_fit, picture, reload_alone

SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])


@pytest.fixture
def place(lin, sessions, by, now):
    return actions.sign_up(sessions[0], lin, key="k1", by=by, now=now)


@SIZES
def test_the_gate_says_yes_once_and_then_no(window, size, wu, place, taiyuan_venue, now):
    page = window(wu, size=size).open(f"/counter/fairs/{taiyuan_venue.pk}/gate/")
    assert_fit(page)
    code = page.get_by_label("凭证码、会员码或手机号")
    expect(code).to_be_focused()
    code.fill(live.code_at(place, now))
    code.press("Enter")
    expect(page.locator(".k-verdict-yes")).to_contain_text("林小雨")
    expect(code).to_be_focused()
    picture(page, f"gate-yes-{size['width']}")
    assert_fit(page)
    code.fill(place.code)
    code.press("Enter")
    expect(page.locator(".k-verdict-no")).to_contain_text("已在")
    picture(page, f"gate-no-{size['width']}")
    assert_fit(page)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
@SIZES
def test_the_till_sells_to_who_came_in(window, size, scripts, clerk, admitted, fair, dealer, taiyuan_venue, now):
    desk = window(clerk, size=size, scripts=scripts)
    page = desk.open(f"/counter/fairs/{taiyuan_venue.pk}/tills/{dealer.pk}/")
    look = assert_fit if scripts else (lambda page: None)
    look(page)
    page.get_by_label("买家的二维码、凭证码、会员码或手机号").fill(admitted.member_code)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="给买家发短信码").click()
    expect(page.get_by_text(f"短信码已发到{admitted.masked_mobile}")).to_be_visible()
    look(page)
    picture(page, f"till-word-{size['width']}")
    told = opened(Delivery.objects.get(template="fairs.word"), now=now).text
    page.get_by_label("买家凭证页上会变的二维码，或短信码").fill(re.search(r"\d{6}", told).group())
    page.keyboard.press("Enter")
    page.get_by_label("品牌、型号或名称").fill("冰箱")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="海星水壶")).to_have_count(0)
    look(page)
    page.get_by_role("link", name="海星冰箱").click()
    expect(page.locator(".s-total")).to_contain_text("5,600.00")
    look(page)
    picture(page, f"till-quote-{size['width']}")
    page.get_by_label("序列号").fill("SN 0001")
    page.get_by_label("发票号码").fill("12")
    page.keyboard.press("Enter")
    expect(page.locator(".k-verdict-no")).to_contain_text("发票号码")
    expect(page.get_by_label("序列号")).to_have_value("SN 0001")
    look(page)
    page.get_by_label("发票号码").fill("26000001")
    page.get_by_role("button", name="登记售出").click()
    expect(page.locator(".s-slip")).to_contain_text("SN0001")
    look(page)
    picture(page, f"till-slip-{size['width']}")
    desk.open(f"/counter/fairs/{taiyuan_venue.pk}/tills/{dealer.pk}/statement/")
    expect(page.locator(".s-sums")).to_contain_text("2,400.00")
    look(page)


def test_a_till_without_a_network_says_what_it_cannot_and_keeps_the_form(
    window, clerk, admitted, fridge, dealer, taiyuan_venue, give_word, now
):
    give_word(taiyuan_venue, admitted, now)
    desk = window(clerk)
    here = f"/counter/fairs/{taiyuan_venue.pk}/tills/{dealer.pk}/"
    page = desk.open(f"{here}?buyer={admitted.places.get().code}&offer={fridge.pk}")
    page.get_by_label("序列号").fill("SN0001")
    page.get_by_label("发票号码").fill("26000001")
    desk.context.set_offline(True)
    page.get_by_role("button", name="登记售出").click()
    expect(page.locator(".k-verdict-no")).to_contain_text("没有网络，不能卖")
    assert_fit(page)
    picture(page, "till-alone")
    page.get_by_role("link", name="换一件商品").click()
    expect(page.get_by_label("序列号")).to_have_value("SN0001")
    desk.context.set_offline(False)
    expect(page.locator(".k-verdict-no")).to_have_count(0)
    page.get_by_role("button", name="登记售出").click()
    expect(page.locator(".s-slip")).to_contain_text("SN0001")
    page.wait_for_function("async () => !!(await caches.match('/counter/alone/', { ignoreVary: true }))")
    reload_alone(page)  # its goods and buyer are no page to keep
    expect(page.get_by_text("没有网络，这一页打不开")).to_be_visible()
