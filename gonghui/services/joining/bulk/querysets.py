"""Which bulk decisions: those of whoever said it, those the worker is to go on with, those to be forgotten."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

from gonghui.primitives.people.models import Person

if TYPE_CHECKING:
    from .models import BulkDecision  # noqa: F401 - named in a base class


class BulkDecisionQuerySet(models.QuerySet["BulkDecision"]):
    def of(self, person: Person) -> BulkDecisionQuerySet:
        return self.filter(person=person)

    def open(self) -> BulkDecisionQuerySet:
        return self.filter(state="open")

    def ended_before(self, moment: datetime) -> BulkDecisionQuerySet:
        return self.filter(ended_at__lt=moment)
