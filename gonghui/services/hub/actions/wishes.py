"""What somebody wants of a room, and whether the terms allow it: the questions every booking asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from gonghui.kernel.refusals import Refused
from gonghui.kernel.text import fold
from gonghui.kernel.window import Window
from gonghui.primitives.hours import rules as hour_rules
from gonghui.primitives.people.models import Document, Person
from gonghui.primitives.places.facilities import BY_CODE
from gonghui.primitives.places.models import Room

from .. import refusals, rules
from ..models import Layout, RoomTerms, opening

LONGEST_PURPOSE = 60


@dataclass(frozen=True, slots=True)
class Wish:
    """For what, how many come, laid out how (a name, "" for as it is), with which equipment (codes)."""

    purpose: str
    people: int = 1
    layout: str = ""
    equipment: Sequence[str] = ()


def terms_of(room: Room, now: datetime) -> RoomTerms:
    """The terms by which the room is booked today. Raises NotBookable."""
    today = timezone.localdate(now, timezone.get_default_timezone())
    terms = RoomTerms.objects.on(today, [room.pk]).get(room.pk)
    if terms is None or not terms.bookable or room.closed_on or room.premises.closed_on:
        raise refusals.NotBookable(room=room.name)
    return terms


def asker_of(person: Person) -> rules.Asker:
    """What the terms ask of a person; two queries."""
    membership = person.memberships.active().select_related("union").first()
    permits = Document.objects.filter(person=person, kind__in=rules.COMPATRIOT_DOCUMENTS)
    union = membership.union if membership else None
    return rules.Asker(union.name if union else "", union.path if union else "", permits.exists())


def why_not(room: Room, terms: RoomTerms, person: Person, windows: Sequence[Window], now: datetime) -> list[Any]:
    """For each window why this person cannot have the room, whoever has it then, or None. Four queries."""
    zone = timezone.get_default_timezone()
    facts = terms_as_asked(room, terms)
    refused = rules.who_may(facts, asker_of(person))
    reach = Window(min(window.starts for window in windows), max(window.ends for window in windows))
    days = (reach.starts.astimezone(zone).date(), reach.ends.astimezone(zone).date())
    calendar = opening.calendar_of(room.premises, *days)
    shut = opening.shut_of(opening.closures_within(room.premises, reach), room.pk)
    return [
        refused
        or hour_rules.bad_booking(window, terms.before, terms.after, "key", now, zone)
        or rules.why_not_then(window, facts, opening.opening_for(room, window, calendar), shut, now, zone)
        for window in windows
    ]


def terms_as_asked(room: Room, terms: RoomTerms, seats: int | None = None) -> rules.Terms:
    """Stored terms as the rules take them."""
    union = room.premises.union
    limits = (terms.longest_minutes, terms.ahead_days)
    return rules.Terms(room.name, *limits, terms.who, union.name, union.path, seats or room.seats or 0)


def details(room: Room, terms: RoomTerms, wish: Wish) -> dict[str, Any]:
    """The fields of a room booking. Raises PurposeMissing, UnknownLayout, UnknownEquipment, TooMany."""
    purpose = fold(wish.purpose)[:LONGEST_PURPOSE]
    if not purpose:
        raise refusals.PurposeMissing()
    layout = _layout(room, wish.layout)
    if too_many := rules.why_not_so_many(wish.people, terms_as_asked(room, terms, layout.seats if layout else None)):
        raise too_many
    missing = [code for code in wish.equipment if code not in room.equipment]
    if missing:
        what = BY_CODE[missing[0]].name if missing[0] in BY_CODE else missing[0][:30]
        raise refusals.UnknownEquipment(what=what)
    kept = [code for code in room.equipment if code in wish.equipment]
    return {"purpose": purpose, "people": max(1, wish.people), "layout": layout, "equipment": kept}


def _layout(room: Room, name: str) -> Layout | None:
    if not name:
        return None
    layout = Layout.objects.filter(room=room, name=name, gone_at=None).first()
    if layout is None:
        raise refusals.UnknownLayout()
    return layout


def first_refusal(answers: Sequence[Refused | None]) -> Refused | None:
    return next((answer for answer in answers if answer is not None), None)
