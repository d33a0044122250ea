"""At the gate: one verb admits, whatever was shown."""

from datetime import datetime
from typing import Any

from gonghui.kernel.callers import Caller
from gonghui.kernel.codes import BadCode, parse_code, shown
from gonghui.kernel.mobile import Mobile
from gonghui.kernel.refusals import Refused
from gonghui.kernel.text import fold
from gonghui.kernel.window import Window
from gonghui.primitives import clock
from gonghui.primitives.admission import actions as admission
from gonghui.primitives.admission.models import CheckIn, Place
from gonghui.primitives.admission.refusals import AlreadyIn
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people.models import Person
from gonghui.primitives.transactions import action

from .. import refusals, rules
from ..models import Turned, Venue
from .turned import counts_refusals


@counts_refusals(Turned.Desk.GATE)
@action
def admit(venue: Venue, text: str, *, by: Caller, now: datetime) -> CheckIn:
    """Admit who shows `text`: a receipt code, a member card's code or, with neither at hand, a mobile number.

    Raises UnknownReceipt, NotSignedUp, GivenBack, OtherVenue, WrongSession, AlreadyAdmitted, SessionCancelled.
    """
    place, way = place_shown(venue, text)
    refusal = _why_not(venue, place, now)
    if refusal is not None:
        raise _of(place.holder, refusal)
    try:
        check_in = admission.check_in(place, by=by, now=now, way=way)
    except AlreadyIn as already:
        raise _of(place.holder, refusals.AlreadyAdmitted(when=clock.moment(already.at))) from already
    journal.record("fairs.admit", place.pool.session, by=by, now=now, label=venue.hall, on_person=place.holder_id)
    return check_in


def place_shown(venue: Venue, text: str) -> tuple[Place, str]:
    """The place behind what was shown, and by which way: receipt, member_card or search."""
    digits = fold(text).replace(" ", "").replace("-", "")
    if digits.lstrip("+").isdigit() and len(digits) >= 8:
        mobile = Mobile.parse(text)
        return _place_of(venue, _person_by_mobile(mobile), shown_as=mobile.masked), "search"
    try:
        code = parse_code(text)
    except BadCode as bad:
        raise refusals.UnknownReceipt(code=fold(text)[:20] or "—") from bad
    place = _places().filter(code=code).first()
    if place is not None:
        if place.scope != venue.fair_id:
            there = place.pool.session.venue
            raise refusals.OtherVenue(city=there.division.name, hall=there.hall)
        return place, "receipt"
    person = Person.objects.by_member_code(code).first()
    if person is None:
        raise refusals.UnknownReceipt(code=shown(code))
    return _place_of(venue, person, shown_as=shown(code)), "member_card"


def _why_not(venue: Venue, place: Place, now: datetime) -> Refused | None:
    session, fair = place.pool.session, venue.fair
    if session.cancelled_at is not None:
        return refusals.SessionCancelled(session=clock.span(session.starts_at, session.ends_at))
    if place.released_at is not None:
        return refusals.GivenBack(when=clock.moment(place.released_at))
    if session.venue_id != venue.pk:
        return refusals.OtherVenue(city=session.venue.division.name, hall=session.venue.hall)
    check_in = getattr(place, "check_in", None)
    if check_in is not None:
        return refusals.AlreadyAdmitted(when=clock.moment(check_in.at))
    gate = rules.gate_opens(Window(session.starts_at, session.ends_at), fair.early_minutes, fair.late_minutes)
    if not gate.contains(now):
        return refusals.WrongSession(session=clock.span(session.starts_at, session.ends_at), early=fair.early_minutes)
    return None


def _person_by_mobile(mobile: Mobile) -> Person:
    person = Person.objects.by_mobile(mobile).first()
    if person is None:
        raise refusals.NotSignedUp(name=mobile.masked)
    return person


def _place_of(venue: Venue, person: Person, *, shown_as: str) -> Place:
    # Who did not sign up is named as they were shown: the desk must not be a way to look up whose number this is.
    place = _places().filter(scope=venue.fair_id, holder=person, released_at=None).first()
    if place is None:
        raise _of(person, refusals.NotSignedUp(name=shown_as))
    return place


def _of(person: Person, refusal: Refused) -> Refused:
    refusal.person = person  # type: ignore[attr-defined]  # so that the count knows whom it was
    return refusal


def _places() -> Any:
    return Place.objects.select_related("pool__session__venue__division", "holder", "check_in")
