"""What the fairs put on the common pages beside what waits: what is on, desks, and what a scanned code leads to."""

from datetime import datetime
from functools import partial

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces.services import Card
from gonghui.faces.slices import Where
from gonghui.faces.speech import speak
from gonghui.primitives.admission.models import Place
from gonghui.primitives.people.lookups import membership_of
from gonghui.primitives.people.models import Person

from ..models import Fair
from . import browse, desks
from .eligibility import eligibility_of_member

ON_HOME = 3


def has_desk(request: HttpRequest) -> bool:
    """Whether there is a gate, a till or a statement of this person's."""
    if request.person is None:
        return False
    return desks.has_gate(request.offices, now=request.now) or bool(desks.any_statement_of(request.person.pk))


def on_now(where: Where, *, now: datetime) -> list[Card]:
    """Fairs that run or come, those of the city first, with places left; aside, why somebody may not come."""
    return [
        Card(
            title=row.fair.name,
            url=reverse("fairs:fair", args=[row.fair.pk]),
            icon="fridge",
            where="、".join(row.cities),
            number=str(row.free),
            unit=_("个名额"),
            act=_("去看看"),
            aside=partial(why_not, row.fair),
        )
        for row in browse.on_home(where.city, now=now, most=ON_HOME)
    ]


def why_not(fair: Fair, person: Person | None) -> str:
    """Why this person may not come; "" for who may, and for visitors. No query where the membership is at hand."""
    refusal = eligibility_of_member(fair, membership_of(person)) if person else None
    return speak(refusal).says if refusal else ""


def page_of_code(request: HttpRequest, code: str) -> str | None:
    """The asker's own receipt behind a code."""
    if request.person is None:
        return None
    place = Place.objects.filter(code=code, holder=request.person, pool__session__isnull=False).first()
    return reverse("fairs:receipt", args=[place.scope]) if place else None
