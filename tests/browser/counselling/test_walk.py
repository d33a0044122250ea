"""A worker answers and is led to a human; another books; a counsellor takes the call and notes; an officer writes."""

from datetime import timedelta

import pytest
from django.conf import settings
from playwright.sync_api import expect

from gonghui.services.counselling import actions
from gonghui.services.counselling.models import Call, Note, Result, Talk
from tests.browser.looking import DESK, PHONE, assert_fit, assert_fit_everywhere, picture
from tests.cast import mobile
from tests.services.counselling.conftest import ABOUT, HEAVY, NOTE, RISKY


@pytest.mark.parametrize("scripts", [True, False])
def test_a_risk_answer_leads_to_a_human_with_one_press(scripts, window, lin, mei, taiyuan, by, now):
    actions.write(taiyuan, "睡不着的时候", "先别看手机。", by=by, now=now)
    one = window(lin, size=PHONE, scripts=scripts)
    page = one.open("/counselling/")
    expect(page.get_by_text("12356")).to_be_visible()
    assert_fit(page, scripts)
    picture(page, "counselling-phone-1-home")
    page.get_by_text("情绪自测（PHQ-9）").click()
    assert_fit(page, scripts)
    picture(page, "counselling-phone-2-consent")
    page.get_by_role("button", name="同意保存我的答案，开始").click()
    assert_fit(page, scripts)
    picture(page, "counselling-phone-3-scale")
    for at, answer in enumerate(RISKY):
        page.locator(f"input[name=q{at}]").nth(answer).check()
    page.get_by_role("button", name="看结果").click()
    expect(page.get_by_role("heading", name="谢谢你说出来。你不必一个人扛")).to_be_visible()
    assert_fit(page, scripts)
    picture(page, "counselling-phone-4-way")
    page.get_by_role("button", name="请给我打电话").click()
    expect(page.get_by_role("heading", name="已经在叫咨询师了")).to_be_visible()
    assert_fit(page, scripts)
    picture(page, "counselling-phone-5-called")
    assert Call.objects.count() == 1
    page.goto(page.url.partition("/counselling/")[0] + "/counselling/results/")
    expect(page.get_by_text("12 分，满分 27")).to_be_visible()
    assert_fit(page, scripts)
    picture(page, "counselling-phone-6-results")
    assert one.complaints == []


def test_answers_outlive_a_session_that_ended_and_are_nobody_elses(window, lin, su, as_, mei, now):
    for person in (lin, su):
        actions.consent(person, by=as_(person), now=now)
    one, other = window(lin, size=PHONE), window(su, size=PHONE)
    page, where = one.open("/counselling/scales/phq9/"), "/counselling/scales/phq9/"
    mine, hers = (each.context.cookies() for each in (one, other))
    for at, answer in enumerate(HEAVY):
        page.locator(f"input[name=q{at}]").nth(answer).check()
    one.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_role("button", name="看结果").click()
    page.wait_for_url("**/sign-in/**")
    assert not Result.objects.exists()
    one.context.add_cookies(mine)
    one.open(where)
    for at, answer in enumerate(HEAVY):
        expect(page.locator(f"input[name=q{at}]").nth(answer)).to_be_checked()
    one.context.add_cookies(hers)
    one.open(where)
    expect(page.get_by_text("提不起劲")).to_be_visible()
    expect(page.locator("input:checked")).to_have_count(0)
    one.context.add_cookies(mine)
    one.open(where)
    expect(page.locator("input:checked")).to_have_count(0)
    for at, answer in enumerate(HEAVY):
        page.locator(f"input[name=q{at}]").nth(answer).check()
    page.get_by_role("button", name="看结果").click()
    expect(page.get_by_text("11 分，满分 27")).to_be_visible()
    assert page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('kept:')).length") == 0


def test_a_worker_books_moves_and_gives_back(window, lin, desk):
    one = window(lin, size=PHONE)
    page = one.open("/counselling/counsellors/")
    assert_fit_everywhere(page, "counselling-phone-7-counsellors")
    page.get_by_text("梅咨询").click()
    page.get_by_label("什么时间").select_option(index=1)
    page.get_by_label("想聊什么").fill(ABOUT)
    assert_fit_everywhere(page, "counselling-phone-8-book")
    page.get_by_role("button", name="约这个时间").click()
    expect(page.get_by_text("约好了", exact=True)).to_be_visible()
    assert_fit_everywhere(page, "counselling-phone-9-talk")
    page.get_by_text("改时间", exact=True).click()
    page.get_by_label("什么时间").select_option(index=2)
    page.get_by_role("button", name="改到这个时间").click()
    expect(page.get_by_text("时间已改")).to_be_visible()
    page.locator("summary").filter(has_text="取消这次咨询").click()
    page.get_by_role("dialog").get_by_role("button", name="取消这次咨询").click()
    expect(page.get_by_text("已取消，这一次不算")).to_be_visible()
    assert Talk.objects.get().turn is None
    page.goto(page.url.partition("/counselling/")[0] + "/counselling/mine/")
    assert_fit_everywhere(page, "counselling-phone-10-mine")
    assert one.complaints == []


def test_a_counsellor_takes_a_call_and_notes_for_herself(window, mei, lin, booked, called, took, desk, now):
    actions.show_to(took().result, desk, now=now)
    talk = booked()
    called()
    one = window(mei, size=DESK)
    page = one.open("/console/counselling/desk/")
    assert_fit_everywhere(page, "counselling-desk-1-desk")
    page.get_by_text("马上接手").click()
    assert_fit_everywhere(page, "counselling-desk-2-calls")
    page.get_by_role("button", name="我来打").click()
    expect(page.get_by_text(mobile(101).e164)).to_be_visible()
    assert_fit_everywhere(page, "counselling-desk-3-call")
    page.get_by_label("写给职工").first.fill("约好周五再聊")
    page.get_by_role("button", name="记下通话").click()
    expect(page.get_by_text("已记下，职工看得到")).to_be_visible()
    page.goto(page.url.partition("/console/")[0] + f"/console/counselling/talks/{talk.pk}/")
    page.get_by_label("咨询笔记").fill(NOTE)
    page.get_by_role("button", name="加密保存").click()
    expect(page.get_by_text(NOTE)).to_be_visible()
    expect(page.get_by_text("11 分，满分 27")).to_be_visible()
    assert_fit_everywhere(page, "counselling-desk-4-talk")
    assert Note.objects.count() == 1
    page.goto(page.url.partition("/console/")[0] + "/console/counselling/desk/profile/")
    assert_fit_everywhere(page, "counselling-desk-5-profile")
    assert one.complaints == []


def test_an_officer_writes_a_text_and_reads_figures(window, zhao, taiyuan, took, enrol, works, now):
    for number in range(12):
        took(enrol("工友" + "甲乙丙丁戊己庚辛壬癸子丑"[number], 500 + number, works), [0] * 9, at=now - timedelta(30))
    one = window(zhao, size=DESK)
    page = one.open("/console/counselling/new/")
    page.get_by_label("标题").fill("睡不着的时候")
    page.get_by_label("正文").fill("先别看手机。")
    page.get_by_role("button", name="发布").click()
    expect(page.get_by_text("睡不着的时候")).to_be_visible()
    assert_fit_everywhere(page, "counselling-desk-6-texts")
    page.get_by_role("link", name="看数字").click()
    expect(page.get_by_text("没有或极少～重度")).to_be_visible()
    assert_fit_everywhere(page, "counselling-desk-7-figures")
    assert one.complaints == []
