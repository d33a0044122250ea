"""A worker finds an answer, is told how long there is, asks; an officer answers and counts what came back."""

import pytest
from playwright.sync_api import expect

from gonghui.primitives.casework import actions as casework
from gonghui.primitives.casework.models import Case
from gonghui.services.legal.models import Evidence
from tests.browser.looking import DESK, PHONE, assert_fit, assert_fit_everywhere, picture
from tests.services.legal.conftest import WORDS


@pytest.mark.parametrize("scripts", [True, False])
def test_a_visitor_finds_an_answer_and_what_is_left(scripts, window, taiyuan, answer):
    one = window(None, size=PHONE, scripts=scripts)
    page = one.open("/legal/")
    assert_fit(page, scripts)
    page.get_by_label("发生了什么").fill("包工头跑了，工资没拿到")
    page.get_by_role("button", name="查答案").click()
    expect(page.get_by_role("link", name=answer.title).first).to_be_visible()
    picture(page, "legal-phone-1-found")
    page.get_by_role("link", name=answer.title).first.click()
    expect(page.get_by_text("由总包先付")).to_be_visible()
    assert_fit(page, scripts)
    picture(page, "legal-phone-2-answer")

    page.goto(page.url.split("/legal/")[0] + "/legal/wages/")
    page.get_by_label("从哪天起没有足额发工资").fill("2025-01-01")
    page.get_by_label("哪天离开单位").fill("2025-06-01")
    page.get_by_role("button", name="算一算").click()
    expect(page.get_by_text("还剩 12 天")).to_be_visible()
    assert_fit(page, scripts)
    picture(page, "legal-phone-3-wages")
    page.get_by_role("button", name="打印仲裁申请书").click()
    expect(page.get_by_role("heading", name="劳动人事争议仲裁申请书")).to_be_visible()
    assert_fit(page, scripts)
    picture(page, "legal-phone-4-letter")
    assert one.complaints == []


def test_an_officer_answers_and_counts_what_came_back(window, asked, guo, lin, as_guo, now):
    case = casework.assign(asked(), guo, by=as_guo, now=now)
    page = window(guo, size=DESK).open("/console/legal/cases/")
    assert_fit_everywhere(page, "legal-desk-1-queue")
    page.goto(page.url + f"{case.pk}/")
    expect(page.get_by_text(WORDS)).to_be_visible()
    assert_fit_everywhere(page, "legal-desk-2-case")
    page.locator("summary", has_text="办结").click()
    page.get_by_label("要回多少元").fill("9600")
    page.get_by_label("告诉职工").fill("已付清")
    page.get_by_role("button", name="办结", exact=True).click()
    expect(page.get_by_text("已办结，职工收到通知")).to_be_visible()
    assert Case.objects.select_related("matter").get().matter.recovered_fen == 960000

    phone = window(lin, size=PHONE).open(f"/legal/cases/{case.pk}/")
    assert_fit_everywhere(phone, "legal-phone-5-closed")


def test_the_library_is_looked_after_at_a_desk(window, guo, answer):
    page = window(guo, size=DESK).open("/console/legal/library/")
    assert_fit_everywhere(page, "legal-desk-3-library")
    page.get_by_role("link", name=answer.title).click()
    page.get_by_label("解答", exact=True).fill("总包先付，再追分包。")
    assert_fit_everywhere(page, "legal-desk-4-answer")
    page.get_by_role("button", name="改好").click()
    expect(page.get_by_text("改好了")).to_be_visible()


def test_a_worker_keeps_evidence_and_a_court_holds_the_copy_to_it(window, lin, tmp_path):
    paper = tmp_path / "欠条.txt"
    paper.write_text("欠林小雨三个月工资", encoding="utf-8")
    phone = window(lin, size=PHONE)
    page = phone.open("/legal/evidence/")
    page.get_by_label("照片和文件").set_input_files(paper)
    page.get_by_label("是什么").fill("老板写的欠条")
    page.get_by_role("button", name="存进去").click()
    expect(page.get_by_text("已存好，时间和指纹已经记下")).to_be_visible()
    assert_fit_everywhere(page, "legal-phone-6-evidence")
    page.get_by_role("link", name="打印证据清单").click()
    expect(page.get_by_text("SHA-256").first).to_be_visible()
    assert_fit_everywhere(page, "legal-phone-7-list")
    assert phone.complaints == []

    court = window(None, size=DESK).open("/legal/evidence/check/")
    court.get_by_label("证据编号").fill(Evidence.objects.get().code)
    court.get_by_label("下载的副本").set_input_files(paper)
    court.get_by_role("button", name="核对").click()
    expect(court.get_by_text("一致：就是当时存的那一件")).to_be_visible()
    picture(court, "legal-desk-5-check")
