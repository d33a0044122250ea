"""What of the rooms an officer sees on a person's page. Reads only."""

from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces import moments
from gonghui.faces.requests import PersonalRequest
from gonghui.faces.services import PersonLine, PersonPart
from gonghui.primitives.people.models import Person

from .. import rules, words
from ..models import RoomBooking


def person_part(request: PersonalRequest, person: Person) -> PersonPart:
    """What somebody has booked in the houses of my unions."""
    held = RoomBooking.objects.for_act(request.offices, rules.RECEIVE).of(person).ahead(request.now).for_page()
    lines = []
    for each in held.order_by("booking__starts", "pk"):
        word, tone = words.STATES.get(each.state(request.now), ("", ""))
        when = moments.span(each.booking.starts, each.booking.ends)
        url = reverse("hub-console:booking", args=[each.pk])
        note = f"{when} · {each.room.premises.name}"
        lines.append(PersonLine(f"{each.room.name} {each.purpose}", url, note, _(word) if word else "", tone))
    return PersonPart(_("房间预订"), lines, rank=40)
