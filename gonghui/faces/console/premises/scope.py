"""Which premises an officer may open, and how a page of one of them answers."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.urls import reverse

from gonghui.faces import answers, premises
from gonghui.faces.requests import PersonalRequest
from gonghui.primitives.people.querysets import paths_of
from gonghui.primitives.places.models import Premises
from gonghui.primitives.places.querysets import PremisesQuerySet
from gonghui.primitives.planned import planned


def my_premises(request: PersonalRequest) -> PremisesQuerySet:
    """Premises under the unions at which the asker may act (guards.staff has found them)."""
    return _below(paths_of(request.office_unions))


@planned
def standing(paths: Iterable[Any]) -> PremisesQuerySet:
    """Those of these unions that were not given up."""
    return _below(paths).visible()


def get_premises(request: PersonalRequest, pk: UUID) -> Premises:
    """One that stands: at what was given up nothing is changed any more."""
    found = get_record(request, pk)
    return answers.found(found if found.closed_on is None else None)


def get_record(request: PersonalRequest, pk: UUID) -> Premises:
    """One to read, given up or not."""
    return answers.found(_record.first(paths=paths_of(request.office_unions), pk=pk))


@planned
def _record(paths: Iterable[Any], pk: Any) -> PremisesQuerySet:
    return _below(paths).filter(pk=pk)


def _below(paths: Iterable[Any]) -> PremisesQuerySet:
    return Premises.objects.below(paths).select_related("union", "division", "last_sign")


def context_for(request: PersonalRequest, found: Premises, tab: str, **more: Any) -> dict[str, Any]:
    """The context of a page of one place: the place with its state, and which of its tabs this is."""
    return {"place": premises.shown_one(found, request.now), "tab": tab} | more


def url_of(found: Premises, tab: str) -> str:
    return reverse(f"faces:premises-{tab}", args=[found.pk])
