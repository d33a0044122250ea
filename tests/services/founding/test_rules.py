"""When an election holds, which step comes next, who may decide it: tables of cases."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from gonghui.services.founding import refusals
from gonghui.services.founding.rules import cases, elections
from gonghui.services.founding.rules.elections import Ballot, Vote
from gonghui.services.founding.rules.standards import STANDARDS, standard

TODAY = date(2026, 5, 20)
BALLOT = Ballot(TODAY, "赵老板", electors=60, present=50, ballots_out=50, ballots_in=50, valid=48, spoiled=2)
VOTE = Vote("孙主席", "chair", 31, 10, 7, elected=True)
ONE, OTHER = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize(
    ("change", "no"),
    [
        ({}, None),
        ({"present": 40, "ballots_out": 40, "ballots_in": 40, "valid": 40, "spoiled": 0}, None),  # just two thirds
        ({"present": 39, "ballots_out": 39, "ballots_in": 39, "valid": 39, "spoiled": 0}, refusals.TooFewPresent),
        ({"held_on": date(2026, 5, 21)}, refusals.ElectionToCome),
        ({"present": 61}, refusals.MorePresent),
        ({"ballots_out": 51}, refusals.MoreHandedOut),
        ({"ballots_in": 51}, refusals.MoreCameIn),
        ({"spoiled": 3}, refusals.BallotsDisagree),
        ({"electors": 0, "present": 0, "ballots_out": 0, "ballots_in": 0, "valid": 0, "spoiled": 0}, None),
    ],
)
def test_the_counts_of_a_ballot_agree(change, no):
    found = elections.refuse_ballot(replace(BALLOT, **change), TODAY)
    assert (no is None and found is None) or isinstance(found, no)


@pytest.mark.parametrize(
    ("change", "no"),
    [
        ({}, None),
        ({"votes": 30, "against": 11}, refusals.NotMoreThanHalf),  # half is not more than half
        ({"votes": 30, "against": 11, "elected": False}, None),
        ({"against": 11}, refusals.VotesDisagree),
        ({"relation": "close"}, refusals.CloseRelative),
        ({"relation": "close", "elected": False}, refusals.CloseRelative),  # may not even stand
        ({"relation": "close", "post": "audit"}, None),  # the law speaks of the committee
        ({"relation": "distant"}, None),
    ],
)
def test_a_candidates_votes_add_up_and_no_close_relative_stands(change, no):
    found = elections.refuse_vote(replace(VOTE, **change), BALLOT)
    assert (no is None and found is None) or isinstance(found, no)


def test_an_election_that_holds_has_one_chair():
    member = replace(VOTE, name="李委员", post="member")
    other = replace(member, name="周落选", elected=False)
    assert elections.refuse_outcome([VOTE, member, other], BALLOT) is None
    assert isinstance(elections.refuse_outcome([VOTE, member], BALLOT), refusals.NoChoice)
    assert isinstance(elections.refuse_outcome([member, other], BALLOT), refusals.OneChair)
    assert isinstance(elections.refuse_outcome([VOTE, replace(VOTE, name="钱主席")], BALLOT), refusals.OneChair)


@pytest.mark.parametrize(
    ("seats", "stood", "least"),
    [(0, 0, 0), (1, 1, 2), (1, 2, 2), (7, 7, 8), (7, 8, 8), (20, 20, 21), (20, 21, 21), (21, 22, 23), (21, 23, 23)],
)
@pytest.mark.parametrize("post", ["member", "audit"])
def test_more_stand_than_are_elected_by_five_in_a_hundred_and_one_at_least(post, seats, stood, least):
    votes = [replace(VOTE, name=f"第{n}位", post=post, elected=n < seats) for n in range(stood)]
    no = elections.refuse_contest(post, votes, BALLOT)
    assert (no is None) == (stood >= least)
    assert no is None or (no.facts["seats"], no.facts["stood"], no.facts["least"]) == (seats, stood, least)


@pytest.mark.parametrize("post", ["chair", "vice", "women"])
def test_a_chair_may_stand_alone(post):
    outcome = [VOTE] if post == "chair" else [VOTE, replace(VOTE, name="李副", post=post)]
    assert elections.refuse_outcome(outcome, BALLOT) is None


@pytest.mark.parametrize(
    ("step", "done", "by", "no"),
    [
        ("prepare", [], ONE, None),
        ("agree", [], OTHER, refusals.StepsBefore),
        ("agree", ["prepare"], ONE, refusals.PreparedByYou),
        ("agree", ["prepare"], OTHER, None),
        ("prepare", ["prepare"], ONE, refusals.StepDone),
        ("dance", [], ONE, refusals.NoSuchStep),
    ],
)
def test_steps_come_in_order_and_the_union_above_decides_by_another(step, done, by, no):
    found = cases.refuse_step(step, done, "party_led", by, {ONE})
    assert (no is None and found is None) or isinstance(found, no)


def test_a_reelection_recruits_nobody_and_needs_no_seal():
    assert cases.steps_of("reelection") == ("prepare", "agree", "elect", "approve", "register")
    assert isinstance(cases.refuse_step("seal", [], "reelection", ONE, set()), refusals.NoSuchStep)


@pytest.mark.parametrize(
    ("way", "many", "no"),
    [
        ("joint", 1, refusals.JointOfOne),
        ("joint", 2, None),
        ("key_firm", 2, refusals.KeyFirmIsOne),
        ("key_firm", 1, None),
        ("party_led", 0, refusals.NoEmployers),
        ("federation", 1, None),
        ("reelection", 0, None),
    ],
)
def test_how_many_employers_a_case_has(way, many, no):
    found = cases.refuse_employers(way, many)
    assert (no is None and found is None) or isinstance(found, no)


@pytest.mark.parametrize(("years", "starts", "no"), [
    (3, TODAY, None), (5, TODAY, None), (4, TODAY, refusals.TermOfOtherYears),
    (5, date(2026, 5, 21), refusals.TermStarts), (5, date(2026, 5, 18), refusals.TermStarts),
])  # fmt: skip
def test_a_term_is_of_three_or_five_years_from_the_election_on(years, starts, no):
    found = cases.refuse_term(years, starts, date(2026, 5, 19), TODAY)
    assert (no is None and found is None) or isinstance(found, no)


def test_years_from_a_leap_day_and_which_alarm_is_on():
    assert cases.years_on(date(2024, 2, 29), 3) == date(2027, 2, 28)
    assert cases.years_on(date(2024, 2, 29), 4) == date(2028, 2, 29)
    ends = date(2026, 8, 18)  # ninety days on
    assert [cases.level(ends, day) for day in (date(2026, 5, 19), TODAY, date(2026, 7, 19), ends)] == [None, 90, 30, 0]


def test_each_number_has_a_source_and_the_one_of_its_day():
    assert all(each.source and each.says for each in STANDARDS)
    assert standard("members", TODAY).value == 25
    assert standard("members", date(1990, 1, 1)).value == 25, "before the first, the first"
    assert standard("quorum_thirds", TODAY).weak
