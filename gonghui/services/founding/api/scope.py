"""Which cases and employers a program's officer may open, and what every act of theirs is told."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from gonghui.faces.answers import found as there
from gonghui.faces.api.offices import check_office
from gonghui.primitives.people.models import Division, Employer, Union
from gonghui.primitives.people.powers import Act

from .. import rules
from ..models import Case
from ..querysets import ABOVE_EMPLOYERS
from ..refusals import NoSuchPlace


def get_case(request: HttpRequest, pk: uuid.UUID, act: Act) -> Case:
    check_office(request, act)
    found = Case.objects.for_act(request.offices, act).select_related("area", "union")
    return get_object_or_404(found, pk=pk)


def get_area(request: HttpRequest, pk: uuid.UUID) -> Union:
    """A union of the asker's that stands above employers."""
    check_office(request, rules.MANAGE)
    above = Union.objects.open().for_act(request.offices, rules.MANAGE).filter(kind__in=ABOVE_EMPLOYERS)
    found: Union = get_object_or_404(above, pk=pk)
    return found


def get_employers(request: HttpRequest, chosen: Iterable[uuid.UUID]) -> list[Employer]:
    """Each of them, or none: an id that is not the asker's to choose is a 404."""
    wanted = list(chosen)
    mine = Employer.objects.for_act(request.offices, rules.MANAGE).select_related("area").in_bulk(wanted)
    return [there(mine.get(each)) for each in wanted]


def place_of(code: str) -> Division | None:
    """None for no code. Raises NoSuchPlace."""
    place = Division.objects.filter(pk=code).first() if code else None
    if code and place is None:
        raise NoSuchPlace()
    return place


def who(request: HttpRequest) -> dict[str, Any]:
    return {"by_person": request.person, "by": request.caller, "now": request.now}
