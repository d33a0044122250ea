"""Before a fair: terms, venues and their money, dealers, goods, sessions, publication."""

from datetime import time, timedelta

import pytest

from gonghui.kernel.money import Fen
from gonghui.kernel.sheets import BadRows
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.ledger import actions as ledger
from gonghui.services.fairs import actions, refusals
from gonghui.services.fairs.forms.sheets import GOODS
from gonghui.services.fairs.models import Fair, Offer

from .conftest import FRIDGE, HEADER, KETTLE

AIRCON = "海星,KF-9,海星空调,空调,3000,2000,出厂价函003号,10%\n"

pytestmark = pytest.mark.django_db


def days(now, count=1):
    return [now.date() + timedelta(days=n + 1) for n in range(count)]


def test_a_venue_gets_its_money_from_outside_and_the_books_balance(taiyuan_venue):
    assert ledger.balance(taiyuan_venue.fund) == taiyuan_venue.funded == 10_000_000
    assert ledger.audit() == []


def test_the_same_hall_twice_is_refused(draft, taiyuan_venue, by, now):
    with pytest.raises(refusals.HallTaken):
        actions.add_venue(
            draft,
            division=taiyuan_venue.division,
            hall=taiyuan_venue.hall,
            address="一号路",
            hotline="1",
            funded=Fen(1),
            by=by,
            now=now,
        )


@pytest.mark.parametrize(
    "wrong",
    [
        {"rate_min": 3001},
        {"rate_max": 10_000},
        {"rate_min": 0},
        {"max_items": 0},
        {"max_subsidy": Fen(0)},
    ],
)
def test_terms_that_contradict_themselves_are_refused_in_a_sentence(wrong, province, zhao, terms, by, now):
    with pytest.raises(refusals.BadTerms) as refused:
        actions.draft(union=province, terms=terms | wrong, by_person=zhao, by=by, now=now)
    assert refused.value.sentence()
    assert not Fair.objects.exists()


def test_sign_up_must_close_after_it_opens(province, zhao, terms, by, now):
    backwards = terms | {"sign_up_closes_at": terms["sign_up_opens_at"]}
    with pytest.raises(refusals.BadTerms):
        actions.draft(union=province, terms=backwards, by_person=zhao, by=by, now=now)


def test_overlapping_sessions_in_one_hall_are_refused_and_none_is_made(taiyuan_venue, by, now):
    plan = {"days": days(now), "minutes": 60, "capacity": 3, "by": by, "now": now}
    actions.add_sessions(taiyuan_venue, opens=time(9), closes=time(11), **plan)
    with pytest.raises(refusals.SessionsOverlap) as refused:
        actions.add_sessions(taiyuan_venue, opens=time(10, 30), closes=time(13, 30), **plan)
    assert "10:00" in refused.value.sentence()
    assert taiyuan_venue.sessions.count() == 2
    actions.add_sessions(taiyuan_venue, opens=time(11), closes=time(12), **plan)


def test_the_same_hours_in_another_hall_are_no_overlap(taiyuan_venue, datong_venue, by, now):
    for venue in (taiyuan_venue, datong_venue):
        actions.add_sessions(
            venue, days=days(now), opens=time(9), closes=time(10), minutes=60, capacity=1, by=by, now=now
        )


def test_sessions_in_the_past_are_refused(taiyuan_venue, by, now):
    with pytest.raises(refusals.BadTerms):
        actions.add_sessions(
            taiyuan_venue,
            days=[now.date() - timedelta(days=1)],
            opens=time(9),
            closes=time(10),
            minutes=60,
            capacity=1,
            by=by,
            now=now,
        )


@pytest.mark.rows_by_hand
def test_a_session_that_ends_before_sign_up_opens_is_refused(draft, taiyuan_venue, by, now):
    Fair.objects.filter(pk=draft.pk).update(
        sign_up_opens_at=now + timedelta(days=5), sign_up_closes_at=now + timedelta(days=9)
    )
    taiyuan_venue.fair.refresh_from_db()
    with pytest.raises(refusals.EndsBeforeSignUp):
        actions.add_sessions(
            taiyuan_venue, days=days(now), opens=time(9), closes=time(10), minutes=60, capacity=1, by=by, now=now
        )


def test_a_sheet_with_one_bad_row_writes_nothing(draft, dealer, by, now):
    bad = (HEADER + FRIDGE.replace("BX-200", "BX-300") + KETTLE.replace("5%", "31%")).encode()
    with pytest.raises(BadRows) as refused:
        actions.load_offers(draft, dealer, GOODS.open(bad, "目录.csv"), by=by, now=now)
    [trouble] = refused.value.troubles
    assert (trouble.row, trouble.column) == (3, "补贴率")
    assert Offer.objects.count() == 2


def test_the_same_sheet_again_changes_nothing(draft, dealer, by, now):
    sheet = (HEADER + FRIDGE + KETTLE).encode()
    counts = actions.load_offers(draft, dealer, GOODS.open(sheet, "目录.csv"), by=by, now=now + timedelta(hours=1))
    assert counts == {"new": 0, "changed": 0, "same": 2}


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", b"MZ" + b"\0" * 100, "品牌,型号\n海星".encode()])
def test_a_file_that_is_no_goods_sheet_is_refused_by_name(data, draft, dealer, by, now):
    from gonghui.kernel.refusals import Refused

    with pytest.raises(Refused) as refused:
        actions.load_offers(draft, dealer, GOODS.open(data, "x.xlsx"), by=by, now=now)
    assert refused.value.code.startswith("sheets.")


@pytest.mark.parametrize(
    "other",
    [
        FRIDGE.replace("海星冰箱", "翻新冰箱"),
        FRIDGE.replace(",冰箱,10000", ",展品,10000"),
        FRIDGE.replace("10000", "9000"),
        FRIDGE.replace("8000", "7000"),
        FRIDGE.replace("30%", "20%"),
    ],
)
def test_what_was_published_stays_and_the_row_that_would_change_it_is_named(other, fair, fridge, dealer, by, now):
    sheet = (HEADER + KETTLE + other + AIRCON).encode()
    with pytest.raises(BadRows) as bad:
        actions.load_offers(fair, dealer, GOODS.open(sheet, "目录.csv"), by=by, now=now)
    assert [(trouble.row, trouble.refusal.code) for trouble in bad.value.troubles] == [(3, "fairs.price_frozen")]
    before = (fridge.name, fridge.category, fridge.price_id, fridge.rate)
    fridge.refresh_from_db()
    assert (fridge.name, fridge.category, fridge.price_id, fridge.rate) == before
    assert fair.offers.count() == 2


def test_more_goods_may_come_while_a_fair_is_open_and_none_once_it_is_over(fair, dealer, by, now):
    sheet = (HEADER + FRIDGE + AIRCON).encode()
    counts = actions.load_offers(fair, dealer, GOODS.open(sheet, "目录.csv"), by=by, now=now)
    assert counts == {"new": 1, "changed": 0, "same": 1}
    assert fair.offers.get(goods__model="KF-9").name == "海星空调"
    actions.close_fair(fair, by=by, now=now)
    with pytest.raises(refusals.FairOver):
        actions.load_offers(fair, dealer, GOODS.open(sheet, "目录.csv"), by=by, now=now)


def test_what_was_withdrawn_does_not_come_back_by_a_sheet(fair, fridge, dealer, by, now):
    actions.withdraw_offer(fridge, reason="标错价", by=by, now=now)
    with pytest.raises(BadRows):
        actions.load_offers(fair, dealer, GOODS.open((HEADER + FRIDGE).encode(), "目录.csv"), by=by, now=now)


def test_publication_names_everything_missing(draft, by, now):
    with pytest.raises(refusals.NotReady) as refused:
        actions.publish(draft, by=by, now=now)
    assert "时段" in refused.value.sentence()
    assert "补贴商品" in refused.value.sentence()


def test_a_published_fair_is_published_once_and_its_terms_stand(fair, terms, by, now):
    with pytest.raises(refusals.AlreadyPublished):
        actions.publish(fair, by=by, now=now)
    with pytest.raises(refusals.AlreadyPublished):
        actions.revise(fair, terms=terms, by=by, now=now)
    assert Entry.objects.filter(act="fairs.publish").count() == 1
