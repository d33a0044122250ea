"""Look-ups of files; they serve the primitive itself, for owners reach their files by their own rows."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef

from .storing import start_of

if TYPE_CHECKING:
    pass


class FileQuerySet(models.QuerySet["File"]):
    def with_bytes(self) -> FileQuerySet:
        """Whose bytes must be there."""
        return self.filter(emptied_at=None)

    def of_day(self, day: date) -> FileQuerySet:
        """Kept under the folder of that day."""
        return self.filter(created_at__gte=start_of(day), created_at__lt=start_of(day + timedelta(days=1)))

    def to_empty(self, before: datetime) -> FileQuerySet:
        """Taken off before that moment, their bytes still there; the first taken off first."""
        return self.filter(emptied_at=None, taken_off_at__lt=before).order_by("taken_off_at", "pk")

    def without_owner(self, before: datetime) -> FileQuerySet:
        """Kept before that moment, in nobody's hands: no row of any table points at them."""
        listed = self.filter(taken_off_at=None, created_at__lt=before)
        for pointer in self.model._meta.get_fields(include_hidden=True):
            if pointer.auto_created and pointer.is_relation and not pointer.concrete:
                owner, name = pointer.related_model, pointer.field.name
                listed = listed.exclude(Exists(owner._base_manager.filter(**{name: OuterRef("pk")})))
        return listed
