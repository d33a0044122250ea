"""At the gate: one verb admits, whatever was shown."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from gonghui.kernel.callers import Caller
from gonghui.kernel.codes import shown
from gonghui.kernel.mobile import Mobile
from gonghui.kernel.refusals import Refused
from gonghui.kernel.window import Window
from gonghui.primitives.admission import actions as admission
from gonghui.primitives.admission.models import CheckIn, Place
from gonghui.primitives.admission.refusals import AlreadyIn
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people.models import Person
from gonghui.primitives.transactions import action

from .. import refusals, rules
from ..models import Turned, Venue
from .sign_up import said
from .turned import counts_refusals


@counts_refusals(Turned.Desk.GATE)
@action
def admit_by_code(venue: Venue, code: str, *, by: Caller, now: datetime) -> CheckIn:
    """Admit the holder of a receipt code. Raises UnknownReceipt and the refusals of `_admit`."""
    place = _places().filter(code=code).first()
    if place is None or place.pool.session.venue.fair_id != venue.fair_id:
        raise _other_fair(place) if place else refusals.UnknownReceipt(code=shown(code))
    return _admit(venue, place, way="receipt", by=by, now=now)


@counts_refusals(Turned.Desk.GATE)
@action
def admit_by_member_code(venue: Venue, code: str, *, by: Caller, now: datetime) -> CheckIn:
    """Admit by the electronic member card. Raises UnknownReceipt, NotSignedUp and the refusals of `_admit`."""
    person = Person.objects.by_member_code(code).first()
    if person is None:
        raise refusals.UnknownReceipt(code=shown(code))
    return _admit(venue, _place_of(venue, person), way="member_card", by=by, now=now)


@counts_refusals(Turned.Desk.GATE)
@action
def admit_by_mobile(venue: Venue, mobile: Mobile, *, by: Caller, now: datetime) -> CheckIn:
    """Admit the person of a mobile number, for who has neither receipt nor card at hand."""
    person = Person.objects.by_mobile(mobile).first()
    if person is None:
        raise refusals.NotSignedUp(name=mobile.masked)
    return _admit(venue, _place_of(venue, person), way="search", by=by, now=now)


def _admit(venue: Venue, place: Place, *, way: str, by: Caller, now: datetime) -> CheckIn:
    refusal = _why_not(venue, place, now)
    if refusal is not None:
        refusal.person = place.holder  # type: ignore[attr-defined]
        raise refusal
    try:
        check_in = admission.check_in(place, by=by, now=now, way=way)
    except AlreadyIn as already:
        raise refusals.AlreadyAdmitted(when=clock(already.at)) from already
    journal.record("fairs.admit", place.pool.session, by=by, now=now, label=venue.hall, on_person=place.holder_id)
    return check_in


def _why_not(venue: Venue, place: Place, now: datetime) -> Refused | None:
    session, fair = place.pool.session, venue.fair
    if place.released_at is not None:
        return refusals.GivenBack(when=clock(place.released_at))
    if session.cancelled_at is not None:
        return refusals.SessionGone()
    if session.venue_id != venue.pk:
        return refusals.OtherVenue(city=session.venue.division.name, hall=session.venue.hall)
    gate = rules.gate_opens(Window(session.starts_at, session.ends_at), fair.early_minutes, fair.late_minutes)
    if not gate.contains(now):
        starts, ends = said(session.starts_at, session.ends_at).rsplit("-", 1)
        return refusals.WrongSession(starts=starts, ends=ends, early=fair.early_minutes)
    return None


def _place_of(venue: Venue, person: Person) -> Place:
    place = _places().filter(scope=venue.fair_id, holder=person, released_at=None).first()
    if place is None:
        refusal = refusals.NotSignedUp(name=person.name)
        refusal.person = person  # type: ignore[attr-defined]
        raise refusal
    return place


def _other_fair(place: Place) -> Refused:
    venue = place.pool.session.venue
    return refusals.OtherVenue(city=venue.division.name, hall=venue.hall)


def _places() -> Any:
    return Place.objects.select_related("pool__session__venue__division", "holder")


def clock(moment: datetime) -> str:
    """A moment as people at a counter say it: local, to the minute."""
    return f"{timezone.localtime(moment):%m月%d日 %H:%M}"
