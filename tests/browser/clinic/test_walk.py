"""A worker takes a slot on a phone; the desk measures; the worker reads it and has a way to the hospital."""

from datetime import timedelta
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from gonghui.kernel.window import Window
from gonghui.primitives.admission.models import Place
from gonghui.services.clinic import actions
from tests.browser.looking import DESK, PHONE, assert_fit, assert_fit_everywhere, picture


@pytest.mark.parametrize("scripts", [True, False])
def test_a_worker_takes_a_slot(scripts, window, lin, day):
    one = window(lin, size=PHONE, scripts=scripts)
    page = one.open("/clinic/")
    page.get_by_text("司机健康义诊").click()
    assert_fit(page, scripts)
    picture(page, "clinic-phone-1-day")
    page.get_by_role("button", name="约这个").first.click()
    expect(page.get_by_text("约好了", exact=True)).to_be_visible()
    assert_fit(page, scripts)
    picture(page, "clinic-phone-2-ticket")
    assert Place.objects.live().count() == 1
    assert one.complaints == []


def test_the_desk_measures_and_she_has_a_way_to_the_hospital(window, lin, take, by, now):
    place = take()
    actions.find(place, {"systolic": Decimal(150), "glucose": Decimal("5.6")}, "少吃盐，两周后再量", by=by, now=now)
    page = window(lin, size=PHONE).open("/clinic/results/")
    assert_fit_everywhere(page, "clinic-phone-3-results")
    page.get_by_role("link", name="看转诊单").click()
    expect(page.get_by_text("市第三人民医院")).to_be_visible()
    assert_fit_everywhere(page, "clinic-phone-4-referral")


def test_an_officer_plans_and_the_desk_receives(window, zhao, wu, home, taiyuan, wish, take, by, now):
    today = Window(now + timedelta(hours=2), now + timedelta(hours=3))
    day = actions.plan(taiyuan, wish(window=today, title="今天的义诊"), by=by, now=now)
    held = actions.take(day.slots.select_related("pool", "day__premises")[0], zhao, key="k", by=by, now=now)
    desk = window(wu, size=DESK).open(f"/counter/clinic/{day.pk}/")
    desk.get_by_label("凭证码").fill(held.code)
    desk.get_by_role("button", name="到场，开始测").click()
    expect(desk.get_by_label("收缩压（mmHg）")).to_be_visible()
    assert_fit_everywhere(desk, "clinic-counter-1-stations")
    desk.get_by_label("收缩压（mmHg）").fill("128")
    desk.get_by_role("button", name="加密保存，给本人").click()
    expect(desk.get_by_text("已加密保存，只有本人看得到")).to_be_visible()

    page = window(zhao, size=DESK).open("/console/clinic/new/")
    assert_fit_everywhere(page, "clinic-desk-1-new")
    page.goto(page.url.replace("new/", f"{day.pk}/"))
    assert_fit_everywhere(page, "clinic-desk-2-day")
