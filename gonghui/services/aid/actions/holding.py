"""What every verb of a claim does: hold it, keep its deciders apart, renew what waits."""

from datetime import datetime

from gonghui.kernel.callers import Caller
from gonghui.kernel.text import tidy
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.casework.actions import holding as casework
from gonghui.primitives.casework.models import Case
from gonghui.primitives.people.models import Person

from .. import refusals
from ..models import LONGEST, Claim, Ruling
from ..pages.agenda import OWN


def locked(case: Case) -> Claim:
    """The claim of a case as it stands now, held until the act is over: the case first, then what hangs on it."""
    found = casework.locked(case)
    claim: Claim = Claim.objects.select_for_update(of=("self",), no_key=True).select_related("person").get(case=found)
    claim.case = found
    return claim


def check_decider(claim: Claim, by: Caller) -> None:
    """Raises OwnOrKin, DecidedBefore. The database would refuse them too, in no sentence."""
    check_kin(claim, by)
    before = claim.rulings.filter(second_at__isnull=False)
    if any(by.person in (one.first_by_id, one.second_by_id) for one in before):
        raise refusals.DecidedBefore()


def check_kin(claim: Claim, by: Caller) -> None:
    """Raises OwnOrKin."""
    if by.person is not None and (by.person == claim.person_id or claim.kin.filter(person=by.person).exists()):
        raise refusals.OwnOrKin()


def check_only_grant(claim: Claim) -> None:
    """A refused one may be opened again beside another: of one person one grant, whoever decides at the same moment.

    Raises GrantedElsewhere.
    """
    Person.objects.select_for_update(no_key=True).filter(pk=claim.person_id).first()
    others = Claim.objects.filter(person=claim.person_id).exclude(pk=claim.pk)
    granted = Ruling.objects.confirmed().filter(granted=True, claim__in=others, claim__case__closed_at=None)
    if others.listed().exists() or granted.filter(claim__listed_on=None).exists():
        raise refusals.GrantedElsewhere()


def standing(claim: Claim) -> Ruling | None:
    """The ruling that stands, held."""
    return claim.rulings.standing().select_for_update(of=("self",), no_key=True).order_by("-pk").first()


def reason_of(text: str) -> str:
    """Raises ReasonMissing."""
    reason = tidy(text)[:LONGEST].strip()
    if not reason:
        raise refusals.ReasonMissing()
    return reason


def renew(claim: Claim, *, now: datetime) -> None:
    for source in OWN:
        agenda.renew(source, [claim.case_id], now=now)
