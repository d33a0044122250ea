"""The slot planner in a real browser: ask, read, and go on to the sessions it fills in."""

import pytest
from playwright.sync_api import expect

from gonghui.primitives.admission.models import Pool
from tests.browser.looking import DESK, PHONE, assert_fit, picture


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_planner_proposes_slots_and_fills_in_the_sessions(window, zhao, fair, taiyuan_venue, sessions, size):
    Pool.objects.filter(pk=sessions[0].pool_id).update(capacity=400, taken=400)
    name = "phone" if size == PHONE else "desk"
    page = window(zhao, size=size).open(f"/console/fairs/{fair.pk}/")
    page.get_by_role("link", name="排队测算").first.click()
    assert_fit(page)
    picture(page, f"planner-asks-{name}")
    for field, value in {"hall": "600", "stewards": "3", "tills": "12", "closes": "17:30"}.items():
        page.locator(f"[name={field}]").fill(value)
    page.get_by_role("button", name="推荐一个方案").click()
    expect(page.get_by_role("heading", name="建议每场")).to_be_visible()
    assert_fit(page)
    picture(page, f"planner-proposes-{name}")
    page.get_by_text("看各个时刻的数字").click()
    assert_fit(page)
    page.get_by_text("改条件再算").click()
    page.get_by_role("button", name="按现在的报名测算").click()
    expect(page.get_by_text("等候会超过 10 分钟")).to_be_visible()
    assert_fit(page)
    picture(page, f"planner-warns-{name}")
    page.go_back()
    page.get_by_role("link", name="按此方案生成时段").click()
    assert_fit(page)
    picture(page, f"planner-sessions-{name}")
    assert page.locator("[name=closes]").input_value() == "17:30"
    assert int(page.locator("[name=capacity]").input_value()) > 50


def test_the_planner_works_without_scripts(window, zhao, fair, taiyuan_venue):
    page = window(zhao, scripts=False).open(f"/console/fairs/{fair.pk}/venues/{taiyuan_venue.pk}/forecast/")
    page.get_by_role("button", name="推荐一个方案").click()
    expect(page.get_by_role("heading", name="建议每场")).to_be_visible()
