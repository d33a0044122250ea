"""Who may correct what is kept of a member. Pure."""

from datetime import timedelta
from uuid import UUID

from gonghui.primitives.people.powers import Act, Power

from . import refusals as no

CORRECT = Act("membership.correct", Power.MANAGE)
PROOF_KEPT = timedelta(days=180)  # after the decision; then its picture goes


def check_officer(officer: UUID | None, *, person: UUID, first: UUID | None) -> None:
    """Raises OnesOwnData, SecondOfficer."""
    if officer is None or officer == person:
        raise no.OnesOwnData()
    if officer == first:
        raise no.SecondOfficer()
