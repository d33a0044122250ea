"""Home: greeting, card, search, what needs me, services, near me, what is on; in this order, and cheap."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test.utils import CaptureQueriesContext

from gonghui.faces import actions
from gonghui.faces.models import OpeningWish
from gonghui.faces.services import signs
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.notices.models import Notice
from gonghui.primitives.rows import new_id
from tests.faces.eight_more import CODES as MORE

HOME_COSTS = (18, 13, 11)  # queries of home, 我的 and an officer's front at most, all slices together

pytestmark = pytest.mark.django_db

# The codes of the design paper; a code that changes breaks addresses people have kept.
CODES = (
    "join founding legal counselling stations truckers reading aid clinic training contests honours innovation voice "
    "subsidies deals birthday activities procurement village mall announcements hotline ereading quizzes votes "
    "crossstrait spaces reform"
)


def test_all_the_services_are_there_once():
    assert sorted(sign.code for sign in signs()) == sorted(CODES.split())


def test_the_first_fourteen_are_the_public_ones():
    assert [sign.group for sign in signs()].index("life") == 14
    assert {sign.group for sign in signs()[:14]} == {"public"}


def test_every_service_is_one_touch_from_home(client):
    page = client.get("/").content.decode()
    assert [sign.code for sign in signs() if f'href="{sign.url}"' not in page] == []


def test_every_service_that_is_not_open_says_so(client):
    for sign in signs():
        if not sign.built:
            page = client.get(sign.url).content.decode()
            assert "即将开通" in page
            assert "还没有开通" in page
            assert sign.summary in page


@pytest.fixture
def four_wait(lin):
    """Two receipts and two things without a moment wait for Lin."""
    said = {"person_id": lin.pk, "key": "tests.thing", "queue": "other", "link": "faces:mine"}
    agenda.put(Matter(subject=new_id(), title=title, **said) for title in ("凭证1", "凭证2", "要还的书", "第四张"))


def test_the_order_is_the_designs(lin, as_person, product, four_wait):
    page = as_person(lin).get("/").content.decode()
    order = [
        "林小雨，你好",
        "晋源机械厂工会",
        "/card/",
        'type="search"',
        "凭证1",
        "太原专场",
        "开着的服务",
        "筹备中的 1 项",
        "以后的服务",
        "城东驿站",
    ]
    places = [page.index(text) for text in order]
    assert places == sorted(places)


def test_at_most_three_things_need_me_at_once(lin, as_person, four_wait):
    page = as_person(lin).get("/").content.decode()
    assert "要还的书" in page
    assert "第四张" not in page


def test_a_visitor_sees_home_without_anything_of_anybody(client, product, four_wait):
    page = client.get("/").content.decode()
    assert "凭证1" not in page
    assert "/sign-in/" in page


@pytest.mark.parametrize("told", [0, 40])
def test_home_costs_few_queries_and_no_more_with_more_messages(lin, as_person, tell, told, connection_queries):
    for number in range(told):
        tell(lin, f"消息{number}")
    browser = as_person(lin)
    with connection_queries() as queries:
        browser.get("/")
    assert len(queries) <= 28  # a few for each service that has something to say here


@pytest.fixture
def connection_queries():
    from django.db import connection

    return lambda: CaptureQueriesContext(connection)


def test_a_visitors_home_asks_only_what_is_on(client, product, connection_queries):
    with connection_queries() as queries:
        client.get("/")
    assert len(queries) == 0  # the sources of the tests' product ask nothing


def test_elder_mode_is_one_switch_kept_on_the_device_and_in_the_account(lin, as_person):
    browser = as_person(lin)
    answer = browser.post("/mine/elder-mode/", {"on": "1", "next": "/"})
    assert (answer.status_code, answer["Location"]) == (303, "/")
    page = browser.get("/").content.decode()
    assert 'class="elder"' in page
    assert "tel:12351" in page
    lin.account.refresh_from_db()
    assert lin.account.elder_mode
    assert 'class="elder"' in as_person(lin).get("/").content.decode()  # another device
    browser.post("/mine/elder-mode/", {"on": "0"})
    assert 'class="elder"' not in browser.get("/").content.decode()


def test_elder_mode_says_you_politely_and_keeps_what_was_typed(client):
    assert "你好" in client.get("/").content.decode()
    client.cookies["elder"] = "1"
    assert "您好" in client.get("/").content.decode()
    found = client.get("/services/", {"q": "你好"}).content.decode()
    assert 'value="你好"' in found
    assert "你" not in found.replace('value="你好"', "").replace("<title>你好", "")


def test_what_is_not_open_yet_is_folded_into_one_row_and_what_is_open_is_not_in_it(client):
    [fold] = client.get("/").content.decode().split('<details class="m-section m-fold">')[1:]
    fold = fold.split("</details>")[0]
    assert [sign.code for sign in signs() if (f'href="{sign.url}"' in fold) == sign.built] == []


def test_who_wants_to_hear_when_a_service_opens_hears_it_once(lin, as_person, product, now, monkeypatch, client):
    assert "/sign-in/" in client.post("/services/tell-me/", {"code": "later"})["Location"], "a visitor signs in first"
    browser = as_person(lin)
    for _click in range(2):
        answer = browser.post("/services/tell-me/", {"code": "later", "next": "/"})
        assert (answer.status_code, answer["Location"]) == (303, "/")
    assert browser.post("/services/tell-me/", {"code": "no-such"}).status_code == 404
    assert OpeningWish.objects.count() == 1
    page = browser.get("/").content.decode()
    assert "开通时告诉你" in page
    assert 'value="later"' not in page
    assert "开通时会告诉你一次" in browser.get("/services/later/").content.decode()
    assert actions.tell_opened(now=now) == 0
    opened = [replace(sign, url_name="faces:scan") for sign in signs()]
    monkeypatch.setattr("gonghui.faces.services.signs", lambda: tuple(opened))
    assert [actions.tell_opened(now=now) for _look in range(2)] == [1, 0]
    assert [notice.title for notice in Notice.objects.filter(person=lin)] == ["以后的服务开通了"]
    assert agenda.of(lin, now=now) == []


def test_what_is_due_within_the_hour_stands_first_with_the_minutes_left(lin, as_person, now, monkeypatch):
    monkeypatch.setattr("gonghui.primitives.clock.now", lambda: now)
    said = {"person_id": lin.pk, "key": "tests.thing", "queue": "other", "link": "faces:mine"}
    agenda.put(
        [
            Matter(subject=new_id(), title="昨天该还的书", due=now - timedelta(days=1), **said),
            Matter(subject=new_id(), title="四十分钟后开始", starts=now + timedelta(minutes=40), **said),
        ]
    )
    page = as_person(lin).get("/").content.decode()
    assert page.index("四十分钟后开始") < page.index("昨天该还的书")
    assert ">40 分钟</time>" in page
    assert "已过期限" in page.split("昨天该还的书")[1]


def test_under_mine_each_heap_has_its_count(lin, as_person, now):
    said = {"person_id": lin.pk, "key": "tests.thing", "link": "faces:mine"}
    bought = Matter(subject=new_id(), title="买的冰箱", queue="purchases", quiet=True, **said)
    agenda.put([bought, *(Matter(subject=new_id(), title=f"借的书{n}", queue="loans", **said) for n in range(12))])
    browser = as_person(lin)
    page = browser.get("/mine/").content.decode()
    assert [int(many) for many in re.findall(r"<b(?: class=\"m-heaps-none\")?>(\d+)</b>", page)] == [0, 12, 0, 0, 0, 1]
    assert "买的冰箱" not in page, "it asks for nothing"
    assert "买的冰箱" in browser.get("/mine/?of=purchases").content.decode()
    assert "借的书11" in browser.get("/mine/?of=nonsense").content.decode()


def test_near_me_asks_for_a_place_and_says_when_it_knows_none(client, now):
    page = client.get("/", {"place": "不知道哪里"}).content.decode()
    assert "没有找到“不知道哪里”" in page
    for odd in ({"lat": "x", "lon": "1"}, {"lat": "999", "lon": "1"}, {"place": "太" * 500}):
        assert client.get("/", odd).status_code == 200


@pytest.mark.parametrize("waiting", [1, 150])
def test_home_and_my_work_cost_the_same_however_much_waits(
    waiting, lin, zhao, works, as_person, now, connection_queries
):
    mine = {"person_id": lin.pk, "key": "tests.thing", "queue": "other", "link": "faces:mine"}
    work = {"union_id": works.pk, "act": "fairs.manage", "key": "tests.case", "queue": "审", "link": "faces:work"}
    said = [(mine, f"事{n}") for n in range(waiting)] + [(work, f"案{n}") for n in range(waiting)]
    agenda.put(Matter(subject=new_id(), title=title, **who) for who, title in said)
    spent = []
    for person, path in ((lin, "/"), (lin, "/mine/"), (zhao, "/console/")):
        browser = as_person(person)
        browser.get(path)
        with connection_queries() as queries:
            assert browser.get(path).status_code == 200
        spent.append(len(queries))
    assert all(cost <= most for cost, most in zip(spent, HOME_COSTS, strict=True)), spent


@pytest.fixture
def front_pages(lin, zhao, works, as_person, connection_queries, settings):
    """What home, 我的 and an officer's front show, and the queries of each, for a product."""
    mine = {"person_id": lin.pk, "queue": "other", "link": "faces:mine"}
    work = {"union_id": works.pk, "act": "fairs.manage", "queue": "审", "link": "faces:work"}
    said = [(who, f"{code}.thing", f"{code}的{name}") for code in MORE for who, name in ((mine, "事"), (work, "案"))]
    agenda.put(Matter(subject=new_id(), key=key, title=title, **who) for who, key, title in said)

    def fronts(product):
        settings.PRODUCT, pages, spent = product, "", []
        for person, path in ((lin, "/"), (lin, "/mine/"), (zhao, "/console/")):
            browser = as_person(person)
            browser.get(path)
            with connection_queries() as queries:
                pages += browser.get(path).content.decode()
            spent.append(len(queries))
        return pages, spent

    return fronts


def test_eight_slices_more_cost_home_and_my_work_no_query(front_pages):
    few, many = front_pages("gonghui.site.product"), front_pages("tests.faces.eight_more")
    assert "菜单more7" not in few[0]
    assert all(shown in many[0] for shown in ("服务more7", "菜单more7", "more7的事", "more7的案"))
    assert many[1] == few[1]


def test_a_visitor_can_have_elder_mode_too(client):
    client.post("/mine/elder-mode/", {"on": "1", "next": "/"})
    assert 'class="elder"' in client.get("/").content.decode()


def test_the_script_is_the_readers_choice_and_stays(lin, as_person):
    browser = as_person(lin)
    browser.post("/mine/language/", {"language": "zh-hant", "next": "/mine/"})
    assert '<html lang="zh-hant"' in browser.get("/").content.decode()
    assert '<html lang="zh-hant"' in as_person(lin).get("/").content.decode()


def test_a_language_we_do_not_have_is_not_found(client):
    assert client.post("/mine/language/", {"language": "xx"}).status_code == 404


def test_the_other_script_is_really_another(lin, as_person, tell, client):
    tell(lin, "软件课程开始报名")
    browser = as_person(lin)
    browser.post("/mine/language/", {"language": "zh-hant"})
    page = browser.get("/").content.decode()
    assert "說一句話，找到服務" in page
    assert "職工驛站" in page
    assert "晉源機械廠工會" in page
    assert "軟體課程開始報名" in browser.get("/messages/").content.decode()
    assert "沒有這個頁面" in browser.get("/nowhere/").content.decode()
    assert "說一句話" not in client.get("/").content.decode()
