"""What does not add up: draws whose list or secret was changed after it was published."""

from collections.abc import Collection
from uuid import UUID

from . import winners
from .frozen_list import Unequal
from .models import Draw

__all__ = ["Unequal", "changed"]


def changed(among: Collection[UUID] | None = None) -> list[UUID]:
    """The frozen draws, of all or among these, that will never be made for that."""
    frozen = Draw.objects.frozen().order_by("pk")
    asked = frozen if among is None else frozen.filter(pk__in=among)
    return [draw.pk for draw in asked if not winners.as_frozen(draw)]
