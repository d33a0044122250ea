"""What of the fairs an officer sees on a person's page. Reads only."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces import moments
from gonghui.faces.requests import PersonalRequest
from gonghui.faces.services import PersonLine, PersonPart
from gonghui.primitives.admission.models import Place
from gonghui.primitives.people.models import Person
from gonghui.primitives.people.permissions import unions_for
from gonghui.primitives.people.querysets import paths_of
from gonghui.primitives.planned import planned

from .. import rules
from ..models import Fair, Session


def person_part(request: PersonalRequest, person: Person) -> PersonPart:
    """Somebody's receipts for sessions, not over yet, of the fairs of my unions."""
    paths = paths_of(unions_for(request.offices, rules.WATCH))
    found = _places.rows(person=person.pk, paths=paths, now=request.now)
    return PersonPart(_("专场凭证"), [_held(place, place.pool.session) for place in found], rank=20)


@planned
def _places(person: Any, paths: Iterable[Any], now: Any) -> QuerySet[Place]:
    places = Place.objects.filter(
        holder=person,
        released_at=None,
        pool__session__venue__fair__in=Fair.objects.below(paths),
        pool__session__ends_at__gt=now,
        pool__session__cancelled_at=None,
    )
    return places.select_related("pool__session__venue__fair").order_by("pool__session__starts_at", "pk")


def _held(place: Place, session: Session) -> PersonLine:
    return PersonLine(
        session.venue.fair.name,
        reverse("fairs-console:fair", args=[session.venue.fair_id]),
        note=f"{moments.span(session.starts_at, session.ends_at)} · {session.venue.hall}",
        state=_("等确认") if place.confirm_by else _("有凭证"),
        tone="warn" if place.confirm_by else "good",
    )
