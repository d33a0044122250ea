"""What is shown of a membership: its standing, what that may, and its course."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from gonghui.primitives.people.models import Membership, Person, Standing
from gonghui.primitives.people.querysets import MembershipQuerySet
from gonghui.primitives.people.standings import entitlement

from .models import Lapse
from .words import MAY


@dataclass(frozen=True, slots=True)
class MayWhat:
    """A standing in words, with whether it votes, owes dues, has the benefits."""

    kind: str
    word: str
    may: list[tuple[str, bool]]
    source: str
    weak: bool


def may_what(kind: str, on: date) -> MayWhat:
    held = entitlement(kind, on=on)
    may = [(word, bool(getattr(held, name))) for name, word in MAY]
    return MayWhat(kind, str(Standing.Kind(kind).label), may, held.source, held.weak)


def with_standings(rows: MembershipQuerySet) -> MembershipQuerySet:
    """With whose and where they are, and their standings: two queries, however many there are."""
    open_ones = Prefetch("standings", Standing.objects.filter(ends_on=None), to_attr="open_standings")
    return rows.select_related("person", "union").prefetch_related(open_ones)


def standing_of(membership: Membership) -> str:
    """Its kind today."""
    known = getattr(membership, "open_standings", None)
    row = next(iter(known), None) if known is not None else membership.standings.filter(ends_on=None).first()
    return row.kind if row else Standing.Kind.REGULAR.value


def lapses_on(membership: Membership) -> date | None:
    """From when on an automatic leaving may end it, once the member was told; None where none is under way."""
    told = Lapse.objects.open().filter(membership=membership, noticed_at__isnull=False).first()
    return told.ends_on if told else None


def course_of(person: Person) -> list[Membership]:
    """Every membership, the newest first."""
    return list(person.memberships.select_related("union").order_by("-starts_on", "-pk"))
