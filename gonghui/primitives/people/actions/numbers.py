"""Another mobile number: by a code to each of the two, or, where the old one is lost, by two people in office."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from gonghui.kernel.callers import Caller
from gonghui.kernel.mobile import Mobile
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.transactions import action, violated

from .. import keys
from ..models import MobileRequest, Person
from ..permissions import unions_for
from ..powers import ADMINISTER
from ..refusals import MobileAsked, MobileDecided, NotOnesOwn, ProofMissing, SecondPerson, SecondPersonLater
from .codes import new_code, redeemed
from .persons import change_mobile

STANDS = timedelta(days=7)  # a request nobody decides


@action
def request_number_code(mobile: Mobile, *, by: Caller, now: datetime) -> str:
    """A code for a number that is to become somebody's; "" when it is somebody's already: the asker is told the same.

    Raises CodeStillGood, TooManyCodes, TooManyFromHere.
    """
    return new_code(mobile, to_nobodys=True, by=by, now=now)


def prove_number(of: Mobile | Person, code: str, *, by: Caller, now: datetime) -> None:
    """The code was read on this number, or on somebody's own; it is used up. Not part of another action.

    Raises NoNumber, WrongCode, CodeExpired, TooManyTries, TooManyFromHere.
    """
    redeemed(keys.own_or(of), code, lambda index, **_by: None, by=by, now=now)


@action
def ask_mobile(
    person: Person, mobile: Mobile, *, proof: str, by_person: Person, by: Caller, now: datetime
) -> MobileRequest:
    """Ask for another number of somebody; nothing changes until a second person agrees.

    Raises NotOnesOwn, ProofMissing, MobileAsked.
    """
    if person.pk == by_person.pk:
        raise NotOnesOwn()
    if not proof.strip():
        raise ProofMissing()
    old = person.mobile_requests.filter(decided_at=None, created_at__lt=now - STANDS)
    old.update(decided_at=now, agreed=False)
    asked = MobileRequest(person=person, proof=proof.strip()[:200], by_person=by_person, created_at=now)
    keys.seal_mobile(asked, mobile)
    try:
        with transaction.atomic():
            asked.save(force_insert=True)
    except IntegrityError as error:
        if violated(error) != "one_open_mobile_request":
            raise
        raise MobileAsked(name=person.name) from error
    _journal("people.ask_mobile", asked, by=by, now=now)
    return asked


@action
def decide_mobile(asked: MobileRequest, *, agreed: bool, by_person: Person, by: Caller, now: datetime) -> Mobile | None:
    """The second person's word; a yes changes the number. Returns the number given up, if it lives.

    Raises SecondPerson, SecondPersonLater, NotOnesOwn, MobileDecided, MobileTaken.
    """
    if asked.person_id == by_person.pk:
        raise NotOnesOwn()
    if asked.by_person_id == by_person.pk and agreed:
        raise SecondPerson()
    if agreed and not may_second(asked, by_person, now=now):
        raise SecondPersonLater()
    open_still = MobileRequest.objects.filter(pk=asked.pk, decided_at=None, created_at__gte=now - STANDS)
    decider = None if asked.by_person_id == by_person.pk else by_person  # who asked may take it back
    if not open_still.update(decided_at=now, decided_by=decider, agreed=agreed):
        raise MobileDecided(days=STANDS.days)
    _journal("people.agree_mobile" if agreed else "people.refuse_mobile", asked, by=by, now=now)
    return change_mobile(asked.person, keys.own_or(asked), by=by, now=now) if agreed else None


def may_second(asked: MobileRequest, person: Person, *, now: datetime) -> bool:
    """Whether they are another who administered all that this person holds before anybody asked.

    Whom the asker appointed meanwhile would be no second person.
    """
    if person.pk in (asked.by_person_id, asked.person_id):
        return False
    held = person.offices.open_at(now).filter(starts_at__lt=asked.created_at).select_related("union")
    reach = unions_for(held, ADMINISTER)
    return Person.objects.wholly_under(reach, now=now).filter(pk=asked.person_id).exists()


def _journal(act: str, asked: MobileRequest, *, by: Caller, now: datetime) -> None:
    person = asked.person
    facts = {"tail": asked.mobile_tail, "proof": asked.proof}
    journal.record(act, asked, by=by, now=now, label=person.name, on_person=person, facts=facts)
