"""A worker tests and applies on a phone, two officers decide at a desk, somebody reads the notice."""

import pytest
from playwright.sync_api import expect

from gonghui.primitives.casework.models import Case
from tests.browser.looking import DESK, PHONE, assert_fit, assert_fit_everywhere, picture


@pytest.mark.parametrize("scripts", [True, False])
def test_a_visitor_reads_why_with_the_numbers(scripts, window, standard):
    one = window(size=PHONE, scripts=scripts)
    page = one.open("/aid/")
    assert_fit(page, scripts)
    picture(page, "aid-phone-1-home")
    page.get_by_role("link", name="自己测一测").click()
    page.get_by_label("住在哪里").fill("太原市小店区")
    page.get_by_label("有单位、平台或行业").select_option("1")
    page.get_by_label("是在城市务工的农民工").select_option("0")
    page.get_by_label("一年到手的收入（元）").first.fill("24,000")
    page.get_by_label("医疗自付（元/年）").fill("18000")
    picture(page, "aid-phone-2-test")
    page.get_by_role("button", name="看结果").click()
    expect(page.get_by_text("每人每月 500.00 元")).not_to_have_count(0)
    expect(page.get_by_text("还差一些信息")).to_be_visible()
    assert_fit(page, scripts)
    picture(page, "aid-phone-3-answer")
    assert one.complaints == []


def test_a_worker_applies(window, lin, standard):
    page = window(lin, size=PHONE).open("/aid/apply/")
    assert_fit(page, True)
    page.get_by_label("家里的情况").fill("孩子住院")
    page.get_by_label("住在哪里").fill("太原市小店区")
    page.get_by_label("收款的银行卡号").fill("6222 0202 0000 1234")
    page.get_by_label("同意用收入").check()
    page.get_by_label("姓名").first.fill("林小雨")
    page.get_by_label("一年到手的收入（元）").first.fill("24000")
    picture(page, "aid-phone-4-apply")
    page.get_by_role("button", name="提交申请").click()
    expect(page.get_by_text("已收到，每一步你都看得到")).to_be_visible()
    assert_fit_everywhere(page, "aid-phone-5-mine")
    assert Case.objects.get().person == lin


def test_two_officers_decide_and_all_read_the_notice(window, proposed, guo, hao):
    case = proposed()
    page = window(guo, size=DESK).open(f"/console/aid/cases/{case.pk}/")
    expect(page.get_by_text("请另一位干部复审")).to_be_visible()
    page = window(hao, size=DESK).open(f"/console/aid/cases/{case.pk}/")
    assert_fit_everywhere(page, "aid-desk-1-case")
    page.locator("summary", has_text="复审通过").click()
    page.locator("dialog[open]").get_by_role("button", name="复审通过").click()
    expect(page.get_by_text("已通过复审，开始公示")).to_be_visible()

    visitor = window(size=PHONE).open("/aid/notices/")
    expect(visitor.get_by_text("林** · ")).to_be_visible()
    assert_fit_everywhere(visitor, "aid-phone-6-notices")


def test_finance_pays_and_the_worker_reads_the_receipt(window, to_pay, paid, fund, sun, lin, guo):
    case = paid()
    page = window(sun, size=DESK).open("/console/aid/payments/made/")
    expect(page.get_by_text("HD2026052900001")).to_be_visible()
    assert_fit_everywhere(page, "aid-desk-2-paid")
    page = window(guo, size=DESK).open("/console/aid/listed/")
    assert_fit_everywhere(page, "aid-desk-3-listed")
    page.goto(page.url.replace("listed/", "standards/"))
    assert_fit_everywhere(page, "aid-desk-4-standards")
    phone = window(lin, size=PHONE).open(f"/aid/cases/{case.pk}/")
    expect(phone.get_by_text("HD2026052900001")).not_to_have_count(0)
    assert_fit_everywhere(phone, "aid-phone-7-paid")
