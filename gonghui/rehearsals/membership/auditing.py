"""What an auditor finds in the books of memberships: days without a union, days of two, transfers that do not meet."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from gonghui.primitives.people.models import Membership, Transfer


@dataclass(frozen=True, slots=True)
class Found:
    """`gaps_days`: days between two memberships of one person; `doubles`: those that begin before the last ended."""

    gaps_days: int
    doubles: int
    transfers: int


def audit() -> Found:
    """All memberships there are, person by person."""
    rows = Membership.objects.order_by("person", "starts_on", "pk")
    days = rows.values_list("person", "starts_on", "ends_on").iterator()
    between = [_between(ends, starts) for (one, _, ends), (other, starts, _) in pairwise(days) if one == other]
    gaps = sum(days for days in between if days > 0)
    return Found(gaps, sum(days < 0 for days in between), Transfer.objects.count())


def _between(ends_on: date | None, starts_on: date) -> int:
    return (starts_on - (ends_on or date.max)).days
