"""What of the premises waits for whom: a worker's report, with its clock, for the keepers and the offices above."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.agenda import rules as heaps
from gonghui.primitives.agenda.actions import Source
from gonghui.primitives.agenda.links import link
from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.agenda.querysets import Ids, only

from .models import Keeper, Premises, Trouble
from .rules import KEEP


def _troubles(troubles: Ids, people: Ids, _now: datetime) -> Iterable[Matter]:
    standing = only(Trouble.objects.open().filter(premises__closed_on=None), pk=troubles)
    rows = list(standing.select_related("premises").order_by("pk"))
    kept: dict[Any, list[Any]] = {}
    for keeper in only(Keeper.objects.current(), premises={row.premises_id for row in rows}, person=people):
        kept.setdefault(keeper.premises_id, []).append(keeper.person_id)
    for row in rows:
        yield _matter(row, union_id=row.premises.union_id, act=KEEP.name, queue=_("工人反映"))
        yield from (_matter(row, person_id=person, queue=heaps.OTHER) for person in kept.get(row.premises_id, ()))


def _matter(trouble: Trouble, **addressee: Any) -> Matter:
    return Matter(
        subject=trouble.pk,
        key=TROUBLES.key,
        title=f"{trouble.premises.name}：{trouble.facility_name}{Trouble.What(trouble.what).label}",
        note=trouble.detail,
        step=_("处理"),
        icon="alert-triangle",
        link=link("faces:kept-one", trouble.premises_id, at=f"t-{trouble.pk}"),
        due=trouble.due_at,
        **addressee,
    )


TROUBLES = Source("places.trouble", _troubles)  # subject: the report


def renew_troubles(premises: Premises, *, now: datetime) -> None:
    """Once it has other keepers, or is given up."""
    agenda.renew(TROUBLES, list(premises.troubles.open().values_list("pk", flat=True)), now=now)
