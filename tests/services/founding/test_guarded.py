"""What changed between two steps of a case, who had a hand in it, and what ends with its union."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Union
from gonghui.primitives.people.refusals import UnionClosed
from gonghui.services.founding import actions, refusals
from gonghui.services.founding.models import Case, Paper, Term
from gonghui.services.founding.rules.elections import Vote
from tests.kernel.test_pictures import prepared_photograph

from .conftest import BALLOT, VOTES

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def approved(wang, by, now):
    """`approved(case)`: Wang approves it today."""

    def done(case):
        return actions.approve(case, number="15号", years=5, starts_on=now.date(), by_person=wang, by=by, now=now)

    return done


@pytest.mark.parametrize(
    ("what", "no"),
    [
        ("has a union", refusals.EmployerHasUnion),
        ("closed", refusals.EmployerClosed),
        ("elsewhere", refusals.EmployerElsewhere),
    ],
)
def test_no_union_is_founded_for_an_employer_that_may_no_longer_have_it(
    opened, walk, employ, approved, works, datong, by, now, what, no
):
    firm = employ()
    case = walk(opened(employers=[firm]), "approve")
    change = {"has a union": {"union": works}, "closed": {"closed_at": now}, "elsewhere": {"area": datong}}[what]
    people.change_employer(firm, **change, by=by, now=now)
    with pytest.raises(no):
        approved(case)
    assert not Union.objects.filter(name=case.name).exists()
    assert not Term.objects.exists()


def test_an_employer_of_a_federation_still_founds_its_own_union(opened, walk, employ, approved, zhao, browser):
    firm = employ()
    own = walk(opened(employers=[firm]), "approve")
    walk(opened("federation", [firm], name="物流联合会", industry="logistics"), "register")
    listed = browser(zhao).get(reverse("founding-console:employers"))
    assert firm.name in listed.text
    approved(own)
    firm.refresh_from_db()
    assert firm.union.name == own.name
    assert firm.name not in browser(zhao).get(reverse("founding-console:employers")).text


def test_who_counted_the_votes_does_not_approve_them_whatever_was_undone(opened, walk, zhao, wang, approved, by, now):
    case = walk(opened(), "elect")
    own = {"by_person": wang, "by": by, "now": now}
    actions.count_ballots(case, BALLOT, **own)
    for vote in VOTES:
        actions.enter_candidate(case, vote, **own)
    actions.close_election(case, by_person=zhao, by=by, now=now)
    with pytest.raises(refusals.PreparedByYou):
        approved(case)


def test_who_took_a_step_that_was_undone_has_prepared_it(opened, wang, zhao, by, now):
    case, today = opened(), now.date()
    actions.take_step(case, "prepare", done_on=today, by_person=wang, by=by, now=now)
    actions.undo_step(case, by=by, now=now)
    actions.take_step(case, "prepare", done_on=today, by_person=zhao, by=by, now=now)
    with pytest.raises(refusals.PreparedByYou):
        actions.take_step(case, "agree", done_on=today, number="3号", by_person=wang, by=by, now=now)


def test_employers_stay_as_they_were_agreed_to(opened, walk, employ, by, now):
    case = walk(opened(), "recruit")
    with pytest.raises(refusals.StepDone):
        actions.add_employer(case, employ("另一家"), by=by, now=now)
    with pytest.raises(refusals.StepDone):
        actions.drop_employer(case.employers.get(), by=by, now=now)
    assert case.employers.count() == 1


def test_what_waited_at_a_union_ends_with_it(works, taiyuan, by, now):
    today = now.date()
    actions.report_change(works, what="chair", before="甲", after="乙", happened_on=today, by=by, now=now)
    actions.begin_term(works, number="1号", years=3, starts_on=today - 1200 * DAY, by=by, now=now)
    actions.open_round(works, year=2026, opens_on=today, closes_on=today, by=by, now=now)
    waiting = Matter.objects.filter(key__startswith="founding.", union=works)
    assert {"founding.changes", "founding.term0", "founding.pledges"} <= set(waiting.values_list("key", flat=True))
    people.dissolve_union(works, members_to=taiyuan, kept=True, by=by, now=now)
    actions.work(now)
    assert not waiting.exists()


def test_a_round_that_too_few_have_answered_asks_for_no_promise(works, by, now):
    day = now - DAY
    held = actions.open_round(works, year=2026, opens_on=day.date(), closes_on=day.date(), by=by, now=day)
    asked = Matter.objects.filter(key="founding.pledges", subject=held.pk)
    actions.work(day)
    assert asked.exists(), "until it is over nobody knows"
    actions.work(now)
    assert not asked.exists()


def test_a_union_that_was_closed_has_no_new_committee(works, taiyuan, walk, approved, zhao, by, now):
    case = walk(actions.reelect(works, by_person=zhao, by=by, now=now), "approve")
    people.dissolve_union(works, members_to=taiyuan, kept=True, by=by, now=now)
    with pytest.raises(UnionClosed):
        approved(case)
    assert not Term.objects.exists()


def test_what_is_approved_is_not_stopped(opened, walk, by, now):
    case = walk(opened(), "register")
    with pytest.raises(refusals.ApprovedAlready):
        actions.stop(case, "不办了", by=by, now=now)
    assert Case.objects.get(pk=case.pk).stopped_at is None


@pytest.mark.parametrize("post", ["vice", "audit"])
def test_nobody_is_elected_to_two_seats(opened, walk, zhao, by, now, post):
    case = walk(opened(), "elect")
    twice = [*VOTES, Vote("孙主席", post, 45, 2, 1, elected=True)]
    with pytest.raises(refusals.TwoSeats) as no:
        actions.record_election(case, BALLOT, twice, by_person=zhao, by=by, now=now)
    assert "孙主席" in no.value.sentence()
    women = [*VOTES, Vote("孙主席", "women", 45, 2, 1, elected=True)]
    actions.record_election(case, BALLOT, women, by_person=zhao, by=by, now=now)


def test_nobody_is_elected_before_the_union_above_agreed(opened, walk, zhao, by, now):
    case = walk(opened(), "elect")
    early = replace(BALLOT, held_on=now.date() - DAY)
    with pytest.raises(refusals.ElectionTooEarly):
        actions.record_election(case, early, VOTES, by_person=zhao, by=by, now=now)


def test_an_older_term_ends_none_that_is_in_force(works, by, now):
    term = actions.begin_term(works, number="2号", years=5, starts_on=now.date() - DAY, by=by, now=now)
    with pytest.raises(refusals.TermTooEarly):
        actions.begin_term(works, number="1号", years=3, starts_on=now.date() - 900 * DAY, by=by, now=now)
    assert Term.objects.in_force().get() == term


def test_a_committee_gives_itself_neither_a_term_nor_a_reelection(works, enrol, zhao, by, now, browser):
    own = enrol("厂干部", 421)
    people.appoint(own, works, "officer", by=by, now=now)
    said = {"number": "9号", "years": "3", "starts_on": now.date().isoformat()}
    for officer, made in ((own, 0), (zhao, 1)):
        desk = browser(officer)
        desk.post(reverse("founding-console:term", args=[works.pk]), said)
        desk.post(reverse("founding-console:reelect", args=[works.pk]))
        assert (Term.objects.count(), Case.objects.count()) == (made, made)
    assert (
        reverse("founding-console:reelect", args=[works.pk])
        not in browser(own).get(reverse("founding-console:union", args=[works.pk])).text
    )


def test_papers_are_sealed_and_who_opens_one_is_written_down(opened, zhao, taiyuan, enrol, by, now, browser):
    case = opened()
    [paper] = actions.attach(case, "prepare", [prepared_photograph()], by=by, now=now)
    assert Paper.objects.get().file.sealed
    address = reverse("founding-console:paper", args=[case.pk, paper.pk])
    looks = Entry.objects.filter(act="founding.open_paper")
    auditor = enrol("审计员", 431)
    people.appoint(auditor, taiyuan, "auditor", by=by, now=now)
    desk = browser(auditor)
    assert desk.get(address).status_code == 403
    assert address not in desk.get(reverse("founding-console:case", args=[case.pk])).text
    assert not looks.exists()
    assert browser(zhao).get(address).status_code == 200
    assert looks.get().by_name == zhao.name
