"""An officer plans a day, and calls it off."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from gonghui.kernel.callers import Caller
from gonghui.kernel.window import Window
from gonghui.primitives.admission import actions as admission
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people.models import Union
from gonghui.primitives.places.models import Premises
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action

from .. import refusals, rules
from ..models import Day, Slot
from ..pages.agenda import LINES, PLACES
from .telling import tell_called_off


@dataclass(frozen=True, slots=True)
class Plan:
    """When and where, which stations, how a day is cut, and the hospital that takes whom it sends."""

    premises: Premises
    title: str
    window: Window
    measures: list[str]
    minutes: int
    places: int
    hospital: str
    hospital_address: str
    hospital_phone: str
    says: str = ""


@action
def plan(union: Union, wish: Plan, *, key: str = "", by: Caller, now: datetime) -> Day:
    """Can be booked from now on; the same key, the same one. Raises DayPast, DayTooLong, TooManySlots, …"""
    slots = rules.cut(wish.window, wish.minutes, now)
    made = Day(
        union=union, premises=wish.premises, title=wish.title, says=wish.says, starts=wish.window.starts,
        ends=wish.window.ends, measures=wish.measures, hospital=wish.hospital,
        hospital_address=wish.hospital_address, hospital_phone=wish.hospital_phone, key=key, created_at=now,
    )  # fmt: skip
    if not insert_unless_taken(made):
        return Day.objects.get(union=union, key=key)
    for each in slots:
        pool = admission.open_pool(scope=made.pk, capacity=wish.places, opens_at=now, closes_at=each.starts)
        Slot.objects.create(day=made, pool=pool, starts=each.starts, ends=each.ends, created_at=now)
    journal.record("clinic.plan", made, by=by, now=now, label=made.title, facts={"slots": len(slots)})
    return made


@action
def call_off(day: Day, reason: str, *, by: Caller, now: datetime) -> Day:
    """Who has a place, and who stands in a line, is told why; once is enough. Raises ReasonMissing, Begun."""
    reason = reason.strip()[: rules.LONGEST_REASON]
    if not reason:
        raise refusals.ReasonMissing()
    if day.starts <= now:
        raise refusals.Begun()
    off = Day.objects.filter(pk=day.pk, called_off_at=None)
    if off.update(called_off_at=now, called_off_because=reason):
        told: set[UUID] = set()
        for slot in Slot.objects.for_page().filter(day=day).order_by("pk"):
            line = admission.close_pool(slot.pool, now=now)
            places = admission.release_all(slot.pool, now=now, reason="cancelled")
            hit = {one.holder_id for one in (*places, *line)} - told
            told |= hit
            tell_called_off(slot, sorted(hit), reason, now=now)
            agenda.renew(PLACES, [place.pk for place in places], now=now)
            agenda.renew(LINES, [slot.pk], now=now)
        journal.record("clinic.call_off", day, by=by, now=now, label=day.title, facts={"reason": reason})
    day.refresh_from_db()
    return day
