"""Whose membership, steps and death the asker may see: what the doors of officers begin with."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404

from gonghui.primitives.people.models import Membership, Person

from .models import Death, Lapse
from .rules import LIFE


def get_membership(request: Any, pk: UUID) -> Membership:
    mine = Membership.objects.for_act(request.offices, LIFE).select_related("person", "union")
    return get_object_or_404(mine, pk=pk)


def running_of(request: Any, membership: UUID) -> Lapse:
    """The automatic leaving that is under way."""
    mine = Lapse.objects.running().for_act(request.offices, LIFE)
    return get_object_or_404(mine.select_related("membership__person", "membership__union"), membership=membership)


def get_person(request: Any, pk: UUID) -> Person:
    """A member of my unions, or who was one until a death that is recorded."""
    ended = Death.objects.standing().for_act(request.offices, LIFE).filter(person=pk)
    mine = Person.objects.for_act(request.offices, LIFE)
    return get_object_or_404(mine | Person.objects.filter(pk__in=ended.values("person")), pk=pk)


def get_death(request: Any, person: UUID) -> Death:
    mine = Death.objects.standing().for_act(request.offices, LIFE)
    return get_object_or_404(mine.select_related("person", "membership__union"), person=person)
