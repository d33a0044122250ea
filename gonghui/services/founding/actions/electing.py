"""The election as the tellers counted it: the ballots, the candidates one by one, and that it holds."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from gonghui.kernel.callers import Caller
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people.models import Person
from gonghui.primitives.transactions import action, violated

from .. import refusals
from ..models import Candidate, Case, Election
from ..rules import cases, elections
from ..rules.elections import Ballot, Vote
from .opening import locked, prepared
from .stepping import check, finish


@action
def count_ballots(case: Case, ballot: Ballot, *, by_person: Person, by: Caller, now: datetime) -> Election:
    """The counts, or others in their place; candidates stay. Raises StepsBefore, StepDone, BallotsDisagree, …"""
    found = locked(case)
    check(found, cases.ELECT, by_person)
    if no := elections.refuse_ballot(ballot, localdate(now)):
        raise no
    agreed_on = found.steps.get(kind=cases.AGREE).done_on
    if agreed_on and ballot.held_on < agreed_on:
        raise refusals.ElectionTooEarly(day=ballot.held_on, agreed_on=agreed_on)
    prepared(found, by_person.pk, now)
    made, _new = Election.objects.update_or_create(case=found, defaults=asdict(ballot))
    journal.record("founding.count", found, by=by, now=now, label=found.name, facts=_facts(ballot))
    return made


@action
def enter_candidate(case: Case, vote: Vote, *, by_person: Person, by: Caller, now: datetime) -> Candidate:
    """One candidate for one post. Raises ElectionMissing, CloseRelative, VotesDisagree, NotMoreThanHalf, …"""
    found = locked(case)
    check(found, cases.ELECT, by_person)
    election = _election_of(found)
    if no := elections.refuse_vote(vote, ballot_of(election)):
        raise no
    prepared(found, by_person.pk, now)
    made = Candidate(election=election, **asdict(vote), created_at=now)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        if violated(error) != "one_candidate_of_a_post":
            raise
        raise refusals.CandidateTwice(name=vote.name) from error
    facts = {"candidate": vote.name, "post": vote.post, "votes": vote.votes, "elected": vote.elected}
    journal.record("founding.enter_candidate", found, by=by, now=now, label=found.name, facts=facts)
    return made


@action
def strike_candidate(candidate: Candidate, *, by_person: Person, by: Caller, now: datetime) -> None:
    """Entered wrongly. Raises StepDone, CaseOver."""
    found = locked(candidate.election.case)
    check(found, cases.ELECT, by_person)
    prepared(found, by_person.pk, now)
    candidate.delete()
    facts = {"candidate": candidate.name, "post": candidate.post}
    journal.record("founding.strike_candidate", found, by=by, now=now, label=found.name, facts=facts)


@action
def record_election(
    case: Case, ballot: Ballot, votes: Iterable[Vote], *, by_person: Person, by: Caller, now: datetime
) -> Election:
    """All of it at once, in place of what was entered, and the step is done. Raises as the verbs above."""
    election = count_ballots(case, ballot, by_person=by_person, by=by, now=now)
    election.candidates.all().delete()
    for vote in votes:
        enter_candidate(case, vote, by_person=by_person, by=by, now=now)
    close_election(case, by_person=by_person, by=by, now=now)
    return election


@action
def close_election(case: Case, *, by_person: Person, by: Caller, now: datetime) -> None:
    """The election holds, and its step is done. Raises ElectionMissing, OneChair, VotesDisagree, …"""
    found = locked(case)
    check(found, cases.ELECT, by_person)
    election = _election_of(found)
    votes = [vote_of(each) for each in election.candidates.all()]
    if no := elections.refuse_outcome(votes, ballot_of(election)):
        raise no
    finish(found, cases.ELECT, done_on=election.held_on, by_person=by_person, by=by, now=now)


def ballot_of(election: Election) -> Ballot:
    return Ballot(**{name: getattr(election, name) for name in Ballot.__dataclass_fields__})


def vote_of(candidate: Candidate) -> Vote:
    return Vote(**{name: getattr(candidate, name) for name in Vote.__dataclass_fields__})


def _election_of(case: Case) -> Election:
    found = Election.objects.filter(case=case).first()
    if found is None:
        raise refusals.ElectionMissing()
    return found


def _facts(ballot: Ballot) -> dict[str, object]:
    return {name: value for name, value in asdict(ballot).items() if isinstance(value, int)}
