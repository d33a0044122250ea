"""What an address or a code means: a station, the asker's own bed, turn or shower; else 404. Reads only."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from gonghui.kernel.codes import BadCode, parse_code
from gonghui.primitives.lending.models import Turn
from gonghui.primitives.places.models import Premises

from .. import refusals
from ..models import Amenity, Stay, Use
from ..models.querysets import UseQuerySet
from .browse import KINDS


def station_of(pk: UUID) -> Premises:
    return get_object_or_404(_stations().select_related("union", "division", "last_sign"), pk=pk)


def station_by_code(code: str) -> Premises:
    """The station of a door's code. Raises NoSuchStation."""
    try:
        found = _stations().filter(code=parse_code(code)).first()
    except BadCode:
        found = None
    if found is None:
        raise refusals.NoSuchStation(code=code[:16])
    return found


def _stations() -> QuerySet[Premises]:
    return Premises.objects.visible().of_kind(*KINDS)


def line_of(pk: UUID, kind: str) -> Amenity:
    """The line for showers or machines at a station."""
    return get_object_or_404(Amenity.objects.select_related("premises"), premises=station_of(pk), kind=kind)


def stay_of(person: Any, pk: UUID) -> Stay:
    return get_object_or_404(Stay.objects.of(person).for_page(), pk=pk)


def turn_of(person: Any, pk: UUID) -> Turn:
    lines = Amenity.objects.values("pk")
    return get_object_or_404(Turn.objects.of(person).select_related("holder"), pk=pk, subject__in=lines)


def uses_of(person: Any) -> UseQuerySet:
    """Showers and machines that this person has or had."""
    return Use.objects.filter(keeping__holder=person).select_related("room", "amenity__premises")
