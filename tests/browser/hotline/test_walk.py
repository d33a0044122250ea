"""A worker asks on a phone, an officer answers at a desk, a seat takes a call; the worker has the last word."""

import pytest
from playwright.sync_api import expect

from gonghui.primitives.casework import actions as casework
from gonghui.primitives.casework.models import Case
from tests.browser.looking import DESK, PHONE, assert_fit, assert_fit_everywhere, picture
from tests.cast import mobile
from tests.services.hotline.conftest import WORDS


@pytest.mark.parametrize("scripts", [True, False])
def test_a_worker_asks_in_one_screen(scripts, window, taiyuan, lin):
    one = window(lin, size=PHONE, scripts=scripts)
    page = one.open("/hotline/")
    assert_fit(page, scripts)
    page.get_by_label("发生了什么").fill(WORDS)
    page.get_by_label("在哪里").fill("太原市小店区")
    page.get_by_role("button", name="提交诉求").click()
    expect(page.get_by_text("已收到，每一步你都看得到")).to_be_visible()
    expect(page.get_by_text(WORDS)).to_be_visible()
    assert_fit(page, scripts)
    picture(page, "hotline-phone-1-asked")
    page.get_by_label("要说的话").fill("有工资条")
    page.get_by_role("button", name="发送").click()
    expect(page.get_by_text("有工资条")).to_be_visible()
    assert one.complaints == []


def test_an_officer_answers_and_the_worker_accepts(window, asked, guo, lin, as_guo, now):
    case = casework.assign(asked(), guo, by=as_guo, now=now)
    page = window(guo, size=DESK).open("/console/hotline/cases/")
    assert_fit_everywhere(page, "hotline-desk-1-queue")
    page.goto(page.url + f"{case.pk}/")
    assert_fit_everywhere(page, "hotline-desk-2-case")
    page.get_by_label("要说的话").fill("月底发清")
    page.get_by_label("已经办好，请职工评价").check()
    page.get_by_role("button", name="发给职工").click()
    expect(page.get_by_text("已答复，等职工评价或回访")).to_be_visible()

    phone = window(lin, size=PHONE).open(f"/hotline/{case.pk}/")
    expect(phone.get_by_text("郭")).not_to_have_count(0)  # who has opened it
    assert_fit_everywhere(phone, "hotline-phone-2-answered")
    phone.get_by_role("button", name="解决了，评价").click()
    expect(phone.get_by_text("谢谢评价")).to_be_visible()
    assert Case.objects.get().stars == 5


def test_a_seat_finds_the_caller_and_takes_a_call(window, wu, lin, asked):
    case = asked()
    page = window(wu, size=DESK).open("/console/hotline/desk/")
    page.get_by_label("来电号码").fill(mobile(101).national)
    page.get_by_role("button", name="查来电人").click()
    expect(page.get_by_text(case.code[:3])).to_be_visible()
    assert_fit_everywhere(page, "hotline-desk-3-caller")
    page.get_by_label("来电人不愿意说是谁（匿名）").check()
    page.get_by_label("发生了什么").fill("四十度还在露天干活")
    page.get_by_label("在哪里").fill("太原市")
    page.get_by_role("button", name="登记，派给受理工会").click()
    expect(page.get_by_text("请把编号告诉来电人")).to_be_visible()
    assert Case.objects.filter(person=None).count() == 1
