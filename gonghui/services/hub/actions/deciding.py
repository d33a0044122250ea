"""An officer's answers: yes or no to what was asked for, and calling off what was promised."""

from datetime import datetime

from gonghui.kernel.callers import Caller
from gonghui.kernel.text import one_line
from gonghui.primitives import clock
from gonghui.primitives.hours import actions as hours
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people.models import Person
from gonghui.primitives.transactions import action

from .. import refusals, rules, words
from ..models import RoomBooking
from .telling import tell


@action
def admit(asked: RoomBooking, *, by_person: Person, by: Caller, now: datetime) -> RoomBooking:
    """Yes. Raises AlreadyDecided, NothingToDecide, admission's BookingReleased and ConfirmedTooLate."""
    held = _decide(asked, by_person, now)
    hours.confirm_hours(held.booking, now=now)
    held.come_by = rules.come_by(held.booking.window, held.terms.grace_minutes, now)
    held.save(update_fields=["come_by"])
    tell(held, words.ADMITTED, now=now)
    journal.record("hub.admit", held, by=by, now=now, label=held.room.name, on_person=held.booking.holder_id)
    return held


@action
def refuse(asked: RoomBooking, *, reason: str, by_person: Person, by: Caller, now: datetime) -> RoomBooking:
    """No, and why; the hours are free again. Raises ReasonMissing, AlreadyDecided, NothingToDecide."""
    reason = _reason(reason)
    held = _decide(asked, by_person, now, reason)
    if not hours.release_hours(held.booking, now=now, reason="refused"):
        raise refusals.NothingToDecide()
    tell(held, words.REFUSED, now=now)
    facts = {"reason": reason}
    journal.record(
        "hub.refuse", held, by=by, now=now, label=held.room.name, on_person=held.booking.holder_id, facts=facts
    )
    return held


@action
def cancel(held: RoomBooking, *, reason: str, by: Caller, now: datetime) -> RoomBooking:
    """The house cannot give what it promised, and says why. Once is enough. Raises ReasonMissing, InUse."""
    reason = _reason(reason)
    if hours.release_hours(held.booking, now=now, reason="cancelled"):
        held.reason = reason
        held.save(update_fields=["reason"])
        tell(held, words.CANCELLED, now=now)
        facts = {"reason": reason}
        person = held.booking.holder_id
        journal.record("hub.cancel", held, by=by, now=now, label=held.room.name, on_person=person, facts=facts)
    return held


def _decide(asked: RoomBooking, person: Person, now: datetime, reason: str = "") -> RoomBooking:
    """Take the decision for oneself: two officers who answer at once are one answer."""
    # By its own columns alone: a condition on the booking would be a subquery, and who comes second asks it no more.
    undecided = RoomBooking.objects.filter(pk=asked.pk, decided_at=None)
    taken = undecided.update(decided_at=now, decided_by=person, reason=reason)
    held = RoomBooking.objects.for_page().get(pk=asked.pk)
    if taken and held.booking.confirm_by and not held.booking.released_at:
        return held
    if not taken and held.decided_at and held.decided_by:
        raise refusals.AlreadyDecided(when=clock.moment(held.decided_at), who=held.decided_by.name)
    raise refusals.NothingToDecide()


def _reason(text: str) -> str:
    reason = one_line(text, rules.LONGEST_REASON)
    if not reason:
        raise refusals.ReasonMissing()
    return reason
