"""A union that ends with people in it: they go to another on the same day, so that nobody is a day without a union."""

from datetime import datetime
from uuid import UUID

from django.db.models import Value
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from gonghui.kernel.callers import Caller
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.rows import insert_many
from gonghui.primitives.transactions import action

from ..models import Employer, Membership, Standing, Transfer, Union
from ..refusals import IntoItself, UnionHasUnions
from ..rules import OF_EMPLOYERS, within
from .members import check_open
from .unions import close_union, held, hold_tree, move_union


@action
def rename_union(union: Union, name: str, *, by: Caller, now: datetime) -> Union:
    """Another name. Raises UnionClosed."""
    row = held(union)
    before, row.name = row.name, name.strip()
    row.save(update_fields=["name"])
    facts = {"before": before, "after": row.name}
    journal.record("people.rename_union", row, by=by, now=now, label=row.name, facts=facts)
    return row


@action
def merge_union(union: Union, into: Union, *, by: Caller, now: datetime) -> list[UUID]:
    """Its members and the unions below it go into another, and it is closed. Returns the persons who went.

    Raises IntoItself, UnionClosed, WrongLevel, TreeTooDeep.
    """
    hold_tree(union, into)
    row = held(union)
    _refuse_into_itself(row, into)
    for below in row.children.filter(closed_at=None).order_by("path"):
        move_union(below, into, by=by, now=now)
    return _ended("people.merge_union", row, into, by=by, now=now)


@action
def dissolve_union(union: Union, *, members_to: Union, kept: bool, by: Caller, now: datetime) -> list[UUID]:
    """It ends with its unit; its members go to `members_to`, or are `kept` there. Returns the persons who went.

    Raises IntoItself, UnionClosed, UnionHasUnions.
    """
    hold_tree(union)
    row = held(union)
    _refuse_into_itself(row, members_to)
    if row.children.filter(closed_at=None).exists():
        raise UnionHasUnions(union=row.name)
    return _ended("people.dissolve_union", row, members_to, kept=kept, by=by, now=now)


def _refuse_into_itself(union: Union, into: Union) -> None:
    if within(Union.objects.get(pk=into.pk).path, union.path):
        raise IntoItself(union=union.name)


def _ended(act: str, union: Union, into: Union, *, kept: bool = False, by: Caller, now: datetime) -> list[UUID]:
    check_open(into.pk)
    went = move_members(union, into, kept=kept, now=now)
    Employer.objects.filter(area=union).update(area=into)
    own = into if into.kind in OF_EMPLOYERS else None  # a union above looks after them; it is not theirs
    Employer.objects.filter(union=union).update(union=own, area=Coalesce("area", Value(into.pk)))
    close_union(union, by=by, now=now)
    Union.objects.filter(pk=union.pk).update(goes_on_in=into)
    facts = {"into": into.name, "members": len(went)}
    journal.record(act, union, by=by, now=now, label=union.name, facts=facts)
    return went


def move_members(union: Union, into: Union, *, kept: bool, now: datetime) -> list[UUID]:
    """Every open membership of a union goes on in another from today on, in its standing; `kept`: in that of a closed
    unit. The union's row is held alone: whoever joins it meanwhile waits, and then finds it closed."""
    today = localdate(now)
    old = list(Membership.objects.active().filter(union=union).order_by("pk").select_for_update(of=("self",)))
    Membership.objects.filter(pk__in=[each.pk for each in old]).update(ends_on=today)
    new = {each.pk: Membership(person_id=each.person_id, union=into, starts_on=today, created_at=now) for each in old}
    insert_many(list(new.values()))
    insert_many([Transfer(old_id=pk, new=one, created_at=now) for pk, one in new.items()])
    _keep_standings(new, kept, now)
    return [each.person_id for each in old]


def _keep_standings(new: dict[UUID, Membership], kept: bool, now: datetime) -> None:
    """By the membership before: the standing goes on, or becomes that of a closed unit where it was regular."""
    today, standings = localdate(now), Standing.objects.filter(membership__in=new.keys(), ends_on=None)
    kinds = dict(standings.values_list("membership", "kind"))
    standings.update(ends_on=today)
    if kept:
        kinds = dict.fromkeys(new, Standing.Kind.UNIT_CLOSED.value) | kinds
    said = {"starts_on": today, "created_at": now}
    insert_many([Standing(membership=new[pk], kind=kind, **said) for pk, kind in kinds.items()])
