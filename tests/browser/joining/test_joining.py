"""A rider joins in three screens on a phone, typed words outlive a dropped network, an officer says yes at a desk."""

import time
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from gonghui.primitives.people import actions as people
from tests.browser.looking import DESK, PHONE, assert_fit, picture
from tests.services.joining.conftest import FREE_ID

SCREENS, MOST_SECONDS = ["/join/", "/join/union/", "/join/check/"], 60


@pytest.mark.parametrize("scripts", [True, False])
def test_a_rider_joins_on_a_phone(scripts, window, rider, taiyuan, by, now):
    people.add_employer(name="并州速递有限公司", area=taiyuan, headcount=40, by=by, now=now)
    one = window(rider, size=PHONE, scripts=scripts)
    begun, page = time.monotonic(), one.open("/join/")
    screens: list[str] = []
    page.on("domcontentloaded", lambda shown: screens.append(urlsplit(shown.url).path))
    page.get_by_role("textbox", name="证件号码").fill(FREE_ID.number)
    page.get_by_label("在哪里干活").fill("小象外卖、并州速递")
    page.get_by_label("我同意").check()
    assert_fit(page, scripts)
    picture(page, "joining-phone-1-who")
    page.get_by_role("button", name="下一步").click()
    page.get_by_label("单位、工会、代码或地名").fill("并州速递")
    page.get_by_role("button", name="找一找").click()
    expect(page.get_by_text("上级工会受理")).to_be_visible()
    assert_fit(page, scripts)
    picture(page, "joining-phone-2-union")
    page.get_by_role("button", name="选这个工会").first.click()
    assert_fit(page, scripts)
    picture(page, "joining-phone-3-check")
    page.get_by_role("button", name="提交申请").click()
    expect(page.get_by_text("等待审核").first).to_be_visible()
    assert time.monotonic() - begun <= MOST_SECONDS
    assert list(dict.fromkeys(("/join/", *screens)))[:-1] == SCREENS
    assert_fit(page, scripts)
    picture(page, "joining-phone-4-one")
    assert one.complaints == []


def test_what_was_typed_stays_when_the_network_drops(window, rider):
    one = window(rider, size=PHONE)
    page = one.open("/join/")
    page.get_by_role("textbox", name="证件号码").fill(FREE_ID.number)
    page.get_by_label("在哪里干活").fill("小象外卖")
    page.get_by_label("我同意").check()
    page.context.set_offline(True)
    page.get_by_role("button", name="下一步").click()
    expect(page.get_by_role("alert")).to_contain_text("填的内容都在")
    expect(page.get_by_label("在哪里干活")).to_have_value("小象外卖")
    page.context.set_offline(False)
    page.reload()
    expect(page.get_by_label("在哪里干活")).to_have_value("小象外卖")
    expect(page.get_by_role("textbox", name="证件号码")).to_have_value("")


def test_an_officer_says_yes_at_a_desk(window, rider, zhao, applied):
    applied(rider)
    one = window(zhao, size=DESK)
    page = one.open("/console/join/")
    expect(page.get_by_role("link", name="古丽·阿依")).to_be_visible()
    assert_fit(page)
    picture(page, "joining-desk-1-queue")
    page.get_by_role("link", name="古丽·阿依").click()
    expect(page.get_by_text("规则怎么说")).to_be_visible()
    assert_fit(page)
    picture(page, "joining-desk-2-one")
    page.locator("summary", has_text="同意").first.click()
    page.get_by_role("dialog").get_by_role("button", name="同意").click()
    expect(page.get_by_text("会籍从今天起").first).to_be_visible()
    assert one.complaints == []
