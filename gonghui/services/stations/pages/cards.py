"""What stations put on the common pages beside what waits: near me, a keeper's desk, what a code leads to, what
officers see of a person."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces import moments
from gonghui.faces.requests import PersonalRequest
from gonghui.faces.services import Card, PersonLine, PersonPart
from gonghui.faces.slices import Where
from gonghui.primitives.people.models import Division, Person
from gonghui.primitives.people.permissions import unions_for
from gonghui.primitives.people.querysets import paths_of
from gonghui.primitives.places.models import Premises
from gonghui.primitives.planned import planned

from .. import rules
from ..models import Stay
from .browse import KINDS, Found, Wish, find, middle_of, some_open
from .desks import has_any

ON_HOME = 3


def near(where: Where, *, now: datetime) -> list[Card]:
    """Open stations around where I say I am; unsaid, of my city."""
    if where.point:
        return _cards(find(Wish(KINDS, open_now=True, point=where.point), now=now, most=ON_HOME))
    division = Division.objects.filter(pk=where.division).first() if where.division else None
    point = middle_of(division, KINDS) if division else None
    if point is None:
        rows = some_open(KINDS, now=now, most=ON_HOME)
    else:
        found = find(Wish(KINDS, open_now=True, point=point, division=division), now=now, most=ON_HOME)
        rows = [replace(row, metres=None) for row in found]  # from the middle of a city is nobody's distance
    return _cards(rows)


def _cards(rows: list[Found]) -> list[Card]:
    return [
        Card(
            title=row.premises.name,
            url=reverse("stations:station", args=[row.premises.pk]),
            icon="truck" if row.premises.kind == "truckers_home" else "coffee",
            where=row.premises.address,
            note="，".join(filter(None, [row.distance, row.state.says])),
            metres=row.metres,
            number=str(row.free),
            unit=_("个空位"),
            act=_("去看看"),
        )
        for row in rows
    ]


def has_desk(request: HttpRequest) -> bool:
    """Whether there is a station this person keeps."""
    return request.person is not None and has_any(request.person, request.offices)


def page_of_code(request: HttpRequest, code: str) -> str | None:
    """A station's door, or my own bed, behind a code."""
    if Premises.objects.visible().of_kind(*KINDS).filter(code=code).exists():
        return reverse("stations:door", args=[code])
    stay = request.person and Stay.objects.of(request.person).filter(booking__code=code).first()
    return reverse("stations:stay", args=[stay.pk]) if stay else None


def person_part(request: PersonalRequest, person: Person) -> PersonPart:
    """The beds and spaces that somebody has in the homes of my unions."""
    paths = paths_of(unions_for(request.offices, rules.OPERATE))
    lines = [
        PersonLine(
            f"{stay.premises.name} {stay.room.name}",
            reverse("stations-console:station", args=[stay.premises_id]),
            note=moments.span(stay.booking.starts, stay.booking.ends),
            state=_("已入住") if stay.booking.arrived_at else "",
            tone="good",
        )
        for stay in _stays.rows(person=person.pk, paths=paths, now=request.now)
    ]
    return PersonPart(_("司机之家"), lines, rank=50)


@planned
def _stays(person: Any, paths: Iterable[Any], now: Any) -> QuerySet[Stay]:
    return Stay.objects.below(paths).of(person).live(now=now).for_page()
