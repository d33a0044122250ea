"""What of the fairs an officer sees on a person's page. Reads only."""

from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces import moments
from gonghui.faces.requests import PersonalRequest
from gonghui.faces.services import PersonLine, PersonPart
from gonghui.primitives.admission.models import Place
from gonghui.primitives.people.models import Person

from .. import rules
from ..models import Fair, Session


def person_part(request: PersonalRequest, person: Person) -> PersonPart:
    """Somebody's receipts for sessions, not over yet, of the fairs of my unions."""
    places = Place.objects.filter(
        holder=person,
        released_at=None,
        pool__session__venue__fair__in=Fair.objects.for_act(request.offices, rules.WATCH),
        pool__session__ends_at__gt=request.now,
        pool__session__cancelled_at=None,
    )
    found = places.select_related("pool__session__venue__fair").order_by("pool__session__starts_at", "pk")
    return PersonPart(_("专场凭证"), [_held(place, place.pool.session) for place in found], rank=20)


def _held(place: Place, session: Session) -> PersonLine:
    return PersonLine(
        session.venue.fair.name,
        reverse("fairs-console:fair", args=[session.venue.fair_id]),
        note=f"{moments.span(session.starts_at, session.ends_at)} · {session.venue.hall}",
        state=_("等确认") if place.confirm_by else _("有凭证"),
        tone="warn" if place.confirm_by else "good",
    )
