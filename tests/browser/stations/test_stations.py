"""A driver's way at phone size, and a keeper's at the counter, in a real browser: with scripts and without."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from gonghui.kernel.money import Fen
from gonghui.primitives import clock
from gonghui.primitives.presence import actions as presence
from gonghui.services.stations.road.repair import actions as repair
from tests.browser.looking import DESK, PHONE, assert_fit, picture

WAYS = {"phone": (PHONE, True), "phone-plain": (PHONE, False), "desk": (DESK, True)}


def inside(premises):
    return presence.inside([premises.pk])[premises.pk].inside


@pytest.mark.parametrize("way", WAYS)
def test_a_driver_finds_an_open_place_with_a_shower_and_enters(way, window, station, home):
    size, scripts = WAYS[way]
    page = window(size=size, scripts=scripts).open("/")
    page.get_by_role("link", name=re.compile("职工驿站")).first.click()
    expect(page.get_by_text("2 处，0 处有人确认开着，2 处按时间应当开着")).to_be_visible()
    assert_fit(page, scripts)
    picture(page, f"stations-{way}-1-list")
    page.locator("label", has_text="洗澡").click()
    if not scripts:
        page.get_by_role("button", name="按这些找").click()
    expect(page.get_by_text("1 处，0 处有人确认开着，1 处按时间应当开着")).to_be_visible()
    assert "need=shower" in page.url
    page.get_by_role("link", name="北环司机之家").first.click()
    expect(page.get_by_text("还没有人确认").first).to_be_visible()
    assert_fit(page, scripts)
    picture(page, f"stations-{way}-2-home")
    page.get_by_role("link", name="我到了，进门").click()
    page.locator("label", has_text="货车司机").first.click()
    assert_fit(page, scripts)
    picture(page, f"stations-{way}-3-door")
    page.get_by_role("button", name="进门", exact=True).dblclick()
    expect(page.get_by_text("请进").first).to_be_visible()
    assert inside(home) == 1
    assert_fit(page, scripts)
    picture(page, f"stations-{way}-4-inside")
    page.get_by_role("button", name="我走了").click()
    expect(page.get_by_text("慢走，路上平安")).to_be_visible()
    assert inside(home) == 0


def soon(page, true):
    """A counter's form goes out once somebody has answered, so what it did is there a moment after the click."""
    for _look in range(600):
        if true():
            return
        page.wait_for_timeout(50)
    pytest.fail("it never came")


def test_a_driver_queues_for_a_shower_and_books_a_bed(window, lin, home):
    page = window(lin).open(f"/stations/{home.pk}/")
    page.get_by_role("button", name="现在就能用").first.click()
    expect(page.get_by_text("轮到你了", exact=True)).to_be_visible()
    assert_fit(page)
    picture(page, "stations-queue")
    page.get_by_role("button", name="我进去了").click()
    expect(page.get_by_text("淋浴01是你的")).to_be_visible()
    page.get_by_role("button", name="用完了").click()
    expect(page.get_by_role("button", name="我进去了")).to_be_hidden()
    page.get_by_role("button", name="订一个").dblclick()
    expect(page.get_by_text("订好了")).to_be_visible()
    assert_fit(page)
    picture(page, "stations-stay")


def test_a_driver_without_a_position_says_where_in_words(window, lin, station, workshop):
    page = window(lin).open("/stations/repair/")
    page.get_by_label("车怎么了").fill("右后轮爆胎")
    page.get_by_label("车牌").fill("晋A12345")
    picture(page, "stations-repair-ask")
    page.get_by_role("button", name="叫师傅来").click()
    expect(page.get_by_text("看不出你在哪里")).to_be_visible()
    assert_fit(page)
    assert not lin.repair_calls.exists()
    page.get_by_label("在哪里").fill("大运高速 K123 太原方向")
    page.get_by_role("button", name="叫师傅来").click()
    expect(page.get_by_text("正在等师傅报价")).to_be_visible()
    picture(page, "stations-repair-words")


def test_a_lorry_is_mended_with_both_sides_looking(window, lin, workshop, second_workshop, mechanic, by, now):
    driver = window(lin).open("/stations/repair/")
    driver.context.grant_permissions(["geolocation"])
    driver.context.set_geolocation({"latitude": 37.8735, "longitude": 112.5624})
    driver.get_by_role("button", name="用手机定位").click()
    expect(driver.get_by_text("位置已取到")).to_be_visible()
    driver.get_by_label("车怎么了").fill("右后轮爆胎")
    driver.get_by_label("车牌").fill("晋A12345")
    driver.get_by_role("button", name="叫师傅来").click()
    expect(driver.get_by_text("正在等师傅报价")).to_be_visible()

    garage = window(mechanic).open("/counter/stations/jobs/")
    garage.get_by_role("link", name=re.compile("右后轮爆胎")).click()
    garage.get_by_label("几分钟能到").fill("25")
    garage.get_by_label("一共收多少元").fill("180")
    assert_fit(garage)
    picture(garage, "stations-repair-job")
    garage.get_by_role("button", name="发报价").click()
    call = lin.repair_calls.get()
    soon(garage, call.quotes.exists)
    repair.offer(call, second_workshop, minutes=40, price=Fen(15_000), note="", by=by, now=now)

    driver.reload()
    expect(driver.get_by_text("¥180")).to_be_visible()
    assert_fit(driver)
    picture(driver, "stations-repair-offers")
    driver.get_by_role("button", name="选老郝修车").dblclick()
    expect(driver.get_by_text("说好 25 分钟到，180 元")).to_be_visible()

    garage.reload()
    garage.get_by_role("button", name="看司机电话").click()
    expect(garage.get_by_text("19900000101")).to_be_visible()
    garage.get_by_role("button", name="我到了").click()
    garage.get_by_label("实收多少元").fill("200")
    garage.get_by_role("button", name="修好了").click()
    expect(garage.get_by_text("高于司机选定时的报价")).to_be_visible()
    garage.get_by_label("实收多少元").fill("180")
    garage.get_by_role("button", name="修好了").click()
    soon(garage, lambda: lin.repair_calls.get().done_at is not None)
    driver.reload()
    driver.locator("label", has_text="5 星").click()
    driver.get_by_role("button", name="评价").click()
    expect(driver.get_by_text("你评了 5 星")).to_be_visible()
    picture(driver, "stations-repair-done")


def test_a_driver_finds_a_load_and_its_number(window, lin, load):
    page = window(lin).open("/stations/loads/")
    page.get_by_label("从哪里").fill("太原市")
    page.get_by_label("到哪里").fill("包头市")
    page.get_by_role("button", name="找货").click()
    assert_fit(page)
    picture(page, "stations-loads")
    page.get_by_role("link", name="太原市 → 包头市").click()
    page.get_by_role("button", name="看货主电话").click()
    expect(page.get_by_role("link", name="0351-0000004")).to_be_visible()
    assert_fit(page)
    picture(page, "stations-load")


def test_a_place_found_locked_twice_is_not_shown_as_open(window, station, enrol, works, now, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(hours=1))
    for number, name in ((320, "工友甲"), (321, "工友乙")):
        page = window(enrol(name, number, works)).open(f"/stations/{station.pk}/")
        page.get_by_text("锁着、坏了、空了？").click()
        page.get_by_role("button", name="锁着", exact=True).click()
        expect(page.get_by_text("已告诉场所人员")).to_be_visible()
    page = window().open("/stations/?open=1")
    expect(page.get_by_text("没有找到合适的")).to_be_visible()


def test_a_keepers_day_at_the_counter(window, keeper, home, station):
    page = window(keeper, size=DESK).open("/counter/stations/")
    assert_fit(page)
    page.get_by_role("link", name=re.compile("北环司机之家")).click()
    page.get_by_role("button", name="开着，我在").click()
    expect(page.get_by_text("已确认开门")).to_be_visible()
    for people, who in enumerate(("货车司机", "快递员"), start=1):
        page.get_by_role("button", name=who).click()
        expect(page.locator(".w-big b")).to_have_text(str(people))
    assert inside(home) == 2
    page.get_by_role("button", name="有人走了，减一").click()
    expect(page.locator(".w-big b")).to_have_text("1")
    page.get_by_role("button", name="确认今天的").click()
    expect(page.get_by_text("今天的免费服务已确认")).to_be_visible()
    assert_fit(page)
    picture(page, "stations-desk")
    page.get_by_role("link", name="物资、报修、价目").click()
    page.get_by_text("上一批").click()
    page.get_by_label("名称").fill("藿香正气水")
    page.get_by_label("数量").fill("20")
    page.get_by_label("有效期至").fill("2026-06-01")
    page.get_by_role("button", name="上架").click()
    expect(page.get_by_text("快过期")).to_be_visible()
    page.get_by_label("哪里坏了").fill("二号淋浴不热")
    page.get_by_role("button", name="报修").click()
    expect(page.get_by_text("二号淋浴不热")).to_be_visible()
    assert_fit(page)
    picture(page, "stations-stores")


def test_an_officer_inspects_gives_stars_and_prints_the_plate(window, zhao, home, schemes):
    people_of = window(zhao, size=DESK)
    page = people_of.open("/console/stations/")
    assert_fit(page)
    picture(page, "stations-console")
    page.get_by_role("link", name="北环司机之家").click()
    page.get_by_role("link", name="检查", exact=True).click()
    for radio in page.get_by_role("radio", name="好").all():
        radio.check()
    assert_fit(page)
    picture(page, "stations-inspect")
    page.get_by_role("button", name="记录检查").click()
    page.get_by_role("link", name="评星").click()
    page.get_by_label("改为几星").fill("4")
    page.get_by_label("原因").fill("七类服务都好")
    assert_fit(page)
    picture(page, "stations-star")
    page.get_by_role("button", name="改星级").click()
    expect(page.get_by_text("星级已改")).to_be_visible()
    assert_fit(page)
    picture(page, "stations-station-console")
    page.get_by_role("link", name="门牌").click()
    expect(page.get_by_text("扫码进门，不用下载，不用登录")).to_be_visible()
    assert_fit(page)
    picture(page, "stations-plate")
    for address, name in (("gaps", "gaps"), ("use", "use"), ("schemes", "schemes")):
        page.goto(f"{people_of.base}/console/stations/{address}/")
        assert_fit(page)
        picture(page, f"stations-{name}")
