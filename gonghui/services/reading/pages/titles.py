"""A title as its page shows it: to everybody, and what one reader has of it. Reads only."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language

from gonghui.faces import shared
from gonghui.faces.attachments import Attached
from gonghui.primitives.people.models import Person
from gonghui.primitives.places.models import Premises
from gonghui.primitives.planned import planned

from ..models import Hold, Loan, Title
from .browse import SHARED_SECONDS, cover_of
from .finding import Standing, standings


@dataclass(frozen=True, slots=True, eq=False)
class TitleShown:
    """A title, and where its copies stand, how many of them free: known by itself, a new one for each moment."""

    title: Title
    standing: Standing
    places: list[tuple[Premises, int]]
    cover: Attached | None


def told(pk: Any) -> TitleShown:
    """At most a moment old. Raises Http404."""

    def made() -> TitleShown:
        title = get_object_or_404(Title, pk=pk)
        standing = standings([title.pk])[title.pk]
        places = Premises.objects.filter(pk__in=standing.places).order_by("name", "pk")
        return TitleShown(title, standing, [(each, standing.places[each.pk]) for each in places], cover_of(title))

    return shared.once(("reading.title", pk, get_language()), SHARED_SECONDS, made)


def had_by(person: Person, title: Title) -> tuple[Hold | None, Loan | None]:
    """What somebody has of a title: a hold or a copy."""
    of = {"person": person.pk, "title": title.pk}
    return _hold.first(**of), _loan.first(**of)


@planned
def _hold(person: Any, title: Any) -> QuerySet[Hold]:
    return Hold.objects.open().of(person).for_page().filter(title=title).order_by("pk")


@planned
def _loan(person: Any, title: Any) -> QuerySet[Loan]:
    return Loan.objects.open().of(person).filter(copy__title=title).order_by("pk")
