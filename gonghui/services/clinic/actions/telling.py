"""What a place's holder is told. Not for callers."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from gonghui.kernel.codes import shown
from gonghui.primitives import clock
from gonghui.primitives.admission.models import Place
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.notices.templates import Template
from gonghui.primitives.people.models import Person

from .. import words
from ..models import Slot
from ..pages.agenda import PLACES


def tell(place: Place, slot: Slot, template: Template, *, now: datetime) -> None:
    """The holder; and what waits for them says the same."""
    agenda.renew(PLACES, [place.pk], now=now)
    facts = {**facts_of(slot), "code": shown(place.code)}
    notices.tell(Person.objects.get(pk=place.holder_id), template, facts, about=[place.pk], now=now)


def tell_called_off(slot: Slot, people: Iterable[UUID], reason: str, *, now: datetime) -> None:
    """Who held a place in it, and who stood in its line."""
    facts = facts_of(slot) | {"reason": reason}
    notices.tell_many(((person, facts) for person in people), words.CALLED_OFF, about=[slot.day_id], now=now)


def facts_of(slot: Slot) -> dict[str, str]:
    premises = slot.day.premises
    when = clock.span(slot.starts, slot.ends)
    return {"when": when, "where": premises.name, "address": premises.address, "says": slot.day.says}
