"""A person, for officers: who it is, where they belong, what they hold, what was done with their data."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from gonghui.faces import answers, services
from gonghui.faces.acting import page
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Document, Person
from gonghui.primitives.people.permissions import unions_for
from gonghui.primitives.people.powers import SEE_PERSONS
from gonghui.primitives.people.querysets import paths_of
from gonghui.primitives.planned import planned

LAST_ACTS = 20
OWN_ACTS = ("people.", "membership.")  # what services did with a person stands on their own pages, by their own rights


@page("faces:person", "console/person.html", staff(SEE_PERSONS))
def person(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """Somebody of my unions. Every look is written down, for the person to read."""
    found = _person(request, pk)
    people.look(found, by=request.caller, now=request.now)
    parts = [part(request, found) for part in services.product().persons]
    return {
        "title": found.name,
        "shown": found,
        "documents": _documents.rows(person=found.pk),
        "parts": sorted(parts, key=lambda part: part.rank),
        "history": _history.part(0, LAST_ACTS, person=found.pk),
    }


@person.act()
def number(request: PersonalRequest, pk: UUID, document: UUID, *, reason: str) -> dict[str, Any]:
    """A whole number, shown this once; why is written down. Raises WhyMissing."""
    looked = get_object_or_404(_person(request, pk).documents.select_related("person"), pk=document)
    return {"number": people.look_at_number(looked, by=request.caller, now=request.now, why=reason), "looked": looked}


def _person(request: PersonalRequest, pk: UUID) -> Person:
    return answers.found(_known.first(pk=pk, paths=paths_of(unions_for(request.offices, SEE_PERSONS))))


@planned
def _known(pk: Any, paths: Iterable[Any]) -> QuerySet[Person]:
    return Person.objects.filter(pk=pk).known_below(paths)


@planned
def _documents(person: Any) -> QuerySet[Document]:
    return Document.objects.filter(person=person).order_by("kind", "pk")


@planned
def _history(person: Any) -> QuerySet[Entry]:
    told = Q(*[("act__startswith", name) for name in OWN_ACTS], _connector=Q.OR)
    return Entry.objects.on_person(person).filter(told)
