"""A worker books a room on a phone, an officer says yes at a desk, in a real browser."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from gonghui.primitives import clock
from gonghui.primitives.people import actions as people
from gonghui.services.hub import actions
from gonghui.services.hub.models import RoomBooking
from tests.browser.looking import DESK, PHONE, assert_fit, picture
from tests.services.hub.conftest import DAY, HOUR, TODAY, at

TOMORROW = (TODAY + DAY).isoformat()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_worker_finds_a_gap_and_books_it_on_a_phone(scripts, window, house, tea_room, reception, lin, chen, book):
    book(tea_room, chen, at(12, 2 * HOUR))
    page = window(lin, size=PHONE, scripts=scripts).open("/spaces/")
    assert_fit(page, scripts)
    picture(page, "hub-phone-1-houses")
    page.get_by_role("link", name="职工会客厅").click()
    page.locator(f'.h-days a[href="?day={TOMORROW}"]').click()
    expect(page.get_by_role("link", name="9:00–12:00").first).to_be_visible()
    assert_fit(page, scripts)
    picture(page, "hub-phone-2-house")
    page.locator("article", has_text="茶室").get_by_role("link", name="14:00–21:00").click()
    expect(page.get_by_label("从")).to_have_value("14:00")
    page.get_by_label("用途").fill("班组读书会")
    page.get_by_label("人数").fill("6")
    assert_fit(page, scripts)
    picture(page, "hub-phone-3-room")
    page.get_by_role("button", name="预订", exact=True).click()
    expect(page.get_by_text("预订成功")).to_be_visible()
    expect(page.get_by_text("班组读书会")).to_be_visible()
    assert_fit(page, scripts)
    picture(page, "hub-phone-4-booking")
    page.locator("summary", has_text="取消预订").click()
    page.get_by_role("button", name="确认取消").click()
    expect(page.get_by_text("已取消，谢谢你让给需要的人")).to_be_visible()
    picture(page, "hub-phone-5-mine")
    assert_fit(page, scripts)


def test_every_week_shows_what_is_free_before_it_books(window, tea_room, lin, chen, book):
    book(tea_room, chen, at(19, day=8))
    page = window(lin, size=PHONE).open(f"/spaces/rooms/{tea_room.pk}/?day={TOMORROW}&from=19:00")
    page.get_by_label("用途").fill("读书会")
    page.get_by_text("重复预订").click()
    page.get_by_label("重复").select_option("7")
    page.get_by_role("button", name="预订", exact=True).click()
    expect(page.get_by_text("4 次里有 3 次空着")).to_be_visible()
    assert_fit(page)
    picture(page, "hub-phone-6-dates")
    page.get_by_role("button", name="预订空着的 3 次").click()
    expect(page.get_by_role("link", name="看预订")).to_have_count(3)
    assert_fit(page)
    picture(page, "hub-phone-7-series")


def test_an_officer_looks_at_the_day_and_says_yes_and_no(window, house, tea_room, reception, lin, chen, su, zhao, book):
    book(tea_room, lin, at(10, 2 * HOUR))
    book(tea_room, su, at(15))
    first, second = book(reception, chen, at(14, 2 * HOUR)), book(reception, su, at(17))
    page = window(zhao, size=DESK).open("/console/")
    page.get_by_role("link", name="审核", exact=True).first.click()
    expect(page.get_by_role("heading", name="接待室：品茶谈心")).to_be_visible()
    assert_fit(page)
    picture(page, "hub-desk-1-booking")
    page.get_by_role("button", name="通过", exact=True).click()
    page.locator(".k-list summary", has_text="不通过").click()
    page.get_by_role("dialog").get_by_label("原因").fill("当天接待外地来访")
    picture(page, "hub-desk-2-refusing")
    page.get_by_role("dialog").get_by_role("button", name="不通过").click()
    expect(page.get_by_text("已答复")).to_be_visible()
    states = {RoomBooking.objects.for_page().get(pk=held.pk).state(clock.now()) for held in (first, second)}
    assert states == {"coming", "refused"}
    page.goto(page.url.split("/console/")[0] + f"/console/spaces/{house.pk}/?day={TOMORROW}")
    expect(page.get_by_role("link", name="品茶谈心").first).to_be_visible()
    assert_fit(page)
    picture(page, "hub-desk-3-day")
    page.get_by_role("link", name="月", exact=True).click()
    assert_fit(page)
    picture(page, "hub-desk-4-month")
    page.get_by_role("link", name="预订", exact=True).click()
    assert_fit(page)
    picture(page, "hub-desk-5-bookings")
    page.goto(page.url.split("/console/")[0] + f"/console/spaces/rooms/{tea_room.pk}/")
    assert_fit(page)
    picture(page, "hub-desk-6-room")
    page.get_by_role("link", name="改规则").click()
    assert_fit(page)
    picture(page, "hub-desk-7-terms")


@pytest.mark.parametrize("scripts", [True, False])
def test_many_bookings_are_answered_at_once(scripts, window, reception, lin, chen, su, zhao, book, by, now):
    held = [book(reception, person, at(hour)) for person, hour in ((lin, 10), (chen, 14), (su, 17))]
    page = window(zhao, size=PHONE, scripts=scripts).open("/console/spaces/asked/")
    assert_fit(page, scripts)
    if scripts:
        page.get_by_label("全选本页").check()
        expect(page.get_by_text("已选 3 条")).to_be_visible()
    else:
        for box in page.get_by_label("选择这一行").all():
            box.check()
    actions.admit(held[0], by_person=zhao, by=by, now=now)  # somebody else was faster
    page.locator("#k-bulk summary", has_text="不通过").click()
    no = page.locator("#k-bulk").get_by_role("button", name="不通过")
    if scripts:
        no.click()  # without a reason nothing is sent
        expect(page.get_by_role("dialog")).to_contain_text("选中的 3 条")
        assert_fit(page)
    page.locator("[name=reason-refuse]").fill("当天有会")
    picture(page, f"hub-phone-9-many-{'scripts' if scripts else 'plain'}")
    no.click()
    expect(page.get_by_role("alert")).to_contain_text("不通过：办好 2 条")
    expect(page.get_by_role("alert")).to_contain_text("1 条已经不在可以办理的行里")
    assert_fit(page, scripts)
    states = [RoomBooking.objects.for_page().get(pk=each.pk).state(clock.now()) for each in held]
    assert states == ["coming", "refused", "refused"]


def test_a_list_is_filtered_sorted_and_kept_under_a_name(window, house, tea_room, reception, lin, chen, zhao, book):
    book(tea_room, lin, at(10))
    book(reception, chen, at(14))
    page = window(zhao, size=DESK).open(f"/console/spaces/{house.pk}/bookings/?month={TOMORROW[:7]}")
    page.locator("[name=room]").select_option("茶室")
    page.get_by_role("button", name="查找").click()
    expect(page.get_by_role("row")).to_have_count(2)  # with the heads
    page.get_by_role("link", name="时间", exact=True).click()
    expect(page.get_by_role("columnheader", name="时间")).to_have_attribute("aria-sort", "ascending")
    page.get_by_text("存为常用筛选").click()
    page.get_by_label("起个名字").fill("只看茶室")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已保存“只看茶室”")).to_be_visible()
    expect(page.get_by_role("link", name="只看茶室")).to_have_attribute("aria-current", "true")
    assert_fit(page)
    picture(page, "hub-desk-8-kept")
    page.get_by_role("link", name="看全部").click()
    expect(page.get_by_role("row")).to_have_count(3)
    page.get_by_role("link", name="只看茶室").click()
    expect(page.get_by_role("row")).to_have_count(2)
    page.set_viewport_size(PHONE)
    expect(page.get_by_role("row")).to_have_count(1)  # a card: its heads are the names beside its values
    assert_fit(page)
    page.get_by_role("button", name="删除“只看茶室”").click()
    expect(page.get_by_role("link", name="只看茶室")).to_have_count(0)


def test_the_desk_lets_a_holder_in_with_the_code(window, house, tea_room, lin, wu, book):
    held = book(tea_room, lin, at(10, 2 * HOUR, day=0))
    page = window(wu, size=DESK).open(f"/counter/spaces/{house.pk}/")
    page.get_by_label("预订凭证码").fill(held.booking.code.lower())
    page.keyboard.press("Enter")
    expect(page.locator(".k-verdict-yes")).to_contain_text(lin.name)
    assert_fit(page)
    picture(page, "hub-counter-1-in")
    page.get_by_label("预订凭证码").fill("K7M")
    page.keyboard.press("Enter")
    expect(page.locator(".k-verdict-no")).to_be_visible()
    page.context.set_offline(True)
    page.get_by_label("预订凭证码").fill("K7M2PX9QR4")
    page.keyboard.press("Enter")
    expect(page.locator("[data-lost]")).to_contain_text("这不是一个凭证码")
    expect(page.get_by_label("预订凭证码")).to_have_value("K7M2PX9QR4")
    page.context.set_offline(False)
    expect(page.locator("[data-lost]")).to_have_count(0)
    page.goto(page.url)
    page.get_by_role("button", name="登记离开").click()
    expect(page.get_by_text("已登记离开")).to_be_visible()


def test_a_compatriot_books_in_traditional_characters(window, make_room, enrol, book, by, now):
    from gonghui.kernel.document_kinds import TAIWAN_PERMIT
    from gonghui.kernel.identity import parse_document

    room = make_room("两岸茶室", who="compatriots")
    guest = people.enrol(
        name="林志遠", mobile=None, documents=[parse_document(TAIWAN_PERMIT, "12345678")], by=by, now=now
    )
    people_window = window(guest, size=PHONE)
    page = people_window.open("/mine/")
    page.get_by_role("button", name="繁體").click()
    page.goto(people_window.base + f"/spaces/rooms/{room.pk}/?day={TOMORROW}&from=10:00")
    expect(page.get_by_role("heading", name="兩岸茶室")).to_be_visible()
    page.locator("[name=purpose]").fill("兩岸品茶")
    picture(page, "hub-phone-8-traditional")
    page.locator("#book button.btn-primary").click()
    expect(page.get_by_text("兩岸品茶")).to_be_visible()
    assert RoomBooking.objects.get().booking.starts - now > timedelta(hours=23)


def test_each_day_of_a_month_is_large_enough_for_a_thumb(window, house, tea_room):
    page = window(size={"width": 320, "height": 640}).open(f"/spaces/{house.pk}/month/")
    for day in page.locator(".h-month thead a").all():
        box = day.bounding_box()
        assert (box["width"] >= 44, box["height"] >= 44) == (True, True), day.inner_text()
    assert_fit(page)
