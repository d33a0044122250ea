"""Gate, till and statement: one clear yes or no, in place, with the form as it was filled in."""

import html
import json
import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from gonghui.kernel.codes import new_code
from gonghui.primitives.admission import live_codes as live
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.ledger import actions as ledger
from gonghui.primitives.people.card_codes import codes_ahead
from gonghui.services.fairs import actions
from gonghui.services.fairs.models import Purchase

pytestmark = pytest.mark.django_db


def address(name, *args):
    return reverse(f"fairs-counter:{name}", args=args)


def seen(response):
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())))


@pytest.fixture
def gate(taiyuan_venue, wu, browser_of):
    """Wu's gate in Taiyuan: `gate(code)` shows a code."""
    browser, here = browser_of(wu), address("gate", taiyuan_venue.pk)

    def shown(code, name="", **headers):
        return browser.post(here, {"code": code, "name": name}, headers=headers)

    return shown


@pytest.fixture
def qr(place, now):
    """What Lin's receipt shows now."""
    return live.code_at(place, now)


@pytest.fixture
def place(lin, sessions, by, now):
    return actions.sign_up(sessions[0], lin, key="k1", by=by, now=now)


@pytest.fixture
def till(taiyuan_venue, dealer, clerk, browser_of):
    """Qian's browser and the address of the till."""
    return browser_of(clerk), address("till", taiyuan_venue.pk, dealer.pk)


@pytest.fixture
def sell(till, admitted, fridge, taiyuan_venue, give_word, now):
    """Sells Lin, who has shown her code, a fridge at Qian's till: `sell(serial="SN0001", key=…)`."""
    browser, here = till
    give_word(taiyuan_venue, admitted, now)

    def sold(**form):
        filled = {"buyer": admitted.member_code, "offer": fridge.pk, "serial": "SN0001", "invoice": "26000001"}
        return browser.post(f"{here}sales/", filled | {"key": uuid.uuid4()} | form)

    return sold


def test_the_gate_says_yes_with_name_and_session(gate, qr, lin):
    answer = gate(qr)
    assert answer.status_code == 200
    assert "k-verdict-yes" in answer.content.decode()
    assert lin.name in seen(answer)
    assert "9:30–10:30" in seen(answer)


def test_a_code_that_can_be_passed_on_asks_for_the_name_first(gate, place, lin):
    asked = gate(place.code)
    assert "请核对姓名：林*雨" in seen(asked)
    assert lin.name not in seen(asked)
    assert "k-verdict-yes" not in asked.content.decode()
    assert gate(place.code, name="陈*国").status_code == 403
    assert "k-verdict-yes" in gate(place.code, name="林*雨").content.decode()


def test_the_list_of_a_gate_tells_no_code_and_no_whole_name(taiyuan_venue, datong_venue, wu, lin, place, browser_of):
    answer = browser_of(wu).get(address("gate-list", taiyuan_venue.pk))
    told = answer.json()
    assert "no-store" in answer["Cache-Control"]
    assert not {place.code, lin.member_code, lin.name, str(lin.pk)} & set(re.findall(r'[^"]+', told["list"]))
    body = json.loads(told["list"])
    assert [len(session["people"]) for session in body["sessions"]] == [1, 0]
    assert (body["venue"], body["expires"] - body["made"]) == (str(taiyuan_venue.pk), 14 * 3_600_000)
    assert browser_of(wu).get(address("gate-list", datong_venue.pk)).status_code == 404


def test_scans_are_reported_in_a_batch_and_each_has_its_answer(wu, chen, place, sessions, browser_of, by, now):
    other, browser = actions.sign_up(sessions[0], chen, key="k2", by=by, now=now), browser_of(wu)
    here = address("gate-scans", sessions[0].venue_id)
    at = int((now - timedelta(minutes=3)).timestamp() * 1000)

    def scan(place, shown, way="receipt", at=at):
        return {"id": str(uuid.uuid4()), "place": str(place.pk), "at": at, "way": way, "shown": shown}

    live_text = live.code_at(place, now - timedelta(minutes=3))
    scans = [
        scan(place, live_text, "live"),
        scan(place, place.code, at=at + 1),
        scan(other, chen.member_code, "member_card"),
        scan(other, place.code),
        scan(other, live_text, "live"),
        scan(other, other.code, at=0),
        scan(other, codes_ahead(chen, chen.memberships.get(), now - timedelta(minutes=3))[0], "member_card", at=at + 2),
    ]
    body = {"device": str(uuid.uuid4()), "scans": scans}

    def send():
        return browser.post(here, body, "application/json").json()["scans"]

    first = send()
    assert [one["outcome"] for one in first] == ["admitted", "again", "admitted", *["refused"] * 3, "again"]
    assert [one["says"] for one in first[3:6]] == [
        "扫到的码和记录的凭证对不上，没有记入",
        "这个二维码不是本系统发出的，或已被改动",
        "扫码时间 1970年1月1日 08:00 不可信，没有记入",
    ]
    assert send() == first
    assert Entry.objects.filter(act="fairs.admit").count() == 2
    assert Entry.objects.filter(act="fairs.keep_scan").count() == 2


@pytest.mark.parametrize("body", ["", "{}", "[]", '{"device": 1, "scans": []}', '{"device": "x", "scans": "x"}'])
def test_a_batch_that_cannot_be_read_is_refused(body, fair, taiyuan_venue, wu, browser_of):
    answer = browser_of(wu).post(address("gate-scans", taiyuan_venue.pk), body, "application/json")
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "faces.not_understood")


def test_each_no_of_the_gate_is_its_own(gate, place, lin, su, chen, fair, datong_venue, by, now):
    elsewhere = datong_venue.sessions.order_by("starts_at").first()
    other_city = actions.sign_up(elsewhere, su, key="k2", by=by, now=now)
    given_back = actions.sign_up(elsewhere, chen, key="k3", by=by, now=now)
    actions.give_back(fair, chen, by=by, now=now)
    gate(place.code, name=lin.name)
    stale = live.code_at(other_city, now - timedelta(minutes=5))
    for code, status, sentence in [
        (place.code, 409, "已在"),
        (stale, 422, "截图"),
        ("GH1.nonsense", 422, "不是本系统"),
        (other_city.code, 409, "不是本会场"),
        (given_back.code, 410, "退回"),
        (new_code(), 404, "没有这个凭证码"),
        (chen.member_code, 404, "没有报名"),
        ("", 404, "没有这个凭证码"),
        ("\x00", 404, "没有这个凭证码"),
        ("1" * 500, 422, "手机"),
    ]:
        answer = gate(code)
        assert (answer.status_code, "k-verdict-no" in answer.content.decode()) == (status, True), seen(answer)
        assert sentence in seen(answer)


def test_a_fragment_answers_htmx_and_a_page_answers_without_scripts(gate, place):
    assert "<html" not in gate(place.code, **{"HX-Request": "true"}).content.decode()
    assert "<html" in gate(place.code).content.decode()


def test_the_gate_counts_its_slots_and_shows_the_servers_time(gate, qr, taiyuan_venue):
    text = seen(gate(qr))
    assert "1 / 1 人" in text
    assert "10:00:00" in text


def test_a_gate_opens_only_to_its_own_people(taiyuan_venue, datong_venue, lin, wu, clerk, browser_of, client):
    assert browser_of(wu).get(address("gate", datong_venue.pk)).status_code == 404
    assert browser_of(lin).get(address("gate", taiyuan_venue.pk)).status_code == 404
    assert browser_of(clerk).get(address("gate", taiyuan_venue.pk)).status_code == 404
    assert client.get(address("gate", taiyuan_venue.pk)).status_code == 303


def test_a_till_and_its_books_open_only_to_the_dealers_clerks(taiyuan_venue, dealer, lin, zhao, fair, browser_of):
    for person in (lin, zhao):
        for name in ("till", "statement"):
            assert browser_of(person).get(address(name, taiyuan_venue.pk, dealer.pk)).status_code == 404


def test_the_first_page_lists_ones_own_desks(fair, lin, wu, clerk, taiyuan_venue, browser_of):
    assert "滨河会展中心" in seen(browser_of(wu).get(address("home")))
    assert "海星电器" in seen(browser_of(clerk).get(address("home")))
    assert "没有分给你的柜台" in seen(browser_of(lin).get(address("home")))


def test_who_has_a_desk_finds_it_from_the_front_pages_and_nobody_else_is_sent_there(
    fair, lin, sun, wu, clerk, taiyuan_venue, dealer, browser_of
):
    till, desks = address("till", taiyuan_venue.pk, dealer.pk), reverse("faces:desks")
    assert till in browser_of(clerk).get("/").content.decode()
    for person in (clerk, wu):
        assert address("home") in browser_of(person).get(desks).content.decode()
        assert desks in browser_of(person).get("/mine/").content.decode()
    assert desks in browser_of(wu).get("/console/").content.decode()
    assert desks not in browser_of(sun).get("/console/").content.decode()
    assert desks not in browser_of(lin).get("/mine/").content.decode()
    assert "没有分给你的柜台" in seen(browser_of(lin).get(desks))


def test_the_till_shows_what_each_side_pays_before_anything_is_sold(
    till, admitted, fridge, taiyuan_venue, give_word, now
):
    browser, here = till
    give_word(taiyuan_venue, admitted, now)
    listed = seen(browser.get(here, {"buyer": admitted.member_code, "q": "冰箱"}))
    assert "5,600.00" in listed
    assert "水壶" not in listed.split("今天售出")[0].split("海星冰箱")[1]
    quoted = seen(browser.get(here, {"buyer": admitted.member_code, "offer": fridge.pk}))
    for amount in ("10,000.00", "8,000.00", "2,400.00", "30%", "¥5,600.00"):
        assert amount in quoted
    assert not Purchase.objects.exists()


def test_who_is_not_at_the_fair_is_refused_at_the_till(till, chen, fridge, sessions, by, now):
    browser, here = till
    assert browser.get(here, {"buyer": chen.member_code}).status_code == 404
    actions.sign_up(sessions[0], chen, key="k", by=by, now=now)
    answer = browser.get(here, {"buyer": chen.member_code, "offer": fridge.pk})
    assert (answer.status_code, "今天没有在本会场入场" in seen(answer)) == (409, True)


def test_who_may_buy_nothing_is_told_before_anything_is_chosen(till, chen, sessions, by, now):
    browser, here = till
    actions.sign_up(sessions[0], chen, key="k", by=by, now=now)
    answer = browser.post(here, {"buyer": chen.member_code}, follow=True)
    assert (answer.status_code, "今天没有在本会场入场" in seen(answer)) == (409, True)
    assert "买家付" not in seen(answer)
    assert "下一位买家" in seen(answer)


def test_who_has_all_they_may_have_is_told_before_anything_is_chosen(sell, till, admitted, fair):
    for number in range(fair.max_items):
        assert sell(serial=f"SN{number:04}", invoice=f"2600000{number}").status_code == 303
    browser, here = till
    answer = browser.get(here, {"buyer": admitted.member_code})
    assert (answer.status_code, "每人最多购买" in seen(answer)) == (409, True)


def test_the_same_buyer_goes_on_by_their_receipt_not_by_a_number(sell, till):
    browser, here = till
    slip = browser.get(sell()["Location"]).content.decode()
    code = re.search(r'name="buyer" value="(\w+)"', slip)[1]
    assert browser.post(here, {"buyer": code})["Location"].startswith(f"{here}?buyer=")


def test_a_form_without_its_key_shows_the_till_it_came_from(till, sessions):
    browser, here = till
    answer = browser.post(f"{here}sales/", {}, headers={"Referer": f"http://testserver{here}?buyer=K7M"})
    assert answer.status_code == 422
    assert answer.context["refusal"].code == "faces.form_key"
    assert answer.context["buyer_code"] == "", "what the form did not bring is asked for again"


def test_a_sale_leads_to_its_slip_and_is_listed_today(sell, till):
    answer = sell()
    assert answer.status_code == 303
    browser, here = till
    assert "SN0001" in seen(browser.get(answer["Location"]))
    assert "今天售出 1 件，收款 5,600.00 元" in seen(browser.get(here))


def test_a_double_click_and_the_back_button_sell_once(sell):
    key = uuid.uuid4()
    first, second = sell(key=key), sell(key=key)
    assert first["Location"] == second["Location"]
    after_back = sell(key=uuid.uuid4())  # the page came again with a new key, the serial is the old one
    assert (after_back.status_code, "售出" in seen(after_back)) == (409, True)
    assert Purchase.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "status", "sentence"),
    [
        ({"serial": ""}, 422, "没有填写序列号"),
        ({"serial": "1.1E+17"}, 422, "科学计数法"),
        ({"serial": "x" * 300}, 422, "不对"),
        ({"invoice": "12"}, 422, "发票号码"),
        ({"invoice": ""}, 422, "没有填写发票号码"),
        ({"offer": "no-uuid"}, 404, "不在本场补贴目录"),
        ({"offer": uuid.uuid4()}, 404, "不在本场补贴目录"),
        ({"buyer": "nobody"}, 404, "没有这个凭证码"),
        ({"key": ""}, 422, "表单不完整"),
    ],
)
def test_bad_input_at_the_till_is_refused_in_place_and_nothing_is_sold(wrong, status, sentence, sell, taiyuan_venue):
    answer = sell(**wrong)
    assert answer.status_code == status
    assert sentence in seen(answer)
    assert not Purchase.objects.exists()
    assert ledger.balance(taiyuan_venue.fund) == 10_000_000


def test_a_refused_sale_keeps_what_was_typed(sell):
    page = sell(invoice="12").content.decode()
    assert 'value="SN0001"' in page
    assert 'value="12"' in page


def test_a_sale_is_cancelled_with_a_reason_and_once(sell, till):
    browser, _here = till
    slip = sell()["Location"]
    empty = browser.post(f"{slip}cancellation/", {"reason": " "})
    assert (empty.status_code, "取消原因" in seen(empty)) == (422, True)
    assert browser.post(f"{slip}cancellation/", {"reason": "尺寸不合"}).status_code == 303
    again = browser.post(f"{slip}cancellation/", {"reason": "再来一次"})
    assert (again.status_code, "尺寸不合" in seen(again)) == (409, True)
    assert "取消这笔销售" not in seen(browser.get(slip))


def test_after_the_days_of_the_rule_the_slip_offers_no_cancellation(sell, till, now, monkeypatch):
    browser, _here = till
    slip = sell()["Location"]
    assert "取消这笔销售" in seen(browser.get(slip))
    monkeypatch.setattr("gonghui.primitives.clock.now", lambda: now + timedelta(days=8))
    assert "已过取消期限" in seen(browser.get(slip))


def test_a_dealers_books_add_up_and_stay_open_after_the_fair(
    sell, till, fair, taiyuan_venue, dealer, zhao, sun, by, now, browser_of
):
    browser, here = till
    sell()
    batch = actions.prepare_settlement(taiyuan_venue, dealer, by_person=zhao, by=by, now=now)
    actions.close_fair(fair, by=by, now=now)
    books = address("statement", taiyuan_venue.pk, dealer.pk)
    assert browser.get(here).status_code == 404
    assert "2,400.00" in seen(browser.get(books))
    claim = address("claim", taiyuan_venue.pk, dealer.pk, batch.pk)
    assert browser.post(claim, {"claimed": "很多"}).status_code == 422
    assert browser.post(claim, {"claimed": "2,500"}).status_code == 303
    assert "差 100.00 元" in seen(browser.get(books))
    batch.refresh_from_db()
    actions.approve_settlement(batch, taiyuan_venue, because="对账单里有一台已退", by_person=sun, by=by, now=now)
    late = browser.post(claim, {"claimed": "2,400"})
    assert (late.status_code, "不能再改" in seen(late), sun.name in seen(late)) == (409, True, False)
    assert claim not in browser.get(books).content.decode()
    assert "差 100.00 元" in seen(browser.get(books))
    assert browser.get(books, {"export": "1"})["Content-Type"].startswith("application/vnd.openxmlformats")


@pytest.mark.parametrize("query", ["offer=x&buyer=1", "page=x", "q=%00&buyer=%00", "buyer=%F0%9F%98%80"])
def test_nonsense_in_the_tills_address_breaks_nothing(query, till):
    browser, here = till
    assert browser.get(f"{here}?{query}").status_code < 500
