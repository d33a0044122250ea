"""Places as pages show them: two touches for a locked door, the host's tap, and the shared console pages."""

import re
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from gonghui.faces import routes
from gonghui.faces.distances import far
from gonghui.kernel.geo import Point, distance_m, from_bd09, from_gcj02
from gonghui.kernel.hours import Week
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Role
from gonghui.primitives.places import actions as places
from gonghui.primitives.places.models import CalendarDay, Closure, Picture, Premises, Room, Trouble
from tests.kernel.test_pictures import photograph

pytestmark = pytest.mark.django_db
HERE = Point(37.7152, 112.4803)
BACKEND = "gonghui.faces.accounts.SessionAccounts"


@pytest.fixture(autouse=True)
def _moment(monkeypatch, now):
    monkeypatch.setattr("gonghui.primitives.clock.now", lambda: now)


@pytest.fixture
def station(works, by, now):
    return places.open_premises(
        union=works, kind="station", name="晋源驿站", address="南街1号", point=HERE, facilities=["water", "microwave"],
        hours=Week.daily("8:00-20:00"), by=by, now=now,
    )  # fmt: skip


@pytest.fixture
def browser(by, now):
    def of(person):
        client = Client()
        client.force_login(people.open_account(person, by=by, now=now), backend=BACKEND)
        return client

    return of


def url(name, *ids):
    return reverse(f"faces:{name}", args=ids)


def test_a_visitor_says_with_two_touches_that_it_is_locked(station):
    visitor = Client()
    assert "锁着" in visitor.get(url("premises-trouble", station.pk)).content.decode()
    answer = visitor.post(url("premises-trouble", station.pk), {"what": "locked"}, follow=True)
    assert "24小时内答复" in answer.content.decode()
    trouble = Trouble.objects.get()
    assert (trouble.what, trouble.person) == ("locked", None)
    assert "127.0.0.1" not in trouble.reporter


def test_two_visitors_behind_one_address_count_as_one(station):
    for _each in range(2):
        Client().post(url("premises-trouble", station.pk), {"what": "locked"})
    station.refresh_from_db()
    assert Trouble.objects.count() == 1
    assert station.found_locked_at is None


def test_a_keeper_taps_it_open_and_answers(station, qian, lin, browser, by, now):
    places.add_keeper(station, qian, by=by, now=now)
    trouble = places.report_trouble(station, "broken", person=lin, facility="microwave", by=by, now=now)
    keeper = browser(qian)
    page = keeper.get(url("kept-one", station.pk)).content.decode()
    assert "热饭" in page
    keeper.post(url("kept-tap", station.pk), {"is": "open"})
    assert "由场所人员确认开着" in keeper.get(url("kept")).content.decode()
    keeper.post(url("kept-answer", trouble.pk), {"answer": "mended", "says": "换了一台"})
    assert Trouble.objects.get().answer == "mended"
    keeper.post(url("kept-tap", station.pk), {"is": "shut"})
    assert "已关门" in keeper.get(url("kept-one", station.pk)).content.decode()


def test_who_keeps_nothing_finds_nothing(station, lin, browser):
    worker = browser(lin)
    assert worker.get(url("kept-one", station.pk)).status_code == 404
    assert worker.post(url("kept-tap", station.pk), {"is": "open"}).status_code == 404
    assert "没有你看管的场所" in worker.get(url("kept")).content.decode()


def test_a_route_leads_to_the_same_place_in_every_grid(station):
    amap, baidu, qq, own = (route.url for route in routes.to_point(station.point, station.name))
    lon, lat = map(float, amap.split("to=")[1].split(",")[:2])
    assert distance_m(from_gcj02(lat, lon), HERE) < 1
    lat, lon = map(float, baidu.split("location=")[1].split("&")[0].split(","))
    assert distance_m(from_bd09(lat, lon), HERE) < 1
    lat, lon = map(float, qq.split("coord:")[1].split(";")[0].split(","))
    assert distance_m(from_gcj02(lat, lon), HERE) < 1
    assert own.startswith(f"geo:{HERE.lat},{HERE.lon}")


def test_where_only_the_address_is_known_every_map_looks_for_it_in_its_city():
    told = routes.to_words("太原市滨河西路1号 省展览馆", "太原市")
    for route in told:
        assert "太原市滨河西路1号 省展览馆" in unquote(route.url)
    assert [unquote(route.url).count("太原市") for route in told] == [2, 2, 2, 1]
    assert told[-1].url.startswith("geo:0,0?q=")


@pytest.mark.parametrize(("metres", "says"), [(4, "10 米"), (349, "350 米"), (1234, "1.2 公里"), (48_400, "48 公里")])
def test_a_distance_is_said_as_people_say_it(metres, says):
    assert far(metres) == says


FIELDS = {
    "name": "北街驿站", "address": "北街", "lat": "37.71", "lon": "112.48", "datum": "wgs84", "host_kind": "bank",
    "capacity": "12",
    "facilities": ["water", "charging"],
}  # fmt: skip


def test_an_officer_opens_a_place_and_writes_its_hours(works, zhao, browser):
    officer = browser(zhao)
    made = officer.post(url("premises-new"), FIELDS | {"union": str(works.pk), "kind": "station"})
    place = Premises.objects.get()
    assert made["Location"] == url("premises-hours", place.pk)
    answer = officer.post(url("premises-hours", place.pk), {"day0": "20:00-6:00", "day1": "5:00-9:00"})
    assert answer.status_code == 422
    assert "重叠" in answer.content.decode()
    officer.post(url("premises-hours", place.pk), {"day0": "8:30-12:00", "by_calendar": "on"})
    place.refresh_from_db()
    assert place.hours == Week.parse({0: "8:30-12:00"})
    officer.post(url("premises-hours", place.pk), {"workdays": "8:30-18:00", "day0": "休息", "day5": "10:00-23:59"})
    place.refresh_from_db()
    assert place.hours == Week.parse(dict.fromkeys(range(1, 5), "8:30-18:00") | {5: "10:00-24:00"})
    page = officer.get(url("premises-one", place.pk)).content.decode()
    assert "按国家要求还缺" in page
    assert "餐食加热" in page


@pytest.mark.parametrize(
    ("lat", "lon", "says"), [("112.48", "37.71", "对调"), ("29.0", "124.5", "海里"), ("x", "112.48", "不是纬度或经度")]
)
def test_a_position_that_cannot_be_is_told_at_its_field(works, zhao, browser, lat, lon, says):
    data = FIELDS | {"union": str(works.pk), "kind": "station", "lat": lat, "lon": lon}
    answer = browser(zhao).post(url("premises-new"), data)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Premises.objects.exists()


def test_a_position_of_a_map_provider_is_brought_back_to_gps(works, zhao, browser):
    lat, lon = HERE.to_gcj02()
    data = FIELDS | {"union": str(works.pk), "kind": "hub", "lat": str(lat), "lon": str(lon), "datum": "gcj02"}
    browser(zhao).post(url("premises-new"), data)
    assert distance_m(Premises.objects.get().point, HERE) < 1


def test_a_map_providers_position_called_gps_is_doubted_once_and_then_believed(station, works, zhao, browser):
    """The same door was listed before: it would come to lie half a kilometre beside it."""
    officer = browser(zhao)
    lat, lon = HERE.to_gcj02()
    there = {"address": station.address, "lat": str(lat), "lon": str(lon)}
    new = FIELDS | there | {"union": str(works.pk), "kind": "hub"}
    doubted = officer.post(url("premises-new"), new)
    assert doubted.status_code == 422
    assert re.search(r"更像高德、腾讯的坐标：照这样登记会偏 [3-8]\d\d 米", doubted.content.decode())
    assert not Premises.objects.of_kind("hub").exists()
    assert "确认取自 GPS" not in officer.post(url("premises-new"), FIELDS | {"lat": "x"}).content.decode()
    officer.post(url("premises-new"), new | {"sure": "on"})
    assert distance_m(Premises.objects.of_kind("hub").get().point, HERE) > 300


def test_a_revised_position_is_held_against_the_one_that_stands(station, zhao, browser):
    lat, lon = HERE.to_gcj02()
    said = FIELDS | {"name": station.name, "address": "别处", "lat": str(lat), "lon": str(lon)}
    officer = browser(zhao)
    answer = officer.post(url("premises-edit", station.pk), said)
    assert answer.status_code == 422
    assert "更像高德、腾讯的坐标" in answer.content.decode()
    officer.post(url("premises-edit", station.pk), said | {"datum": "gcj02"})
    station.refresh_from_db()
    assert distance_m(station.point, HERE) < 1


def test_rooms_closures_keepers_and_pictures_come_and_go(station, zhao, browser):
    officer, pk = browser(zhao), station.pk
    officer.post(url("premises-rooms", pk), {"kind": "rest", "name": "里间", "seats": "4"})
    room = Room.objects.get()
    window = {"window_starts": "2026-05-21T09:00", "window_ends": "2026-05-22T09:00"}
    officer.post(url("premises-closures", pk), window | {"reason": "消杀", "room": str(room.pk)})
    closure = Closure.objects.get()
    assert closure.room == room
    officer.post(url("premises-end-closure", pk, closure.pk))
    assert not Closure.objects.exists()
    officer.post(url("premises-keepers", pk), {"name": "何看管", "mobile": "19900000231"})
    keeper = station.keepers.get()
    officer.post(url("premises-remove-keeper", pk, keeper.pk))
    assert not station.keepers.current().exists()
    picture = SimpleUploadedFile("门口.jpg", photograph())
    officer.post(url("premises-pictures", pk), {"picture": picture, "says": "门口"})
    kept = Picture.objects.get()
    assert url("premises-picture", kept.pk) in officer.get(url("premises-one", pk)).content.decode()
    answer = Client().get(url("premises-picture", kept.pk) + "?small")
    assert answer["Content-Type"] == "image/jpeg"
    assert b"Camera of Lin" not in answer.content
    officer.post(url("premises-remove-picture", pk, kept.pk))
    assert Client().get(url("premises-picture", kept.pk)).status_code == 404
    officer.post(url("premises-close-room", pk, room.pk))
    assert not station.rooms.visible().exists()
    officer.post(url("premises-close", pk), {"reason": "搬迁"})
    assert not Premises.objects.visible().exists()


@pytest.fixture
def corner(station, by, now):
    return places.add_room(station, kind="rest", name="里间", seats=4, by=by, now=now)


def test_an_officer_corrects_a_room(station, corner, zhao, browser):
    officer, address = browser(zhao), url("premises-room", station.pk, corner.pk)
    said = {"kind": "meeting", "name": "会议室", "floor": "2 层", "area_m2": "30", "seats": "12", "equipment": ["wifi"]}
    assert officer.post(address, said | {"rules_say": "轻声"}, follow=True).status_code == 200
    corner.refresh_from_db()
    assert (corner.kind, corner.name, corner.floor, corner.area_m2, corner.seats) == (
        "meeting",
        "会议室",
        "2 层",
        30,
        12,
    )
    assert (corner.equipment, corner.rules) == (["wifi"], "轻声")
    wrong = officer.post(address, said | {"seats": "0"})
    assert wrong.status_code == 422
    places_rooms = officer.get(url("premises-rooms", station.pk)).content.decode()
    assert address in places_rooms


def test_a_room_cannot_take_the_name_of_another(station, corner, zhao, browser, by, now):
    places.add_room(station, kind="rest", name="外间", by=by, now=now)
    answer = browser(zhao).post(url("premises-room", station.pk, corner.pk), {"kind": "rest", "name": "外间"})
    assert answer.status_code == 409
    assert "已经有一个叫“外间”的房间" in answer.content.decode()
    assert Room.objects.get(pk=corner.pk).name == "里间"


def test_working_days_that_are_alike_are_one_line_and_each_by_itself_otherwise(station, zhao, browser, by, now):
    officer, address = browser(zhao), url("premises-hours", station.pk)
    places.set_hours(station, Week.daily("9:00-17:00", days=range(5)), by=by, now=now)
    form = officer.get(address).context["form"]
    assert [field.value() or "" for field in form.in_lines] == ["9:00-17:00", "", "", ""]
    assert not form.differs
    places.set_hours(station, Week.parse({0: "9:00-12:00", 1: "9:00-17:00"}), by=by, now=now)
    form = officer.get(address).context["form"]
    assert [field.value() for field in form.day_by_day][:3] == ["9:00-12:00", "9:00-17:00", ""]


def test_no_page_changes_what_was_given_up(station, zhao, browser, by, now):
    places.close_premises(station, reason="搬迁", by=by, now=now)
    officer = browser(zhao)
    page = officer.get(url("premises-one", station.pk)).content.decode()
    assert "已撤销" in page
    assert url("premises-hours", station.pk) not in page
    for name in ("edit", "hours", "closures", "rooms", "keepers", "pictures"):
        assert officer.post(url(f"premises-{name}", station.pk), {}).status_code == 404


def test_what_a_services_own_room_is_for_stays(station, zhao, browser, by, now):
    bed = places.add_room(station, kind="bed", name="床位01", by=by, now=now)
    officer, address = browser(zhao), url("premises-room", station.pk, bed.pk)
    assert 'name="kind"' not in officer.get(address).content.decode()
    officer.post(address, {"kind": "meeting", "name": "床位一"})
    bed.refresh_from_db()
    assert (bed.kind, bed.name) == ("bed", "床位一")


def test_a_room_has_hours_of_its_own_and_gives_them_up(station, corner, zhao, browser):
    officer, address = browser(zhao), url("premises-room-hours", station.pk, corner.pk)
    wrong = officer.post(address, {"own": "on", "day0": "9点"})
    assert wrong.status_code == 422
    officer.post(address, {"own": "on", "day0": "9:00-12:00"})
    corner.refresh_from_db()
    assert corner.hours == Week.parse({0: "9:00-12:00"})
    assert "9:00-12:00" in officer.get(url("premises-room", station.pk, corner.pk)).content.decode()
    officer.post(address, {"day0": "9点"})
    corner.refresh_from_db()
    assert corner.week is None


def test_a_room_is_found_only_in_its_own_premises(station, corner, works, zhao, browser, by, now):
    other = places.open_premises(union=works, kind="hub", name="别处", address="街", point=HERE, by=by, now=now)
    officer = browser(zhao)
    assert officer.get(url("premises-room", other.pk, corner.pk)).status_code == 404
    assert officer.post(url("premises-room-hours", other.pk, corner.pk)).status_code == 404


def test_a_file_that_is_no_picture_is_refused_in_place(station, zhao, browser):
    evil = SimpleUploadedFile("a.jpg", b"<svg onload=alert(1)>")
    answer = browser(zhao).post(url("premises-pictures", station.pk), {"picture": evil, "says": "门口"})
    assert answer.status_code == 422
    assert "“a.jpg”：这是网页或 XML 文件，这里不收" in answer.content.decode()


def test_the_queue_shows_what_is_due_first(station, lin, chen, zhao, browser, by, now):
    places.report_trouble(station, "broken", person=lin, by=by, now=now)
    places.report_trouble(station, "empty", person=chen, by=by, now=now)
    page = browser(zhao).get(url("premises-troubles")).content.decode()
    assert page.index("坏了") < page.index("空了")


def test_the_list_is_found_by_words_and_taken_along(station, zhao, browser):
    officer = browser(zhao)
    assert "晋源驿站" in officer.get(url("premises") + "?q=南街&kind=station").content.decode()
    assert "没有找到场所" in officer.get(url("premises") + "?q=东街").content.decode()
    assert officer.get(url("premises") + "?export=1")["Content-Type"].startswith("application/vnd")


def test_an_administrator_keeps_the_calendar(zhao, province, browser, by, now):
    people.appoint(zhao, province, Role.ADMINISTRATOR, by=by, now=now)
    CalendarDay.objects.all().delete()
    admin = browser(zhao)
    said = {"day": "2026-10-10", "name": "国庆节", "as_weekday": "4", "source": "国务院办公厅通知"}
    admin.post(url("add-holiday"), said)
    assert CalendarDay.objects.get().as_weekday == 4
    assert "国务院办公厅通知" in admin.get(url("holidays")).content.decode()
    assert admin.post(url("add-holiday"), said | {"source": ""}).status_code == 422
    admin.post(url("remove-holiday", "2026-10-10"))
    assert not CalendarDay.objects.exists()
    assert admin.post(url("remove-holiday", "yesterday")).status_code == 404


def test_an_administrator_of_a_part_changes_no_calendar_of_all(wu, taiyuan, browser, by, now):
    people.appoint(wu, taiyuan, Role.ADMINISTRATOR, by=by, now=now)
    before, admin = set(CalendarDay.objects.values_list("pk", flat=True)), browser(wu)
    said = {"day": "2026-10-10", "name": "国庆节", "as_weekday": "4", "source": "国务院办公厅通知"}
    assert "添加或修改一天" not in admin.get(url("holidays")).content.decode()
    for answer in (admin.post(url("add-holiday"), said), admin.post(url("remove-holiday", "2027-01-01"))):
        assert (answer.status_code, "只有最上级工会的系统管理员能改" in answer.content.decode()) == (403, True)
    assert set(CalendarDay.objects.values_list("pk", flat=True)) == before


def test_a_list_of_places_takes_few_queries(station, opened_many, zhao, browser, django_assert_max_num_queries):
    officer = browser(zhao)
    with django_assert_max_num_queries(16):
        officer.get(url("premises"))


@pytest.fixture
def opened_many(works, by, now):
    for number in range(20):
        places.open_premises(union=works, kind="hub", name=f"第{number}处", address="街", point=HERE, by=by, now=now)


def test_a_list_is_checked_and_taken_in(works, zhao, browser):
    officer = browser(zhao)
    head = "名称,地址,纬度,经度,坐标系,容纳\n"
    said = {"union": str(works.pk), "kind": "station"}
    wrong = SimpleUploadedFile("a.csv", f"{head}甲驿站,街,112.48,37.71,GPS,9\n".encode())
    answer = officer.post(url("premises-import"), said | {"sheet": wrong})
    assert answer.status_code == 422
    assert "对调" in answer.content.decode()
    right = SimpleUploadedFile("a.csv", f"{head}甲驿站,街,37.71,112.48,GPS,9\n".encode())
    officer.post(url("premises-import"), said | {"sheet": right})
    assert Premises.objects.get().name == "甲驿站"
    assert officer.get(url("premises-import") + "?template=1").status_code == 200
