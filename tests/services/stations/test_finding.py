"""How people find stations, and what waits for them: the list and its filters, cards, codes, an officer's work."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gonghui.faces import agenda as waiting
from gonghui.faces.slices import Where
from gonghui.kernel.geo import Point
from gonghui.kernel.hours import Week
from gonghui.kernel.money import Fen
from gonghui.kernel.window import Window
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.people.lookups import membership_of
from gonghui.primitives.people.models import Office
from gonghui.primitives.people.permissions import offices_of
from gonghui.primitives.places import actions as places
from gonghui.services.stations import actions
from gonghui.services.stations.models import Amenity
from gonghui.services.stations.pages import cards
from gonghui.services.stations.road.loads import actions as loads
from gonghui.services.stations.road.repair import actions as repair

from .conftest import text


def to_do(officer, now):
    return list(agenda.of_offices(offices_of(officer, now=now), now=now))


HERE = {"lat": "37.8735", "lon": "112.5624"}


@pytest.fixture
def asked(now):
    """A request as the common pages hand it to a slice's cards: `asked(lin)`."""

    def made(person=None):
        request = RequestFactory().get("/")
        request.person, request.now = person, now
        request.offices = list(Office.objects.filter(person=person)) if person else []
        return request

    return made


@pytest.fixture
def names_at(browser_of):
    """The names in the list that an address asks for."""

    def names(path="home", **query):
        page = browser_of().get(reverse(f"stations:{path}"), query)
        return [row.premises.name for row in page.context["listed"].rows]

    return names


def test_a_driver_finds_the_nearest_first_and_how_far_it_is(browser_of, names_at, station, home):
    assert names_at(**HERE) == ["迎泽驿站", "北环司机之家"]
    assert names_at(lat="37.95", lon="112.58") == ["北环司机之家", "迎泽驿站"]
    assert "8.6 公里" in text(browser_of().get(reverse("stations:home"), HERE)).replace("\xa0", " ")


def test_the_list_is_narrowed_by_what_one_needs_and_what_is_open(names_at, station, home, opened, facts, by, now):
    shut = opened("station", facts | {"name": "夜间驿站"})
    places.set_hours(shut, Week.daily("20:00-23:00"), by=by, now=now)
    assert set(names_at()) == {"迎泽驿站", "北环司机之家", "夜间驿站"}
    assert names_at()[-1] == "夜间驿站", "what is shut stands last"
    assert set(names_at(open="1")) == {"迎泽驿站", "北环司机之家"}
    assert names_at(need="shower") == ["北环司机之家"]
    assert names_at(need=["shower", "microwave"]) == []
    assert names_at(need="karaoke", open="1") == names_at(open="1"), "an unknown need asks for nothing"
    assert names_at(open="1", **HERE) == ["迎泽驿站", "北环司机之家"]


def test_drivers_see_homes_alone_and_what_else_they_need_on_the_road(browser_of, names_at, station, home):
    assert names_at("truckers") == ["北环司机之家"]
    page = text(browser_of().get(reverse("stations:truckers")))
    assert reverse("stations:repair") in page
    assert reverse("stations:loads") in page


def test_a_place_by_name_finds_what_is_in_it(browser_of, names_at, station, home):
    assert set(names_at(place="迎泽区")) == {"迎泽驿站", "北环司机之家"}
    assert names_at(place="包头市") == []
    page = browser_of().get(reverse("stations:home"), {"place": "亚特兰蒂斯"})
    assert "没有找到这个地方，下面是全部" in text(page)
    assert len(page.context["listed"].rows) == 2


@pytest.mark.parametrize(
    "nonsense", [{"lat": "abc", "lon": "1"}, {"lat": "99", "lon": "999"}, {"lat": "nan", "lon": "nan"}]
)
def test_a_position_that_cannot_be_is_said_and_all_is_shown(browser_of, station, nonsense):
    page = browser_of().get(reverse("stations:home"), nonsense)
    assert "没有找到这个地方" in text(page)
    assert len(page.context["listed"].rows) == 1


def test_a_place_whose_name_several_bear_is_asked_about(client, station):
    page = client.get(reverse("stations:home"), {"place": "鼓楼区"}).content.decode()
    assert "是哪一个" in page
    for code, said in (("320106", "南京市鼓楼区"), ("350102", "福州市鼓楼区")):
        assert f'<a href="?place={code}">{said}</a>' in page
    assert "是哪一个" not in client.get(reverse("stations:home"), {"place": "320106"}).content.decode()


def test_what_was_given_up_is_found_no_more(browser_of, names_at, station, by, now):
    places.close_premises(station, reason="拆迁", by=by, now=now)
    assert names_at() == []
    assert browser_of().get(reverse("stations:station", args=[station.pk])).status_code == 404
    assert browser_of().get(reverse("stations:door", args=[station.code])).status_code == 404


def test_the_map_has_what_the_list_has_in_the_grid_of_its_tiles(browser_of, station, settings):
    settings.MAP_TILES, settings.MAP_DATUM = "https://tiles.example/{z}/{x}/{y}", "gcj02"
    [point] = browser_of().get(reverse("stations:home"), HERE).context["listed"].map["points"]
    assert point["name"] == "迎泽驿站"
    assert point["at"] != (station.lat, station.lon)
    assert abs(point["at"][0] - station.lat) < 0.01


def test_the_list_costs_the_same_however_many_there_are(browser_of, station, opened, facts, by, now):
    visitor = browser_of()

    def asked(query):
        with CaptureQueriesContext(connection) as found:
            rows = visitor.get(reverse("stations:home"), query).context["listed"].rows
        return len(rows), len(found)

    queries = ({}, HERE, {"open": "1"})
    few = [[asked(query) for query in queries] for _warm in range(2)][1]
    for number in range(20):
        said = facts | {"name": f"驿站{number:02}", "point": Point(37.8 + number / 100, 112.5)}
        made = opened("station", said)
        places.set_hours(made, Week.daily("8:00-20:00"), by=by, now=now)
    assert [asked(query) for query in queries] == [(21, cost) for _one, cost in few]


def test_the_list_counts_who_was_found_open_apart_from_who_should_be(
    browser_of, station, home, opened, facts, lin, by, now
):
    doubted = places.set_hours(opened("station", facts | {"name": "有人说锁着"}), station.hours, by=by, now=now)
    places.report_trouble(doubted, "locked", person=lin, by=by, now=now)
    assert "3 处，0 处有人确认开着，2 处按时间应当开着" in text(browser_of().get(reverse("stations:home")))
    places.confirm_open(station, way="tap", by=by, now=now)
    assert "3 处，1 处有人确认开着，1 处按时间应当开着" in text(browser_of().get(reverse("stations:home")))


def test_home_shows_open_stations_of_my_city_and_anybody_some(station, home, lin, by, now):
    mine = Where(membership_of(lin).union.division_id)
    for where in (mine, Where("")):
        shown = {card.title: card for card in cards.near(where, now=now)}
        assert set(shown) == {"迎泽驿站", "北环司机之家"}
        assert (shown["迎泽驿站"].number, shown["迎泽驿站"].where) == ("3", "迎泽大街1号")
    actions.let_in(station, trade="rider", key="k", by=by, now=now)
    assert {card.title: card.number for card in cards.near(mine, now=now)}["迎泽驿站"] == "2"


def test_what_is_shut_is_not_shown_as_near(station, by, now):
    places.tell_shut(station, way="tap", by=by, now=now)
    assert cards.near(Where(station.division_id), now=now) == []


def shown_to(request):
    return waiting.cards(waiting.mine(request), now=request.now)


def test_a_booked_bed_is_on_home_until_it_is_over(asked, home, lin, chen, by, now):
    night = Window(now + timedelta(hours=10), now + timedelta(hours=18))
    stay = actions.book_stay(home, "bed", lin, night, key="k", by=by, now=now)
    [card] = shown_to(asked(lin))
    assert (card.title, card.where, card.when, card.heap) == ("北环司机之家 床位", "床位01", night.starts, "bookings")
    assert card.url == reverse("stations:stay", args=[stay.pk])
    assert shown_to(asked(chen)) == shown_to(asked()) == []
    actions.release_stay(stay, by=by, now=now)
    assert shown_to(asked(lin)) == []


def test_home_says_my_place_in_the_line_and_when_i_am_called(asked, home, lin, chen, su, by, now):
    shower = Amenity.objects.select_related("premises").get(premises=home, kind="shower")
    turns = [actions.join_line(shower, person, key=person.name, by=by, now=now) for person in (lin, chen, su)]

    def said():
        return [[(card.number, card.note) for card in shown_to(asked(who))] for who in (lin, chen, su)]

    assert said() == [[("", "轮到你了")], [("1", "")], [("2", "")]]
    actions.leave_line(turns[0], by=by, now=now)
    assert said() == [[], [("", "轮到你了")], [("1", "")]]


def test_home_follows_my_repair_call_until_it_is_rated(asked, call, workshop, mechanic, lin, by, now):
    def notes(person):
        return [card.note for card in shown_to(asked(person))]

    assert (notes(lin), notes(mechanic)) == (["等报价"], ["附近的求助"])
    quote = repair.offer(call, workshop, minutes=5, price=Fen(100), note="", by=by, now=now)
    chosen = repair.choose(quote, by=by, now=now)
    assert (notes(lin), notes(mechanic)) == (["师傅在路上"], ["选定了你"])
    assert [card.left for card in shown_to(asked(mechanic))] == ["5 分钟"], "the promised minutes run"
    done = repair.finish(repair.arrive(chosen, by=by, now=now), charged=Fen(100), by=by, now=now)
    assert (notes(lin), notes(mechanic)) == (["待评价"], [])
    repair.rate(done, stars=5, rating="", by=by, now=now)
    assert notes(lin) == []


def test_a_code_leads_to_the_door_or_to_ones_own_bed_and_to_nobody_elses(asked, station, home, lin, chen, by, now):
    night = Window(now + timedelta(hours=10), now + timedelta(hours=18))
    stay = actions.book_stay(home, "bed", lin, night, key="k", by=by, now=now)
    code = stay.booking.code
    assert cards.page_of_code(asked(), station.code) == reverse("stations:door", args=[station.code])
    assert cards.page_of_code(asked(lin), code) == reverse("stations:stay", args=[stay.pk])
    assert [cards.page_of_code(asked(who), code) for who in (chen, None)] == [None, None]


def test_a_keeper_has_a_desk_and_others_have_none(asked, keeper, zhao, neighbour, lin):
    assert [cards.has_desk(asked(who)) for who in (keeper, lin, neighbour, None)] == [True, False, False, False]


def test_what_waits_is_in_an_officers_work_with_its_clock_and_not_in_the_neighbours(
    asked, station, load, lin, zhao, neighbour, keeper, by, now
):
    places.report_trouble(station, "broken", person=lin, detail="没水", by=by, now=now)
    said = {"kind": "medicine", "name": "藿香", "quantity": 1, "unit": "盒"}
    actions.put_supply(station, **said, expires_on=now.date() + timedelta(days=3), by=by, now=now)
    actions.put_supply(station, **said | {"name": "纱布"}, expires_on=None, by=by, now=now)
    loads.show_contact(load, lin, by=by, now=now)
    loads.report_fraud(load, lin, what="要押金", by=by, now=now)
    work = {one.queue: one for one in to_do(zhao, now)}
    assert set(work) == {"工人反映", "骗局举报", "物资到期"}
    clocks = [work[queue].due - now for queue in ("工人反映", "骗局举报")]
    assert clocks == [timedelta(hours=24), timedelta(days=3)]
    assert work["物资到期"].title == "迎泽驿站：藿香 快过期"
    assert to_do(neighbour, now) == []
    assert "物资到期" not in [one.queue for one in to_do(zhao, now - timedelta(days=40))], "not pressing yet"


def test_what_was_decided_or_answered_waits_no_more(asked, station, load, lin, zhao, by, now):
    trouble = places.report_trouble(station, "broken", person=lin, by=by, now=now)
    loads.show_contact(load, lin, by=by, now=now)
    report = loads.report_fraud(load, lin, what="要押金", by=by, now=now)
    assert len(to_do(zhao, now)) == 2
    places.answer_trouble(trouble, "mended", says="", by=by, now=now)
    loads.decide_report(report, upheld=False, note="", by_person=zhao, by=by, now=now)
    assert to_do(zhao, now) == []
