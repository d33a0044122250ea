"""The faces in a real browser: nobody is shut out, nothing is done twice, nothing needs a script."""

import re

import pytest
from playwright.sync_api import expect

from gonghui.primitives import clock
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.notices.models import ShownMessage
from gonghui.primitives.notices.outbox import send_due
from gonghui.primitives.notices.templates import Template
from gonghui.primitives.people import actions as people

from .looking import DESK, assert_fit, assert_fit_everywhere

PUBLIC = [
    "/",
    "/services/",
    "/services/?q=借书",
    "/services/mall/",
    "/scan/",
    "/mine/",
    "/sign-in/",
    "/sign-in/staff/",
    "/no/",
]
OWN = ["/", "/messages/", "/mine/", "/mine/data/", "/card/"]
STAFF = ["/console/", "/console/find/?q=林", "/console/unions/", "/console/help/", "/console/kit/", "/counter/"]
NEWS = Template("tests.news", "%(title)s", "%(title)s，详情见凭证")


@pytest.fixture
def lin(lin, now):
    for number in range(3):
        notices.tell(lin, NEWS, {"title": f"消息{number}"}, sms=False, now=now)
    return lin


@pytest.fixture
def zhao(zhao, by, now):
    people.open_account(zhao, username="zhao", password="太行山上 2026 雪", by=by, now=now)
    return zhao


def test_nobody_is_shut_out_of_the_public_pages(window, db):
    visitor = window()
    for address in PUBLIC:
        assert_fit_everywhere(visitor.open(address))


def test_nobody_is_shut_out_of_their_own_pages(window, lin):
    member = window(lin)
    for address in OWN:
        assert_fit_everywhere(member.open(address))
    member.page.goto(member.base + "/messages/")
    member.page.click(".m-notice")
    assert_fit_everywhere(member.page)


def test_nobody_is_shut_out_of_elder_mode(window, lin):
    elder = window(lin, elder=True)
    for address in ["/", "/services/", "/messages/", "/card/", "/mine/"]:
        page = elder.open(address)
        assert page.evaluate("getComputedStyle(document.body).fontSize") == "22px"
        assert_fit(page)


def test_no_officer_is_shut_out_of_the_console(window, zhao, lin):
    officer = window(zhao)
    for address in STAFF:
        assert_fit_everywhere(officer.open(address))


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_worker_signs_in_with_and_without_scripts(window, lin, settings, scripts):
    settings.DEMO, settings.SMS = True, {**settings.SMS, "backend": "demo"}
    page = window(scripts=scripts).open("/card/")
    page.fill("[name=mobile]", "199 0000 0101")
    page.click("text=发验证码")
    assert "199****0101" in page.inner_text("main")
    send_due(now=clock.now())
    code = re.search(r"\d{6}", ShownMessage.objects.get().text)[0]
    page.type("[name=code]", f"{code[:3]} {code[3:]}")  # as the phone shows it; the last digit sends it
    if not scripts:
        page.click("form.m-signin button")
    page.wait_for_url("**/card/")
    assert "林小雨" in page.inner_text("main")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_one_sentence_finds_the_service(window, db, scripts):
    page = window(scripts=scripts).open("/services/")
    page.fill("[name=q]", "老板不发工资")
    page.click("text=找一找")
    page.wait_for_selector("text=可能是")
    page.click("#found a >> nth=0")
    page.wait_for_url("**/legal/")


def test_home_search_leads_to_the_results(window, db):
    page = window().open("/")
    page.fill("[name=q]", "想喝水")
    page.press("[name=q]", "Enter")
    page.wait_for_selector("#found >> text=职工驿站")


def test_a_double_click_sends_one_request(window, lin):
    member = window(lin)
    page = member.open("/mine/")
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.dblclick("text=长辈版 >> nth=-1")
    page.wait_for_load_state("networkidle")
    assert len(sent) == 1


def test_a_button_wakes_when_the_page_comes_back(window, lin):
    member = window(lin)
    page = member.open("/mine/")
    page.click("button[name=on][value='1']")
    page.wait_for_selector("text=已换成长辈版")
    page.go_back()
    expect(page.locator("button[name=on][value='0']")).to_be_enabled()


def test_the_resend_button_sleeps_and_says_for_how_long(window, lin):
    page = window().open("/sign-in/")
    page.fill("[name=mobile]", "19900000101")
    page.click("text=发验证码")
    button = page.locator("[data-wait]")
    assert button.is_disabled()
    assert re.fullmatch(r"再发一次（\d+）", button.inner_text())


def test_what_is_days_away_is_counted_in_days_and_hours_and_what_is_near_to_the_second(window, zhao):
    page = window(zhao, size=DESK).open("/console/kit/")
    counted = """(hours) => {
        const time = document.createElement("time");
        time.dataset.until = new Date(Date.now() + hours * 3_600_000).toISOString();
        countdown(time);
        return time.textContent;
    }"""
    assert page.evaluate(counted, 90.5) == "3 天 18 小时"
    assert page.evaluate(counted, 24.5).startswith("24 小时 ")
    assert page.evaluate(counted, 0) == "0 秒"


def test_what_cannot_be_undone_asks_once_in_a_dialog(window, zhao):
    page = window(zhao, size=DESK).open("/console/kit/")
    page.click("summary >> text=取消这一场")
    assert page.locator("dialog[open]").get_attribute("aria-label") == "取消周六 9:30 这一场？"
    assert_fit(page)
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0


def test_without_scripts_the_question_unfolds_in_place(window, zhao):
    page = window(zhao, size=DESK, scripts=False).open("/console/kit/")
    page.click("summary >> text=取消这一场")
    assert page.is_visible("text=取消并通知 60 人")


def test_the_whole_home_can_be_walked_by_keyboard(window, lin):
    page = window(lin).open("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    seen = set()
    for _ in range(80):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.getAttribute('href')"))
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        inside_search = page.evaluate("!!document.activeElement.closest('.m-search')")
        assert outline != "none" or inside_search or page.evaluate("document.activeElement === document.body")
    assert {"/card/", "/services/", "/scan/", "/messages/", "/mine/"} <= seen


def test_the_picture_of_a_receipt_is_made_on_the_phone(window, zhao):
    page = window(zhao, size=DESK).open("/console/kit/")
    with page.expect_download() as download:
        page.click("text=存为图片")
    assert download.value.suggested_filename == "receipt.png"


def test_the_api_documentation_draws_itself_without_any_other_host(window, db):
    page = window(size=DESK).open("/api/v1/docs")
    page.wait_for_selector(".opblock >> text=List Services")


def test_a_refused_form_shuts_nobody_out_either(window, db):
    page = window().open("/sign-in/")
    page.fill("[name=mobile]", "1380013")
    page.click("text=发验证码")
    assert page.locator("[name=mobile]").get_attribute("aria-invalid") == "true"
    assert_fit(page)
