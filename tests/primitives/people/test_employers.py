"""Employers, who works where, and the standing of a membership."""

from datetime import date, timedelta

import pytest

from gonghui.kernel.credit_code import CreditCode
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people import actions as people
from gonghui.primitives.people import standings
from gonghui.primitives.people.models import Employer, Standing, Trade
from gonghui.primitives.people.refusals import (
    AlreadyEmployed,
    EmployerTaken,
    EmploymentEnded,
    NotAMember,
    SameStanding,
)
from gonghui.primitives.people.rules import BadDates, StartsBeforeEnd
from tests.cast import MEMBER_SINCE

TODAY = date(2026, 5, 20)
DAY = timedelta(days=1)
CODE = CreditCode.parse("91110000600037341L")


@pytest.fixture
def express(taiyuan, by, now) -> Employer:
    """A delivery firm of 40 in Taiyuan without a union."""
    return people.add_employer(
        name="并州速递有限公司", credit_code=CODE, area=taiyuan, trade=Trade.COURIER, headcount=40, by=by, now=now
    )


def test_an_employer_is_found_in_the_area_of_a_union(express, province, taiyuan, datong):
    assert list(Employer.objects.under([taiyuan])) == list(Employer.objects.under([province])) == [express]
    assert not Employer.objects.under([datong]).exists()
    assert express.headcount_on == TODAY


def test_one_credit_code_names_one_employer(express, taiyuan, by, now):
    other = people.add_employer(name="汾河速递", by=by, now=now)

    with pytest.raises(EmployerTaken):
        people.add_employer(name="另一家", credit_code=CODE, by=by, now=now)
    with pytest.raises(EmployerTaken):
        people.change_employer(other, credit_code=CODE, by=by, now=now)
    assert people.change_employer(other, area=taiyuan, by=by, now=now).area == taiyuan
    assert Employer.objects.count() == 2


def test_what_changed_of_an_employer_is_in_the_journal(express, works, by, now):
    people.change_employer(express, union=works, headcount=60, headcount_on=TODAY, by=by, now=now)
    people.change_employer(express, headcount=60, by=by, now=now)

    entry = journal.entries_of(express).get(act="people.change_employer")
    assert entry.facts == {"union": ["", "晋源机械厂工会"], "headcount": ["40", "60"]}
    with pytest.raises(TypeError):
        people.change_employer(express, created_at=now, by=by, now=now)


def test_a_rider_works_for_several_at_once_and_for_each_once(express, lin, by, now):
    said = {"starts_on": TODAY, "by": by, "now": now}
    work = people.employ(lin, express, **said)
    people.employ(lin, platform="小象外卖", trade=Trade.FOOD_RIDER, **said)
    people.employ(lin, trade=Trade.DOMESTIC_WORKER, **said)

    with pytest.raises(AlreadyEmployed, match="并州速递"):
        people.employ(lin, express, **said)
    with pytest.raises(AlreadyEmployed, match="小象外卖"):
        people.employ(lin, platform="小象外卖", trade=Trade.FOOD_RIDER, **said)
    people.end_employment(work, ends_on=TODAY, by=by, now=now)
    with pytest.raises(EmploymentEnded):
        people.end_employment(work, ends_on=TODAY, by=by, now=now)
    people.employ(lin, express, **said)
    assert lin.employments.filter(ends_on=None).count() == 3


def test_a_standing_follows_another_and_regular_has_no_row(lin, by, now):
    belongs = lin.memberships.get()
    said = {"by": by, "now": now}

    with pytest.raises(SameStanding):
        people.set_standing(belongs, "regular", starts_on=TODAY, **said)
    people.set_standing(belongs, "unemployed", starts_on=TODAY - 9 * DAY, **said)
    with pytest.raises(StartsBeforeEnd):
        people.set_standing(belongs, "retired", starts_on=TODAY - 10 * DAY, **said)
    with pytest.raises(BadDates):
        people.set_standing(belongs, "retired", starts_on=TODAY + DAY, **said)
    people.set_standing(belongs, "retired", starts_on=TODAY - DAY, **said)
    assert people.set_standing(belongs, "regular", starts_on=TODAY, **said) is None
    assert list(Standing.objects.order_by("starts_on").values_list("kind", "ends_on")) == [
        ("unemployed", TODAY - DAY),
        ("retired", TODAY),
    ]


def test_who_has_left_has_no_standing(lin, by, now):
    belongs = people.leave(lin, ends_on=MEMBER_SINCE, by=by, now=now)

    with pytest.raises(NotAMember):
        people.set_standing(belongs, "retired", starts_on=TODAY, by=by, now=now)


@pytest.mark.parametrize("kind", Standing.Kind.values)
def test_every_standing_has_what_it_may_and_by_which_paper(kind):
    held = standings.entitlement(kind, on=TODAY)

    assert held.source
    assert held.benefits, "who keeps a membership keeps the benefits"
    assert standings.may(kind, "votes", on=TODAY) == standings.may(kind, "dues", on=TODAY) == (not held.weak)
    assert standings.entitlement(kind, on=date(2000, 1, 1)) == held
