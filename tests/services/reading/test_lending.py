from datetime import timedelta

import pytest

from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.lending.models import Keeping
from gonghui.services.reading import actions as reading
from gonghui.services.reading import refusals
from gonghui.services.reading.models import Copy, Loan, LoanRule, Reader
from gonghui.services.reading.pages.shown import card_shown, standing

pytestmark = pytest.mark.django_db


def test_a_member_takes_a_book_home_for_thirty_days(dream, lin, lend, now):
    loan = lend(dream, lin)
    assert (loan.due - now).days == 30
    assert Copy.objects.get(pk=dream.pk).status == "lent"
    assert Keeping.objects.open().get().thing == dream.pk


def test_the_same_key_is_the_same_loan(dream, lin, lend):
    assert lend(dream, lin) == lend(dream, lin)
    assert Reader.objects.get(person=lin).loans == 1


def test_a_book_that_is_out_is_not_lent_again(dream, lin, chen, lend):
    lend(dream, lin)
    with pytest.raises(refusals.CopyOut, match="红楼梦"):
        lend(dream, chen)
    assert Loan.objects.count() == 1


def test_a_book_comes_back_anywhere_and_stays_there(dream, lin, lend, back, bank):
    lend(dream, lin)
    done = back(dream, room=bank)
    assert done.loan.returned_to == bank.premises
    copy = Copy.objects.get(pk=dream.pk)
    assert (copy.status, copy.at, copy.home) == ("in", bank.premises, dream.home)
    assert Reader.objects.get(person=lin).loans == 0


def test_a_book_that_was_not_lent_is_not_taken_back(dream, back):
    with pytest.raises(refusals.NotLent, match="红楼梦") as refused:
        back(dream)
    assert refused.value.facts["status"] == "在架"


def test_the_limit_of_the_rule_holds(add, lin, lend):
    copies = add("活着", "余华", codes=tuple("ABCDEF"))
    for copy in copies[:5]:
        lend(copy, lin)
    with pytest.raises(refusals.TooManyLoans, match="5"):
        lend(copies[5], lin)


def test_members_of_other_unions_have_their_own_rule(add, su, lend):
    copies = add("活着", "余华", codes=tuple("ABCD"))
    for copy in copies[:3]:
        lend(copy, su)
    with pytest.raises(refusals.TooManyLoans, match="3"):
        lend(copies[3], su)


def test_who_is_no_member_reads_here(dream, zhao, lend):
    with pytest.raises(refusals.ReadsHereOnly, match="非会员"):
        lend(dream, zhao)


def test_a_room_has_rules_of_its_own_from_a_day_on(dream, library, lin, lend, by, now):
    terms = {"books": 1, "days": 7, "renewals": 0, "renewal_days": 1, "holds": 1, "hold_days": 1, "stop_days": 0}
    tomorrow = (now + timedelta(days=1)).date()
    reading.set_rule(
        union=library.premises.union, premises=library.premises, reader="member", starts_on=tomorrow, terms=terms,
        by=by, now=now,
    )  # fmt: skip
    assert standing(library.premises, lin, now=now).rule.days == 30
    assert standing(library.premises, lin, now=now + timedelta(days=1)).rule.days == 7


def test_a_rule_cannot_begin_yesterday(library, by, now):
    rule = LoanRule.objects.filter(reader="member").values(
        "books", "days", "renewals", "renewal_days", "holds", "hold_days", "stop_days"
    )[0]
    with pytest.raises(refusals.RuleInThePast):
        reading.set_rule(
            union=library.premises.union, premises=None, reader="member", terms=rule,
            starts_on=(now - timedelta(days=1)).date(), by=by, now=now,
        )  # fmt: skip


def test_where_no_rule_is_there_nothing_is_lent(dream, lin, lend):
    LoanRule.objects.all().delete()
    with pytest.raises(refusals.NoLoanRule, match="工惠图书馆"):
        lend(dream, lin)


def test_an_overdue_book_stops_the_next(add, dream, lin, lend, now):
    lend(dream, lin)
    [other] = add("活着", "余华")
    late = now + timedelta(days=30 + 9)
    with pytest.raises(refusals.OverdueFirst) as refused:
        lend(other, lin, at=late)
    assert refused.value.facts["days"] == 9


def test_a_loan_is_renewed_once(dream, lin, lend, by, now):
    loan = lend(dream, lin)
    later = reading.renew(loan, by=by, now=now)
    assert later.due - loan.due == timedelta(days=15)
    with pytest.raises(refusals.NoMoreRenewals):
        reading.renew(loan, by=by, now=now)


def test_what_is_due_already_is_not_renewed(dream, lin, lend, by, now):
    loan = lend(dream, lin)
    with pytest.raises(refusals.TooLateToRenew):
        reading.renew(loan, by=by, now=now + timedelta(days=31))


def test_a_lost_book_ends_the_loan_and_may_come_back(dream, lin, lend, back, by, now):
    loan = reading.lose(lend(dream, lin), by=by, now=now)
    assert loan.lost
    assert Copy.objects.get(pk=dream.pk).status == "lost"
    assert Reader.objects.get(person=lin).loans == 0
    back(dream)
    assert Copy.objects.get(pk=dream.pk).status == "in"
    with pytest.raises(refusals.AlreadyEnded):
        reading.lose(loan, by=by, now=now)


def test_readers_hear_of_due_and_overdue_books_once_each(dream, lin, lend, now):
    loan = lend(dream, lin)
    heard = []
    for days in (27, 28, 30, 31, 32, 37, 60):
        reading.work_reading(now + timedelta(days=days))
        heard.append(lin.notices.count())
    assert heard == [0, 1, 1, 2, 2, 3, 4]
    assert loan.reminded == 0
    late = lin.notices.filter(template="reading.overdue").order_by("pk").values_list("title", flat=True)
    assert [title.split("：")[0] for title in late] == ["超期 1 天", "超期 7 天", "超期 30 天"]


def test_nobody_is_reminded_at_night_and_everybody_on_the_day_planned(dream, lin, lend, now):
    lend(dream, lin)
    first_late_day = (now + timedelta(days=31)).replace(hour=0)
    for hour, heard in ((0, 0), (7, 0), (8, 1), (23, 1)):
        reading.work_reading(first_late_day.replace(hour=hour, minute=5))
        assert lin.notices.filter(template="reading.overdue").count() == heard, hour


def test_what_is_told_when_a_worker_stood_reckons_from_that_day(dream, lin, chen, add, lend, officer, now):
    lend(dream, lin)
    reading.work_reading(now + timedelta(days=38))  # it stood on the seventh day
    assert lin.notices.get().title.startswith("超期 8 天")
    with pytest.raises(refusals.OverdueFirst, match="超期 8 天，超过 7 天"):
        lend(add("活着", codes=("HZ1",))[0], lin, at=now + timedelta(days=38))
    assert [loan.due < now + timedelta(days=38) for loan in agenda.of(lin, now=now + timedelta(days=38))] == [True]


@pytest.mark.parametrize("shown", ["", "ABC", "K7M2PX9QR5", "13800138000", "2222222222"])
def test_an_unknown_reader_is_refused_by_name(shown, db, now):
    with pytest.raises(refusals.UnknownReader):
        card_shown(shown, now=now)


def test_a_reader_shows_a_card(lin, now):
    assert card_shown(f" {lin.member_code.lower()} ", now=now) == lin
