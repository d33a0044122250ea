"""Where the journal is looked up."""

import uuid
from typing import Any, Self

from django.db import models

from .rules import thing_name


class EntryQuerySet(models.QuerySet[Any]):
    def about(self, thing: models.Model) -> Self:
        """Entries on one thing, newest first."""
        return self.filter(thing=thing_name(thing)).order_by("-id")

    def on_person(self, person_id: uuid.UUID) -> Self:
        """What was done to a person, newest first."""
        return self.filter(on_person=person_id).order_by("-id")
