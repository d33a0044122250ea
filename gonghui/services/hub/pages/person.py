"""What of the rooms an officer sees on a person's page. Reads only."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces import moments
from gonghui.faces.requests import PersonalRequest
from gonghui.faces.services import PersonLine, PersonPart
from gonghui.primitives.people.models import Person
from gonghui.primitives.people.permissions import unions_for
from gonghui.primitives.people.querysets import paths_of
from gonghui.primitives.planned import planned

from .. import rules, words
from ..models import RoomBooking


def person_part(request: PersonalRequest, person: Person) -> PersonPart:
    """What somebody has booked in the houses of my unions."""
    paths = paths_of(unions_for(request.offices, rules.RECEIVE))
    lines = []
    for each in _held.rows(person=person.pk, paths=paths, now=request.now):
        word, tone = words.STATES.get(each.state(request.now), ("", ""))
        when = moments.span(each.booking.starts, each.booking.ends)
        url = reverse("hub-console:booking", args=[each.pk])
        note = f"{when} · {each.room.premises.name}"
        lines.append(PersonLine(f"{each.room.name} {each.purpose}", url, note, _(word) if word else "", tone))
    return PersonPart(_("房间预订"), lines, rank=40)


@planned
def _held(person: Any, paths: Iterable[Any], now: Any) -> QuerySet[RoomBooking]:
    held = RoomBooking.objects.below(paths).of(person).ahead(now).for_page()
    return held.order_by("booking__starts", "pk")
