"""What becomes of a booking: confirmed, come to, left, given back, or let go because nobody came."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from gonghui.kernel.quarters import quarter_after
from gonghui.primitives.transactions import action

from .. import refusals, rules
from ..models import Booking, Hour
from ..querysets import BookingQuerySet


@action
def confirm_hours(booking: Booking, *, now: datetime) -> Booking:
    """It need not be confirmed any more. Raises BookingReleased, ConfirmedTooLate."""
    if not Booking.objects.live().filter(pk=booking.pk, confirm_by__gt=now).update(confirm_by=None):
        booking.refresh_from_db()
        if refusal := rules.why_not_confirmed(_facts(booking), now, timezone.get_default_timezone()):
            raise refusal
    booking.confirm_by = None
    return booking


@action
def release_hours(booking: Booking, *, now: datetime, reason: str = "given_back") -> bool:
    """Give a booking back; True if this call did. Raises InUse once the holder has come."""
    gone = _release(Booking.objects.filter(pk=booking.pk, arrived_at=None), now=now, reason=reason)
    booking.refresh_from_db()
    if booking.arrived_at:
        raise refusals.InUse()
    return bool(gone)


def _release(bookings: BookingQuerySet, *, now: datetime, reason: str) -> list[Booking]:
    """Let these go, whoever else lets them go or comes to them at this moment; returns which this call did."""
    found = list(bookings.live().select_related("holder").select_for_update(of=("self",)).order_by("pk"))
    ids = [booking.pk for booking in found]
    Booking.objects.filter(pk__in=ids).update(released_at=now, release_reason=reason)
    Hour.objects.filter(booking__in=ids).delete()
    for booking in found:
        booking.released_at, booking.release_reason = now, reason
    return found


@action
def arrive(booking: Booking, *, now: datetime) -> Booking:
    """The holder came. Coming again changes nothing. Raises BookingReleased, BookingOver, NotConfirmed."""
    coming = Booking.objects.expected().filter(pk=booking.pk, ends__gt=now).update(arrived_at=now)
    booking.refresh_from_db()
    booking.just_arrived = bool(coming)
    if refusal := rules.why_not_come(_facts(booking), now, timezone.get_default_timezone()):
        raise refusal
    return booking


@action
def leave(booking: Booking, *, now: datetime) -> Booking:
    """The holder left; what is left of the time is free from the next quarter hour. Raises NotArrived."""
    using = Booking.objects.filter(pk=booking.pk, arrived_at__isnull=False, left_at=None)
    left = using.update(left_at=now)
    booking.refresh_from_db()
    if booking.arrived_at is None:
        raise refusals.NotArrived()
    if left:
        _shorten(booking)
    return booking


def _shorten(booking: Booking) -> None:
    after = timedelta(minutes=booking.after)
    kept = booking.hours.filter(at__gte=booking.until)
    kept.filter(at__gte=quarter_after(booking.until + after)).delete()
    kept.update(scope=None)  # while it is put in order its holder may be elsewhere


@action
def no_shows(
    *,
    grace_minutes: int,
    now: datetime,
    resources: Iterable[UUID] | None = None,
    scope: UUID | None = None,
    bookings: Iterable[UUID] | None = None,
) -> list[Booking]:
    """Let go what nobody came to within `grace_minutes`, of what is named: resources, a scope, bookings. Returns them.

    They count from the beginning, or from the booking where that was later: the quarter hour that runs may be booked.

    Without any name it is all there is.
    """
    before = now - timedelta(minutes=grace_minutes)
    late = Booking.objects.expected().filter(starts__lte=before, taken_at__lte=before)
    if scope is not None:
        late = late.in_scope(scope)
    return _release(_named(late, resources, bookings), now=now, reason="no_show")


@action
def lapse(
    *, now: datetime, resources: Iterable[UUID] | None = None, bookings: Iterable[UUID] | None = None
) -> list[Booking]:
    """Let go what nobody confirmed in time: of these resources, of these bookings, or of all. Returns them."""
    return _release(_named(Booking.objects.overdue(now), resources, bookings), now=now, reason="lapsed")


def _named(
    found: BookingQuerySet, resources: Iterable[UUID] | None, bookings: Iterable[UUID] | None
) -> BookingQuerySet:
    if resources is not None:
        found = found.on(resources)
    return found if bookings is None else found.filter(pk__in=list(bookings))


def _facts(booking: Booking) -> rules.Facts:
    return rules.Facts(
        booking.window, booking.confirm_by, booking.arrived_at, booking.released_at, booking.release_reason
    )
