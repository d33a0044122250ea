"""The console: my work by deadline, only my jurisdiction, only what my office may."""

from datetime import timedelta

import pytest

from gonghui.faces import guards, shared
from gonghui.faces.console import pages
from gonghui.faces.console.premises.scope import standing
from gonghui.primitives import clock
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Office, Role
from gonghui.primitives.people.permissions import unions_for
from gonghui.primitives.rows import new_id

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def waiting(works):
    """`waiting("案", queue="结算", due=…)` waits for who manages at Lin's works."""

    def waits(*titles, queue="其他", **more):
        said = {"union_id": works.pk, "act": "fairs.manage", "key": "tests.case", "link": "faces:help", "queue": queue}
        agenda.put(Matter(subject=new_id(), title=title, step="办", **said, **more) for title in titles)

    return waits


def test_my_work_opens_with_the_oldest_deadline(zhao, as_person, waiting):
    waiting("没有期限的事")
    waiting("明天到期的事", queue="结算", due=clock.now() + DAY)
    waiting("昨天到期的事", queue="结算", due=clock.now() - DAY)
    page = as_person(zhao).get("/console/").content.decode()
    places = [page.index(title) for title in ("昨天到期的事", "明天到期的事", "没有期限的事")]
    assert places == sorted(places)
    assert "已逾期" in page


def test_one_queue_can_be_looked_at_alone(zhao, as_person, waiting):
    waiting("没有期限的事")
    waiting("昨天到期的事", queue="结算")
    page = as_person(zhao).get("/console/", {"queue": "结算"}).content.decode()
    assert "昨天到期的事" in page
    assert "没有期限的事" not in page


def test_my_work_counts_all_that_waits_and_shows_it_by_pages(zhao, as_person, waiting):
    waiting(*(f"案{n:04}" for n in range(1_020)))
    waiting(*(f"结算{n:02}" for n in range(60)), queue="结算")
    browser = as_person(zhao)
    assert "<b>1080</b>" in browser.get("/console/").content.decode()
    second = browser.get("/console/", {"queue": "结算", "page": 2})
    assert [item.title for item in second.context["page"]] == [f"结算{n}" for n in range(50, 60)]
    last = browser.get("/console/", {"page": 99})
    assert last.context["page"].object_list[-1].title == "结算59"


def test_no_work_is_said_kindly(zhao, as_person):
    assert "没有等你办的事" in as_person(zhao).get("/console/").content.decode()


def test_the_menu_holds_what_the_office_may(zhao, sun, as_person, product):
    officer, finance = as_person(zhao).get("/console/"), as_person(sun).get("/console/")
    assert "付款" not in officer.content.decode()
    assert "付款" in finance.content.decode()
    assert "收银台" not in as_person(zhao).get("/counter/").content.decode()
    assert "收银台" in as_person(sun).get("/counter/").content.decode()


def test_search_finds_members_of_my_jurisdiction_only(lin, su, datong, by, now, enrol, as_person):
    officer = enrol("周正", 201, None)
    people.appoint(officer, datong, Role.OFFICER, by=by, now=now)
    page = as_person(officer).get("/console/find/", {"q": "红梅"}).content.decode()
    assert "苏红梅" in page
    assert "林小雨" not in as_person(officer).get("/console/find/", {"q": "小雨"}).content.decode()
    assert "平城电机厂工会" in as_person(officer).get("/console/find/", {"q": "电机"}).content.decode()
    assert "晋源机械厂工会" not in as_person(officer).get("/console/find/", {"q": "机械"}).content.decode()


def test_of_a_name_that_thousands_have_those_are_found_whom_i_know(
    as_person, enrol, works, datong, by, now, monkeypatch
):
    monkeypatch.setattr(pages, "LOOKED_AT", 2)
    officer = enrol("周正", 201, None)
    people.appoint(officer, datong, Role.OFFICER, by=by, now=now)
    for number, given in enumerate("甲丙丁"):
        enrol(f"林{given}", 400 + number, works)  # of another city, and before ours in every list
    enrol("林乙", 410, datong)
    found = as_person(officer).get("/console/find/", {"q": "林"}).context["people"]
    assert [person.name for person in found] == ["林乙"]


def test_search_never_shows_a_whole_number(lin, zhao, as_person):
    page = as_person(zhao).get("/console/find/", {"q": "19900000101"}).content.decode()
    assert "林小雨" in page
    assert "手机尾号 0101" in page
    assert page.count("19900000101") == 2  # what was asked: in the box and in the heading


def test_the_console_can_be_narrowed_to_one_union_and_widened_again(zhao, taiyuan, datong, as_person):
    browser = as_person(zhao)
    assert browser.post("/console/unions/switch/", {"code": "TY"})["Location"] == "/console/"
    assert "太原市总工会" in browser.get("/console/").content.decode()
    browser.post("/console/unions/switch/", {"code": ""})
    assert "全部管辖范围" in browser.get("/console/").content.decode()


def test_nobody_switches_to_a_union_out_of_reach(enrol, datong, taiyuan, by, now, as_person):
    officer = enrol("周正", 202, None)
    people.appoint(officer, datong, Role.OFFICER, by=by, now=now)
    browser = as_person(officer)
    assert browser.post("/console/unions/switch/", {"code": "TY"}).status_code == 404
    assert browser.post("/console/unions/switch/", {"code": "' OR 1=1"}).status_code == 404
    page = browser.get("/console/unions/").content.decode()
    assert "大同市总工会" in page
    assert "太原市总工会" not in page


def test_a_choice_is_forgotten_when_the_office_ends(enrol, datong, province, by, now, as_person):
    officer = enrol("周正", 203, None)
    wide = people.appoint(officer, province, Role.OFFICER, by=by, now=now)
    people.appoint(officer, datong, Role.OFFICER, by=by, now=now)
    browser = as_person(officer)
    browser.post("/console/unions/switch/", {"code": "SX"})
    people.dismiss(wide, by=by, now=now)
    assert "全部管辖范围" in browser.get("/console/").content.decode()


def test_the_tree_can_be_walked_down(zhao, taiyuan, works, as_person):
    browser = as_person(zhao)
    assert "太原市总工会" in browser.get("/console/unions/", {"at": "SX"}).content.decode()
    assert "晋源机械厂工会" in browser.get("/console/unions/", {"at": "TY"}).content.decode()
    assert "晋源机械厂工会" in browser.get("/console/unions/", {"q": "机械"}).content.decode()


class TestOfficeUnions:
    """Which unions a staff door may work on."""

    def test_the_widest_office_covers_the_narrower(self, province, taiyuan):
        held = [Office(union=taiyuan, role="officer"), Office(union=province, role="officer")]
        assert guards.narrowed(unions_for(held, None), None) == [province]

    def test_two_cities_stay_two(self, taiyuan, datong):
        held = [Office(union=taiyuan, role="officer"), Office(union=datong, role="officer")]
        assert guards.narrowed(unions_for(held, None), None) == [datong, taiyuan]

    def test_a_choice_below_narrows(self, province, taiyuan):
        assert guards.narrowed([province], taiyuan) == [taiyuan]

    def test_a_choice_above_keeps_what_lies_under_it(self, province, taiyuan):
        assert guards.narrowed([taiyuan], province) == [taiyuan]

    def test_a_choice_elsewhere_leaves_nothing(self, taiyuan, datong):
        assert guards.narrowed([taiyuan], datong) == []


def test_who_has_no_office_is_led_home_and_not_round_in_a_circle(lin, as_person):
    refused = as_person(lin).get("/console/")
    assert refused.status_code == 403
    actions = refused.content.decode().split('class="k-actions"')[1].split("</p>")[0]
    assert 'href="/"' in actions


def test_the_frame_of_the_console_is_made_once_and_holds_nobodys_words(zhao, sun, as_person, monkeypatch):
    store = shared.Store()
    monkeypatch.setattr(shared, "STORE", store)
    as_person(zhao).get("/console/help/")
    made = store.makes
    page = as_person(zhao).get("/console/help/").content.decode()
    assert zhao.name in page
    assert (store.makes, store.hits) == (made, made)
    as_person(sun).get("/console/help/")
    assert store.hits > made, "another office has another menu, and all else is there"
    kept = repr(store.everything())
    for person in (zhao, sun):
        assert person.name not in kept


def test_a_list_is_asked_for_by_statements_that_are_written_already(zhao, as_person):
    browser = as_person(zhao)
    browser.get("/console/premises/")
    made = standing.makes
    browser.get("/console/premises/")
    browser.get("/console/premises/", {"page": "2"})
    assert standing.makes == made
    assert made
