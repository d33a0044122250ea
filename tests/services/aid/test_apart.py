"""Whom the household would like to decide does not; one person has one grant; who objects is not told from where."""

from dataclasses import replace
from datetime import date

import pytest

from gonghui.primitives.casework import actions as casework
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.people.models import Role
from gonghui.services.aid import actions, refusals
from gonghui.services.aid.models import Claim, Kin, Ruling

from .conftest import GRANT, REFUSE, home, officer

pytestmark = pytest.mark.django_db


def test_who_lives_there_answers_no_objection_and_lets_no_money_go(
    shown, su, guo, enrol, taiyuan, fund, sun, by, caller, now, later
):
    aunt = officer(enrol("秦干事", 333), taiyuan, Role.OFFICER, by=by, now=now)
    case = shown()
    for person in (aunt, sun):
        Kin.objects.create(claim=Claim.objects.get(case=case), person=person)
    actions.object_to(Ruling.objects.get(claim__case=case), "他家有两套房", by=caller(su), now=now)
    with pytest.raises(refusals.OwnOrKin):
        actions.answer_objection(case, "没有这回事", upheld=False, by=caller(aunt), now=now)
    assert Ruling.objects.get().objected_at

    actions.answer_objection(case, "只有一套", upheld=False, by=caller(guo), now=now)
    actions.work(later)
    with pytest.raises(refusals.OwnOrKin):
        actions.pay(case, "HD1", by=caller(sun), now=later)


def test_a_refused_one_that_is_opened_again_brings_no_second_grant(
    proposed, apply, guo, hao, zhao, lin, enrol, province, by, caller, now
):
    xu = officer(enrol("许干事", 334), province, Role.OFFICER, by=by, now=now)
    refused = proposed(REFUSE)
    actions.confirm(refused, by=caller(hao), now=now)
    second = apply()
    casework.reopen(refused, "没有算上房租", by=caller(lin), now=now)
    for case, first in ((refused, zhao), (second, guo)):
        actions.visit(case, "去过了", on=date(2026, 5, 20), by=caller(first), now=now)
        actions.propose(case, GRANT, by=caller(first), now=now)

    actions.confirm(refused, by=caller(xu), now=now)
    with pytest.raises(refusals.GrantedElsewhere):
        actions.confirm(second, by=caller(hao), now=now)
    actions.propose(second, REFUSE, by=caller(guo), now=now)
    assert not actions.confirm(second, by=caller(hao), now=now).granted


def test_the_journal_says_neither_where_she_writes_from_nor_who_objects(shown, apply, chen, lin, su, caller, now):
    case = apply(person=chen)
    actions.update_home(case, home(), guardian=True, by=replace(caller(chen), origin="page 10.0.0.9"), now=now)
    objected = Ruling.objects.get(claim__case=shown(person=lin))
    actions.object_to(objected, "他家有两套房", by=replace(caller(su), origin="page 10.0.0.8"), now=now)

    told = Entry.objects.filter(act__in=["aid.change", "aid.object"]).values_list("by_person", "by_name", "origin")
    assert set(told) == {(None, "一位职工", "")}
