"""A worker's pages: what each shows to whom, every no in place, and what second clicks and old forms do: nothing."""

import re
import uuid
from datetime import time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode

from gonghui.kernel.codes import shown
from gonghui.kernel.money import Fen
from gonghui.primitives import clock
from gonghui.primitives.admission import live_codes as live
from gonghui.primitives.admission.models import Place, Waiter
from gonghui.primitives.notices.models import Notice
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Division
from gonghui.services.fairs import actions
from gonghui.services.fairs.models import AfterSales, Fair, Purchase

pytestmark = pytest.mark.django_db
BACKEND = "gonghui.faces.accounts.SessionAccounts"


@pytest.fixture(autouse=True)
def at(monkeypatch, now):
    """The pages live in the moment of the tests; `at(later)` moves it."""

    def move(moment):
        monkeypatch.setattr(clock, "now", lambda: moment)

    move(now)
    return move


@pytest.fixture
def browser(by, now):
    """A browser of a person, or of a visitor: `browser(lin)`, `browser()`."""

    def opened(person=None):
        client = Client()
        if person is not None:
            account = getattr(person, "account", None) or people.open_account(person, by=by, now=now)
            client.force_login(account, backend=BACKEND)
        return client

    return opened


@pytest.fixture
def ye(found, enrol):
    """A member of another province."""
    return enrol("叶明珠", 130, found("FJ", "福建省总工会", "province", None, "350000"))


@pytest.fixture
def crowd(enrol, works):
    return [enrol(f"王小{name}", 300 + n, works) for n, name in enumerate("甲乙丙")]


@pytest.fixture
def full(sessions, crowd, by, now):
    """The second session, its three places taken."""
    for person in crowd:
        actions.sign_up(sessions[1], person, key="fill", by=by, now=now)
    return sessions[1]


@pytest.fixture
def held(lin, sessions, by, now):
    """Lin's place in the second session."""
    return actions.sign_up(sessions[1], lin, key="held", by=by, now=now)


@pytest.fixture
def bought(admitted, taiyuan_venue, fridge, buy):
    buy(taiyuan_venue, fridge, admitted, "SN0001", invoice="26140001")
    return Purchase.objects.get()


def to(name, *args, **query):
    return reverse(f"fairs:{name}", args=args) + (f"?{urlencode(query)}" if query else "")


def page_of(response, status=200):
    assert response.status_code == status, response.content.decode()[:300]
    return response.content.decode()


def words(text):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text))


def key_in(page):
    return re.search(r'name="key" value="([^"]+)"', page)[1]


# Home


def test_home_names_each_fair_with_city_places_and_term_to_a_visitor(browser, sessions):
    page = page_of(browser().get(to("home")))
    assert "惠职工家电专场" in page
    assert "太原市、大同市" in page
    assert re.search(r"<b>24</b>", page)
    assert "报名到 后天 10:00" in page
    assert f'href="{reverse("faces:sign-in")}?next=/subsidies/"' in page


@pytest.mark.rows_by_hand
def test_home_puts_fairs_of_my_city_first(browser, lin, fair, zhao, terms, province, by, now):
    terms |= {"name": "外地专场", "sign_up_opens_at": now - timedelta(days=9)}
    earlier = actions.draft(union=province, terms=terms, by_person=zhao, by=by, now=now)
    place = {"division": Division.objects.get(pk="140300"), "hall": "泉中会堂", "address": "一号路", "hotline": "110"}
    venue = actions.add_venue(earlier, **place, funded=Fen(1_000_000), by=by, now=now)
    hours = {"opens": time(14), "closes": time(15), "minutes": 60, "capacity": 3}
    actions.add_sessions(venue, days=[now.date()], **hours, by=by, now=now)
    Fair.objects.filter(pk=earlier.pk).update(published_at=now)
    page = page_of(browser(lin).get(to("home")))
    assert page.index("惠职工家电专场") < page.index("外地专场")
    assert page.count("在我的城市") == 1
    away = page_of(browser().get(to("home")))
    assert away.index("外地专场") < away.index("惠职工家电专场")


def test_home_tells_a_stranger_why_not(browser, ye, qian, sessions):
    page = page_of(browser(ye).get(to("home")))
    assert "你的会籍在福建省总工会，这场补贴面向山西省总工会所属会员" in page
    assert "没有你的有效会籍" in page_of(browser(qian).get(to("home")))


def test_home_leads_a_holder_to_the_receipt(browser, lin, fair, held):
    page = page_of(browser(lin).get(to("home")))
    assert f'href="{to("receipt", fair.pk)}"' in page
    assert "已报名" in page


def test_home_without_fairs_says_so(browser):
    assert "现在没有开放的专场" in page_of(browser().get(to("home")))


def test_a_cancelled_fair_is_among_the_past_ones_and_its_page_says_why(browser, lin, fair, held, by, now):
    actions.cancel_fair(fair, reason="会场漏水", by=by, now=now)
    assert "已取消" in page_of(browser(lin).get(to("home")))
    assert "原因：会场漏水" in page_of(browser(lin).get(to("fair", fair.pk)))
    assert "已作废" in page_of(browser(lin).get(to("receipt", fair.pk)))
    assert "原因：会场漏水" in page_of(browser(lin).get(to("session", held.pool.session.pk)))


# A fair


def test_a_fair_shows_my_city_and_the_first_day_with_places(browser, lin, su, fair, sessions):
    mine, theirs = (page_of(browser(person).get(to("fair", fair.pk))) for person in (lin, su))
    assert "滨河会展中心 ·" in mine
    assert "御东体育馆 ·" in theirs
    assert "9:30–10:30" in mine
    assert "你符合参加条件" in mine
    assert f'href="{to("session", sessions[0].pk)}"' in mine
    assert to("session", sessions[2].pk) not in mine  # another day


def test_a_fair_shows_the_city_and_day_asked_for(browser, fair, datong_venue, sessions):
    there = datong_venue.sessions.order_by("starts_at").last()
    page = page_of(browser().get(to("fair", fair.pk, city="140200", day="2026-05-21")))
    assert to("session", there.pk) in page
    assert to("session", sessions[0].pk) not in page


@pytest.mark.parametrize("query", [{"city": "x", "day": "y"}, {"day": "0000-99-99"}, {"city": "\x00"}, {"page": "-1"}])
def test_nonsense_in_the_address_is_answered_with_the_default(query, browser, fair, sessions):
    assert "9:30–10:30" in page_of(browser().get(to("fair", fair.pk, **query)))


def test_past_sessions_are_gone(browser, at, fair, sessions, now):
    at(now + timedelta(hours=1))
    page = page_of(browser().get(to("fair", fair.pk)))
    assert to("session", sessions[0].pk) not in page
    assert to("session", sessions[1].pk) in page


def test_mine_is_marked_and_a_full_one_offers_the_line(browser, lin, chen, fair, full, sessions, by, now):
    actions.sign_up(sessions[0], lin, key="a", by=by, now=now)
    actions.wait(full, chen, by=by, now=now)
    page = words(page_of(browser(lin).get(to("fair", fair.pk))))
    assert "我报的这一场" in page
    assert "1 人候补" in page
    assert "打开我的凭证" in page
    assert "你在候补" in page_of(browser(chen).get(to("fair", fair.pk)))


def test_the_one_button_fits_who_looks(browser, lin, ye, fair, sessions):
    assert "去报最近的一场：今天 9:30" in page_of(browser(lin).get(to("fair", fair.pk)))
    visitor = page_of(browser().get(to("fair", fair.pk)))
    assert f"?next={to('fair', fair.pk)}" in visitor
    stranger = page_of(browser(ye).get(to("fair", fair.pk)))
    assert 'data-code="fairs.other_union"' in stranger
    assert "参加条件第2条" in stranger
    assert "去报最近的一场" not in stranger


def test_before_sign_up_opens_the_page_says_when(browser, at, lin, fair, sessions, now):
    at(fair.sign_up_opens_at - timedelta(hours=1))
    assert "今天 10:00 开始报名，名额不会提前发出" in page_of(browser(lin).get(to("fair", fair.pk)))
    assert "今天 10:00 开始报名" in page_of(browser(lin).get(to("session", sessions[0].pk)))


def test_a_draft_is_nobodys_to_see(browser, lin, zhao, draft):
    for person in (None, lin, zhao):
        assert browser(person).get(to("fair", draft.pk)).status_code == 404
        assert browser(person).get(to("goods", draft.pk)).status_code == 404


# Goods


def test_goods_show_who_pays_what(browser, fair):
    page = words(page_of(browser().get(to("goods", fair.pk))))
    assert page.index("海星水壶") < page.index("海星冰箱")  # what I pay least for comes first
    assert "市场价¥10,000 出厂价¥8,000 补贴率30% 补贴付¥2,400" in page
    assert "你付¥5,600" in page


@pytest.mark.parametrize(
    ("query", "seen", "unseen"),
    [
        ({"q": "bx-200"}, "海星冰箱", "海星水壶"),
        ({"q": "海星 ２００"}, "海星冰箱", "海星水壶"),
        ({"category": "厨具"}, "海星水壶", "海星冰箱"),
        ({"q": "水壺"}, "海星水壶", "海星冰箱"),  # typed in the other script
        ({"q": "飞机"}, "没有找到这样的商品", "海星冰箱"),
        ({"q": "'; DROP--%_", "order": "x", "page": "999"}, "没有找到这样的商品", "海星冰箱"),
    ],
)
def test_goods_are_searched_and_sorted(query, seen, unseen, browser, fair):
    page = page_of(browser().get(to("goods", fair.pk, **query)))
    assert seen in page
    assert unseen not in page


def test_the_most_saved_comes_first_when_asked(browser, fair):
    page = page_of(browser().get(to("goods", fair.pk, order="subsidy")))
    assert page.index("海星冰箱") < page.index("海星水壶")


# A session, and the acts on it


def test_a_visitor_signs_in_and_comes_back_to_the_session(browser, sessions):
    client = browser()
    here = to("session", sessions[1].pk)
    assert f"?next={here}" in page_of(client.get(here))
    pressed = client.post(
        to("place", sessions[1].pk), {"key": uuid.uuid4()}, headers={"Referer": f"http://testserver{here}"}
    )
    assert pressed.status_code == 303
    assert pressed["Location"] == reverse("faces:sign-in") + "?" + urlencode({"next": here})
    assert not Place.objects.exists()


def test_signing_up_leads_to_the_receipt_and_a_double_click_to_the_same(browser, at, lin, sessions, fair, now):
    client = browser(lin)
    key = key_in(page_of(client.get(to("session", sessions[1].pk))))
    for click in range(2):
        at(now + timedelta(milliseconds=click))
        pressed = client.post(to("place", sessions[1].pk), {"key": key})
        assert (pressed.status_code, pressed["Location"]) == (303, to("receipt", fair.pk))
    place = Place.objects.get(holder=lin)
    assert shown(place.code) in page_of(client.get(to("receipt", fair.pk)))
    assert Notice.objects.filter(person=lin).count() == 1


def test_a_form_without_its_key_is_refused_in_place(browser, lin, sessions):
    page = page_of(browser(lin).post(to("place", sessions[1].pk)), 422)
    assert "这张表单不完整" in page
    assert "报名这一场" in page  # and can be pressed again


def test_an_old_form_pressed_after_giving_back_signs_nobody_up_and_says_so(browser, lin, sessions, fair):
    client = browser(lin)
    old = key_in(page_of(client.get(to("session", sessions[1].pk))))
    client.post(to("place", sessions[1].pk), {"key": old})
    client.post(to("give-back", fair.pk), {"code": Place.objects.get().code})
    page = page_of(client.post(to("place", sessions[1].pk), {"key": old}), 409)
    assert "已在5月20日 10:00退回或改签" in page
    assert key_in(page) != old
    assert client.post(to("place", sessions[1].pk), {"key": key_in(page)}).status_code == 303
    assert Place.objects.filter(holder=lin, released_at=None).count() == 1


@pytest.mark.parametrize("act", ["place", "move", "line", "leave-line"])
def test_the_address_of_an_act_leads_a_reader_to_its_page(act, browser, lin, sessions):
    for person in (None, lin):
        answer = browser(person).get(to(act, sessions[1].pk))
        assert (answer.status_code, answer["Location"]) == (302, to("session", sessions[1].pk))


@pytest.mark.parametrize(
    ("who", "status", "sentence"),
    [
        ("ye", 403, "这场补贴面向山西省总工会所属会员"),
        ("qian", 403, "没有你的有效会籍"),
        ("chen", 409, "名额已满"),
    ],
)
def test_each_no_is_said_in_place_with_its_mend(who, status, sentence, request, browser, full):
    person = request.getfixturevalue(who)
    page = page_of(browser(person).post(to("place", full.pk), {"key": uuid.uuid4()}), status)
    assert sentence in page
    assert page.count('class="k-refusal"') == 1
    assert "怎么办" in page
    assert not Place.objects.filter(holder=person).exists()


def test_sign_up_closed_and_session_over_are_said(browser, at, lin, fair, sessions, now):
    at(now + timedelta(days=3))
    page = page_of(browser(lin).post(to("place", sessions[3].pk), {"key": uuid.uuid4()}), 410)
    assert "报名已在5月22日 10:00截止" in page
    at(now + timedelta(hours=1))
    page = page_of(browser(lin).post(to("place", sessions[0].pk), {"key": uuid.uuid4()}), 410)
    assert "这一场已经结束或取消" in page
    assert "报名这一场" not in page


def test_waiting_shows_the_position_and_ends_with_a_receipt(browser, lin, chen, full, fair, crowd, by, now):
    assert "候补这一场" in page_of(browser(lin).get(to("session", full.pk)))
    for person in (chen, lin):
        for _click in range(2):
            assert browser(person).post(to("line", full.pk)).status_code == 303
    assert Waiter.objects.count() == 2
    assert "第 2 位" in page_of(browser(lin).get(to("session", full.pk)))
    assert "第 2 位" in page_of(browser(lin).get(to("receipt", fair.pk)))
    for _click in range(2):
        assert browser(chen).post(to("leave-line", full.pk)).status_code == 303
    assert "第 1 位" in page_of(browser(lin).get(to("session", full.pk)))
    actions.give_back(fair, crowd[0], by=by, now=now)
    assert "你已经报了这一场" in page_of(browser(lin).get(to("session", full.pk)))
    assert shown(Place.objects.get(holder=lin).code) in page_of(browser(lin).get(to("receipt", fair.pk)))


def test_who_waits_sees_the_line_before_the_receipt_they_gave_back(browser, lin, full, fair, sessions, by, now):
    place = actions.sign_up(sessions[0], lin, key="a", by=by, now=now)
    assert f"你已报名 · {sessions[0].venue.hall}" in page_of(browser(lin).get(to("fair", fair.pk)))
    assert f"，{sessions[0].venue.hall}。" in page_of(browser(lin).get(to("session", full.pk)))
    actions.give_back(fair, lin, by=by, now=now)
    actions.wait(full, lin, by=by, now=now)
    page = page_of(browser(lin).get(to("receipt", fair.pk)))
    assert page.index("第 1 位") < page.index(shown(place.code))
    assert "看排到第几位" in page_of(browser(lin).get(to("fair", fair.pk)))


def test_home_says_how_far_i_have_come_in_the_line(browser, lin, chen, full):
    browser(chen).post(to("line", full.pk))
    browser(lin).post(to("line", full.pk))
    home = browser(lin).get("/").content.decode()
    assert "第 2 位" in home
    assert to("session", full.pk) in home


def test_what_staff_wrote_is_in_the_readers_script(browser, lin, held, fair):
    reader = browser(lin)
    reader.cookies["django_language"] = "zh-hant"
    for name in ("fair", "receipt"):
        page = reader.get(to(name, fair.pk)).content.decode()
        assert "濱河會展中心" in page
        assert "滨河会展中心" not in page
    assert lin.name in page  # a person's name stays as it is written
    assert "海星水壺" in reader.get(to("goods", fair.pk)).content.decode()


def test_waiting_where_there_is_room_is_refused_in_place(browser, lin, sessions):
    page = page_of(browser(lin).post(to("line", sessions[1].pk)), 409)
    assert "现在还有名额，不用候补" in page
    assert "报名这一场" in page


def test_moving_gives_a_new_receipt_and_voids_the_old(browser, lin, held, sessions, fair):
    client = browser(lin)
    page = page_of(client.get(to("session", sessions[2].pk)))
    assert "你已报名 今天 10:30–11:30" in page
    for _click in range(2):
        assert client.post(to("move", sessions[2].pk), {"key": key_in(page)}).status_code == 303
    new = Place.objects.get(holder=lin, released_at=None)
    receipt = page_of(client.get(to("receipt", fair.pk)))
    assert shown(new.code) in receipt
    assert shown(held.code) not in receipt
    assert Notice.objects.filter(person=lin, template="fairs.moved").count() == 1


def test_moving_without_a_place_is_refused_in_place(browser, lin, sessions):
    page = page_of(browser(lin).post(to("move", sessions[1].pk), {"key": uuid.uuid4()}), 404)
    assert "你在这场专场没有有效的名额" in page
    assert "报名这一场" in page


def test_a_full_session_is_not_offered_to_a_holder(browser, lin, full, sessions, by, now):
    actions.sign_up(sessions[0], lin, key="a", by=by, now=now)
    page = page_of(browser(lin).get(to("session", full.pk)))
    assert "不能改签过来；原来的名额还是你的" in page
    assert "打开我的凭证" in page


# The receipt


def test_the_receipt_says_all_that_the_day_needs(browser, lin, held, fair):
    page = page_of(browser(lin).get(to("receipt", fair.pk)))
    said = words(page)
    for fact in ("今天 10:30–11:30", "10:15 到 12:30", "滨河会展中心", "一号路1号", "林小雨", "身份证", "有效"):
        assert fact in said
    assert shown(held.code) in said
    assert 'href="tel:0351-0000000"' in page
    assert "data-save-receipt" in page
    assert "data-print" in page
    assert 'class="qr"' in page
    assert "退回这个名额？" in said


def test_giving_back_asks_once_and_a_second_click_does_no_harm(browser, lin, held, fair, sessions, by, now):
    client = browser(lin)
    form = {"code": held.code}
    assert f'name="code" value="{held.code}"' in page_of(client.get(to("receipt", fair.pk)))
    for _click in range(2):
        assert client.post(to("give-back", fair.pk), form)["Location"] == to("fair", fair.pk)
    void = page_of(client.get(to("receipt", fair.pk)))
    assert "已作废" in void
    assert 'class="qr"' not in void
    assert Notice.objects.filter(person=lin, template="fairs.given_back").count() == 1
    again = actions.sign_up(sessions[2], lin, key="again", by=by, now=now)
    client.post(to("give-back", fair.pk), form)  # the old receipt's page, by the back button
    again.refresh_from_db()
    assert again.released_at is None


def test_a_foreign_or_empty_code_gives_nothing_back(browser, lin, chen, held, fair):
    for code in ("", held.code):
        page_of(browser(chen).post(to("give-back", fair.pk), {"code": code}), 404)
    page_of(browser(lin).post(to("give-back", fair.pk), {"code": "XXXXXXXXXX"}), 404)
    held.refresh_from_db()
    assert held.released_at is None


def test_who_came_in_sees_when_and_cannot_give_back(browser, admitted, fair):
    page = page_of(browser(admitted).get(to("receipt", fair.pk)))
    assert "已入场" in page
    assert "今天 10:00" in page
    assert "退回名额" not in page
    page = page_of(browser(admitted).post(to("give-back", fair.pk), {"code": Place.objects.get().code}), 409)
    assert "入场" in page


def test_a_missed_session_is_said(browser, at, lin, held, fair, now):
    at(now + timedelta(hours=3))
    page = page_of(browser(lin).get(to("receipt", fair.pk)))
    assert "已过时段" in page
    assert "退回这个名额" not in page


def test_without_a_place_the_receipt_page_offers_sessions(browser, chen, held, fair):
    page = page_of(browser(chen).get(to("receipt", fair.pk)))
    assert "你还没有报名这场专场" in page
    assert shown(held.code) not in page


# What I bought


def test_purchases_are_mine_alone(browser, admitted, chen, bought):
    page = words(page_of(browser(admitted).get(to("purchases"))))
    assert "海星冰箱" in page
    assert "买了 1 件，补贴省下 ¥2,400.00" in page
    assert "还没有买过补贴商品" in page_of(browser(chen).get(to("purchases")))
    assert browser(chen).get(to("purchase", bought.pk)).status_code == 404
    assert browser(chen).post(to("after-sales", bought.pk), {"trouble": "x"}).status_code == 404
    for name, args in (("purchases", ()), ("purchase", (bought.pk,)), ("receipt", (bought.venue.fair_id,))):
        assert browser().get(to(name, *args)).status_code == 303


def test_a_purchase_shows_invoice_serial_sides_and_until_when(browser, admitted, bought):
    page = words(page_of(browser(admitted).get(to("purchase", bought.pk))))
    for fact in ("26140001", "SN0001", shown(bought.sale.code), "海星电器", "−¥2,400.00", "补贴付（30%）", "¥5,600.00"):
        assert fact in page
    assert "5月27日 10:00 前（购买后 7 天内）" in page


def test_after_sales_has_a_deadline_and_an_answer(browser, at, admitted, bought, zhao, by, now):
    client = browser(admitted)
    for _click in range(2):
        assert client.post(to("after-sales", bought.pk), {"trouble": "门关不严"}).status_code == 303
    asked = AfterSales.objects.get()
    assert "周六 10:00 前答复" in page_of(client.get(to("purchase", bought.pk)))
    assert "售后等答复" in page_of(client.get(to("purchases")))
    at(now + timedelta(days=4))
    assert "超过期限还没答复" in page_of(client.get(to("purchase", bought.pk)))
    actions.answer_after_sales(asked, answer="明天上门", by_person=zhao, by=by, now=now + timedelta(days=4))
    assert "明天上门" in page_of(client.get(to("purchase", bought.pk)))


def test_an_empty_request_is_refused_in_place(browser, admitted, bought):
    page = page_of(browser(admitted).post(to("after-sales", bought.pk), {"trouble": "  "}), 422)
    assert "“问题说明”还没有填写" in page


def test_after_the_guarantee_the_page_and_the_refusal_say_so(browser, at, admitted, bought, now):
    at(now + timedelta(days=366))
    assert "已经结束。可以直接联系商家" in page_of(browser(admitted).get(to("purchase", bought.pk)))
    page = page_of(browser(admitted).post(to("after-sales", bought.pk), {"trouble": "坏了"}), 410)
    assert "售后保障期到2027年5月20日" in page


def test_a_cancelled_purchase_says_why(browser, admitted, bought, clerk, by, now):
    actions.cancel_sale(bought, reason="尺寸不合适", by_person=clerk, by=by, now=now)
    page = page_of(browser(admitted).get(to("purchase", bought.pk)))
    assert "原因：尺寸不合适" in page
    assert "申请售后" not in page
    assert "已取消" in page_of(browser(admitted).get(to("purchases")))


def test_a_stranger_to_every_id_is_404(browser, lin):
    for name in ("fair", "goods", "session", "receipt", "purchase"):
        assert browser(lin).get(to(name, uuid.uuid4())).status_code == 404


def test_ones_own_qr_leads_to_the_receipt(browser_of, lin, fair, sessions, by, now):
    place = actions.sign_up(sessions[0], lin, key="k", by=by, now=now)
    answer = browser_of(lin).post("/scan/", {"code": live.code_at(place, now)})
    assert answer["Location"] == reverse("fairs:receipt", args=[fair.pk])


def test_the_receipts_codes_are_its_holders_only_and_void_ones_have_none(
    browser_of, lin, chen, fair, sessions, by, now
):
    actions.sign_up(sessions[0], lin, key="k", by=by, now=now)
    address = reverse("fairs:receipt-codes", args=[fair.pk])
    mine = browser_of(lin).get(address)
    assert (len(mine.json()["codes"]), mine.json()["size"]) == (40, 25)
    assert "no-store" in mine["Cache-Control"]
    assert browser_of(chen).get(address).json()["codes"] == []
    actions.give_back(fair, lin, by=by, now=now)
    assert browser_of(lin).get(address).json()["codes"] == []
