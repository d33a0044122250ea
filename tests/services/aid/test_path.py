"""From an application to the money, and to the yearly review: who may do what, when, and what is told."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from gonghui.kernel.money import Fen
from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.casework import actions as casework
from gonghui.primitives.casework.models import Message
from gonghui.primitives.casework.sealing import unsealed
from gonghui.primitives.ledger import actions as ledger
from gonghui.primitives.ledger.rules import Overdrawn
from gonghui.primitives.people import lookups
from gonghui.services.aid import actions, refusals
from gonghui.services.aid.models import Claim, Home, Kin, Payment, Ruling, Standard
from gonghui.services.aid.pages import homes, money
from gonghui.services.aid.pages.listed import in_need
from gonghui.services.aid.refusals import money as money_refusals
from gonghui.services.aid.rules.household import Household, Member

from .conftest import CARD, GRANT, REFUSE, home

pytestmark = pytest.mark.django_db


def words_of(case):
    return [unsealed(one) for one in Message.objects.filter(case=case).order_by("pk")]


def test_it_goes_to_the_citys_union_and_everything_personal_is_sealed(apply, claim_of, taiyuan, now):
    case = apply()
    claim = claim_of(case)

    assert (case.union, case.stage) == (taiyuan, "waiting")
    assert homes.home_of(claim) == home()
    assert homes.account_of(claim) == CARD.replace(" ", "")
    assert claim.account_tail == "4567"
    kept = [bytes(claim.account), *(bytes(row.told) for row in Home.objects.all())]
    assert all("林".encode() not in one and b"6222" not in one and b"income" not in one for one in kept)


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"consents": False}, refusals.ConsentNeeded),
        ({"guardian": False}, refusals.GuardianNeeded),  # a child of eleven lives there
    ],
)
def test_nothing_is_kept_without_the_consent_that_the_law_wants(apply, changed, refusal):
    with pytest.raises(refusal):
        apply(**changed)
    assert not Claim.objects.exists()


def test_one_has_one_application_and_one_listing_and_the_same_key_is_the_same(apply, paid, later):
    first = apply(key="k")
    assert apply(key="k").pk == first.pk
    with pytest.raises(refusals.AppliedAlready):
        apply(key="other")


def test_who_is_listed_does_not_apply_again(paid, apply, later):
    paid()
    with pytest.raises(refusals.AppliedAlready):
        apply(now=later)


def test_nobody_decides_before_somebody_was_there(apply, guo, caller, now):
    case = apply()
    casework.assign(case, guo, by=caller(guo), now=now)
    case.refresh_from_db()
    with pytest.raises(refusals.NoVisitYet):
        actions.propose(case, GRANT, by=caller(guo), now=now)
    with pytest.raises(refusals.VisitInFuture):
        actions.visit(case, "x", on=date(2026, 5, 21), by=caller(guo), now=now)


def test_a_visit_takes_the_case_up_and_its_asker_does_not_read_it(visited, guo, claim_of):
    case = visited()

    assert (case.stage, case.assigned_to) == ("visiting", guo)
    assert claim_of(case).visited_by == guo
    [note] = Message.objects.filter(case=case, what=Message.What.NOTE)
    assert "两间房" in unsealed(note)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        (replace(GRANT, listed_as="accident"), refusals.NotInNeed),  # no accident, no sudden blow
        (replace(GRANT, listed_as="rich"), refusals.NotInNeed),
        (replace(GRANT, amount=Fen(500_001)), refusals.AboveTheScale),
        (replace(GRANT, amount=Fen(0)), refusals.AboveTheScale),
        (replace(GRANT, why=" "), refusals.ReasonMissing),
    ],
)
def test_what_is_proposed_is_what_the_rules_and_the_scale_allow(visited, guo, caller, now, said, refusal):
    with pytest.raises(refusal):
        actions.propose(visited(), said, by=caller(guo), now=now)
    assert not Ruling.objects.exists()


def test_the_whole_scale_may_be_given_and_without_a_scale_nothing(visited, guo, caller, now):
    case = visited()
    actions.propose(case, replace(GRANT, amount=Fen(500_000)), by=caller(guo), now=now)
    Standard.objects.all().delete()
    with pytest.raises(refusals.NotInNeed):  # nobody knows the line
        actions.propose(case, GRANT, by=caller(guo), now=now)


def test_two_decide_and_who_proposed_is_not_asked_to_confirm(proposed, guo, hao, caller, now, claim_of):
    case = proposed()
    [waits] = Matter.objects.filter(key="aid.confirm")
    assert (waits.not_for, waits.union) == (guo.pk, case.union)
    with pytest.raises(refusals.SamePerson):
        actions.confirm(case, by=caller(guo), now=now)

    ruling = actions.confirm(case, by=caller(hao), now=now)
    case.refresh_from_db()

    assert case.stage == "notice"
    assert ruling.shown_until.date() == date(2026, 5, 27)  # Wednesday: five working days
    assert not Matter.objects.filter(key="aid.confirm").exists()


def test_neither_who_asks_nor_who_lives_with_them_decides(visited, enrol, taiyuan, guo, hao, lin, by, caller, now):
    from gonghui.primitives.people.models import Role

    from .conftest import officer

    officer(lin, taiyuan, Role.OFFICER, by=by, now=now)
    case = visited()
    claim = Claim.objects.get(case=case)
    Kin.objects.create(claim=claim, person=hao)
    for person in (lin, hao):
        with pytest.raises(refusals.OwnOrKin):
            actions.propose(case, GRANT, by=caller(person), now=now)
    actions.propose(case, GRANT, by=caller(guo), now=now)
    with pytest.raises(refusals.OwnOrKin):
        actions.confirm(case, by=caller(hao), now=now)


def test_the_database_itself_keeps_deciders_apart(proposed, guo, hao, lin):
    ruling = Ruling.objects.get(claim__case=proposed())
    Kin.objects.create(claim=ruling.claim, person=hao)
    for person in (guo, lin, hao):
        with pytest.raises(IntegrityError), transaction.atomic():
            Ruling.objects.filter(pk=ruling.pk).update(second_by=person, second_at=ruling.first_at)


def test_who_lives_there_is_known_by_their_document(apply, lin, chen, claim_of):
    index = bytes(chen.documents.get().number_index).hex()
    spouse = Member("spouse", Fen(0), "陈平", document=index)
    case = apply(home=home(members=(*home().members, spouse)))

    assert [one.person for one in claim_of(case).kin.all()] == [chen]
    assert lookups.known_documents([bytes.fromhex(index)])  # by a blind index alone


def test_the_second_may_send_it_back_and_the_first_may_propose_again(proposed, guo, hao, caller, now):
    case = proposed()
    actions.send_back(case, "核对孩子的住院费", by=caller(hao), now=now)
    case.refresh_from_db()
    assert case.stage == "visiting"
    assert "复审退回：核对孩子的住院费" in words_of(case)
    with pytest.raises(refusals.NotAtThisStage):
        actions.confirm(case, by=caller(hao), now=now)

    actions.propose(case, GRANT, by=caller(guo), now=now)
    case.refresh_from_db()
    assert actions.confirm(case, by=caller(hao), now=now).granted


def test_a_no_ends_it_with_its_reason_and_who_decided_does_not_decide_again(
    proposed, guo, hao, zhao, lin, caller, now, claim_of
):
    case = proposed(REFUSE, home=home(members=(Member("self", Fen(3_000_000), "林小雨"),)))
    actions.confirm(case, by=caller(hao), now=now)
    case.refresh_from_db()
    assert (case.stage, case.outcome) == ("closed", "refused")
    assert "收入超过标准" in words_of(case)
    assert claim_of(case).near is None

    casework.reopen(case, "没有算上房租", by=caller(lin), now=now)
    case.refresh_from_db()
    for person in (guo, hao):
        with pytest.raises(refusals.DecidedBefore):
            actions.propose(case, REFUSE, by=caller(person), now=now)
    assert actions.propose(case, REFUSE, by=caller(zhao), now=now)


def test_who_falls_short_by_a_little_is_on_the_near_list(proposed, hao, caller, now, claim_of):
    one = (Member("self", Fen(12 * 180_600), "林小雨"),)  # five per cent above twice the line
    case = proposed(REFUSE, home=home(members=one, medical=Fen(0)))
    actions.confirm(case, by=caller(hao), now=now)

    assert claim_of(case).near == 500


def test_the_notice_runs_five_working_days_and_then_it_waits_for_the_money(shown, now, later):
    case = shown()
    actions.work(now + timedelta(days=6))
    case.refresh_from_db()
    assert case.stage == "notice"
    actions.work(later)
    case.refresh_from_db()
    assert case.stage == "paying"
    assert Matter.objects.filter(key="aid.pay").count() == 1


def test_an_objection_holds_the_money_until_it_is_answered(shown, su, guo, caller, now, later):
    case = shown()
    ruling = Ruling.objects.get(claim__case=case)
    actions.object_to(ruling, "他家有两套房", by=caller(su), now=now)
    actions.work(later)
    case.refresh_from_db()
    assert case.stage == "notice"
    assert Matter.objects.filter(key="aid.objected").exists()

    actions.answer_objection(case, "已到房管局核实，只有一套", upheld=False, by=caller(guo), now=later)
    actions.work(later)
    case.refresh_from_db()
    assert case.stage == "paying"


def test_an_objection_that_is_upheld_brings_two_others_to_decide(shown, su, guo, hao, zhao, caller, now):
    case = shown()
    actions.object_to(Ruling.objects.get(claim__case=case), "他家有两套房", by=caller(su), now=now)
    actions.answer_objection(case, "属实", upheld=True, by=caller(guo), now=now)
    case.refresh_from_db()

    assert case.stage == "deciding"
    with pytest.raises(refusals.NothingProposed):
        actions.confirm(case, by=caller(zhao), now=now)
    with pytest.raises(refusals.DecidedBefore):
        actions.propose(case, REFUSE, by=caller(hao), now=now)
    actions.propose(case, REFUSE, by=caller(zhao), now=now)


def test_after_the_notice_nobody_objects(shown, su, caller, later):
    ruling = Ruling.objects.get(claim__case=shown())
    with pytest.raises(refusals.NotShown):
        actions.object_to(ruling, "晚了", by=caller(su), now=later)


def test_it_is_paid_once_out_of_the_fund_and_every_fen_is_matched(paid, fund, sun, caller, later, claim_of):
    case = paid()

    assert (case.stage, case.outcome) == ("closed", "granted")
    payment = Payment.objects.get()
    assert (payment.amount, payment.transfer.amount, payment.receipt) == (400_000, 400_000, "HD2026052900001")
    assert ledger.balance(fund.account) == 600_000
    assert money.paid_out([fund]) == {fund.pk: 400_000}
    assert money.audit() == ledger.audit() == []
    assert claim_of(case).is_listed
    with pytest.raises(refusals.PaidAlready):
        actions.pay(case, "HD2", by=caller(sun), now=later)
    assert not Matter.objects.filter(key="aid.pay").exists()


def test_never_before_the_notice_is_over(shown, fund, sun, caller, now):
    case = shown()
    with pytest.raises(refusals.NotAtThisStage):
        actions.pay(case, "HD1", by=caller(sun), now=now)
    ruling = Ruling.objects.get(claim__case=case)
    transfer = ledger.move(
        Fen(1), source=fund.account, target=ledger.outside(), key="x", because="x", by=caller(sun), now=now
    )
    with pytest.raises(IntegrityError), transaction.atomic():  # past the verbs too
        Payment.objects.create(
            claim=ruling.claim, ruling=ruling, fund=fund, transfer=transfer, amount=400_000, receipt="y", by=sun,
            created_at=now,
        )  # fmt: skip


def test_never_above_the_fund_and_never_by_one_receipt_twice(to_pay, paid, fund, sun, su, caller, later, taiyuan):
    paid("HD1")
    case = to_pay(person=su, home=home(members=(Member("self", Fen(0), "苏师傅"),)))
    with pytest.raises(money_refusals.ReceiptUsed):
        actions.pay(case, "ＨＤ1", by=caller(sun), now=later)
    with pytest.raises(money_refusals.ReceiptMissing):
        actions.pay(case, " ", by=caller(sun), now=later)
    ledger.move(
        Fen(300_000), source=fund.account, target=ledger.outside(), key="x", because="x", by=caller(sun), now=later
    )
    with pytest.raises(Overdrawn):
        actions.pay(case, "HD2", by=caller(sun), now=later)
    assert Payment.objects.count() == 1
    assert ledger.balance(fund.account) == 300_000


def test_a_gift_is_counted_once(fund, taiyuan, sun, caller, now):
    actions.give_to_fund(taiyuan, Fen(1_000_000), why="本级经费", key="one", by=caller(sun), now=now)
    assert ledger.balance(fund.account) == 1_000_000


def test_without_a_fund_nothing_is_paid(to_pay, sun, caller, later):
    with pytest.raises(money_refusals.NoFund):
        actions.pay(to_pay(), "HD1", by=caller(sun), now=later)


def test_who_is_listed_serves_the_draws_of_their_union_and_those_above(paid, lin, taiyuan, province, datong):
    paid()
    assert in_need(taiyuan) == in_need(province) == [lin.pk]
    assert in_need(datong) == []


def test_a_year_later_it_is_looked_at_again_and_kept_or_ended(paid, lin, guo, caller, later, claim_of):
    case = paid()
    claim = claim_of(case)
    assert (claim.review_on - claim.listed_on).days == 365
    assert {one.person_id for one in Matter.objects.filter(key="aid.review")} == {lin.pk, None}

    actions.keep(case, by=caller(guo), now=later + timedelta(days=365))
    assert (claim_of(case).review_on - claim.review_on).days == 365
    actions.end(case, "收入已经超过标准", by=caller(guo), now=later + timedelta(days=400))
    assert not claim_of(case).is_listed
    assert not Matter.objects.filter(key="aid.review").exists()
    with pytest.raises(refusals.NotListed):
        actions.keep(case, by=caller(guo), now=later)


def test_what_changes_at_home_stands_before_the_officers(paid, lin, guo, caller, later, claim_of):
    case = paid()
    actions.update_home(case, home(medical=Fen(0)), guardian=True, by=caller(lin), now=later)

    assert claim_of(case).homes.count() == 2
    assert Matter.objects.filter(key="aid.changed").exists()
    actions.keep(case, by=caller(guo), now=later)
    assert not Matter.objects.filter(key="aid.changed").exists()


def test_while_two_decide_the_household_stands(proposed, lin, caller, now):
    with pytest.raises(refusals.NotAtThisStage):
        actions.update_home(proposed(), home(), guardian=True, by=caller(lin), now=now)


def test_a_listed_case_that_its_person_opens_again_is_answered_by_a_review(paid, lin, guo, caller, later):
    case = paid()
    casework.reopen(case, "卡号错了", by=caller(lin), now=later)
    case.refresh_from_db()
    with pytest.raises(refusals.PaidAlready):
        actions.propose(case, GRANT, by=caller(guo), now=later)
    actions.keep(case, by=caller(guo), now=later)
    case.refresh_from_db()
    assert case.closed_at is not None


def test_long_after_its_end_incomes_account_and_who_it_was_are_gone(paid, lin, guo, caller, later, claim_of):
    case = paid()
    long_after = later + timedelta(days=4 * 365)
    assert actions.forget(long_after) == 0  # still on the list
    assert claim_of(case).person == lin
    actions.end(case, "不再困难", by=caller(guo), now=later)
    assert actions.forget(long_after) == 2  # its words, and the household
    claim = claim_of(case)
    assert (claim.person, bytes(claim.account), homes.home_of(claim)) == (None, b"", None)
    assert homes.judged(claim, now=long_after) is None
    assert Payment.objects.count() == 1  # the books stay


@pytest.mark.parametrize(
    ("members", "refusal"),
    [
        ((), refusals.NobodyLivesThere),
        (tuple(Member("child", Fen(0)) for _ in range(9)), refusals.NobodyLivesThere),
        ((Member("", Fen(1)),), refusals.WhoMissing),
        ((Member("child", Fen(1)),), refusals.SelfMissing),
        ((Member("self", Fen(1)), Member("self", Fen(1))), refusals.MemberTwice),
        ((Member("self", Fen(1), "林小雨"), Member("child", Fen(1), "林小雨")), refusals.MemberTwice),
        ((Member("self", Fen(1), document="ab"), Member("child", Fen(1), document="ab")), refusals.MemberTwice),
        ((Member("self", Fen(-1)),), refusals.IncomeTooLarge),
        ((Member("self", Fen(10**9 * 100)),), refusals.IncomeTooLarge),
    ],
)
def test_a_household_that_cannot_be_is_none(members, refusal):
    with pytest.raises(refusal):
        Household(members)


def test_the_account_number_is_a_bank_cards(apply):
    from gonghui.services.aid.rules import account_number

    assert account_number("６２２２ 0202-0002 1234 567") == "6222020200021234567"
    for text in ("", "123", "6222 0202 0002 1234 567x", "1" * 20):
        with pytest.raises(refusals.BadAccount):
            account_number(text)
