"""What officers do with stations: the list, one of them, its rooms and plate, inspection and stars, gaps and use."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from gonghui.kernel.codes import shown
from gonghui.kernel.window import Window
from gonghui.primitives import clock
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.places import actions as places
from gonghui.services.stations import actions
from gonghui.services.stations.models import Amenity, Inspection, Scheme, StarChange
from gonghui.services.stations.pages.gaps import gaps_of
from gonghui.services.stations.pages.overview import lines as lines_of

from .conftest import key, refusal, text

SIX = ("sign", "site", "equipment", "service", "rules", "map")
GOOD = dict.fromkeys(SIX, "good") | {"note": "干净", "key": key(77)}
ROOMS = {"kind": "bed", "rooms": "5", "minutes": "", "wait_minutes": ""}


@pytest.fixture
def office(browser_of, zhao):
    return browser_of(zhao)


def url(name, *what):
    return reverse(f"stations-console:{name}", args=[each.pk for each in what])


def rows_of(answer):
    """The cells of a workbook, without its header."""
    sheet = load_workbook(BytesIO(b"".join(answer)), read_only=True).worksheets[0]
    return [list(row) for row in sheet.iter_rows(min_row=2, values_only=True)]


def test_the_list_says_of_each_station_what_presses_there(office, station, home, keeper, lin, by, now, monkeypatch):
    places.report_trouble(station, "broken", person=lin, by=by, now=now - timedelta(hours=25))
    supply = {"kind": "medicine", "name": "藿香", "quantity": 1, "unit": "盒", "expires_on": now.date()}
    actions.put_supply(station, **supply, by=by, now=now)
    actions.report_fault(station, what="灯", by_person=keeper, by=by, now=now)
    page = office.get(url("index"))
    lines = {line.premises: line for line in lines_of([station, home], now=now)}
    assert (lines[station].overdue, lines[station].expiring, lines[station].faults) == (1, 1, 1)
    assert (lines[home].overdue, lines[home].expiring, lines[home].faults) == (0, 0, 0)
    assert "迎泽驿站" in text(page)
    assert "北环司机之家" in text(page)


def test_the_list_is_narrowed_by_kind_and_words_and_its_workbook_holds_what_is_seen(office, station, home):
    for asked, names in (({}, 2), ({"kind": "truckers_home"}, 1), ({"q": "北环"}, 1), ({"q": "没有"}, 0)):
        rows = rows_of(office.get(url("index"), asked | {"export": "xlsx"}))
        assert len(rows) == names
    [row] = rows_of(office.get(url("index"), {"q": "迎泽", "export": "xlsx"}))
    assert station.name in row
    assert station.address in row


def test_the_neighbour_sees_none_of_it(browser_of, neighbour, station, schemes):
    next_door = browser_of(neighbour)
    assert station.name not in text(next_door.get(url("index")))
    for name in ("station", "plate", "inspect", "star"):
        assert next_door.get(url(name, station)).status_code == 404
    for name, said in (("add-rooms", ROOMS), ("inspect", GOOD), ("star", {"star": "0", "reason": "x"})):
        assert next_door.post(url(name, station), said).status_code == 404
    assert not Inspection.objects.exists()
    assert not station.rooms.exists()


def test_an_auditor_looks_and_changes_nothing(browser_of, auditor, station, home):
    reader = browser_of(auditor)
    page = text(reader.get(url("station", home)))
    for offered in (url("add-rooms", home), url("inspect", home), url("star", home)):
        assert offered not in page
    assert reader.post(url("add-rooms", home), ROOMS).status_code == 403
    assert "导入公开的标准" not in text(reader.get(url("schemes")))
    assert reader.post(url("load-schemes")).status_code == 403
    assert not Scheme.objects.exists()


def test_a_stations_page_tells_its_keepers_by_masked_numbers_and_what_was_done(office, station, keeper):
    page = text(office.get(url("station", station)))
    assert "马看门" in page
    assert "*0301" in page
    assert "19900000301" not in page


def test_rooms_are_numbered_on_and_a_double_click_adds_none(office, home):
    for _click in range(2):
        assert "现在一共 5 个" in text(office.post(url("add-rooms", home), ROOMS, follow=True))
    assert sorted(room.name for room in home.rooms.filter(kind="bed")) == [f"床位{n:02}" for n in range(1, 6)]
    assert refusal(office.post(url("add-rooms", home), ROOMS | {"rooms": "4"})) == (409, "stations.fewer_rooms")


def test_the_line_for_machines_is_set_and_what_is_left_empty_stays(office, home):
    for minutes, wait in (("45", "5"), ("", "")):
        said = {"kind": "laundry", "rooms": "1", "minutes": minutes, "wait_minutes": wait}
        page = text(office.post(url("add-rooms", home), said, follow=True))
        assert "一次 45 分钟，叫号等 5 分钟" in page
    assert Amenity.objects.get(premises=home, kind="shower").minutes == 20


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"kind": "sauna"}, "kind"),
        ({"rooms": "-1"}, "rooms"),
        ({"rooms": "201"}, "rooms"),
        ({"minutes": "0"}, "minutes"),
        ({"minutes": "241"}, "minutes"),
        ({"wait_minutes": "61"}, "wait_minutes"),
    ],
)
def test_rooms_that_cannot_be_come_back_to_be_mended(office, home, said, field):
    before = home.rooms.count()
    answer = office.post(url("add-rooms", home), ROOMS | said)
    assert answer.status_code == 422
    assert list(answer.context["amenity_form"].errors) == [field]
    assert home.rooms.count() == before


def test_the_plate_leads_to_the_door_and_shows_stars_and_code(office, station, by, now):
    places.revise(station, star=3, by=by, now=now)
    answer = office.get(url("plate", station))
    assert answer.context["door"] == "http://testserver" + reverse("stations:door", args=[station.code])
    page = text(answer)
    assert shown(station.code) in page
    assert "3 星" in page
    assert "0351-0000001" in page


def test_an_inspection_is_gone_through_whole_and_what_was_ticked_stays(office, station, schemes):
    answer = office.post(url("inspect", station), GOOD | {"map": ""})
    assert refusal(answer) == (422, "stations.not_inspected_whole")
    marks = {item["code"]: mark for item, mark in answer.context["items"]}
    assert marks == dict.fromkeys(SIX, "good") | {"map": ""}
    assert answer.context["note"] == "干净"
    assert not Inspection.objects.exists()


def test_an_inspection_counts_as_a_sign_that_it_is_open(office, station, schemes):
    page = text(office.post(url("inspect", station), GOOD | {"sign": "poor", "map": "missing"}, follow=True))
    assert "得分 75" in page
    office.post(url("inspect", station), GOOD)  # the same form again
    assert Inspection.objects.get().score == 7_500
    assert "干净" in page
    station.refresh_from_db()
    assert station.last_sign.way == "inspection"


@pytest.mark.parametrize("name", ["inspect", "star"])
def test_without_a_scheme_in_force_there_is_nothing_to_go_by(office, station, name):
    assert refusal(office.get(url(name, station))) == (409, "stations.no_scheme")


def test_stars_rise_after_an_inspection_and_the_public_reads_why(office, browser_of, station, keeper, schemes):
    assert "还没有检查过，不能升星" in text(office.get(url("star", station)))
    refused = office.post(url("star", station), {"star": "3", "reason": "好"})
    assert refusal(refused) == (409, "stations.inspected_never")
    office.post(url("inspect", station), GOOD)
    office.post(url("star", station), {"star": "3", "reason": "六有齐全"})
    change = StarChange.objects.get()
    assert (change.before, change.after, change.reason) == (0, 3, "六有齐全")
    public = text(browser_of().get(reverse("stations:station", args=[station.pk])))
    assert "0 星改为 3 星。六有齐全" in public
    assert notices.inbox(keeper).first().template == "stations.stars"


@pytest.mark.parametrize(
    ("said", "field"),
    [({"star": "6"}, "star"), ({"star": "-1"}, "star"), ({"star": ""}, "star"), ({"reason": ""}, "reason")],
)
def test_stars_without_a_number_or_a_reason_come_back(office, station, schemes, said, field):
    answer = office.post(url("star", station), {"star": "1", "reason": "好"} | said)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]


def test_the_page_of_stars_warns_of_reports_that_wait_too_long(office, station, schemes, lin, by, now, monkeypatch):
    places.report_trouble(station, "broken", person=lin, by=by, now=now)
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(hours=25))
    assert "有 1 件反映超时没有答复" in text(office.get(url("star", station)))


def test_published_schemes_are_brought_in_once(office):
    assert "还没有标准" in text(office.get(url("schemes")))
    assert "导入了 3 项标准" in text(office.post(url("load-schemes"), follow=True))
    assert "导入了 0 项标准" in text(office.post(url("load-schemes"), follow=True))
    assert Scheme.objects.count() == 3
    assert "转述，未见原文" in text(office.get(url("schemes")))


def test_the_map_of_gaps_puts_first_where_most_go_without(office, station, lin, chen, su, province, now):
    gaps = {gap.code: gap for gap in gaps_of([province], now=now)}
    assert (gaps["140106"].stations, gaps["140106"].open, gaps["140106"].nearest_km) == (1, 1, 0.0)
    assert (gaps["140110"].people, gaps["140110"].is_gap) == (2, True)
    assert (gaps["140213"].people, gaps["140213"].nearest_km) == (1, None)
    page = text(office.get(url("gaps")))
    assert "2 个地方有会员却没有开着的驿站，一共 3 名会员" in page
    rows = rows_of(office.get(url("gaps"), {"export": "xlsx"}))
    assert [row[1] for row in rows] == [2, 1, 0]


def test_at_night_every_place_is_a_gap(station, lin, province, now):
    night = {gap.code: gap for gap in gaps_of([province], now=now + timedelta(hours=13))}
    assert night["140106"].open == 0
    assert night["140106"].nearest_km is None


def test_use_is_counted_by_station_trade_and_day_and_names_nobody(office, station, home, by, now):
    for number, (place, trade, days) in enumerate(
        [(station, "rider", 0), (station, "rider", 1), (home, "truck", 1), (home, "truck", 31)]
    ):
        actions.let_in(place, trade=trade, key=key(number), by=by, now=now - timedelta(days=days))
    answer = office.get(url("use"))
    assert "最近 30 天一共 3 人次" in text(answer)
    sums = {
        name: [(row.name, row.came) for row in answer.context[name].page.object_list]
        for name in ("by_station", "by_trade")
    }
    assert sums == {
        "by_station": [("迎泽驿站", 2), ("北环司机之家", 1)],
        "by_trade": [("外卖骑手", 2), ("货车司机", 1)],
    }
    rows = rows_of(office.get(url("use"), {"export": "xlsx"}))
    assert sorted(row[1:] for row in rows) == [
        ["北环司机之家", "货车司机", 1],
        ["迎泽驿站", "外卖骑手", 1],
        ["迎泽驿站", "外卖骑手", 1],
    ]


def test_an_inspection_during_a_closure_is_written_down_and_opens_nothing(office, station, schemes, by, now):
    places.close_for(station, Window(now, now + timedelta(days=1)), reason="装修", by=by, now=now)
    assert "得分 100" in text(office.post(url("inspect", station), GOOD, follow=True))
    station.refresh_from_db()
    assert station.last_sign is None


def test_what_a_page_is_called_is_said_once_in_the_windows_name(office, station):
    for page in (url("index"), url("schemes"), url("station", station)):
        name = text(office.get(page)).split("<title>")[1].split("</title>")[0]
        parts = [part.strip() for part in name.split("·")]
        assert len(set(parts)) == len(parts)
    assert name.count("驿站和司机之家") == 1


def test_a_page_costs_the_same_however_much_there_is(office, station, lin, by, now):
    def asked(name, *what):
        with CaptureQueriesContext(connection) as found:
            assert office.get(url(name, *what)).status_code == 200
        return len(found)

    def happens(number):
        actions.let_in(station, trade="rider", key=key(number), by=by, now=now - timedelta(days=number % 5))
        places.report_trouble(station, "broken", person=lin, detail=f"灯{number}", by=by, now=now)
        places.add_room(station, kind="rest", name=f"休息室{number}", by=by, now=now)

    happens(1)
    pages = [("index",), ("station", station), ("use",), ("gaps",)]
    for page in pages:
        asked(*page)
    few = {page[0]: asked(*page) for page in pages}
    for number in range(2, 22):
        actions.see_out(station, by=by, now=now)
        happens(number)
    assert {page[0]: asked(*page) for page in pages} == few


def test_nobody_came_yet_is_said_with_the_next_step(office, station):
    assert "门口贴上二维码，人进来就有数" in text(office.get(url("use")))
