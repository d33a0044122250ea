"""Hours of a resource: reserved, come to, left, given back. Two bookings of one quarter hour cannot be stored."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from gonghui.kernel.codes import new_code, parse_code
from gonghui.kernel.quarters import quarter_after, quarters
from gonghui.kernel.refusals import Refused
from gonghui.kernel.scarcity import Busy
from gonghui.kernel.window import Window
from gonghui.primitives.people.models import Person
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action

from . import hour_refusals as refusals
from . import hour_rules as rules
from .models import Booking, Hour
from .querysets import BookingQuerySet

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
    confirm_by: datetime | None = None,
    now: datetime,
) -> list[Booking | Refused]:
    """Each of several windows, for itself: a booking, or why not; in the same order.

    They share the key: sent again, they answer the same bookings. Refusals as `reserve_hours`.
    """
    around = {"scope": scope, "before": before, "after": after, "confirm_by": confirm_by}
    keys = [f"{key}@{window.starts:%y%m%d%H%M}" for window in windows]
    asked = [_asked(resource, person, window, own, now, around) for window, own in zip(windows, keys, strict=True)]
    # In order of time, as everybody's: who waits for another's quarter hour holds only earlier ones.
    answers = {booking.pk: _reserve(booking, now=now) for booking in sorted(asked, key=lambda each: each.starts)}
    return [answers[booking.pk] for booking in asked]


def _asked(resource: UUID, person: Person, window: Window, key: str, now: datetime, around: dict[str, Any]) -> Booking:
    span = {"starts": window.starts, "ends": window.ends}
    return Booking(resource=resource, holder=person, key=key, taken_at=now, **span, **around)


def _reserve(booking: Booking, *, now: datetime) -> Booking | Refused:
    if refusal := rules.bad_booking(
        booking.window, booking.before, booking.after, booking.key, now, timezone.get_default_timezone()
    ):
        return refusal
    if earlier := _known(booking):
        return earlier
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
    """Why a booking cannot be: the asker's own at that time first, then whoever has the resource."""
    others = Hour.objects.exclude(booking=booking).select_related("booking").order_by("at")
    if booking.scope is not None:
        own = others.filter(scope=booking.scope, holder=booking.holder_id).within(booking.window).first()
        if own is not None:
            return rules.already_booked(own.booking.code, own.booking.window, timezone.get_default_timezone())
    there = others.on([booking.resource]).within(booking.blocked).first()
    if there is None:
        return None
    own_code = there.booking.code if there.booking.holder_id == booking.holder_id else ""
    return rules.hours_taken(own_code, there.booking.blocked, timezone.get_default_timezone())


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

    Without any name it is all there is.
    """
    late = Booking.objects.expected().filter(starts__lte=now - timedelta(minutes=grace_minutes))
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


def busy(resources: Iterable[UUID], window: Window) -> dict[UUID, list[Booking]]:
    """Who has each resource at some moment of `window`, in order of time; every resource has a list. One query."""
    wanted = list(resources)
    found: dict[UUID, list[Booking]] = {resource: [] for resource in wanted}
    bookings = Booking.objects.live().on(wanted).within(window).select_related("holder").order_by("starts")
    for booking in bookings:
        if booking.until > window.starts:
            found[booking.resource].append(booking)
    return found


def free_resources(resources: Iterable[UUID], window: Window) -> list[UUID]:
    """Those that nobody has, nor the minutes around, during all of `window`; in the order given. One query."""
    wanted = list(resources)
    reach = Window(quarters(window)[0], window.ends)
    held = set(Hour.objects.on(wanted).within(reach).values_list("resource", flat=True).distinct())
    return [resource for resource in wanted if resource not in held]


def booking_by_code(code: str) -> Booking | None:
    """The booking of a receipt, live or released. Raises BadCode for what cannot be a code."""
    return Booking.objects.select_related("holder").filter(code=parse_code(code)).first()


def _facts(booking: Booking) -> rules.Facts:
    return rules.Facts(
        booking.window, booking.confirm_by, booking.arrived_at, booking.released_at, booking.release_reason
    )
