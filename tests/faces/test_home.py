"""Home: greeting, card, search, what needs me, services, near me, what is on; in this order, and cheap."""

import pytest
from django.test.utils import CaptureQueriesContext

from gonghui.faces.services import signs

pytestmark = pytest.mark.django_db

# The codes of the design paper; a code that changes breaks addresses people have kept.
CODES = (
    "join founding legal counselling stations truckers reading aid clinic training contests honours innovation voice "
    "subsidies deals birthday activities procurement village mall announcements ereading quizzes votes crossstrait "
    "spaces reform"
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


def test_the_order_is_the_designs(lin, as_person, product):
    page = as_person(lin).get("/").content.decode()
    order = [
        "林小雨，你好",
        "晋源机械厂工会",
        "/card/",
        'type="search"',
        "凭证1",
        "开着的服务",
        "以后的服务",
        "城东驿站",
        "太原专场",
    ]
    places = [page.index(text) for text in order]
    assert places == sorted(places)


def test_at_most_three_things_need_me_at_once(lin, as_person, product):
    page = as_person(lin).get("/").content.decode()
    assert "要还的书" in page
    assert "第四张" not in page


def test_a_visitor_sees_home_without_anything_of_anybody(client, product):
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


def test_elder_mode_folds_what_is_not_open_yet_and_leaves_what_is(client):
    client.cookies["elder"] = "1"
    folds = client.get("/").content.decode().split('<details class="m-section m-fold"')[1:]
    open_signs = [str(sign.name) for sign in signs() if sign.built]
    assert [fold.startswith(" open>") for fold in folds] == [
        any(name in fold.split("</details>")[0] for name in open_signs) for fold in folds
    ]
    assert any(fold.startswith(" open>") for fold in folds)


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
