"""The tree of unions: founded under a parent, moved with everything below, closed when empty."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr

from gonghui.kernel.callers import Caller
from gonghui.kernel.credit_code import CreditCode
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.transactions import action, violated

from .. import departures
from ..models import Division, Membership, Office, Union
from ..refusals import (
    CreditCodeTaken,
    UnderItself,
    UnionClosed,
    UnionCodeTaken,
    UnionHasMembers,
    UnionHasUnions,
)
from ..rules import LONGEST_PATH, TreeTooDeep, ancestors, check_level, union_code, union_path, within


@action
def found_union(
    *,
    code: str,
    name: str,
    kind: str,
    parent: Union | None,
    division: Division | None,
    credit_code: str | None = None,
    by: Caller,
    now: datetime,
) -> Union:
    """A new union in the tree.

    Raises BadUnionCode, UnionCodeTaken, CreditCodeTaken, WrongLevel, TreeTooDeep, UnionClosed (the parent).
    """
    above = None
    if parent:
        hold_tree(parent)
        above = held(parent)
        check_level(kind, above.kind)
    code = union_code(code)
    union = Union(
        code=code,
        name=name.strip(),
        kind=Union.Kind(kind),
        parent=above,
        path=union_path(above.path if above else "", code),
        division=division,
        credit_code=str(credit_code) if credit_code else None,
        created_at=now,
    )
    try:
        with transaction.atomic():
            union.save(force_insert=True)
    except IntegrityError as error:
        raise _taken(error, union) from error
    journal.record("people.found_union", union, by=by, now=now, label=union.name, facts={"code": code})
    return union


@action
def move_union(union: Union, parent: Union, *, by: Caller, now: datetime) -> Union:
    """Put a union, with all below it, under another parent.

    Raises UnderItself, WrongLevel, TreeTooDeep, UnionClosed.
    """
    hold_tree(union, parent)
    moved, above = Union.objects.get(pk=union.pk), held(parent)
    if within(above.path, moved.path):
        raise UnderItself()
    if moved.closed_at:
        raise UnionClosed(union=moved.name)
    check_level(moved.kind, above.kind)
    old, new = moved.path, union_path(above.path, moved.code)
    branch = Union.objects.filter(path__startswith=old)
    if max(map(len, branch.values_list("path", flat=True))) - len(old) + len(new) > LONGEST_PATH:
        raise TreeTooDeep()
    Union.objects.filter(pk=moved.pk).update(parent=above)
    branch.update(path=Concat(Value(new), Substr("path", len(old) + 1)))
    journal.record("people.move_union", moved, by=by, now=now, label=moved.name, facts={"from": old, "to": new})
    above_before = set(ancestors(old)) - set(ancestors(new)) - {old}
    reached = Office.objects.open_at(now).filter(union__path__in=above_before).values_list("person", flat=True)
    departures.moved(moved.pk, set(reached), by=by, now=now)
    union.refresh_from_db()
    return union


@action
def set_credit_code(union: Union, code: CreditCode, *, by: Caller, now: datetime) -> Union:
    """The code that its certificate gives a union. Raises CreditCodeTaken: no two unions have one, closed ones too."""
    row = Union.objects.select_for_update(no_key=True).get(pk=union.pk)
    before, row.credit_code = row.credit_code, str(code)
    if before == row.credit_code:
        return row
    try:
        with transaction.atomic():
            row.save(update_fields=["credit_code"])
    except IntegrityError as error:
        raise _taken(error, row) from error
    facts = {"before": before or "", "after": row.credit_code}
    journal.record("people.set_credit_code", row, by=by, now=now, label=row.name, facts=facts)
    return row


@action
def close_union(union: Union, *, by: Caller, now: datetime) -> None:
    """Close a union that has neither members nor unions left; its offices end with it.

    Raises UnionHasMembers, UnionHasUnions, UnionClosed.
    """
    row = held(union)
    if row.children.filter(closed_at=None).exists():
        raise UnionHasUnions(union=row.name)
    if Membership.objects.active().filter(union=row).exists():
        raise UnionHasMembers(union=row.name)
    ended = Office.objects.filter(union=row, ends_at=None)
    officers = set(ended.values_list("person", flat=True))
    ended.update(ends_at=now)
    row.closed_at = union.closed_at = now
    row.save(update_fields=["closed_at"])
    journal.record("people.close_union", row, by=by, now=now, label=row.name)
    departures.resigned(officers, by=by, now=now)


def hold_tree(*unions: Union) -> None:
    """One change of the tree's shape at a time: a union founded under a branch on the move would keep the old path."""
    roots = {ancestors(union.path)[0] for union in unions}
    list(Union.objects.filter(path__in=roots).order_by("path").select_for_update(no_key=True))


def held(union: Union) -> Union:
    """The row as it is now, for this transaction alone: who checks that it is open waits. Raises UnionClosed."""
    row = Union.objects.select_for_update().get(pk=union.pk)
    if row.closed_at:
        raise UnionClosed(union=row.name)
    return row


def _taken(error: IntegrityError, union: Union) -> Exception:
    match violated(error):
        case "one_union_per_code" | "one_union_per_path":
            return UnionCodeTaken(code=union.code)
        case "one_union_per_credit_code":
            return CreditCodeTaken(credit_code=union.credit_code)
    return error
