"""Hours of a resource are reserved. Two bookings of one quarter hour cannot be stored."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from gonghui.kernel.codes import new_code
from gonghui.kernel.refusals import Refused
from gonghui.kernel.scarcity import Busy
from gonghui.kernel.window import Window
from gonghui.primitives.people.models import Person
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action

from .. import refusals, rules
from ..models import Booking, Hour
from .occupancy import in_the_way

ATTEMPTS = 5  # what was in the way may be gone when we look


@action
def reserve_hours(
    resource: UUID,
    person: Person,
    window: Window,
    *,
    key: str,
    scope: UUID | None = None,
    before: int = 0,
    after: int = 0,
    confirm_by: datetime | None = None,
    now: datetime,
) -> Booking:
    """The resource for this person during `window`, whole quarter hours; the same key answers the same booking.

    `before` and `after`: minutes around it in which nobody else gets it. It lapses unless confirmed by `confirm_by`.
    Raises HoursTaken, AlreadyBooked, BookingKeyReused, NotQuarterHour, HoursPast, HoursTooLong, BadBuffer, BadKey.
    """
    around = {"scope": scope, "before": before, "after": after, "confirm_by": confirm_by}
    answer = _reserve(_asked(resource, person, window, key, now, around), now=now)
    if isinstance(answer, Refused):
        raise answer
    return answer


@action
def reserve_hours_many(
    resource: UUID,
    person: Person,
    windows: Sequence[Window],
    *,
    key: str,
    scope: UUID | None = None,
    before: int = 0,
    after: int = 0,
    confirm_by: Sequence[datetime] | None = None,
    now: datetime,
) -> list[Booking | Refused]:
    """Each of several windows, for itself: a booking, or why not; in the same order.

    They share the key: sent again, they answer the same bookings. `confirm_by`: one moment for each. Refusals as
    `reserve_hours`.
    """
    asked = []
    for window, until in zip(windows, confirm_by or [None] * len(windows), strict=True):
        around = {"scope": scope, "before": before, "after": after, "confirm_by": until}
        asked.append(_asked(resource, person, window, f"{key}@{window.starts:%y%m%d%H%M}", now, around))
    # In order of time, as everybody's: who waits for another's quarter hour holds only earlier ones.
    answers = {booking.pk: _reserve(booking, now=now) for booking in sorted(asked, key=lambda each: each.starts)}
    return [answers[booking.pk] for booking in asked]


def _asked(resource: UUID, person: Person, window: Window, key: str, now: datetime, around: dict[str, Any]) -> Booking:
    span = {"starts": window.starts, "ends": window.ends}
    return Booking(resource=resource, holder=person, key=key, taken_at=now, **span, **around)


def _reserve(booking: Booking, *, now: datetime) -> Booking | Refused:
    if earlier := _known(booking):  # first: asked again when its time has come, it is still the same booking
        return earlier
    if refusal := rules.bad_booking(
        booking.window, booking.before, booking.after, booking.key, now, timezone.get_default_timezone()
    ):
        return refusal
    if refusal := _in_the_way(booking):  # a look, so that most of those too late cost little
        return _known(booking) or refusal  # what is in the way may be this very click, sent before
    if earlier := _stored(booking):
        return earlier
    for _attempt in range(ATTEMPTS):
        if _hold(booking):
            booking.just_taken = True
            return booking
        if refusal := _in_the_way(booking):
            Booking.objects.filter(pk=booking.pk).delete()
            return refusal
    return Busy()


def _stored(booking: Booking) -> Booking | Refused | None:
    """None when the row is stored by this call; else the booking, or the refusal, that its key stands for."""
    while True:
        booking.code = new_code()
        if insert_unless_taken(booking):
            return None
        if known := _known(booking):
            return known


def _known(booking: Booking) -> Booking | Refused | None:
    """The booking, or the refusal, that its key stands for."""
    known = Booking.objects.select_related("holder").filter(holder=booking.holder_id, key=booking.key).first()
    if known is None:
        return None
    same = (known.resource, known.window) == (booking.resource, booking.window)
    return known if same else refusals.BookingKeyReused()


def _hold(booking: Booking) -> bool:
    """Store the quarter hours of a booking, all or none. True when all."""
    held = rules.held(booking.window, booking.before, booking.after)
    rows = [
        Hour(booking=booking, resource=booking.resource, holder=booking.holder, at=at,
             scope=booking.scope if booking.window.contains(at) else None)
        for at in held
    ]  # fmt: skip
    Hour.objects.bulk_create(rows, ignore_conflicts=True)
    taken = Hour.objects.filter(booking=booking).count()
    if taken < len(rows):
        Hour.objects.filter(booking=booking).delete()
    return taken == len(rows)


def _in_the_way(booking: Booking) -> Refused | None:
    around = {"scope": booking.scope, "before": booking.before, "after": booking.after}
    return in_the_way(booking.resource, booking.holder, [booking.window], **around)[0]
