"""What somebody has booked, and the address from which their calendar reads it. Reads only."""

from typing import Any

from django.db.models import QuerySet

from gonghui.primitives.planned import planned

from ..models import Feed, RoomBooking


@planned
def ahead(person: Any, now: Any) -> QuerySet[RoomBooking]:
    return RoomBooking.objects.of(person).for_page().ahead(now).order_by("booking__starts", "pk")


@planned
def past(person: Any, now: Any) -> QuerySet[RoomBooking]:
    """What is over, the latest first."""
    return RoomBooking.objects.of(person).for_page().past(now).order_by("-booking__starts", "pk")


@planned
def feed(person: Any) -> QuerySet[Feed]:
    return Feed.objects.own(person)
