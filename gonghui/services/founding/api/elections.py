"""The election of a case: all of it at once, or the counts, the candidates one by one, and that it holds."""

import uuid

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router

from gonghui.kernel.text import tidy

from .. import actions, rules
from ..models import Candidate, Case, Election
from ..rules.elections import Ballot, Vote
from .scope import get_case, who
from .shapes import BallotIn, ElectionIn, ElectionOut, FoundingCaseOut, VoteIn

router = Router()


@router.get("/cases/{uuid:pk}/election", response=ElectionOut, summary="The election as it was counted")
def election(request: HttpRequest, pk: uuid.UUID) -> Election:
    """The counts, and the candidates with their votes; 404 before anything was counted. For officers."""
    return _get(get_case(request, pk, rules.WATCH))


@router.post("/cases/{uuid:pk}/election", response=FoundingCaseOut, summary="An election by secret ballot")
def record(request: HttpRequest, pk: uuid.UUID, asked: ElectionIn) -> Case:
    """All of it, in place of what was entered; sums must agree."""
    found = get_case(request, pk, rules.MANAGE)
    votes = [vote_of(each) for each in asked.candidates]
    actions.record_election(found, ballot_of(asked), votes, **who(request))
    return found


@router.post("/cases/{uuid:pk}/election/ballots", response=ElectionOut, summary="The counts of an election")
def count(request: HttpRequest, pk: uuid.UUID, asked: BallotIn) -> Election:
    """Or others in their place; candidates stay."""
    return actions.count_ballots(get_case(request, pk, rules.MANAGE), ballot_of(asked), **who(request))


@router.post("/cases/{uuid:pk}/election/candidates", response=ElectionOut, summary="A candidate with the votes")
def enter(request: HttpRequest, pk: uuid.UUID, asked: VoteIn) -> Election:
    """One for one post, once."""
    found = get_case(request, pk, rules.MANAGE)
    actions.enter_candidate(found, vote_of(asked), **who(request))
    return _get(found)


@router.delete(
    "/cases/{uuid:pk}/election/candidates/{uuid:candidate}", response=ElectionOut, summary="A candidate entered wrongly"
)
def strike(request: HttpRequest, pk: uuid.UUID, candidate: uuid.UUID) -> Election:
    """Until the election holds."""
    found = get_case(request, pk, rules.MANAGE)
    entered = Candidate.objects.filter(election__case=found).select_related("election__case")
    actions.strike_candidate(get_object_or_404(entered, pk=candidate), **who(request))
    return _get(found)


@router.post("/cases/{uuid:pk}/election/closure", response=FoundingCaseOut, summary="The election holds")
def close(request: HttpRequest, pk: uuid.UUID) -> Case:
    """What was entered so is the outcome; the step is done."""
    found = get_case(request, pk, rules.MANAGE)
    actions.close_election(found, **who(request))
    return found


def ballot_of(asked: BallotIn) -> Ballot:
    said = {name: getattr(asked, name) for name in Ballot.__dataclass_fields__}
    return Ballot(**said | {"leader": tidy(asked.leader)})


def vote_of(asked: VoteIn) -> Vote:
    return Vote(**asked.dict() | {"name": tidy(asked.name)})


def _get(case: Case) -> Election:
    found: Election = get_object_or_404(Election, case=case)
    return found
