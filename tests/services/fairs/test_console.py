"""The officers' pages: who may open them, what bad input gets, and that a long list costs what a short one does."""

import html
import re
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gonghui.kernel.callers import Caller
from gonghui.kernel.codes import shown
from gonghui.kernel.money import Fen
from gonghui.primitives.admission.models import Pool
from gonghui.primitives.catalogue import actions as catalogue
from gonghui.primitives.catalogue.models import Goods, Price, Sale, SettlementBatch
from gonghui.primitives.journal.actions import thing_name
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.ledger import actions as ledger
from gonghui.primitives.ledger.models import Transfer
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Role
from gonghui.primitives.rows import insert_many
from gonghui.services.fairs import actions, refusals
from gonghui.services.fairs.models import AfterSales, Fair, Offer, Purchase, Session, Turned, Venue
from gonghui.services.fairs.pages.reasons import reason_of
from tests.services.fairs.conftest import CREDIT_CODE, HEADER

pytestmark = pytest.mark.django_db
TABS = ["fair", "offers", "sessions", "board", "sales", "requests", "settlement", "journal"]


def address(name, *args):
    return reverse(f"fairs-console:{name}", args=args)


def seen(response):
    """What a reader sees."""
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())))


@pytest.fixture
def zheng(enrol, province, by, now):
    """The province's auditor: sees everything, changes nothing."""
    person = enrol("郑审", 108, None)
    people.appoint(person, province, Role.AUDITOR, by=by, now=now)
    return person


@pytest.fixture
def han(found, enrol, by, now):
    """An officer of another province."""
    person = enrol("韩外省", 109, None)
    people.appoint(person, found("HE", "河北省总工会", "province", None, "130000"), Role.OFFICER, by=by, now=now)
    return person


@pytest.fixture
def batch(fair, admitted, fridge, taiyuan_venue, buy, dealer, zhao, by, now):
    """One fridge sold, in a batch that Zhao prepared."""
    buy(taiyuan_venue, fridge, admitted, "SN0001")
    return actions.prepare_settlement(taiyuan_venue, dealer, by_person=zhao, by=by, now=now)


@pytest.fixture
def asked(fair, admitted, fridge, taiyuan_venue, buy, by, now):
    """Lin's fridge hums."""
    purchase = buy(taiyuan_venue, fridge, admitted, "SN0009")
    return actions.ask_after_sales(purchase, trouble="冰箱有异响", by=by, now=now)


@pytest.fixture
def office(zhao, browser_of):
    """Zhao's browser."""
    return browser_of(zhao)


@pytest.mark.parametrize("tab", TABS)
def test_officer_finance_and_auditor_open_every_tab(tab, fair, batch, zhao, sun, zheng, browser_of):
    for person in (zhao, sun, zheng):
        assert browser_of(person).get(address(tab, fair.pk)).status_code == 200


@pytest.mark.parametrize("tab", TABS)
def test_no_tab_opens_to_others(tab, fair, lin, wu, han, browser_of, client):
    assert browser_of(lin).get(address(tab, fair.pk)).status_code == 403
    assert browser_of(wu).get(address(tab, fair.pk)).status_code == 403
    assert browser_of(han).get(address(tab, fair.pk)).status_code == 404
    assert client.get(address(tab, fair.pk)).status_code == 303


def test_the_index_shows_only_ones_own_unions_fairs(fair, zhao, han, browser_of):
    assert fair.name in seen(browser_of(zhao).get(address("index")))
    assert fair.name not in seen(browser_of(han).get(address("index")))


def test_every_form_opens_to_the_officer_and_not_to_the_auditor(draft, dealer, taiyuan_venue, zhao, zheng, browser_of):
    pages = [
        address("new"),
        *(address(name, draft.pk) for name in ("terms", "venues", "cancel")),
        *(address(name, draft.pk, taiyuan_venue.pk) for name in ("dealers", "add-sessions")),
        *(address(name, draft.pk, dealer.pk) for name in ("clerks", "goods")),
    ]
    for page in pages:
        assert browser_of(zhao).get(page).status_code == 200, page
        assert browser_of(zheng).get(page).status_code == 403, page


def test_nothing_is_changed_by_whose_office_may_only_watch(draft, batch, fridge, sessions, zheng, browser_of):
    posts = [
        address("publish", draft.pk),
        address("close", draft.pk),
        address("withdraw", draft.pk, fridge.pk),
        address("cancel-session", draft.pk, sessions[1].pk),
        address("move-session", draft.pk, sessions[1].pk),
        *(address(name, draft.pk, batch.pk) for name in ("approve", "return", "paid", "claim")),
    ]
    for post in posts:
        assert browser_of(zheng).post(post, {"reason": "试试"}).status_code == 403, post
        assert (
            '<form method="post" action="/console/fairs/'
            not in browser_of(zheng).get(address("batch", draft.pk, batch.pk)).content.decode()
        )


def test_only_finance_sees_the_yes_and_only_for_anothers_batch(fair, batch, zhao, sun, browser_of):
    page = address("batch", fair.pk, batch.pk)
    assert address("approve", fair.pk, batch.pk) not in browser_of(zhao).get(page).content.decode()
    assert address("approve", fair.pk, batch.pk) in browser_of(sun).get(page).content.decode()


# The officer's work, page by page


def terms_form(host, **changes):
    form = {
        "union": host.pk,
        "name": "厨电专场",
        "about": "本人报名",
        "guarantee": "七天退换",
        "funded_by": "省总工会",
        "sign_up_starts": "2026-05-21T09:00",
        "sign_up_ends": "2026-05-30T18:00",
        "rate_min": "5%",
        "rate_max": "30%",
        "rate_source": "协议第4条",
        "max_items": "2",
        "max_subsidy": "5,000",
        "early_minutes": "15",
        "late_minutes": "60",
        "cancel_days": "7",
        "after_sales_days": "365",
        "after_sales_answer_days": "3",
    }
    return form | changes


def test_a_draft_is_saved_changed_and_lists_what_is_missing(province, office):
    made = office.post(address("new"), terms_form(province))
    assert made.status_code == 303, seen(made)
    fair = Fair.objects.get()
    assert "会场" in seen(office.get(made["Location"]))
    assert office.post(address("terms", fair.pk), terms_form(province, name="厨卫专场")).status_code == 303
    fair.refresh_from_db()
    assert (fair.name, fair.max_subsidy, fair.rate_max) == ("厨卫专场", 500_000, 3000)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "专场名称"),
        ({"sign_up_ends": "2026-05-20T09:00"}, "结束"),
        ({"sign_up_starts": "明天"}, "请填年月日"),
        ({"rate_max": "150%"}, "补贴率"),
        ({"rate_min": "31%", "rate_max": "30%"}, "下限不高于上限"),
        ({"max_subsidy": "0"}, "0"),
        ({"max_subsidy": "-5"}, "金额"),
        ({"max_subsidy": "1.234"}, "小数"),
        ({"max_subsidy": "1.1E+17"}, "科学计数"),
        ({"max_items": "两件"}, "整数"),
        ({"union": "not-a-union"}, "有效"),
    ],
)
def test_terms_that_cannot_be_are_refused_in_place(wrong, sentence, province, office):
    answer = office.post(address("new"), terms_form(province, **wrong))
    assert answer.status_code == 422
    assert sentence in seen(answer)
    assert not Fair.objects.exists()


def test_the_terms_of_a_published_fair_are_not_opened_again(fair, office):
    answer = office.get(address("terms", fair.pk))
    assert (answer.status_code, "已经发布" in seen(answer)) == (409, True)


@pytest.mark.parametrize(
    ("page", "form", "status", "sentence"),
    [
        ("venues", {"division": "火星", "hall": "馆", "address": "路", "hotline": "1", "funded": "100"}, 422, "城市"),
        (
            "venues",
            {"division": "太原市", "hall": "滨河会展中心", "address": "路", "hotline": "1", "funded": "1"},
            409,
            "已有会场",
        ),
        ("venues", {"division": "太原市", "hall": "新馆", "address": "路", "hotline": "1", "funded": "0"}, 422, "0"),
        ("dealers", {"credit_code": "123", "name": "店", "hotline": "1"}, 422, "信用代码"),
        ("dealers", {"credit_code": CREDIT_CODE, "name": "别的名字", "hotline": "1"}, 409, "海星电器"),
        ("clerks", {"name": "钱", "mobile": "12345"}, 422, "手机号"),
        ("clerks", {"name": "1.1E+17", "mobile": "19900000999"}, 422, "姓名"),
    ],
)
def test_what_cannot_be_is_refused_beside_the_form(page, form, status, sentence, draft, dealer, taiyuan_venue, office):
    where = {"venues": [], "dealers": [taiyuan_venue.pk], "clerks": [dealer.pk]}[page]
    answer = office.post(address(page, draft.pk, *where), form)
    assert answer.status_code == status
    assert sentence in seen(answer)
    for name in ("name", "hall"):
        assert f'value="{form[name]}"' in answer.content.decode() if name in form else True


SLOTS = {
    "first_day": "2026-05-21",
    "last_day": "2026-05-21",
    "opens": "09:00",
    "closes": "12:00",
    "minutes": "60",
    "capacity": "5",
}


@pytest.mark.parametrize(
    ("wrong", "status", "sentence"),
    [
        ({"last_day": "2026-05-20"}, 422, "最后一天"),
        ({"closes": "08:00"}, 422, "关门"),
        ({"pause_from": "12:00"}, 422, "午休"),
        ({"minutes": "300"}, 422, "放不下"),
        ({"capacity": "0"}, 422, "1"),
        ({"first_day": "2026-02-30"}, 422, "请按年月日"),
        ({"first_day": "2026-05-01", "last_day": "2026-05-02"}, 422, "现在以后"),
        ({"last_day": "2027-05-01"}, 422, "31"),
    ],
)
def test_sessions_that_cannot_be_are_refused(wrong, status, sentence, draft, taiyuan_venue, office):
    answer = office.post(address("add-sessions", draft.pk, taiyuan_venue.pk), SLOTS | wrong)
    assert answer.status_code == status
    assert sentence in seen(answer)
    assert not Session.objects.exists()


def test_two_sessions_never_overlap_in_one_hall(draft, taiyuan_venue, office):
    page = address("add-sessions", draft.pk, taiyuan_venue.pk)
    assert office.post(page, SLOTS).status_code == 303
    again = office.post(page, SLOTS | {"opens": "09:30"})
    assert (again.status_code, Session.objects.count()) == (409, 3)
    assert "重叠" in seen(again)


def sheet(*rows, name="目录.csv"):
    return {"sheet": SimpleUploadedFile(name, (HEADER + "".join(rows)).encode())}


def test_every_bad_row_of_a_goods_sheet_is_named_and_nothing_is_written(draft, dealer, office):
    Offer.objects.all().delete()
    rows = sheet(
        "海星,BX-1,冰箱,冰箱,10000,8000,函,31%\n",
        "海星,BX-2,冰箱,冰箱,0,8000,函,30%\n",
        "海星,BX-3,冰箱,冰箱,10000,80.123,函,30%\n",
        "海星,BX-4,冰箱,冰箱,10000,8000,,30%\n",
    )
    answer = office.post(address("goods", draft.pk, dealer.pk), rows)
    text = seen(answer)
    assert answer.status_code == 422
    for row, column in ((2, "补贴率"), (3, "市场价"), (4, "出厂价"), (5, "出厂价证明")):
        assert re.search(rf" {row} +{column} ", text), text
    assert "协议第4条" in text
    assert not Offer.objects.exists()


@pytest.mark.parametrize(
    "data", [b"", b"\x00\x01\x02", b"PK\x03\x04broken", b"x" * 6_000_000, "品牌,型号\n海星,1\n".encode()]
)
def test_a_file_that_is_no_goods_sheet_is_refused(data, draft, dealer, office):
    answer = office.post(address("goods", draft.pk, dealer.pk), {"sheet": SimpleUploadedFile("目录.xlsx", data)})
    assert answer.status_code == 422
    assert "k-refusal" in answer.content.decode() or "k-wrong" in answer.content.decode()


def test_no_file_at_all_is_asked_for(draft, dealer, office):
    assert office.post(address("goods", draft.pk, dealer.pk), {}).status_code == 422


@pytest.mark.rows_by_hand
@pytest.mark.parametrize(("prices", "column"), [((9000, 8000), "市场价"), ((10000, 7000), "出厂价")])
def test_a_price_raised_before_the_fair_is_named(prices, column, province, zhao, terms, draft, dealer, by, now, office):
    old = {"brand": "海星", "model": "BX-300", "name": "冰箱", "category": "冰箱", "proof": "函"}
    at = now - timedelta(days=10)
    listed, made = (Fen.from_yuan(str(price)) for price in prices)
    goods, price = catalogue.list_goods(
        dealer, union=province, **old, list_price=listed, ex_factory_price=made, by=by, now=at
    )
    Offer.objects.create(fair=draft, goods=goods, name=goods.name, category=goods.category, price=price, rate=3000)
    Fair.objects.filter(pk=draft.pk).update(published_at=at)
    later = actions.draft(union=province, terms=terms, by_person=zhao, by=by, now=now)
    venue = Venue.objects.create(
        fair=later,
        division_id="140300",
        hall="桃河展厅",
        address="路",
        hotline="1",
        funded=1,
        fund=ledger.open_account("fund", "桃河", union=province),
    )
    actions.join_stall(venue, dealer, hotline="1", by=by, now=now)
    answer = office.post(address("goods", later.pk, dealer.pk), sheet("海星,bx-300,冰箱,冰箱,10000,8000,函,30%\n"))
    assert answer.status_code == 422
    assert re.search(rf" 2 +{column} +.*30 天内从", seen(answer)), seen(answer)


def test_a_price_typed_wrong_in_the_draft_may_be_corrected(draft, dealer, office):
    page = address("goods", draft.pk, dealer.pk)
    assert office.post(page, sheet("海星,BX-9,冰箱,冰箱,1000,800,函,30%\n")).status_code == 303
    assert office.post(page, sheet("海星,BX-9,冰箱,冰箱,10000,8000,函,30%\n")).status_code == 303


def test_publishing_asks_once_and_says_what_happens(draft, dealer, datong_venue, office):
    assert "发布前还缺" in seen(office.get(address("fair", draft.pk)))
    refused = office.post(address("publish", draft.pk))
    assert (refused.status_code, "时段" in seen(refused)) == (409, True)
    office.post(address("add-sessions", draft.pk, datong_venue.pk), SLOTS)
    assert "15 个名额" in seen(office.get(address("fair", draft.pk)))
    assert office.post(address("publish", draft.pk)).status_code == 303
    assert office.post(address("publish", draft.pk)).status_code == 409


def test_a_session_is_cancelled_naming_how_many_are_told(fair, lin, sessions, by, now, office):
    actions.sign_up(sessions[1], lin, key="k", by=by, now=now)
    page = address("cancel-session", fair.pk, sessions[1].pk)
    assert "通知 1 人" in seen(office.get(page))
    assert office.post(page, {"reason": " "}).status_code == 422
    assert office.post(page, {"reason": "场馆停电"}).status_code == 303
    again = office.post(page, {"reason": "场馆停电"})
    assert (again.status_code, "已经结束或取消" in seen(again)) == (410, True)


def test_the_form_of_a_cancelled_session_does_not_come_back(fair, sessions, by, now, office):
    actions.cancel_session(sessions[1], reason="停电", by=by, now=now)
    for name in ("cancel-session", "move-session"):
        page = address(name, fair.pk, sessions[1].pk)
        answer = office.get(page, headers={"Referer": f"http://testserver{address('sessions', fair.pk)}"})
        assert (answer.status_code, "已经结束或取消" in seen(answer)) == (410, True)
        assert f'href="{address("sessions", fair.pk)}"' in answer.content.decode()


def test_a_session_nobody_signed_up_for_is_cancelled_without_naming_nobody(fair, sessions, office):
    shown = seen(office.get(address("cancel-session", fair.pk, sessions[1].pk)))
    assert "0 人" not in shown
    assert "0 位" not in shown


def test_after_sales_wait_only_for_those_who_may_answer(batch, by, now, zhao, sun, zheng, browser_of):
    asked = actions.ask_after_sales(Purchase.objects.get(), trouble="门关上后有缝", by=by, now=now)
    there = f"{address('requests', asked.purchase.venue.fair_id)}#ask-{asked.pk}"
    assert there in browser_of(zhao).get("/console/").content.decode()
    for person in (sun, zheng):
        assert there not in browser_of(person).get("/console/").content.decode()


@pytest.mark.parametrize(
    ("to", "status"),
    [
        (("2026-05-21T15:00", "2026-05-21T14:00"), 422),
        (("2026-05-19T15:00", "2026-05-19T16:00"), 422),
        (("2026-05-21T09:30", "2026-05-21T10:30"), 409),
        (("", ""), 422),
    ],
)
def test_a_session_is_not_moved_where_it_cannot_be(to, status, fair, sessions, office):
    form = {"to_starts": to[0], "to_ends": to[1], "reason": "场馆有别的活动"}
    assert office.post(address("move-session", fair.pk, sessions[1].pk), form).status_code == status


def test_a_session_moved_says_how_many_were_told(fair, lin, sessions, by, now, office):
    actions.sign_up(sessions[1], lin, key="k", by=by, now=now)
    form = {"to_starts": "2026-05-21T15:00", "to_ends": "2026-05-21T16:00", "reason": "停电"}
    done = office.post(address("move-session", fair.pk, sessions[1].pk), form, follow=True)
    assert "时间已调整，通知了 1 人" in seen(done)


def test_withdrawing_wants_a_reason(fair, fridge, office):
    page = address("withdraw", fair.pk, fridge.pk)
    assert office.post(page).status_code == 422
    assert office.post(page, {"reason": "型号停产"}).status_code == 303
    assert "BX-200" not in seen(office.get(address("offers", fair.pk)))


def test_after_sales_are_answered_once_and_never_empty(fair, asked, office):
    page = address("answer", fair.pk, asked.pk)
    empty = office.post(page, {"answer": "  "})
    assert (empty.status_code, "没有填写" in seen(empty)) == (422, True)
    assert office.post(page, {"answer": "明天上门"}).status_code == 303
    assert office.post(page, {"answer": "再答一次"}).status_code == 409
    assert "明天上门" in seen(office.get(address("requests", fair.pk)))


def test_two_people_settle_and_each_step_says_no_out_of_turn(fair, batch, taiyuan_venue, dealer, zhao, sun, browser_of):
    office, finance = browser_of(zhao), browser_of(sun)
    here = address("batch", fair.pk, batch.pk)
    assert office.post(address("prepare", fair.pk, taiyuan_venue.pk, dealer.pk)).status_code == 409
    early = finance.post(address("paid", fair.pk, batch.pk), {"reference": "ICBC1"})
    assert (early.status_code, "还没有审核" in seen(early)) == (409, True)
    assert office.post(address("claim", fair.pk, batch.pk), {"claimed": "两千"}).status_code == 422
    assert office.post(address("claim", fair.pk, batch.pk), {"claimed": "2,500.00"}).status_code == 303
    assert "100.00" in seen(office.get(here))
    unseen = finance.post(address("approve", fair.pk, batch.pk), {"claimed": "240000"})
    assert (unseen.status_code, "刚刚有改动" in seen(unseen)) == (409, True)
    assert '<input type="hidden" name="claimed" value="250000">' in finance.get(here).content.decode()
    silent = finance.post(address("approve", fair.pk, batch.pk), {"claimed": "250000"})
    assert (silent.status_code, "差 100.00 元" in seen(silent)) == (409, True)
    yes = {"claimed": "250000", "reason": "发票多开一百，按系统付"}
    assert finance.post(address("approve", fair.pk, batch.pk), yes).status_code == 303
    assert yes["reason"] in seen(finance.get(here))
    frozen = office.post(address("claim", fair.pk, batch.pk), {"claimed": "9,999.00"})
    assert (frozen.status_code, "不能再改" in seen(frozen)) == (409, True)
    assert address("claim", fair.pk, batch.pk) not in office.get(here).content.decode()
    assert finance.post(address("paid", fair.pk, batch.pk), {"reference": ""}).status_code == 422
    assert finance.post(address("paid", fair.pk, batch.pk), {"reference": "ICBC1"}).status_code == 303
    late = finance.post(address("return", fair.pk, batch.pk), {"reason": "太晚"})
    assert (late.status_code, "已于" in seen(late)) == (409, True)


def test_agreeing_batches_are_approved_together_and_each_other_is_named(
    fair, admitted, enrol, works, sessions, fridge, kettle, taiyuan_venue, buy, dealer, zhao, sun, by, now, browser_of
):
    claims = {"SN0001": Fen(240_000), "SN0002": Fen(600), "SN0003": None}
    made = {}
    for serial, claimed in claims.items():
        offer = fridge if serial == "SN0001" else kettle
        buyer = admitted if serial != "SN0003" else enrol("欧阳修文", 110, works)
        if buyer is not admitted:
            place = actions.sign_up(sessions[0], buyer, key="k3", by=by, now=now)
            actions.admit(taiyuan_venue, place.code, name=buyer.name, by=by, now=now)
        buy(taiyuan_venue, offer, buyer, serial)
        batch = actions.prepare_settlement(taiyuan_venue, dealer, by_person=zhao, by=by, now=now)
        made[serial] = actions.set_claim(batch, taiyuan_venue, claimed=claimed, by=by, now=now) if claimed else batch
    here, finance = address("batches", fair.pk), browser_of(sun)
    form = {"bulk": "approve", "row": [str(batch.pk) for batch in made.values()]}
    assert browser_of(zhao).post(here, form).status_code in (403, 404), "who prepares does not approve"
    told = seen(finance.post(here, form, follow=True))
    assert "差 1.00 元" in told
    assert "还没有商家的对账金额" in told
    approved = {serial: bool(SettlementBatch.objects.get(pk=batch.pk).approved_at) for serial, batch in made.items()}
    assert approved == {"SN0001": True, "SN0002": False, "SN0003": False}


def test_who_prepared_a_batch_cannot_approve_it(
    fair, admitted, fridge, taiyuan_venue, buy, dealer, sun, by, now, browser_of
):
    buy(taiyuan_venue, fridge, admitted, "SN0001")
    own = actions.prepare_settlement(taiyuan_venue, dealer, by_person=sun, by=by, now=now)
    refused = browser_of(sun).post(address("approve", fair.pk, own.pk))
    assert (refused.status_code, "自己" in seen(refused)) == (403, True)


def test_the_journal_and_the_board_speak_in_words(fair, batch, taiyuan_venue, office, sessions, lin):
    Turned.objects.create(venue=taiyuan_venue, desk="gate", code="fairs.wrong_session", person=lin)
    journal = seen(office.get(address("journal", fair.pk)))
    assert "发布专场" in journal
    assert "生成结算批次" in journal
    assert "fairs." not in journal
    board = seen(office.get(address("board", fair.pk)))
    assert "不在入场时间" in board
    assert "wrong_session" not in board


def test_every_refusal_has_words_for_the_board():
    named = [
        refusal
        for refusal in vars(refusals).values()
        if isinstance(refusal, type) and getattr(refusal, "code", "").startswith("fairs.")
    ]
    assert all("%" not in reason_of(refusal.code) and "fairs." not in reason_of(refusal.code) for refusal in named)
    assert reason_of("nobody.knows") == "其他原因"


@pytest.mark.parametrize("tab", ["offers", "sessions", "sales", "settlement", "journal"])
def test_every_list_can_be_taken_along(tab, fair, batch, office):
    taken = office.get(address(tab, fair.pk), {"export": "1"})
    assert taken["Content-Type"].startswith("application/vnd.openxmlformats")
    assert taken.content[:2] == b"PK"


@pytest.mark.parametrize(
    "query",
    [
        "page=zz",
        "page=-1",
        "day=2026-02-30",
        "day=x",
        "venue=x",
        "q=%00%EF%BF%BE",
        "order=x",
        "state=x",
        "category=%00",
    ],
)
def test_nonsense_in_the_address_breaks_nothing(query, fair, batch, office):
    for tab in TABS:
        assert office.get(f"{address(tab, fair.pk)}?{query}").status_code == 200, tab
    assert office.get(f"{address('index')}?{query}").status_code == 200


# A long list costs what a short one does


def fill(fair, venue, offer, dealer, buyer, clerk, zhao, now, first, last):
    """Rows number `first` to `last` of everything a fair's pages list."""
    numbers = range(first, last)
    pools = [Pool(scope=fair.pk, capacity=3, opens_at=now, closes_at=now + timedelta(days=400)) for _ in numbers]
    starts = [now + timedelta(days=2, minutes=n) for n in numbers]
    sessions = [
        Session(venue=venue, pool=pool, starts_at=at, ends_at=at + timedelta(minutes=1))
        for pool, at in zip(pools, starts, strict=True)
    ]
    known = {"union": fair.union, "merchant": dealer, "brand": "海星", "category": "风扇"}
    goods = [Goods(model=f"Z-{n}", name=f"风扇{n}", **known) for n in numbers]
    prices = [Price(goods=one, list_price=20_000, ex_factory_price=10_000, proof="函", starts_at=now) for one in goods]
    offers = [
        Offer(fair=fair, goods=one, name=one.name, category=one.category, price=price, rate=500)
        for one, price in zip(goods, prices, strict=True)
    ]
    fairs = [
        Fair(
            **{f.attname: getattr(fair, f.attname) for f in Fair._meta.concrete_fields if f.name not in ("id", "code")},
            code=f"F{n}",
        )
        for n in numbers
    ]
    batches = [
        SettlementBatch(
            merchant=dealer,
            fund=venue.fund,
            number=f"B{n}",
            sales_count=1,
            subsidy=1,
            prepared_by=zhao,
            prepared_at=now,
        )
        for n in numbers
    ]
    entries = [
        Entry(
            at=now,
            by_name="赵志远",
            origin="page 10.0.0.7",
            act="fairs.revise",
            thing=thing_name(fair),
            label=fair.name,
            facts={"why": "改"},
        )
        for _ in numbers
    ]
    for rows in (pools, sessions, goods, prices, offers, fairs, batches, entries):
        insert_many(rows)
    transfers = [
        Transfer(
            source=venue.fund, target=dealer.payable, amount=1, key=f"row-{n}", because="行", at=now, by_name="测试"
        )
        for n in numbers
    ]
    sales = [
        Sale(
            merchant=dealer,
            goods=offer.goods,
            brand="海星",
            seller=dealer.credit_code,
            buyer=buyer,
            fund=venue.fund,
            code=f"S{n}",
            key=f"row-{n}",
            serial=f"ROW{n:05}",
            invoice=f"ROW{n:08}",
            list_price=200,
            ex_factory_price=100,
            subsidy=1,
            sold_at=now,
            sold_by=clerk,
            transfer=transfer,
        )
        for n, transfer in zip(numbers, transfers, strict=True)
    ]
    purchases = [Purchase(venue=venue, offer=offer, sale=sale) for sale in sales]
    asked = [AfterSales(purchase=one, trouble="响", asked_at=now, answer_due_at=now) for one in purchases]
    with connection.cursor() as cursor:  # only listed here: ten thousand moves of one balance would take a minute
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE ledger_transfer DISABLE TRIGGER transfer_moves_balances")
        for rows in (transfers, sales, purchases, asked):
            insert_many(rows)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE ledger_transfer ENABLE TRIGGER transfer_moves_balances")
        cursor.execute("ANALYZE")  # as the server itself does after so many new rows


@pytest.mark.rows_by_hand
def test_every_page_costs_the_same_with_10_rows_and_with_10_000(
    fair, lin, fridge, taiyuan_venue, dealer, clerk, zhao, now, office
):
    pages = [address("index"), *(address(tab, fair.pk) for tab in TABS)]

    def costs():
        found = {}
        for page in pages:
            with CaptureQueriesContext(connection) as captured:
                assert office.get(page).status_code == 200
            found[page] = len(captured)
        return found

    fill(fair, taiyuan_venue, fridge, dealer, lin, clerk, zhao, now, 0, 10)
    few = costs()
    fill(fair, taiyuan_venue, fridge, dealer, lin, clerk, zhao, now, 10, 10_000)
    assert costs() == few
    assert max(few.values()) <= 20


def test_receipts_let_in_twice_are_reported_to_the_officer(browser_of, zhao, wu, lin, chen, fair, sessions, by, now):
    twice = actions.sign_up(sessions[0], lin, key="k1", by=by, now=now)
    once = actions.sign_up(sessions[0], chen, key="k2", by=by, now=now)
    board = reverse("fairs-console:board", args=[fair.pk])
    assert "要核对" not in browser_of(zhao).get(board).content.decode()
    steward = Caller(person=wu.pk, name=wu.name, origin="counter")
    for place, minutes in ((twice, 2), (twice, 4), (once, 3)):
        at = now - timedelta(minutes=minutes)
        seen = actions.Seen(uuid.uuid4(), place.pk, at, "receipt", place.code)
        actions.record_scans(sessions[0].venue, [seen], device=uuid.uuid4(), by=steward, now=now)
    assert "1 张凭证的放行记录要核对" in browser_of(zhao).get(board).content.decode()
    page = browser_of(zhao).get(reverse("fairs-console:scans", args=[fair.pk])).content.decode()
    assert shown(twice.code) in page
    assert shown(once.code) not in page
    assert lin.name not in page
    assert page.index("09:56:00") < page.index("算作入场") < page.index("09:58:00") < page.index("又放行一次")
    assert page.count(wu.name) == 2
