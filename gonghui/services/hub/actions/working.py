"""What the worker process does for hubs: nobody answered, nobody came, a closure came over it, it begins soon."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q

from gonghui.kernel.callers import SYSTEM
from gonghui.primitives.hours import actions as hours
from gonghui.primitives.hours.models import Booking
from gonghui.primitives.hours.refusals import InUse
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.notices.templates import Template
from gonghui.primitives.transactions import action

from .. import rules, words
from ..models import RoomBooking
from ..models.querysets import RoomBookingQuerySet
from .deciding import cancel
from .telling import tell

AT_ONCE = 200  # bookings in one transaction


def work(now: datetime) -> int:
    """Everything that is due; how much there was."""
    return lapse(now=now) + let_go(now=now) + call_off(now=now) + remind(now=now)


@action
def lapse(*, now: datetime) -> int:
    """What no officer answered in time is let go, and its holder told."""
    due = RoomBooking.objects.live().filter(booking__confirm_by__lte=now)
    gone = hours.lapse(now=now, bookings=_some(due))
    return _tell(gone, words.LAPSED, "hub.lapse", now)


@action
def let_go(*, now: datetime) -> int:
    """What nobody came to in time is let go, and its holder told."""
    due = RoomBooking.objects.live().filter(come_by__lte=now, booking__arrived_at=None, booking__confirm_by=None)
    gone = hours.no_shows(grace_minutes=0, now=now, bookings=_some(due))
    return _tell(gone, words.NO_SHOW, "hub.no_show", now)


def call_off(*, now: datetime) -> int:
    """What a closure made since lies over, or what is there no more, is called off, and its holder told why."""
    here = Q(room__premises__closures__room=None) | Q(room__premises__closures__room=F("room"))
    over = Q(
        room__premises__closures__starts__lt=F("booking__ends"), room__premises__closures__ends__gt=F("booking__starts")
    )
    ahead = RoomBooking.objects.for_page().live().filter(booking__starts__gt=now, booking__arrived_at=None)
    shut = ahead.filter(here & over).annotate(closed_for=F("room__premises__closures__reason"))
    found = {held.pk: held for held in shut.order_by("booking__starts", "pk")[:AT_ONCE]}
    gone = ahead.filter(Q(room__closed_on__isnull=False) | Q(room__premises__closed_on__isnull=False))
    lost = [held for held in gone.order_by("booking__starts", "pk")[:AT_ONCE] if held.pk not in found]
    why = {pk: held.closed_for for pk, held in found.items()}  # type: ignore[attr-defined]
    for held in [*found.values(), *lost]:  # each for itself
        with suppress(InUse):  # its holder came in this moment, and stays
            cancel(held, reason=why.get(held.pk, words.GONE), by=SYSTEM, now=now)
    return len(found) + len(lost)


@action
def remind(*, now: datetime) -> int:
    """Who has a room soon, and booked it before today's last hours, hears of it once."""
    soon = (
        RoomBooking.objects.for_page()
        .live()
        .filter(
            reminded_at=None,
            booking__confirm_by=None,
            booking__arrived_at=None,
            booking__starts__gt=now,
            booking__starts__lte=now + rules.REMIND,
            booking__taken_at__lt=F("booking__starts") - 2 * rules.REMIND,
        )
    )
    found = list(soon.select_for_update(of=("self",), skip_locked=True).order_by("pk")[:AT_ONCE])
    RoomBooking.objects.filter(pk__in=[held.pk for held in found]).update(reminded_at=now)
    for held in found:
        tell(held, words.REMINDER, now=now)
    return len(found)


def _some(due: RoomBookingQuerySet) -> list[UUID]:
    return list(due.values_list("booking", flat=True).order_by("pk")[:AT_ONCE])


def _tell(gone: Iterable[Booking], template: Template, act: str, now: datetime) -> int:
    held = list(RoomBooking.objects.for_page().filter(booking__in=list(gone)))
    for each in held:
        tell(each, template, sms=False, now=now)
    lines = [journal.JournalLine(act, each, each.room.name, each.booking.holder_id) for each in held]
    journal.record_many(lines, by=SYSTEM, now=now)
    return len(held)
