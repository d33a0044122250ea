"""What does not add up: draws whose list or secret was changed after it was published."""

from uuid import UUID

from . import winners
from .models import Draw


def changed() -> list[UUID]:
    """The frozen draws that will never be made for that."""
    return [draw.pk for draw in Draw.objects.frozen().order_by("pk") if not winners.as_frozen(draw)]
