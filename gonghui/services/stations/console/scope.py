"""Which stations an officer may open."""

from typing import Any
from uuid import UUID

from django.urls import reverse

from gonghui.faces import answers
from gonghui.faces.requests import PersonalRequest
from gonghui.primitives.people.permissions import may
from gonghui.primitives.people.querysets import paths_of
from gonghui.primitives.places.models import Premises

from ..pages.overview import station
from ..rules import MANAGE


def get_station(request: PersonalRequest, pk: UUID) -> Premises:
    """A standing station of the asker's unions; else 404."""
    return answers.found(station.first(paths=paths_of(request.office_unions), pk=pk))


def context_for(request: PersonalRequest, premises: Premises, **more: Any) -> dict[str, Any]:
    """The context of a page of one station, and whether the asker may change it."""
    manage = may(request.person, MANAGE, premises.union, now=request.now, offices=request.offices)
    return {"premises": premises, "tab": "stations", "may_manage": manage} | more


def url_of(premises: Premises) -> str:
    return reverse("stations-console:station", args=[premises.pk])
