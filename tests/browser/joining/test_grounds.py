"""An officer refuses for a ground and the worker reads it; a helper finds the union; nothing typed stays behind."""

from playwright.sync_api import expect

from tests.browser.looking import DESK, PHONE, assert_fit, picture

KEPT = "Object.keys(sessionStorage).filter((key) => key.startsWith('kept:')).length"


def test_a_no_is_said_with_its_ground_and_read_with_its_way_out(window, rider, zhao, applied):
    made = applied(rider)
    page = window(zhao, size=DESK).open(f"/console/join/{made.pk}/")
    page.locator("summary", has_text="不同意").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("理由").select_option("no_work")
    dialog.get_by_label("说明事实").fill("他是外地户口")
    picture(page, "joining-desk-3-ground")
    dialog.get_by_role("button", name="不同意").click()
    expect(page.get_by_text("说的是户籍")).to_be_visible()
    page.locator("summary", has_text="不同意").click()
    dialog.get_by_label("理由").select_option("no_work")
    dialog.get_by_role("button", name="不同意").click()
    expect(page.get_by_text("已答复：不同意")).to_be_visible()

    phone = window(rider, size=PHONE).open(f"/join/{made.pk}/")
    expect(phone.get_by_text("附上劳动合同、工资条")).to_be_visible()
    assert_fit(phone)
    picture(phone, "joining-phone-5-no")


def test_a_helper_finds_the_union_and_nothing_typed_stays_after_signing_out(window, lin, works):
    page = window(lin, size=PHONE).open("/join/help/")
    page.get_by_label("单位、工会、代码或地名").fill("晋源")
    page.get_by_role("button", name="找一找").click()
    picture(page, "joining-phone-6-help-union")
    page.get_by_role("link", name="选这个工会").first.click()
    page.get_by_label("姓名").fill("马师傅")
    assert_fit(page)
    picture(page, "joining-phone-7-help")
    assert page.evaluate(KEPT) == 1
    page.goto(page.url.split("/join/")[0] + "/mine/")
    page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_text("已退出登录")).to_be_visible()
    assert page.evaluate(KEPT) == 0
