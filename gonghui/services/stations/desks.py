"""Who may stand at the counter of which station."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from gonghui.primitives.people.models import Office
from gonghui.primitives.places.models import Premises

from . import rules
from .browse import KINDS


def desks_of(person: Any, offices: Iterable[Office]) -> QuerySet[Premises]:
    """Stations this person keeps, and those of the unions where an office lets them operate."""
    paths = [office.union.path for office in offices if office.role in rules.OPERATE.roles]
    return Premises.objects.visible().of_kind(*KINDS).in_reach(person, paths).order_by("name", "pk")


def desk_of(person: Any, offices: Iterable[Office], pk: UUID) -> Premises:
    """One of them, with its union; else 404."""
    return get_object_or_404(desks_of(person, offices).select_related("union", "division", "last_sign"), pk=pk)
