"""A reader's way from home to a seat and a book; and the loan desk, also when the network is cut."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from gonghui.kernel.window import Window
from gonghui.services.reading import actions as reading
from gonghui.services.reading.models import DeskScan, Hold, Loan, NamingRule, Seat, SeatBooking, Sighting
from tests.browser.looking import DESK, PHONE, assert_fit, assert_fit_everywhere, picture, reload_alone

pytestmark = pytest.mark.usefixtures("running_clock")

FIELD = "会员码、手机号或书的条码"
YES, NO = ".k-verdict-yes", ".k-verdict-no"


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_reader_finds_a_room_takes_a_seat_and_reserves_a_book(size, window, lin, hall, bank, dream):
    name = "phone" if size == PHONE else "desk"
    page = window(lin, size=size).open("/reading/")
    expect(page.get_by_role("heading", name="工惠图书馆")).to_be_visible()
    assert_fit(page)
    picture(page, f"reading-rooms-{name}.jpg")
    page.get_by_role("link", name="工惠图书馆").click()
    assert_fit(page)
    picture(page, f"reading-room-{name}.jpg")
    page.get_by_role("link", name="选座位").click()
    expect(page.get_by_text("个座位空着")).to_be_visible()
    page.get_by_role("link", name="B1 自习座 有插座").click()
    assert_fit(page)
    picture(page, f"reading-seats-{name}.jpg")
    page.get_by_role("button", name="订 B1 号座位").dblclick()
    expect(page.get_by_text("座位订好了")).to_be_visible()
    assert SeatBooking.objects.get().seat.label == "B1"
    page.get_by_label("书屋门口的码").fill(hall.premises.code)
    page.get_by_role("button", name="我到了，签到").click()
    expect(page.get_by_text("已签到", exact=True)).to_be_visible()
    page.goto(page.url.replace("/mine/", "/search/?q=hlm"))
    expect(page.get_by_role("heading", name="红楼梦")).to_be_visible()
    assert_fit(page)
    picture(page, f"reading-search-{name}.jpg")
    page.get_by_role("link", name="红楼梦").click()
    assert_fit(page)
    page.get_by_label("到哪家取").select_option(label="金融书屋")
    page.get_by_role("button", name="预约这本书").click()
    expect(page.get_by_text("正在调往金融书屋")).to_be_visible()
    assert_fit(page)
    picture(page, f"reading-mine-{name}.jpg")
    assert Hold.objects.get().pick_up.name == "金融书屋"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_reader_books_a_seat_and_gives_it_up_asked_once_with_scripts_or_without(scripts, window, lin, hall):
    page = window(lin, scripts=scripts).open(f"/reading/rooms/{hall.premises_id}/seats/")
    page.get_by_role("link", name=re.compile("A2 书桌")).click()
    page.get_by_role("button", name="订 A2 号座位").click()
    expect(page.get_by_text("座位订好了")).to_be_visible()
    page.get_by_text("不去了，退座").click()
    expect(page.get_by_text("座位马上给别人订")).to_be_visible()
    picture(page, f"reading-release-{scripts}")
    assert SeatBooking.objects.get().booking.released_at is None
    page.get_by_role("button", name="退座", exact=True).click()
    expect(page.get_by_text("不去了，退座")).to_have_count(0)
    assert SeatBooking.objects.get().booking.released_at is not None


@pytest.fixture
def desk(window, wu, library):
    """Opens the library's loan desk: `desk()`."""

    def opened(size=DESK):
        one = window(wu, size=size)
        one.open(f"/counter/reading/{library.pk}/").wait_for_selector(
            "[data-kept-here][data-ready='1'][data-kept-page]"
        )
        return one

    return opened


def scans(one, text):
    field = one.page.get_by_label(FIELD)
    field.fill(text)
    field.press("Enter")
    return one.page


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_desk_lends_and_takes_back(size, desk, dream, lin):
    one = desk(size)
    page = scans(one, lin.member_code)
    expect(page.get_by_text("手上 0 本，最多 5 本")).to_be_visible()
    scans(one, "HLM1")
    expect(page.locator(YES)).to_contain_text("借出成功")
    assert_fit(page)
    picture(page, f"reading-desk-{size['width']}.jpg")
    page.get_by_role("link", name="办完了，下一位").click()
    scans(one, "HLM1")
    expect(page.locator(YES)).to_contain_text("已还")
    scans(one, "HLM1")
    expect(page.locator(NO)).to_contain_text("没有借出记录")
    assert Loan.objects.get().returned_to is not None


def test_an_hour_without_a_network_is_booked_when_it_is_back(desk, add, lin, chen, lend):
    first, second = add("活着", "余华", codes=("HZ1", "HZ2"))
    lend(second, lin)  # Lin is known here, so she is on the desk's list
    one = desk()
    page = one.page
    expect(page.locator("[data-state]")).to_contain_text("2册、1位读者")
    one.context.set_offline(True)
    scans(one, lin.member_code)
    expect(page.get_by_text("手上 1 本")).to_be_visible()
    scans(one, "HZ1")
    expect(page.locator(YES)).to_contain_text("借出成功：活着")
    scans(one, "HZ1")
    expect(page.locator(NO)).to_contain_text("已经借出")
    picture(page, "reading-desk-offline.jpg")
    assert_fit(page)
    page.get_by_role("link", name="办完了，下一位").click()
    scans(one, "HZ2")
    expect(page.locator(YES)).to_contain_text("已还：活着")
    scans(one, "STRANGE1")
    expect(page.locator(YES)).to_contain_text("先收下")
    page.get_by_role("button", name="到馆人数加一").click()
    expect(page.locator("[data-unsent]")).to_have_text("4")
    assert not DeskScan.objects.exists()
    one.context.set_offline(False)
    expect(page.locator(".t-unsent")).to_be_hidden()
    expect(page.get_by_text("对不上")).to_be_visible()  # nobody knows the stranger's barcode
    assert sorted(DeskScan.objects.values_list("act", "outcome")) == [
        ("give_back", "conflict"),
        ("give_back", "done"),
        ("lend", "done"),
        ("visit", "done"),
    ]
    assert Loan.objects.get(ended_at=None).copy == first


def test_the_desk_opens_without_a_network(desk, dream, lin):
    one = desk()
    reload_alone(one.page)
    one.page.wait_for_selector("[data-kept-here]:not([hidden])")
    scans(one, "HLM1")
    expect(one.page.locator(NO)).to_contain_text("没有借出记录")


def test_an_officer_sees_a_room_its_books_and_what_to_check(window, officer, library, hall, dream):
    terms = {"volumes": 3000, "platforms": 1, "staff": 1, "source": "办法"}
    NamingRule.objects.get_or_create(starts_on="2020-01-01", defaults=terms)  # a test before this emptied the tables
    office = window(officer, size=DESK)
    page = office.open("/console/reading/")
    assert_fit(page)
    page.get_by_role("link", name="工惠图书馆").click()
    expect(page.get_by_role("heading", name="命名条件")).to_be_visible()
    assert_fit(page)
    picture(page, "reading-officer-room.jpg")
    for tab in ("藏书", "盘点", "超期", "借阅规则", "使用情况", "少人借的书"):
        page.get_by_role("link", name=tab, exact=True).click()
        assert_fit(page)
    page.goto(f"{office.base}/console/reading/{library.pk}/books/import/")
    sheet = "书名,ISBN\n三体,9787536692931\n活着,\n".encode()
    page.get_by_label("表格文件").set_input_files({"name": "书单.csv", "mimeType": "text/csv", "buffer": sheet})
    page.get_by_role("button", name="检查并导入").click()
    expect(page.get_by_text("ISBN 的校验位应是 0，现在是 1")).to_be_visible()
    assert_fit(page)
    picture(page, "reading-officer-import.jpg")


def test_the_banks_librarian_stands_at_the_banks_desk_only(window, librarian, library, bank):
    page = window(librarian).open("/counter/")
    page.get_by_role("link", name=re.compile("书屋借还台")).click()
    expect(page.get_by_role("link", name=re.compile("金融书屋"))).to_be_visible()
    assert page.get_by_role("link", name=re.compile("工惠图书馆")).count() == 0


def test_an_officer_writes_a_book_down_by_hand_and_counts_it(window, officer, library):
    office = window(officer, size=DESK)
    page = office.open(f"/console/reading/{library.pk}/books/new/")
    assert_fit_everywhere(page, "reading-officer-add")
    page.get_by_label("书名").fill("《活着》")
    page.get_by_label("条码").fill("HZ1")
    page.get_by_label("册数").fill("2")
    page.get_by_role("button", name="入藏").click()
    expect(page.get_by_text("有条码时一次只能登记 1 册")).to_be_visible()
    assert_fit_everywhere(page)
    page.get_by_label("册数").fill("1")
    page.get_by_label("简介").fill("福贵的一生")
    page.get_by_role("button", name="入藏").click()
    expect(page.get_by_text("已入藏 1 册，条码 HZ1")).to_be_visible()
    expect(page.get_by_role("link", name="活着", exact=True)).to_be_visible()
    page.get_by_role("link", name="盘点", exact=True).click()
    page.get_by_role("button", name="开始盘点").click()
    for codes, told in (("HZ1\nNOSUCH", "没有这个条码"), ("HZ1", "扫过了")):
        page.get_by_role("textbox", name="条码").fill(codes)
        page.get_by_role("button", name="记下", exact=True).click()
        expect(page.get_by_text(told)).to_be_visible()
    assert_fit_everywhere(page, "reading-officer-stock")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_what_a_scanner_reads_is_saved_at_once_and_none_is_lost_without_a_network(size, window, officer, library, add):
    add("活着", "余华", codes=("HZ1", "HZ2", "HZ3", "HZ4"))
    one = window(officer, size=size)
    page = one.open(f"/console/reading/{library.pk}/stock/")
    page.get_by_role("button", name="开始盘点").click()
    field = page.get_by_role("textbox", name="条码")

    def scanned(code):
        field.press_sequentially(code)
        field.press("Enter")

    scanned("HZ1")
    expect(page.get_by_text("1 册已见到")).to_be_visible()
    one.context.set_offline(True)
    scanned("HZ2")
    scanned("HZ3")
    expect(page.locator("[data-unsaved-count]")).to_have_text("2")
    expect(page.get_by_role("button", name="结束盘点", exact=True)).to_be_disabled()
    one.context.set_offline(False)
    expect(page.get_by_text("3 册已见到")).to_be_visible()
    assert Sighting.objects.count() == 3
    assert_fit(page)
    picture(page, f"reading-stock-{size['width']}.jpg")
    field.fill("HZ4")  # typed, and the end asked for
    page.get_by_role("button", name="结束盘点", exact=True).click()
    expect(page.get_by_role("button", name="结束盘点，登记")).to_be_visible()
    assert_fit(page)
    picture(page, f"reading-stock-end-{size['width']}.jpg")
    page.get_by_role("button", name="结束盘点，登记").click()
    expect(page.get_by_text("见到 4 册")).to_be_visible()
    assert Sighting.objects.count() == 4


def test_seats_are_large_named_and_reached_by_keyboard_on_a_narrow_phone(window, lin, chen, library, hall, by, now):
    reading.draw_plan(hall, "DDDDDDDDDDDD\nQ.Q", by=by, now=now)  # twelve beside each other
    taken = Seat.objects.select_related("room__premises__union").get(label="A2")
    reading.book_seat(
        taken, chen, Window(now + timedelta(hours=24), now + timedelta(hours=26)), key="k", by=by, now=now
    )
    page = window(lin, size={"width": 320, "height": 640}).open(
        f"/reading/rooms/{hall.premises_id}/seats/?day={now + timedelta(days=1):%Y-%m-%d}&start=10:00"
    )
    assert_fit(page)
    for seat in page.locator(".r-seats a, .r-seats g").all():
        box = seat.locator("rect").bounding_box()
        assert min(box["width"], box["height"]) >= 44
    expect(page.get_by_role("img", name="A2 有人")).to_be_visible()
    picture(page, "reading-seats-320.png")
    last = page.get_by_role("link", name="A12 书桌 空着")
    last.focus()
    expect(last).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="订 A12 号座位")).to_be_visible()
    expect(page.get_by_role("link", name="A12 书桌 已选")).to_have_attribute("aria-current", "true")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_sheet_of_labels_is_a_sheet_of_paper(size, window, officer, library, add):
    add("世界尽头与冷酷仙境：一部名字很长的小说（纪念版）", "村上", codes=("0000123", "K7M2PX9QR4"), shelf="I313.45/27")
    page = window(officer, size=size).open(f"/console/reading/{library.pk}/books/labels/?skip=1")
    assert_fit(page)
    picture(page, f"reading-labels-{size['width']}.png")
    page.emulate_media(media="print")
    box = page.locator(".l-sheet").bounding_box()
    assert [round(box[side]) for side in ("x", "y", "width", "height")] == [0, 0, 794, 1123]  # 210 by 297 mm
    label = page.locator(".l-label").nth(1)
    inside = label.bounding_box()
    for part in label.locator("> *").all():
        drawn = part.bounding_box()
        assert drawn["x"] >= inside["x"]
        assert drawn["y"] + drawn["height"] <= inside["y"] + inside["height"]
    picture(page, f"reading-labels-print-{size['width']}.png")
