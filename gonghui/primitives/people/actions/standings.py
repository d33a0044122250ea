"""会籍状态: a membership is kept while its person retires, has no work, or their unit has ended."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db.models import Value
from django.db.models.functions import Greatest
from django.utils.timezone import localdate

from gonghui.kernel.callers import Caller
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.rows import insert_many
from gonghui.primitives.transactions import action

from ..models import Membership, Standing
from ..refusals import NotAMember, SameStanding
from ..rules import check_start

CARRIED = (Standing.Kind.RETIRED, Standing.Kind.EARLY_RETIRED)


def carry_standings(new: Mapping[UUID, Membership], *, on: date, now: datetime) -> None:
    """By the membership before: who is retired stays so where they move; what came of the old unit ends with it."""
    there = Standing.objects.filter(membership__in=new.keys(), ends_on=None)
    kinds = list(there.values_list("membership", "kind"))
    if kinds:
        there.update(ends_on=Greatest("starts_on", Value(on)))
    said = {"starts_on": on, "created_at": now}
    insert_many([Standing(membership=new[pk], kind=kind, **said) for pk, kind in kinds if kind in CARRIED])


def end_standings(membership: Membership) -> None:
    """What is open of a membership that has ended ends with it."""
    open_ones = Standing.objects.filter(membership=membership, ends_on=None)
    open_ones.update(ends_on=Greatest("starts_on", Value(membership.ends_on)))


def follow_end(membership: Membership, *, before: date | None) -> None:
    """A membership's end was put right: a standing that lasted until then lasts as long, or goes on."""
    if membership.ends_on == before:
        return
    lasted = Standing.objects.filter(membership=membership, ends_on=before).order_by("-starts_on", "-pk").first()
    if lasted is not None:
        lasted.ends_on = membership.ends_on and max(membership.ends_on, lasted.starts_on)
        lasted.save(update_fields=["ends_on"])


@action
def set_standing(
    membership: Membership, kind: str, *, starts_on: date, why: str = "", by: Caller, now: datetime
) -> Standing | None:
    """The standing from a day on; None for regular, which has no row.

    Raises NotAMember (it has ended), SameStanding, BadDates, StartsBeforeEnd (of the standing before).
    """
    held = Membership.objects.select_for_update(no_key=True, of=("self",)).select_related("person")
    row = held.get(pk=membership.pk)
    if row.ends_on is not None:
        raise NotAMember()
    kind, before = Standing.Kind(kind), row.standings.filter(ends_on=None).first()
    if kind == (before.kind if before else Standing.Kind.REGULAR):
        raise SameStanding(standing=kind.label)
    check_start(starts_on, last_end=before.starts_on if before else row.starts_on, today=localdate(now))
    row.standings.filter(ends_on=None).update(ends_on=starts_on)
    made = None
    if kind != Standing.Kind.REGULAR:
        made = Standing.objects.create(membership=row, kind=kind, starts_on=starts_on, created_at=now)
    facts = {"standing": kind.value, "on": starts_on.isoformat()} | ({"why": why} if why else {})
    journal.record("people.set_standing", row, by=by, now=now, label=row.person.name, on_person=row.person, facts=facts)
    return made
