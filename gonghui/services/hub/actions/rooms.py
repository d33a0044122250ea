"""What an officer sets for a room: its terms from a day on, and the ways it can be laid out."""

from datetime import date, datetime
from typing import Any

from gonghui.kernel import dates
from gonghui.kernel.callers import Caller
from gonghui.primitives import clock
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.places.models import Room
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action

from .. import refusals
from ..models import Layout, RoomBooking, RoomTerms


@action
def set_terms(room: Room, *, since: date, by: Caller, now: datetime, **fields: Any) -> RoomTerms:
    """The terms from a day on; bookings made before keep theirs. Raises TermsInThePast, TermsStand.

    Terms of a day still to come are replaced; of today too, as long as nobody booked by them.
    """
    if since < clock.date_of(now):
        raise refusals.TermsInThePast(since=dates.day(since))
    terms = RoomTerms(room=room, since=since, **fields)
    # Written over, not deleted: who books at this very moment may hold the row that stood.
    unused = RoomTerms.objects.filter(room=room, since=since).exclude(pk__in=_used(room))
    if unused.update(**fields):
        terms = RoomTerms.objects.get(room=room, since=since)
    elif not insert_unless_taken(terms):
        raise refusals.TermsStand(since=dates.day(since))
    facts = {"since": since.isoformat(), "source": terms.source}
    journal.record("hub.set_terms", room.premises, by=by, now=now, label=room.name, facts=facts)
    return terms


def _used(room: Room) -> Any:
    return RoomBooking.objects.filter(room=room).values("terms")


@action
def add_layout(room: Room, *, name: str, seats: int, by: Caller, now: datetime) -> Layout:
    """One more way to lay the room out. Raises LayoutStands."""
    layout = Layout(room=room, name=name, seats=seats)
    if not insert_unless_taken(layout):
        raise refusals.LayoutStands(name=name)
    journal.record("hub.add_layout", room.premises, by=by, now=now, label=f"{room.name} {name}")
    return layout


@action
def remove_layout(layout: Layout, *, by: Caller, now: datetime) -> None:
    """No longer offered; bookings that chose it keep it. Once is enough."""
    if Layout.objects.filter(pk=layout.pk, gone_at=None).update(gone_at=now):
        room = layout.room
        journal.record("hub.remove_layout", room.premises, by=by, now=now, label=f"{room.name} {layout.name}")
