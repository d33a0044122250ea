"""The union of a row that was wrong takes the document off it at the desk, reads it in the list, and gives it back."""

from playwright.sync_api import expect

from tests.browser.looking import DESK, PHONE, assert_fit, picture
from tests.cast import resident_id


def test_the_other_row_is_wrong_and_goes_back(window, rider, lin, zhao, applied):
    applied(rider, document=resident_id(101))
    page = window(zhao, size=DESK).open("/console/join/conflicts/")
    page.locator("summary", has_text="另一条登记错了").click()
    picture(page, "joining-desk-8-release")
    page.get_by_role("dialog").get_by_role("button", name="另一条登记错了").click()
    expect(page.get_by_text("已取下")).to_be_visible()
    assert not lin.documents.exists()

    page.get_by_role("link", name="已更正的登记").click()
    expect(page.get_by_role("row", name="林**")).to_be_visible()
    picture(page, "joining-desk-9-released")
    phone = window(zhao, size=PHONE).open("/console/join/released/")
    assert_fit(phone)
    picture(phone, "joining-phone-9-released")
    page.locator("summary", has_text="恢复").click()
    page.get_by_role("dialog").get_by_role("button", name="恢复").click()
    expect(page.get_by_text("已恢复，本人收到通知")).to_be_visible()
    assert lin.documents.exists()
