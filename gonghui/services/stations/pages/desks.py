"""Who may stand at the counter of which station."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from gonghui.primitives.people.models import Office
from gonghui.primitives.places.models import Premises
from gonghui.primitives.places.querysets import PremisesQuerySet

from .. import rules
from .browse import KINDS


def desks_of(person: Any, offices: Iterable[Office]) -> QuerySet[Premises]:
    """Stations this person keeps, and those of the unions where an office lets them operate."""
    return _stations().in_reach(person, offices, rules.OPERATE).order_by("name", "pk")


def has_any(person: Any, offices: Iterable[Office]) -> bool:
    """Whether there is one."""
    return _stations().any_in_reach(person, offices, rules.OPERATE)


def _stations() -> PremisesQuerySet:
    return Premises.objects.visible().of_kind(*KINDS)


def desk_of(person: Any, offices: Iterable[Office], pk: UUID) -> Premises:
    """One of them, with its union; else 404."""
    return get_object_or_404(desks_of(person, offices).select_related("union", "division", "last_sign"), pk=pk)
