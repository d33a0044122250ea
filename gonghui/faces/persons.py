"""Where a person's name leads in the console: to their page, for whoever may open it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse

from gonghui.faces import answers
from gonghui.faces.requests import Request
from gonghui.primitives.people.models import Person
from gonghui.primitives.people.permissions import may_somewhere
from gonghui.primitives.people.powers import SEE_PERSONS


def known_persons(values: Iterable[Any], request: Request) -> Mapping[Any, str]:
    """The address of each person among the values whom the asker may look at; one query at most."""
    persons = {value.pk: value for value in values if isinstance(value, Person)}
    offices = getattr(request, "offices", [])
    if not persons or answers.frame_of(request) != "console" or not may_somewhere(offices, SEE_PERSONS):
        return {}
    known = Person.objects.filter(pk__in=persons).known_to(offices).values_list("pk", flat=True)
    return {persons[pk]: reverse("faces:person", args=[pk]) for pk in known}
