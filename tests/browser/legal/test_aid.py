"""A worker asks whether and applies; an officer grants or refuses; a lawyer writes down a hearing."""

import pytest
from playwright.sync_api import expect

from gonghui.primitives.casework.models import Case
from gonghui.services.legal.models import AidStep
from gonghui.services.legal.rules.entitled import Facts
from tests.browser.looking import DESK, PHONE, assert_fit, assert_fit_everywhere, picture


@pytest.mark.parametrize("scripts", [True, False])
def test_a_worker_sees_whether_and_applies(scripts, window, lin, taiyuan):
    phone = window(lin, size=PHONE, scripts=scripts)
    page = phone.open("/legal/aid/")
    page.get_by_label("关于什么").select_option(label="工资拖欠")
    page.get_by_label("是进城务工的吗").select_option("1")
    page.get_by_role("button", name="看符不符合").click()
    expect(page.get_by_text("符合法律援助的条件")).to_be_visible()
    assert_fit(page, scripts)
    picture(page, "legal-phone-8-entitled")

    page.get_by_role("link", name="去申请").click()
    page.get_by_label("发生了什么").fill("在工地干了五个月，工资没结")
    page.get_by_label("在哪里").fill("太原市小店区")
    page.get_by_label("是进城务工的吗").select_option("1")
    assert_fit(page, scripts)
    picture(page, "legal-phone-9-apply")
    page.get_by_role("button", name="提交申请").click()
    expect(page.get_by_text("7 天，节假日也算")).to_be_visible()
    assert_fit(page, scripts)
    picture(page, "legal-phone-10-applied")
    assert phone.complaints == []


def test_an_officer_grants_and_appoints_and_a_lawyer_writes_a_hearing(window, applied, guo, lawyer, lin):
    case = applied()
    page = window(guo, size=DESK).open("/console/legal/aid/")
    assert_fit_everywhere(page, "legal-desk-6-aid")
    page.goto(page.url + f"{case.pk}/")
    assert_fit_everywhere(page, "legal-desk-7-decide")
    page.locator("summary", has_text="同意援助").click()
    page.locator("dialog[open]").get_by_role("button", name="同意援助").click()
    expect(page.get_by_text("已同意，请在三日内指派律师")).to_be_visible()
    page.locator("summary", has_text="指派律师").click()
    page.get_by_label("交给谁").select_option(label=lawyer.name)
    page.get_by_role("button", name="指派", exact=True).click()
    expect(page.get_by_text("律师在办").first).to_be_visible()

    bench = window(lawyer, size=DESK).open(f"/console/legal/aid/{case.pk}/")
    bench.locator("summary", has_text="写办理记录").click()
    bench.get_by_label("做了什么").select_option("hearing")
    bench.get_by_label("哪天").fill("2026-05-20")
    bench.get_by_label("用了多少分钟").fill("90")
    bench.get_by_label("经过").fill("开了庭，等裁决")
    assert_fit_everywhere(bench, "legal-desk-8-lawyer")
    bench.get_by_role("button", name="写下", exact=True).first.click()
    expect(bench.get_by_text("办理记录已写下，职工看得到")).to_be_visible()
    assert AidStep.objects.get().minutes == 90

    phone = window(lin, size=PHONE).open(f"/legal/aid/cases/{case.pk}/")
    expect(phone.get_by_text("90 分钟").first).to_be_visible()
    assert_fit_everywhere(phone, "legal-phone-11-helped")
    page.goto(page.url.split("/console/")[0] + "/console/legal/aid/figures/")
    assert_fit_everywhere(page, "legal-desk-9-figures")


def test_a_refusal_is_read_on_a_phone_and_printed(window, applied, guo, lin):
    case = applied(topic="dismissal", facts=Facts("dismissal", exempt="", hardship=False))
    page = window(guo, size=DESK).open(f"/console/legal/aid/{case.pk}/")
    page.locator("summary", has_text="不予援助").click()
    page.get_by_label("依据").select_option("means")
    page.get_by_label("理由").fill("家庭收入高于标准")
    page.get_by_role("button", name="发出决定书").click()
    expect(page.get_by_text("不予援助决定书已发给职工")).to_be_visible()
    assert Case.objects.get().outcome == "refused"

    phone = window(lin, size=PHONE).open(f"/legal/aid/cases/{case.pk}/")
    assert_fit_everywhere(phone, "legal-phone-12-refused")
    phone.get_by_role("link", name="打印不予援助决定书").click()
    expect(phone.get_by_text("第四十九条")).to_be_visible()
    assert_fit_everywhere(phone, "legal-phone-13-refusal")
