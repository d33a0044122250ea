"""On which terms a room is booked today, and why a person cannot have it then. Reads only."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from gonghui.kernel.window import Window
from gonghui.primitives import clock
from gonghui.primitives.hours import rules as hour_rules
from gonghui.primitives.people.lookups import membership_of
from gonghui.primitives.people.models import Document, Membership, Person
from gonghui.primitives.places import openings
from gonghui.primitives.places.models import Room
from gonghui.primitives.planned import planned

from .. import refusals, rules
from ..models import RoomTerms


def terms_of(room: Room, now: datetime) -> RoomTerms:
    """The terms by which the room is booked today. Raises NotBookable."""
    today = clock.date_of(now)
    terms = RoomTerms.objects.on(today, [room.pk]).get(room.pk)
    if terms is None or not terms.bookable or room.closed_on or room.premises.closed_on:
        raise refusals.NotBookable(room=room.name)
    return terms


def asker_of(person: Person) -> rules.Asker:
    """What the terms ask of a person; two queries."""
    return _asker(person.memberships.active().select_related("union").first(), person)


def asker_on_page(person: Person) -> rules.Asker:
    """The same, with the membership that came with who asks."""
    return _asker(membership_of(person), person)


def _asker(membership: Membership | None, person: Person) -> rules.Asker:
    union = membership.union if membership else None
    return rules.Asker(union.name if union else "", union.path if union else "", bool(_permits(person.pk)))


@planned
def _permits(person: Any) -> QuerySet[Any, Any]:
    permits = Document.objects.filter(person=person, kind__in=rules.COMPATRIOT_DOCUMENTS)
    return permits.values_list("pk", flat=True)[:1]


def why_not(room: Room, terms: RoomTerms, person: Person, windows: Sequence[Window], now: datetime) -> list[Any]:
    """For each window why this person cannot have the room, whoever has it then, or None. Four queries."""
    zone = timezone.get_default_timezone()
    facts = terms_as_asked(room, terms)
    refused = rules.who_may(facts, asker_of(person))
    reach = Window(min(window.starts for window in windows), max(window.ends for window in windows))
    days = (reach.starts.astimezone(zone).date(), reach.ends.astimezone(zone).date())
    calendar = openings.calendar_of(room.premises, *days)
    shut = openings.shut_of(openings.closures_within(room.premises, reach), room.pk)
    return [
        refused
        or hour_rules.bad_booking(window, terms.before, terms.after, "key", now, zone)
        or rules.why_not_then(window, facts, openings.opening_for(room, window, calendar), shut, now, zone)
        for window in windows
    ]


def around(room: Room, terms: RoomTerms) -> dict[str, Any]:
    """What `hours` is told besides the window: one room of a house at a time for one person, and the minutes around."""
    return {"scope": room.premises_id, "before": terms.before, "after": terms.after}


def terms_as_asked(room: Room, terms: RoomTerms, seats: int | None = None) -> rules.Terms:
    """Stored terms as the rules take them."""
    union = room.premises.union
    limits = (terms.longest_minutes, terms.ahead_days)
    return rules.Terms(room.name, *limits, terms.who, union.name, union.path, seats or room.seats or 0)


def window_asked(room: Room, day: date, starts: time, ends: time) -> Window:
    """As typed; where the room is open at midnight, an end before the start is the next day's. Raises BadWindow."""
    overnight = any(span.closes >= openings.MIDNIGHT for span in room.hours.spans)
    return rules.window_of(day, starts, ends, timezone.get_default_timezone(), overnight=overnight)
