"""How entries by the door are looked up."""

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from .models import DoorEntry  # noqa: F401 - the queryset's rows


class DoorEntryQuerySet(models.QuerySet["DoorEntry"]):
    def inside(self) -> "DoorEntryQuerySet":
        return self.filter(went_at=None)
