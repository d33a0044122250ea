"""Whose place it is that somebody shows: a code, a card, a number. Reads only; the desk says what follows from it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NoReturn

from django.db.models import QuerySet

from gonghui.kernel import live_codes
from gonghui.kernel.codes import BadCode, parse_code, shown
from gonghui.kernel.mobile import BadMobile, Mobile, number_said
from gonghui.kernel.text import fold
from gonghui.primitives.admission import live_codes as live_places
from gonghui.primitives.admission.models import Place
from gonghui.primitives.people.card_codes import Card, card_shown
from gonghui.primitives.people.models import Person
from gonghui.primitives.planned import planned

from .. import refusals
from ..models import Venue

LIVE = "live"  # shown on the holder's own phone just now; every other way needs the name compared


def mobile_said(text: str) -> Mobile | None:
    """The telephone number that somebody says instead of showing a code. Raises ForgedCode, BadMobile."""
    plain = live_codes.carried(text)
    return None if live_codes.read(plain) else number_said(plain)


def not_looked_up(mobile: Mobile) -> NoReturn:
    raise refusals.UnknownReceipt(code=mobile.masked)


def read_out(text: str) -> str:
    """What was shown, as a desk reads it: a code in groups, a number masked."""
    try:
        mobile = number_said(text)
    except BadMobile:
        return text
    return mobile.masked if mobile else shown(text)


def place_shown(
    venue: Venue,
    text: str,
    *,
    now: datetime,
    owner_of: Callable[[Mobile], Person | None] = not_looked_up,
    timely: bool = True,
) -> tuple[Place, str]:
    """The place behind what was shown, and by which way: live, receipt, member_card or search.

    `owner_of` looks a number up that is said, which counts; without it a number is nobody's. A changing code
    that is not `timely` only names its place. A member card's changing code is as good as a receipt's.
    """
    text = live_codes.carried(text)
    live = live_codes.read(text)
    if live is not None:
        place = _place_here(venue, live.code)
        if place is None:
            return _place_of_card(venue, card_shown(text), live.code, now if timely else None), LIVE
        if timely:
            live_places.check(place, live, now=now)
        return place, LIVE
    mobile = number_said(text)
    if mobile is not None:
        owner = owner_of(mobile)
        if owner is None:
            raise refusals.NotSignedUp(name=mobile.masked)
        return _place_of(venue, owner, shown_as=mobile.masked), "search"
    try:
        code = parse_code(text)
    except BadCode as bad:
        raise refusals.UnknownReceipt(code=fold(text)[:20] or "—") from bad
    if place := _place_here(venue, code):
        return place, "receipt"
    return _place_of_card(venue, card_shown(text), code, None), "member_card"


def _place_of_card(venue: Venue, card: Card | None, code: str, now: datetime | None) -> Place:
    """Whose card it is; a changing code must be of just `now`, where one is given."""
    if card is None:
        raise refusals.UnknownReceipt(code=shown(code))
    if now:
        card.check(now=now)
    return _place_of(venue, card.person, shown_as=shown(code))


def _place_here(venue: Venue, code: str) -> Place | None:
    place = next(iter(_by_code(code)), None)
    if place is not None and place.scope != venue.fair_id:
        there = place.pool.session.venue
        raise refusals.OtherVenue(city=there.division.name, hall=there.hall)
    return place


def _place_of(venue: Venue, person: Person, *, shown_as: str) -> Place:
    # Who did not sign up is named as they were shown: the desk must not be a way to look up whose number this is.
    place: Place | None = places_shown().filter(scope=venue.fair_id, holder=person, released_at=None).first()
    if place is None:
        raise refusals.NotSignedUp(name=shown_as).of(person)
    return place


def places_shown() -> Any:
    return Place.objects.select_related("pool__session__venue__division", "holder", "check_in")


@planned
def _by_code(code: str) -> QuerySet[Place]:
    found: QuerySet[Place] = places_shown().filter(code=code)
    return found
