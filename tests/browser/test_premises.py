"""The shared pages of premises in a real browser: hours, closures, holidays, rooms; the tap; a locked door's clock."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from gonghui.kernel.geo import Point
from gonghui.kernel.hours import Week
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Role
from gonghui.primitives.places import actions as places
from gonghui.primitives.places.models import CalendarDay, Closure, Picture, Room, Trouble
from gonghui.services.stations import actions as stations
from tests.kernel.test_pictures import photograph

from .looking import assert_fit_everywhere, reload_alone


@pytest.fixture
def station(taiyuan, qian, by, now):
    """南街驿站, open by day; Qian of its host keeps it."""
    facts = {
        "name": "南街驿站", "address": "南街1号", "point": Point(37.8735, 112.5624), "capacity": 12,
        "facilities": ["water", "microwave", "charging"], "host_kind": "bank", "host_name": "南街支行",
    }  # fmt: skip
    made = places.open_premises(
        union=taiyuan, kind="station", on_saved=stations.ensure_presence, by=by, now=now, **facts
    )
    places.set_hours(made, Week.daily("8:00-20:00"), by=by, now=now)
    places.add_keeper(made, qian, by=by, now=now)
    places.add_room(made, kind="rest", name="里间", seats=4, by=by, now=now)
    return made


@pytest.fixture
def admin(zhao, province, by, now):
    """Zhao also keeps the calendar."""
    people.appoint(zhao, province, Role.ADMINISTRATOR, by=by, now=now)
    return zhao


def test_an_officer_changes_hours_and_closes_for_a_day(window, station, zhao):
    page = window(zhao).open(f"/console/stations/{station.pk}/")
    assert_fit_everywhere(page, "premises-station")
    page.get_by_role("link", name="开放时间").click()
    page.get_by_label("周一", exact=False).first.fill("9点到5点")
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".k-wrong").first).to_be_visible()
    assert_fit_everywhere(page, "premises-hours-wrong")
    page.get_by_label("周一", exact=False).first.fill("9:00-17:00")
    page.get_by_role("button", name="保存").dblclick()
    expect(page.get_by_text("开放时间已更新")).to_be_visible()
    expect(page.get_by_text("9:00-17:00").first).to_be_visible()
    station.refresh_from_db()
    assert station.hours.text(0) == "9:00-17:00"
    assert_fit_everywhere(page, "premises-hours")
    page.get_by_role("link", name="临时关闭").click()
    page.locator("[name=window_starts]").fill("2026-05-22T09:00")
    page.locator("[name=window_ends]").fill("2026-05-23T09:00")
    page.get_by_label("原因").fill("水管检修")
    page.get_by_role("button", name="公布").dblclick()
    expect(page.get_by_text("水管检修").first).to_be_visible()
    assert Closure.objects.count() == 1
    assert_fit_everywhere(page, "premises-closures")


def test_an_officer_corrects_a_room_and_gives_it_hours(window, station, zhao):
    page = window(zhao).open(f"/console/premises/{station.pk}/rooms/")
    assert_fit_everywhere(page, "premises-rooms")
    page.get_by_role("link", name="修改里间").click()
    page.get_by_label("房间名称").fill("母婴室")
    page.get_by_label("座位数").fill("2")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("已修改")).to_be_visible()
    page.get_by_label("这个房间有单独的开放时间").check()
    page.get_by_label("周日", exact=False).first.fill("")
    page.get_by_role("button", name="保存开放时间").click()
    expect(page.get_by_text("开放时间已更新")).to_be_visible()
    assert_fit_everywhere(page, "premises-room")
    room = Room.objects.get()
    assert (room.name, room.seats, room.hours.text(6)) == ("母婴室", 2, "")


def test_an_administrator_adds_a_holiday(window, admin):
    CalendarDay.objects.all().delete()
    page = window(admin).open("/console/premises/holidays/")
    page.get_by_label("日期").fill("2026-10-01")
    page.get_by_label("名称").fill("国庆节")
    page.get_by_label("依据").fill("国务院办公厅通知，2025年11月")
    page.get_by_role("button", name="保存").dblclick()
    expect(page.get_by_text("国庆节").first).to_be_visible()
    assert CalendarDay.objects.get().name == "国庆节"
    assert_fit_everywhere(page, "premises-holidays")


def test_a_keeper_taps_it_open(window, station, qian):
    page = window(qian).open("/counter/")
    page.get_by_role("link", name="我看管的场所").click()
    assert_fit_everywhere(page, "premises-kept")
    page.get_by_role("button", name="现在开着").first.click()
    expect(page.get_by_text("由场所人员确认开着").first).to_be_visible()
    page.get_by_role("link", name="南街驿站").first.click()
    assert_fit_everywhere(page, "premises-kept-one")


def test_a_keeper_taps_it_open_without_a_network_and_it_is_known_later(window, station, qian, running_clock):
    one = window(qian)
    page = one.open("/counter/premises/")
    page.wait_for_selector("[data-kept-here][data-kept-page]")
    reload_alone(page)
    page.get_by_role("button", name="现在开着").click()
    expect(page.locator("[data-unsent]")).to_have_text("1")
    assert_fit_everywhere(page, "premises-alone")
    one.context.set_offline(False)
    expect(page.get_by_text("由场所人员确认开着")).to_be_visible()  # sent, and the page as it is now opens by itself
    assert station.signs.get().is_open


def test_two_touches_start_a_clock_that_the_officer_sees(window, station, lin, zhao, qian, now):
    worker = window(lin).open(f"/stations/{station.pk}/")
    worker.get_by_text("锁着、坏了、空了？").click()  # the first touch
    assert_fit_everywhere(worker, "premises-report")
    worker.get_by_role("button", name="锁着", exact=True).click()  # the second
    expect(worker.get_by_text("24小时内答复")).to_be_visible()
    trouble = Trouble.objects.get()
    assert trouble.due_at == now + timedelta(hours=24)
    console = window(zhao)
    console.page.clock.set_fixed_time(now)  # the browser counts down in the moment of the tests
    officer = console.open("/console/premises/troubles/")
    expect(officer.get_by_text("南街驿站")).to_be_visible()
    expect(officer.get_by_role("cell", name="锁着")).to_be_visible()
    expect(officer.locator("[data-until]").first).to_contain_text("24 小时")
    assert_fit_everywhere(officer, "premises-troubles")
    officer.get_by_role("link", name="答复", exact=True).click()
    assert_fit_everywhere(officer, "premises-answer")
    officer.get_by_role("button", name="已处理好").click()
    expect(officer.get_by_text("没有待答复的问题")).to_be_visible()
    assert Trouble.objects.get().answer == "mended"


def test_an_officer_hangs_up_a_photograph_that_workers_see(window, station, zhao, lin, tmp_path):
    evil, good = tmp_path / "门口.svg", tmp_path / "IMG_0817.png"
    evil.write_text("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")
    good.write_bytes(photograph(2000, 1500, "PNG"))
    page = window(zhao).open(f"/console/premises/{station.pk}/pictures/")
    assert_fit_everywhere(page, "premises-pictures")
    page.get_by_label("照片", exact=True).set_input_files(evil)
    page.get_by_label("照片上是什么").fill("门口左边是饮水机")
    page.get_by_role("button", name="上传").click()
    expect(page.get_by_text("“门口.svg”：这是网页或 XML 文件，这里不收")).to_be_visible()
    assert_fit_everywhere(page, "premises-pictures-wrong")
    assert page.get_by_label("照片上是什么").input_value() == "门口左边是饮水机"
    page.get_by_label("照片", exact=True).set_input_files(good)
    page.get_by_role("button", name="上传").dblclick()
    expect(page.get_by_text("照片已添加")).to_be_visible()
    kept = Picture.objects.get()
    assert (kept.file.width, kept.file.height) == (1600, 1200)
    assert_fit_everywhere(page, "premises-pictures-one")
    worker = window(lin).open(f"/stations/{station.pk}/")
    seen = worker.get_by_role("img", name="门口左边是饮水机")
    seen.scroll_into_view_if_needed()
    expect(seen).to_have_js_property("naturalWidth", 480)
    assert_fit_everywhere(worker, "premises-pictures-worker")
    seen.click()
    worker.wait_for_url("**/places/pictures/**")
    page.get_by_text("撤下", exact=True).first.click()
    page.get_by_role("dialog").get_by_role("button", name="撤下").click()
    expect(page.get_by_text("照片已撤下")).to_be_visible()
    worker.goto(f"{worker.url.partition('/places/')[0]}/stations/{station.pk}/")
    expect(worker.get_by_role("img", name="门口左边是饮水机")).to_have_count(0)
