"""Where a person's name leads in the console: to their page, for whoever may open it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from gonghui.faces import answers
from gonghui.faces.requests import Request
from gonghui.faces.services import address
from gonghui.primitives.people.models import Person
from gonghui.primitives.people.permissions import may_somewhere, unions_for
from gonghui.primitives.people.powers import SEE_PERSONS
from gonghui.primitives.people.querysets import paths_of
from gonghui.primitives.planned import planned


def known_persons(values: Iterable[Any], request: Request) -> Mapping[Any, str]:
    """The address of each person among the values whom the asker may look at; one query at most."""
    persons = {value.pk: value for value in values if isinstance(value, Person)}
    offices = getattr(request, "offices", [])
    if not persons or answers.frame_of(request) != "console" or not may_somewhere(offices, SEE_PERSONS):
        return {}
    known = _known.rows(persons=list(persons), paths=paths_of(unions_for(offices, SEE_PERSONS)))
    return {persons[pk]: address("faces:person", pk) for (pk,) in known}


@planned
def _known(persons: Any, paths: Iterable[Any]) -> QuerySet[Person]:
    return Person.objects.filter(pk__among=persons).known_below(paths).values_list("pk")
