"""Which premises an officer may open, and how a page of one of them answers."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse

from gonghui.faces import premises
from gonghui.faces.requests import PersonalRequest
from gonghui.primitives.places.models import Premises
from gonghui.primitives.places.querysets import PremisesQuerySet


def my_premises(request: PersonalRequest) -> PremisesQuerySet:
    """Premises under the unions at which the asker may act (guards.staff has found them)."""
    return Premises.objects.under(request.office_unions).select_related("union", "division", "last_sign")


def get_premises(request: PersonalRequest, pk: UUID) -> Premises:
    """One that stands: at what was given up nothing is changed any more."""
    return get_object_or_404(my_premises(request).visible(), pk=pk)


def get_record(request: PersonalRequest, pk: UUID) -> Premises:
    """One to read, given up or not."""
    return get_object_or_404(my_premises(request), pk=pk)


def context_for(request: PersonalRequest, found: Premises, tab: str, **more: Any) -> dict[str, Any]:
    """The context of a page of one place: the place with its state, and which of its tabs this is."""
    return {"place": premises.shown_one(found, request.now), "tab": tab} | more


def url_of(found: Premises, tab: str) -> str:
    return reverse(f"faces:premises-{tab}", args=[found.pk])
