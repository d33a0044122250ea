"""A member has a name corrected by two desks; an officer plans a merger, sets a standing, prints a card."""

import re

from playwright.sync_api import expect

from tests.browser.looking import DESK, PHONE, assert_fit, assert_fit_everywhere, picture
from tests.kernel.test_pictures import photograph


def test_a_member_asks_on_a_phone_and_two_desks_correct_the_name(window, lin, zhao, second_officer):
    one = window(lin, size=PHONE)
    page = one.open("/membership/")
    assert_fit(page)
    picture(page, "membership-phone-1-mine")
    page.goto(f"{one.base}/membership/correcting/")
    page.get_by_label("更正什么").select_option("name")
    page.get_by_label("正确的内容").fill("林晓雨")
    page.locator("input[type=file]").set_input_files(
        {"name": "户口页.jpg", "mimeType": "image/jpeg", "buffer": photograph()}
    )
    page.get_by_role("button", name="申请更正").click()
    expect(page.get_by_text("等第一位核对")).to_be_visible()
    assert_fit(page)
    picture(page, "membership-phone-2-asked")
    for officer, said in ((zhao, "还要另一位干部核对"), (second_officer, "已更正")):
        desk = window(officer, size=DESK).open("/console/membership/corrections/")
        desk.get_by_role("link", name="林**").first.click()
        assert_fit_everywhere(desk, f"membership-correction-{officer.pk.hex[-2:]}")
        desk.locator("summary", has_text="一致，同意").click()
        desk.get_by_role("dialog").get_by_role("button", name="一致，同意").click()
        expect(desk.get_by_text(said).first).to_be_visible()
    page.reload()
    expect(page.get_by_text("已更正").first).to_be_visible()


def test_an_officer_plans_a_merger_and_takes_it_back(window, zhao, works, foundry):
    page = window(zhao, size=DESK).open(f"/console/membership/unions/{works.pk}/")
    assert_fit_everywhere(page, "membership-union-1")
    page.get_by_role("link", name="并入另一工会").click()
    page.get_by_label("并入哪个工会").fill(foundry.code)
    page.get_by_label("从哪天起生效").fill("2026-06-01")
    page.get_by_label("依据").fill("批复 12 号")
    assert_fit_everywhere(page, "membership-union-2-merge")
    page.get_by_role("button", name="登记").click()
    expect(page.get_by_text("“晋源机械厂工会”并入“晋阳铸造厂工会”").first).to_be_visible()
    page.locator("summary", has_text="撤回").click()
    page.get_by_role("dialog").get_by_role("button", name="撤回").click()
    expect(page.get_by_text("已撤回，有关工会会收到通知")).to_be_visible()
    assert_fit_everywhere(page, "membership-union-3-undone")


def test_an_officer_prints_the_card_of_who_has_no_phone(window, zhao, lin):
    page = window(zhao, size=DESK).open(f"/console/people/{lin.pk}/")
    page.get_by_role("link", name="会员证").click()
    assert_fit_everywhere(page, "membership-print-1-asked")
    page.locator("summary", has_text="打印会员证").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("用途").fill("没有智能手机")
    dialog.get_by_role("button", name="打印会员证").click()
    expect(page.get_by_role("button", name="打印", exact=True)).to_be_visible()
    expect(page.locator(".k-receipt-qr svg.qr")).to_be_visible()
    assert_fit_everywhere(page, "membership-print-2-card")


def test_the_card_of_a_member_changes_on_a_phone(window, lin, running_clock):
    page = window(lin, size=PHONE).open("/card/")
    box = page.locator("[data-live-codes]")
    expect(box).to_have_attribute("data-step", re.compile(r"\d"))
    assert_fit(page)
    picture(page, "membership-card")
