"""An officer's path with a roster in a real browser: upload, look, confirm; with scripts and without."""

import re

import pytest
from playwright.sync_api import expect

from gonghui.primitives import clock
from gonghui.primitives.people import actions as people
from gonghui.services.membership.models import RosterImport
from gonghui.services.membership.roster import actions
from tests.browser.looking import DESK, PHONE, assert_fit, picture
from tests.services.membership.conftest import csv_file, member_row, row


@pytest.fixture
def zhao(zhao, by, now):
    people.open_account(zhao, username="zhao", password="太行山上 2026 雪", by=by, now=now)
    return zhao


@pytest.fixture
def names(works, su, lin):
    """Twelve good rows, and one of every sort of trouble."""
    surnames = "高方郑何吕施张孔曹严华金"
    good = [row(f"{surname}{'一二三四五六七八九十'[at % 10]}鸣", at) for at, surname in enumerate(surnames, start=1)]
    bad = [
        row("", 21),
        row("魏四海", 22, document="1.1E+17"),
        row("陶五洲", 23, document="140105199002300015"),
        row("姜六合", 24, mobile="1380013800"),
        row("戚七星", 25, mobile=row("", 1)[2]),
        member_row("苏红梅", 103),
        member_row("林小雨", 101),
    ]
    header = ["姓名", "身份证号", "联系电话", "职务"]
    return csv_file(*([*one, "工人"] for one in good + bad), header=header)


def upload(page, data, name="晋源机械厂会员名单.csv"):
    page.get_by_label("导入到哪个工会").select_option("TY-JY")
    page.get_by_label("表格文件").set_input_files({"name": name, "mimeType": "text/csv", "buffer": data})
    page.get_by_role("button", name="检查并导入").click()


def test_an_officer_brings_a_roster_and_sees_it_through(window, zhao, names):
    desk = window(zhao, size=DESK)
    page = desk.open("/console/membership/rosters/")
    assert_fit(page)
    picture(page, "roster-none")
    page.get_by_role("link", name="上传一份名单").first.click()
    assert_fit(page)
    picture(page, "roster-new")

    upload(page, b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "名单.xlsx")
    expect(page.get_by_role("alert")).to_contain_text("这不是表格，而是图片")
    assert_fit(page)
    picture(page, "roster-refused")

    upload(page, names)
    expect(page.get_by_text("排队等待检查")).to_be_visible()
    assert_fit(page)
    picture(page, "roster-waiting")
    actions.work_rosters(clock.now())
    expect(page.get_by_text("你的决定")).to_be_visible()  # the page saw it by itself
    assert_fit(page)
    picture(page, "roster-preview")

    page.get_by_role("link", name=re.compile("手机号 1")).click()
    expect(page.get_by_text("手机号应有 11 位，现在是 10 位")).to_be_visible()
    expect(page.get_by_text("没有填写姓名")).not_to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="导出 Excel").click()
    assert download.value.suggested_filename.endswith(".xlsx")

    page.get_by_text(re.compile(r"^导入这 \d+ 人$")).first.click()
    picture(page, "roster-confirm")
    page.get_by_role("dialog").get_by_role("button", name=re.compile("导入这")).dblclick()
    expect(page.get_by_text("正在导入")).to_be_visible()
    picture(page, "roster-committing")
    actions.work_rosters(clock.now())
    expect(page.get_by_text("没有导入的行")).to_be_visible()
    assert_fit(page)
    picture(page, "roster-done")
    assert RosterImport.objects.get().rows_joined == 11

    page.go_back()
    assert RosterImport.objects.get().rows_joined == 11
    assert_fit(desk.open("/console/membership/rosters/"))
    picture(page, "rosters")


def test_without_scripts_the_same_path_is_walked_by_plain_pages(window, zhao, names):
    page = window(zhao, size=DESK, scripts=False).open("/console/membership/rosters/new/")
    upload(page, names)
    actions.work_rosters(clock.now())
    page.reload()
    page.get_by_text(re.compile(r"^导入这 \d+ 人$")).first.click()  # unfolds
    page.locator("form[action$='/confirmation/'] button").first.click()
    actions.work_rosters(clock.now())
    page.reload()
    expect(page.get_by_text("没有导入的行")).to_be_visible()


def test_claims_reach_the_other_union_and_fit_a_phone(window, enrol, zhao, names, datong, works, by, now):
    actions.work_rosters(clock.now())
    there = enrol("大同干部", 203, None)
    people.appoint(there, datong, "officer", by=by, now=now)
    people.open_account(there, username="there", password="太行山上 2026 雪", by=by, now=now)
    roster = actions.upload(works, names, "名单.csv", by=by, now=now)
    actions.work_rosters(now)
    actions.confirm(roster, by=by, now=now)
    actions.work_rosters(now)
    for size in (DESK, PHONE):
        page = window(there, size=size).open("/console/membership/claims/")
        expect(page.get_by_text("苏**")).to_be_visible()
        assert_fit(page)
        picture(page, f"claims-{size['width']}")
    page = window(there, size=DESK).open("/console/")
    expect(page.get_by_text("有 1 名会员被其他工会列入名单")).to_be_visible()
    page.get_by_role("link", name="去核实").click()
    page.get_by_role("button", name="记为已核实").click()
    expect(page.get_by_role("cell", name=re.compile("已核实"))).to_be_visible()
    page = window(zhao, size=PHONE).open(f"/console/membership/rosters/{roster.pk}/")
    assert_fit(page)
    picture(page, "roster-phone")
