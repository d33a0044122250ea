"""Who may take part in a fair, and what they hold in it. Reads only: pages and verbs ask the same."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from gonghui.kernel.benefits import Judgement
from gonghui.kernel.refusals import Refused
from gonghui.primitives import clock
from gonghui.primitives.admission.models import Place
from gonghui.primitives.people import lookups

from .. import refusals, rules
from ..models import Fair


def eligibility(fair: Fair, person: Any) -> Refused | None:
    """None if the person may take part in the fair, else why not (one query)."""
    return eligibility_of_member(fair, membership_of(person))


def membership_of(person: Any) -> Any:
    """The person's open membership with its union, or None."""
    return person.memberships.active().select_related("union").first() if person else None


def eligibility_of_member(fair: Fair, membership: Any) -> Refused | None:
    """As `eligibility`, for a membership already at hand; no query when the fair came with its union."""
    return eligibility_by(fair, _belonging(membership))


def eligibility_by(fair: Fair, belonging: rules.Belonging | None) -> Refused | None:
    """As `eligibility`, no query when the fair came with its union."""
    return rules.qualifies(belonging, _terms(fair))


def reasons(fair: Fair, membership: Any, *, now: datetime) -> Judgement:
    """Every condition and how this membership meets it; no query when the fair came with its union."""
    asker = rules.Asker(_belonging(membership), _terms(fair))
    return rules.TAKING_PART.judge(asker, on=clock.date_of(now))


def _terms(fair: Fair) -> rules.Terms:
    published = fair.published_at and clock.date_of(fair.published_at)
    return rules.Terms(fair.union.name, fair.union.path, fair.member_since, published)


def _belonging(membership: Any) -> rules.Belonging | None:
    return membership and rules.Belonging(membership.union.name, membership.union.path, membership.starts_on)


def belongings(persons: Iterable[UUID]) -> dict[UUID, rules.Belonging]:
    """Where each of these persons belongs; who is no member is not in it. One query."""
    return {person: rules.Belonging(*facts) for person, facts in lookups.belongings(persons).items()}


def live_place(fair: Fair, person: Any, *, but_key: str = "") -> Any:
    """The person's live place in the fair, with pool, session, venue. Raises NoPlace.

    With `but_key`, None when the live place already is the one of that idempotency key.
    """
    place = (
        Place.objects.filter(scope=fair.pk, holder=person, released_at=None)
        .select_related("pool__session__venue__fair", "pool__session__venue__division", "holder")
        .first()
    )
    if place is None:
        raise refusals.NoPlace()
    return None if but_key and place.key == but_key else place
