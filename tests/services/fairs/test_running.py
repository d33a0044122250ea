"""While a fair runs: sessions cancelled and moved, the fair cancelled and closed; everyone touched is told."""

from collections import Counter
from datetime import timedelta

import pytest

from gonghui.kernel.money import Fen
from gonghui.kernel.refusals import Refused
from gonghui.kernel.window import Window
from gonghui.primitives.admission import live_codes as live
from gonghui.primitives.admission.models import Place
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.notices.models import Delivery
from gonghui.services.fairs import actions, refusals
from gonghui.services.fairs.models import Session
from gonghui.services.fairs.pages.board import board_of
from gonghui.services.fairs.pages.settlement_page import dealers_of

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
STEPS = ("prepare_settlement", "return_settlement", "set_claim", "approve_settlement", "mark_settlement_paid")
SETTLING = [f"fairs.{step}" for step in STEPS]


@pytest.fixture
def signed_up(lin, chen, sessions, by, now):
    return [actions.sign_up(sessions[1], person, key="k", by=by, now=now) for person in (lin, chen)]


def told(template):
    return Delivery.objects.filter(template=template).count()


def test_cancelling_a_session_releases_every_place_and_tells_everyone_once(signed_up, lin, sessions, by, now):
    assert actions.cancel_session(sessions[1], reason="停电", by=by, now=now) == 2
    assert not Place.objects.filter(released_at=None).exists()
    assert told("fairs.session_cancelled") == 2
    with pytest.raises(refusals.SessionGone):
        actions.cancel_session(sessions[1], reason="停电", by=by, now=now)
    actions.sign_up(sessions[2], lin, key="again", by=by, now=now)


def test_who_waits_for_a_cancelled_session_is_told_too(enrol, works, signed_up, sessions, by, now):
    third, waits = enrol("王小甲", 301, works), enrol("王小乙", 302, works)
    actions.sign_up(sessions[1], third, key="k", by=by, now=now)
    actions.wait(sessions[1], waits, by=by, now=now)
    assert actions.cancel_session(sessions[1], reason="停电", by=by, now=now) == 4
    assert Delivery.objects.filter(template="fairs.hoped_cancelled", person=waits).count() == 1


def test_moving_a_session_keeps_the_receipts_and_tells_the_new_time(signed_up, sessions, by, now):
    to = Window(sessions[1].starts_at + timedelta(hours=4), sessions[1].ends_at + timedelta(hours=4))
    assert actions.move_session(sessions[1], to=to, reason="场地调整", by=by, now=now) == 2
    assert Place.objects.filter(released_at=None).count() == 2
    assert told("fairs.session_moved") == 2
    with pytest.raises(refusals.WrongSession):
        actions.admit(sessions[1].venue, signed_up[0].code, by=by, now=now + timedelta(minutes=40))
    assert actions.admit(sessions[1].venue, live.code_at(signed_up[0], to.starts), by=by, now=to.starts)


@pytest.mark.parametrize("shift", [timedelta(hours=-1), timedelta(days=-2)])
def test_a_session_is_not_moved_onto_another_or_into_the_past(shift, sessions, by, now):
    to = Window(sessions[1].starts_at + shift, sessions[1].ends_at + shift)
    with pytest.raises((refusals.SessionsOverlap, refusals.BadTerms)):
        actions.move_session(sessions[1], to=to, reason="调整", by=by, now=now)


def test_a_reason_is_asked_for(sessions, fair, by, now):
    with pytest.raises(refusals.EmptyText):
        actions.cancel_session(sessions[1], reason="  ", by=by, now=now)
    with pytest.raises(refusals.EmptyText):
        actions.cancel_fair(fair, reason="", by=by, now=now)


def test_cancelling_the_fair_tells_everyone_and_ends_sign_up(signed_up, su, sessions, fair, by, now):
    assert actions.cancel_fair(fair, reason="台风", by=by, now=now) == 2
    assert told("fairs.cancelled") == 2
    sessions[2].venue.fair.refresh_from_db()
    with pytest.raises(refusals.FairOver):
        actions.sign_up(sessions[2], su, key="k", by=by, now=now)
    with pytest.raises(refusals.FairOver):
        actions.cancel_fair(fair, reason="台风", by=by, now=now)


def test_a_closed_fair_sells_nothing_more(admitted, fridge, fair, taiyuan_venue, buy, by, now):
    actions.close_fair(fair, by=by, now=now)
    taiyuan_venue.fair.refresh_from_db()
    with pytest.raises(refusals.FairOver):
        buy(taiyuan_venue, fridge, admitted, "SN0001")


def test_the_board_adds_up_at_every_moment(admitted, fridge, fair, taiyuan_venue, buy, clerk, by, now):
    purchase = buy(taiyuan_venue, fridge, admitted, "SN0001")
    board = board_of(fair)
    assert (board.signed_up, board.admitted, board.sales_count, board.oversold) == (1, 1, 1, 0)
    assert board.money("funded") == board.money("subsidy") + board.money("left")
    assert board.money("sales") == 800_000
    actions.cancel_sale(purchase, reason="不合适", by_person=clerk, by=by, now=now)
    board = board_of(fair)
    assert (board.sales_count, board.money("left")) == (0, board.money("funded"))


def test_the_board_counts_refusals_by_desk_and_rule(lin, qian, fair, sessions, taiyuan_venue, by, now):
    for _time in range(2):
        with pytest.raises(refusals.NotAMember):
            actions.sign_up(sessions[0], qian, key="k", by=by, now=now)
    with pytest.raises(refusals.UnknownReceipt):
        actions.admit(taiyuan_venue, "nonsense", by=by, now=now)
    turned = {(row.desk, row.code): row.count for row in board_of(fair).turned}
    assert turned == {("sign_up", "fairs.not_a_member"): 2, ("gate", "fairs.unknown_receipt"): 1}


def test_settling_takes_two_people_and_empties_what_is_owed(
    admitted, fridge, fair, taiyuan_venue, dealer, buy, zhao, sun, by, now
):
    from gonghui.primitives.catalogue.refusals import AlreadySettled, SamePerson
    from gonghui.primitives.ledger import actions as ledger

    purchase = buy(taiyuan_venue, fridge, admitted, "SN0001")
    batch = actions.prepare_settlement(taiyuan_venue, dealer, by_person=zhao, by=by, now=now)
    with pytest.raises(SamePerson):
        actions.approve_settlement(batch, taiyuan_venue, by_person=zhao, by=by, now=now)
    with pytest.raises(AlreadySettled):
        actions.cancel_sale(purchase, reason="不要了", by_person=sun, by=by, now=now)
    actions.approve_settlement(batch, taiyuan_venue, by_person=sun, by=by, now=now)
    for _time in range(2):
        actions.mark_settlement_paid(batch, taiyuan_venue, reference="ICBC001", by_person=sun, by=by, now=now)
    assert ledger.balance(dealer.payable) == 0
    assert board_of(fair).money("unsettled") == 0
    assert [row.unbatched for row in dealers_of(fair)] == [0]
    assert ledger.audit() == []


def test_what_is_pressed_twice_stands_in_the_journal_once(
    admitted, fridge, taiyuan_venue, dealer, buy, zhao, sun, by, now
):
    buy(taiyuan_venue, fridge, admitted, "SN0001")
    returned = actions.prepare_settlement(taiyuan_venue, dealer, by_person=zhao, by=by, now=now)
    said = {"by_person": sun, "by": by}
    for moment in (now, now + MINUTE):
        actions.return_settlement(returned, taiyuan_venue, reason="发票不全", **said, now=moment)
    batch = actions.prepare_settlement(taiyuan_venue, dealer, by_person=zhao, by=by, now=now)
    for moment in (now, now + MINUTE):
        batch = actions.set_claim(batch, taiyuan_venue, claimed=Fen(5), by=by, now=moment)
    for moment in (now, now + MINUTE):
        actions.approve_settlement(batch, taiyuan_venue, because="一台已退", **said, now=moment)
    for moment in (now, now + MINUTE):
        actions.mark_settlement_paid(batch, taiyuan_venue, reference="ICBC001", **said, now=moment)
    acts = Counter(Entry.objects.filter(act__in=SETTLING).values_list("act", flat=True))
    assert acts == dict.fromkeys(SETTLING, 1) | {"fairs.prepare_settlement": 2}


def test_after_sales_are_asked_once_and_answered_once(admitted, fridge, taiyuan_venue, buy, clerk, by, now):
    purchase = buy(taiyuan_venue, fridge, admitted, "SN0001")
    asked = actions.ask_after_sales(purchase, trouble="门关不严", by=by, now=now)
    assert actions.ask_after_sales(purchase, trouble="门关不严 ", by=by, now=now).pk == asked.pk
    assert asked.answer_due_at == now + timedelta(days=3)
    actions.answer_after_sales(asked, answer="明天上门", by_person=clerk, by=by, now=now)
    with pytest.raises(refusals.AlreadyAnswered):
        actions.answer_after_sales(asked, answer="后天上门", by_person=clerk, by=by, now=now)
    with pytest.raises(refusals.EmptyText):
        actions.ask_after_sales(purchase, trouble="   ", by=by, now=now)
    with pytest.raises(refusals.AfterSalesOver):
        actions.ask_after_sales(purchase, trouble="坏了", by=by, now=now + timedelta(days=366))


def test_a_pool_of_a_closed_fair_gives_no_place_to_who_thinks_it_open(fair, sessions, chen, by, now):
    """The lane knows a fair as it was up to a second ago; the pool decides."""
    thought_open = Session.objects.select_related("pool", "venue__fair__union").get(pk=sessions[2].pk)
    actions.close_fair(fair, by=by, now=now)
    with pytest.raises(Refused) as no:
        actions.sign_up(thought_open, chen, key="k", by=by, now=now)
    assert no.value.code == "admission.closed"
