"""The lists behind the figures: which members are asked for, and which employers their members wait for a union of.

The page, the roster that is taken away and the API ask here, so that all three mean the same people.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from gonghui.faces.scripts import simplified
from gonghui.kernel.text import fold
from gonghui.primitives.people.models import Employer, Employment, Membership, Standing, Union
from gonghui.primitives.people.querysets import MembershipQuerySet
from gonghui.primitives.text_search import says


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list of members is asked for; what is empty asks for nothing."""

    at: str = ""  # a union by its code: its own members and those of all below it
    employer: UUID | None = None
    kind: str = ""  # of union
    trade: str = ""
    standing: str = ""
    q: str = ""  # words of the name, as they were typed


def members(mine: Iterable[Union], asked: Asked) -> MembershipQuerySet:
    """The open memberships of these unions that are asked for; of a union or a kind that there is not, none."""
    rows = Membership.objects.active().under(mine)
    if asked.at:
        rows = rows.under(Union.objects.filter(code=asked.at))
    if asked.employer:
        rows = rows.filter(Exists(_work().filter(employer=asked.employer)))
    if asked.kind:
        rows = rows.filter(union__kind=asked.kind)
    if asked.trade:
        rows = in_trade(rows, asked.trade)
    if asked.standing:
        rows = in_standing(rows, asked.standing)
    return named(rows, asked.q)


def named(rows: MembershipQuerySet, text: str) -> MembershipQuerySet:
    """Those whose names hold each of these words, in either script; of no words all."""
    words = " ".join(filter(None, map(fold, text.split())))
    path = ["person__name"]
    return rows.filter(says(path, words) | says(path, simplified(words))) if words else rows


def in_trade(rows: MembershipQuerySet, trade: str) -> MembershipQuerySet:
    own = Q(trade=trade) | Q(trade="", employer__trade=trade)
    return rows.filter(Exists(_work().filter(own)))


def in_standing(rows: MembershipQuerySet, kind: str) -> MembershipQuerySet:
    held = Standing.objects.filter(membership=OuterRef("pk"), ends_on=None)
    regular = kind == Standing.Kind.REGULAR
    return rows.filter(~Exists(held) if regular else Exists(held.filter(kind=kind)))


def _work() -> QuerySet[Employment]:
    """Where a membership's person works now."""
    return Employment.objects.filter(person=OuterRef("person"), ends_on=None)


def pool(mine: Iterable[Union], *, least: int = 0) -> QuerySet[Employer]:
    """Employers without a union for whom members of these unions work: `members` are how many.

    With `least` those alone of whom so many are members, or work there as far as is known.
    """
    ours = Membership.objects.active().under(mine)
    work = Employment.objects.filter(ends_on=None, employer=OuterRef("pk"), person__in=ours.values("person"))
    counted = work.order_by().values("employer").annotate(many=Count("person", distinct=True)).values("many")
    members = Coalesce(Subquery(counted, output_field=IntegerField()), 0)
    waiting = Employer.objects.open().without_union().annotate(members=members).filter(members__gt=0)
    return waiting.filter(Q(members__gte=least) | Q(headcount__gte=least)) if least else waiting
