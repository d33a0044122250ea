"""A founding from the first talk to the certificate: who takes which step, what it leaves, what is refused."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Union
from gonghui.services.founding import actions, refusals, rules
from gonghui.services.founding.models import Candidate, Case, Certificate, Term

from .conftest import BALLOT, VOTES, credit_code, queue_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_a_case_walked_to_its_end_leaves_a_union_a_term_and_a_certificate(opened, walk, taiyuan, now):
    case = walk(opened(), None)
    union = Union.objects.get(name="并州快运工会")
    assert (union.kind, union.parent, union.code) == ("grassroots", taiyuan, "TY-1")
    assert case.employers.get().employer.union == union
    assert (case.state, case.union) == (rules.DONE, union)
    term, certificate = Term.objects.get(), Certificate.objects.get()
    assert (term.number, term.chair, term.ends_on.year) == ("并工组〔2026〕15号", "孙主席", 2031)
    assert (certificate.union, certificate.kind) == (union, "first")


def test_several_small_firms_make_a_joint_union_and_one_does_not(opened, walk, employ, zhao, by, now):
    own = {"by_person": zhao, "by": by, "now": now}
    alone = opened("joint", [employ("甲店", 8)], name="甲店工会")
    with pytest.raises(refusals.JointOfOne):
        actions.take_step(alone, "prepare", done_on=now.date(), **own)
    two = walk(opened("joint", [employ("乙店", 8), employ("丙店", 9)], name="乙丙联合工会"), None)
    assert two.union.kind == "joint"
    assert {each.employer.union for each in two.employers.all()} == {two.union}


def test_a_federation_takes_in_who_has_a_union_and_leaves_it_to_them(opened, walk, employ, works):
    with_one, without = employ("有会物流", 80, union=works), employ("无会物流", 40)
    case = walk(opened("federation", [with_one, without], name="物流园区工会联合会", industry="logistics"), None)
    with_one.refresh_from_db(), without.refresh_from_db()
    assert (case.union.kind, with_one.union, without.union) == ("industry", works, case.union)


@pytest.mark.parametrize("kind", ["agree", "approve"])
def test_who_prepared_it_does_not_decide_it(opened, walk, zhao, by, now, kind):
    case = walk(opened(), kind)
    own = {"by_person": zhao, "by": by, "now": now}
    decide = {
        "agree": lambda: actions.take_step(case, "agree", done_on=now.date(), number="并工组〔2026〕3号", **own),
        "approve": lambda: actions.approve(case, number="15号", years=5, starts_on=now.date(), **own),
    }[kind]
    with pytest.raises(refusals.PreparedByYou):
        decide()
    assert Union.objects.filter(name="并州快运工会").count() == 0
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(approved_by=zhao)


@pytest.mark.parametrize(
    ("said", "no"),
    [
        ({"number": ""}, refusals.NumberMissing),
        ({"years": 4}, refusals.TermOfOtherYears),
        ({"starts_on": BALLOT.held_on - DAY}, refusals.TermStarts),
    ],
)
def test_an_approval_has_a_number_and_a_term(opened, walk, wang, by, now, said, no):
    case = walk(opened(), "approve")
    words = {"number": "并工组〔2026〕15号", "years": 5, "starts_on": now.date()} | said
    with pytest.raises(no):
        actions.approve(case, **words, by_person=wang, by=by, now=now)
    assert not Term.objects.exists()


def test_an_election_whose_sums_disagree_leaves_nothing(opened, walk, zhao, by, now):
    case, own = walk(opened(), "elect"), {"by_person": zhao, "by": by, "now": now}
    with pytest.raises(refusals.BallotsDisagree):
        actions.record_election(case, replace(BALLOT, valid=49), VOTES, **own)
    with pytest.raises(refusals.CloseRelative) as no:
        actions.record_election(case, BALLOT, [*VOTES, replace(VOTES[1], name="赵小舅", relation="close")], **own)
    assert "赵小舅" in no.value.sentence()
    assert "赵老板" in no.value.sentence()
    assert "第十条" in no.value.rule
    assert not Candidate.objects.exists()
    assert not hasattr(Case.objects.get(pk=case.pk), "election")


def test_candidates_come_one_by_one_and_the_counts_may_be_put_right(opened, walk, zhao, by, now):
    case, own = walk(opened(), "elect"), {"by_person": zhao, "by": by, "now": now}
    with pytest.raises(refusals.ElectionMissing):
        actions.enter_candidate(case, VOTES[0], **own)
    actions.count_ballots(case, BALLOT, **own)
    actions.enter_candidate(case, VOTES[0], **own)
    with pytest.raises(refusals.CandidateTwice):
        actions.enter_candidate(case, VOTES[0], **own)
    actions.count_ballots(case, replace(BALLOT, valid=47, spoiled=3), **own)
    with pytest.raises(refusals.VotesDisagree):
        actions.close_election(case, **own)
    actions.strike_candidate(Candidate.objects.get(), **own)
    actions.enter_candidate(case, replace(VOTES[0], votes=44), **own)
    actions.close_election(case, **own)
    assert case.steps.get(kind="elect").done_at


def test_an_employer_stands_in_one_open_case_until_it_is_stopped(opened, employ, by, now):
    firm = employ()
    first = opened(employers=[firm])
    with pytest.raises(refusals.EmployerInCase):
        opened(employers=[firm], name="又一个")
    assert Case.objects.count() == 1, "the second left nothing"
    with pytest.raises(refusals.ReasonMissing):
        actions.stop(first, "", by=by, now=now)
    actions.stop(first, "单位搬走了", by=by, now=now)
    opened(employers=[firm], name="又一个")
    with pytest.raises(refusals.CaseOver):
        actions.stop(first, "再停", by=by, now=now)


@pytest.mark.parametrize("what", ["closed", "has a union", "elsewhere"])
def test_which_employers_are_refused_by_name(opened, employ, works, datong, by, now, what):
    firm = employ()
    change, no = {
        "closed": ({"closed_at": now}, refusals.EmployerClosed),
        "has a union": ({"union": works}, refusals.EmployerHasUnion),
        "elsewhere": ({"area": datong}, refusals.EmployerElsewhere),
    }[what]
    people.change_employer(firm, **change, by=by, now=now)
    with pytest.raises(no) as refused:
        opened(employers=[firm])
    assert firm.name in refused.value.sentence()


def test_an_employer_that_is_counted_to_a_union_above_has_none_of_its_own(opened, walk, employ, taiyuan):
    firm = employ(union=taiyuan)
    case = walk(opened(employers=[firm]), "register")
    firm.refresh_from_db()
    assert firm.union == case.union != taiyuan


def test_what_did_not_go_out_is_undone_step_by_step(opened, walk, by, now):
    case = walk(opened(), "approve")
    assert [actions.undo_step(case, by=by, now=now) for _each in range(2)] == ["elect", "recruit"]
    assert case.steps.get(kind="recruit").people is None
    walk(opened(employers=[], name="空"), "prepare")
    with pytest.raises(refusals.NothingToUndo):
        actions.undo_step(Case.objects.get(name="空"), by=by, now=now)


def test_a_union_that_stands_is_not_undone(opened, walk, by, now):
    case = walk(opened(), "register")
    with pytest.raises(refusals.NothingToUndo):
        actions.undo_step(case, by=by, now=now)


def test_the_next_step_waits_for_who_may_take_it(opened, walk, zhao, wang, now, by):
    case = opened()
    [matter] = queue_of(zhao, now, "建会办理")
    assert matter.title == "并州快运工会：成立筹备组"
    walk(case, "agree")
    assert queue_of(zhao, now, "建会待批准") == []
    assert len(queue_of(wang, now, "建会待批准")) == 1
    step = case.steps.get(kind="agree")
    actions.plan_step(step, who="张科长", due_on=now.date() + DAY, by=by, now=now)
    [matter] = queue_of(wang, now, "建会待批准")
    assert (matter.note, matter.due.date() - now.date() <= 2 * DAY) == ("张科长", True)
    actions.stop(case, "不办了", by=by, now=now)
    assert queue_of(wang, now, "建会待批准") == []


def test_a_reelection_renews_the_term_and_the_certificate(opened, walk, zhao, wang, by, now):
    union = walk(opened(), None).union
    again = actions.reelect(union, by_person=zhao, by=by, now=now)
    with pytest.raises(refusals.BusyTree):
        actions.reelect(union, by_person=wang, by=by, now=now)
    walk(again, None)
    assert Term.objects.filter(union=union).count() == 2
    assert Term.objects.in_force().get(union=union).case == again
    assert Certificate.objects.in_force().get(union=union).kind == "renewed"
    assert Union.objects.filter(name=union.name).count() == 1


@pytest.mark.parametrize(
    ("said", "no"),
    [
        ({"ends_on": BALLOT.held_on}, refusals.CertificateBackwards),
        ({"number": credit_code(51)}, refusals.NotAUnionsCode),
        ({"issued_on": BALLOT.held_on + DAY}, refusals.DayToCome),
    ],
)
def test_a_certificate_that_cannot_be_is_named(opened, walk, zhao, by, now, said, no):
    case = walk(opened(), "register")
    words = {"number": credit_code(50, first="8"), "issued_on": now.date(), "authority": "太原市总工会"}
    with pytest.raises(no):
        actions.register(case, **(words | {"ends_on": now.date() + 900 * DAY} | said), by_person=zhao, by=by, now=now)
    assert not Certificate.objects.exists()
    assert case.steps.get(kind="register").done_at is None
