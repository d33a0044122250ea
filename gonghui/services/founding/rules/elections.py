"""Whether an election by secret ballot holds: sums that agree, enough people, more than half, no close relatives."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from gonghui.kernel.refusals import Refused
from gonghui.kernel.words import gettext_noop as _

from .. import refusals
from .standards import standard

CHAIR, COMMITTEE = "chair", frozenset({"chair", "vice", "member"})
CONTESTED = {"member": _("委员"), "audit": _("经费审查委员")}  # a chair and a vice chair may stand alone
SEATS = COMMITTEE | {"audit"}  # one of them a person: the audit watches the committee


@dataclass(frozen=True, slots=True)
class Ballot:
    """What the tellers wrote down. `leader` is the main leader of the enterprise, whose relatives may not sit."""

    held_on: date
    leader: str
    electors: int
    present: int
    ballots_out: int
    ballots_in: int
    valid: int
    spoiled: int


@dataclass(frozen=True, slots=True)
class Vote:
    """What one candidate for one post was given; `relation` to the leader is as the candidate declared it."""

    name: str
    post: str
    votes: int
    against: int
    abstained: int
    elected: bool
    relation: str = "none"


def refuse_ballot(ballot: Ballot, today: date) -> Refused | None:
    """Why these counts are none of an election that holds, or None."""
    if ballot.held_on > today:
        return refusals.ElectionToCome(day=ballot.held_on)
    if ballot.present > ballot.electors:
        return refusals.MorePresent(present=ballot.present, electors=ballot.electors)
    if ballot.present * 3 < ballot.electors * standard("quorum_thirds", ballot.held_on).value:
        return refusals.TooFewPresent(present=ballot.present, electors=ballot.electors)
    if ballot.ballots_out > ballot.present:
        return refusals.MoreHandedOut(out=ballot.ballots_out, present=ballot.present)
    if ballot.ballots_in > ballot.ballots_out:
        return refusals.MoreCameIn(came=ballot.ballots_in, out=ballot.ballots_out)
    if ballot.valid + ballot.spoiled != ballot.ballots_in:
        return refusals.BallotsDisagree(valid=ballot.valid, spoiled=ballot.spoiled, came=ballot.ballots_in)
    return None


def refuse_vote(vote: Vote, ballot: Ballot) -> Refused | None:
    """Why this candidate's votes cannot be, or who may not be elected, or None."""
    if vote.relation == "close" and vote.post in COMMITTEE:
        return refusals.CloseRelative(name=vote.name, leader=ballot.leader)
    total = vote.votes + vote.against + vote.abstained
    if total != ballot.valid:
        return refusals.VotesDisagree(name=vote.name, total=total, valid=ballot.valid)
    if vote.elected and not has_majority(vote.votes, ballot):
        return refusals.NotMoreThanHalf(name=vote.name, votes=vote.votes, electors=ballot.electors)
    return None


def refuse_contest(post: str, votes: Collection[Vote], ballot: Ballot) -> Refused | None:
    """Why so few candidates for a post are no choice, or None: 差额选举."""
    stood = [vote for vote in votes if vote.post == post]
    seats = sum(vote.elected for vote in stood)
    least = seats - (-seats * standard("surplus_percent", ballot.held_on).value // 100)
    if len(stood) >= least:
        return None
    return refusals.NoChoice(post=CONTESTED[post], stood=len(stood), seats=seats, least=least)


def refuse_outcome(votes: Collection[Vote], ballot: Ballot) -> Refused | None:
    """Why no committee came of it, or None."""
    chosen = [vote for vote in votes if vote.elected]
    wrong = next((no for vote in votes if (no := refuse_vote(vote, ballot))), None)
    if wrong:
        return wrong
    seats = Counter(vote.name for vote in chosen if vote.post in SEATS)
    if twice := next((name for name, many in seats.items() if many > 1), None):
        return refusals.TwoSeats(name=twice)
    if no := next(filter(None, (refuse_contest(post, votes, ballot) for post in CONTESTED)), None):
        return no
    chairs = [vote for vote in chosen if vote.post == CHAIR]
    return None if len(chairs) == 1 else refusals.OneChair(chairs=len(chairs))


def has_majority(votes: int, ballot: Ballot) -> bool:
    """More than the share of all who were entitled to come."""
    return votes * 100 > ballot.electors * standard("majority_percent", ballot.held_on).value
