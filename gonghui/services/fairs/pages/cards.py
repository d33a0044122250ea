"""What the fairs put on the common pages beside what waits: what is on, desks, and what a scanned code leads to."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces.services import Card
from gonghui.faces.speech import speak
from gonghui.primitives.admission.models import Place

from . import browse, desks

ON_HOME = 3


def has_desk(request: HttpRequest) -> bool:
    """Whether there is a gate, a till or a statement of this person's."""
    if request.person is None:
        return False
    gates = desks.gates_of(request.offices, now=request.now)
    return gates.exists() or desks.statements_of(request.person).exists()


def on_now(request: HttpRequest) -> list[Card]:
    """Fairs that run or come, with places left."""
    shown = browse.fairs_near(request.person, now=request.now)[:ON_HOME]
    return [
        Card(
            title=row.fair.name,
            url=reverse("fairs:fair", args=[row.fair.pk]),
            icon="fridge",
            where="、".join(row.cities),
            note=speak(row.refusal).says if row.refusal else "",
            number=str(row.free),
            unit=_("个名额"),
            act=_("去看看"),
        )
        for row in browse.rows_of(shown, request.person, now=request.now)
    ]


def page_of_code(request: HttpRequest, code: str) -> str | None:
    """The asker's own receipt behind a code."""
    if request.person is None:
        return None
    place = Place.objects.filter(code=code, holder=request.person, pool__session__isnull=False).first()
    return reverse("fairs:receipt", args=[place.scope]) if place else None
