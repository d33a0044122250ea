"""A house's desk when the network is cut: who comes is kept by code, arrives at that time, and a no is told."""

from playwright.sync_api import expect

from gonghui.primitives.hours.models import Booking
from tests.browser.looking import PHONE, assert_fit, picture, reload_alone
from tests.services.hub.conftest import at


def test_who_comes_without_a_network_is_kept_and_who_was_not_expected_is_named(
    window, house, tea_room, lin, chen, wu, book, running_clock
):
    held, early = book(tea_room, lin, at(10, day=0)), book(tea_room, chen, at(15, day=0))
    desk = window(wu, size=PHONE)
    page = desk.open(f"/counter/spaces/{house.pk}/")
    page.wait_for_selector("[data-kept-here][data-kept-page]")
    reload_alone(page)
    expect(page.get_by_text("这里只能存下点按")).to_be_visible()
    field, button = page.get_by_label("预订凭证码"), page.get_by_role("button", name="登记到场")
    field.fill("K7M")
    button.click()
    expect(page.locator(".k-verdict-no")).to_contain_text("这不是一个凭证码")
    for one in (held, early):
        field.fill(one.booking.code)
        button.click()
        expect(page.locator(".k-verdict-yes")).to_contain_text(one.booking.code)
    expect(page.locator("[data-unsent]")).to_have_text("2")
    assert_fit(page)
    picture(page, "hub-desk-alone")
    assert not Booking.objects.exclude(arrived_at=None).exists()
    desk.context.set_offline(False)
    expect(page.locator(".t-kept-told")).to_contain_text("来早了")
    assert Booking.objects.get(arrived_at__isnull=False) == held.booking
