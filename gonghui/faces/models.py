"""What the faces themselves keep: how a person likes to see a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from gonghui.primitives.rows import Row

if TYPE_CHECKING:
    from gonghui.primitives.people.models import Person


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def of(self, person: Person, path: str) -> SavedViewQuerySet:
        """Those that a person keeps of the list at an address, by name."""
        return self.filter(person=person, path=path).order_by("name", "pk")


class SavedView(Row):
    """常用筛选: a name that a person gave to what they ask of a list: its filters and its order.

    `path` is the list's address, `query` what is asked there, as listing.address writes it.
    """

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+", db_index=False)
    path = models.CharField(max_length=200)
    name = models.CharField(max_length=20)
    query = models.CharField(max_length=500)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "path", "name"], name="one_saved_view_of_a_name")]
