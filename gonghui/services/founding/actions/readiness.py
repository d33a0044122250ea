"""Where so many members work without a union that there should be one, the union above is told."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate

from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.people.models import Employer
from gonghui.primitives.transactions import action

from ..models import Ready
from ..pages.agenda import READY
from ..querysets import members_at
from ..rules.standards import standard


def find_ready(now: datetime) -> int:
    """Counts anew: other slices let people join and work. How many employers came, went, or have another number."""
    least = standard("members", localdate(now)).value
    without = Employer.objects.open().without_union().filter(area__isnull=False, area__closed_at=None)
    return keep_ready(dict(members_at(without).filter(many__gte=least)), now=now)


@action
def keep_ready(enough: Mapping[Any, int], *, now: datetime) -> int:
    """Exactly these employers are ready, with so many members. How many changed."""
    there = {one.employer_id: one for one in Ready.objects.select_for_update().order_by("pk")}
    over = [one.pk for employer, one in there.items() if employer not in enough]
    Ready.objects.filter(pk__in=over).delete()
    found = {pk: (area, enough[pk]) for pk, area in Employer.objects.filter(pk__in=enough).values_list("pk", "area")}
    new = [
        Ready(employer_id=pk, area_id=area, members=many, created_at=now)
        for pk, (area, many) in found.items()
        if pk not in there
    ]
    Ready.objects.bulk_create(new, ignore_conflicts=True)
    other = [one for pk, one in there.items() if found.get(pk, was := (one.area_id, one.members)) != was]
    for one in other:
        one.area_id, one.members = found[one.employer_id]
    Ready.objects.bulk_update(other, ["area", "members"])
    agenda.renew(READY, [*over, *(one.pk for one in (*new, *other))], now=now)
    return len(over) + len(new) + len(other)


def renew_ready(employers: Collection[UUID], *, now: datetime) -> None:
    """A case for them was opened, or ended without a union."""
    found = list(Ready.objects.filter(employer__in=employers).values_list("pk", flat=True))
    if found:
        agenda.renew(READY, found, now=now)


def ready_no_more(employers: Collection[UUID]) -> None:
    """They have a union."""
    found = list(Ready.objects.filter(employer__in=employers).values_list("pk", flat=True))
    if found:
        Ready.objects.filter(pk__in=found).delete()
        agenda.done(READY.key, found)
