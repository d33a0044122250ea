"""A load as its pages show it, and the firm for which somebody posts. Reads only."""

from typing import Any

from . import refusals, rules
from .models import Load, Shipper


def shipper_of(person: Any) -> Shipper:
    """The open firm for which this person posts. Raises NotAShipper."""
    found: Shipper | None = Shipper.objects.of(person).first()
    if found is None:
        raise refusals.NotAShipper()
    return found


def load_row(load: Load) -> dict[str, Any]:
    """A load in a list, its weight in words."""
    return {"load": load, "tonnes": rules.tonnes(load.weight_kg)}
