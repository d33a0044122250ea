"""At the desk of a house: who may stand there, today's bookings, and whose code was shown. Reads only."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from gonghui.faces import moments
from gonghui.kernel.codes import parse_code
from gonghui.primitives.places import openings
from gonghui.primitives.places.models import Premises
from gonghui.primitives.places.querysets import PremisesQuerySet

from .. import refusals, rules
from ..models import HUB, RoomBooking


def has_desk(request: Any) -> bool:
    """Whether there is a house at whose desk this person may stand."""
    return _hubs().any_in_reach(request.person, request.offices, rules.RECEIVE)


def houses(request: Any) -> QuerySet[Premises]:
    """The houses where the asker may receive people: by office, or as their keeper."""
    found = _hubs().in_reach(request.person, request.offices, rules.RECEIVE)
    return found.select_related("union").order_by("name", "pk")


def _hubs() -> PremisesQuerySet:
    return Premises.objects.visible().of_kind(HUB)


def todays(house: Premises, request: Any) -> list[tuple[RoomBooking, str, bool]]:
    """Today's live bookings in order of time, each with its state, and whether its holder may come in now."""
    today = openings.day_of(moments.today(request.now))
    held = RoomBooking.objects.at(house).live().within(today).for_page().order_by("booking__starts", "room", "pk")
    zone = timezone.get_default_timezone()

    def may_come(each: RoomBooking, state: str) -> bool:
        return state == "coming" and not rules.too_early(each.booking.window, request.now, zone)

    return [(each, state, may_come(each, state)) for each in held for state in [each.state(request.now)]]


def booking_shown(house: Premises, code: str) -> RoomBooking:
    """The booking of this house behind a receipt's code. Raises BadCode, UnknownBooking, ElsewhereBooked."""
    held = RoomBooking.objects.for_page().filter(booking__code=parse_code(code)).first()
    if held is None:
        raise refusals.UnknownBooking()
    if held.room.premises_id != house.pk:
        raise refusals.ElsewhereBooked(where=held.room.premises.name)
    return held
