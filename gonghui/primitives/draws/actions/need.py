"""The list of members in need of a draw: brought whole before anyone enters, fixed from then on."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from gonghui.kernel.draws import Rule
from gonghui.primitives import clock
from gonghui.primitives.rows import insert_many
from gonghui.primitives.transactions import action

from .. import refusals
from ..models import Draw, Lot, Need


@action
def set_need(draw: Draw, persons: Iterable[UUID], *, now: datetime) -> int:
    """Replace the list by these persons; returns how many they are. Raises NoLotsForNeed, NeedFixed.

    An entry that waited meanwhile for this draw's lock looks again (`entry_statement.ENTER`): none is weighed by the
    old list.
    """
    draw = Draw.objects.select_for_update(no_key=True).get(pk=draw.pk)
    refuse_fixed_need(draw, now=now)
    listed = set(persons)
    Need.objects.filter(draw=draw).delete()
    insert_many([Need(draw=draw, person_id=person, created_at=now) for person in listed])
    draw.need_set_at = now
    draw.save(update_fields=["need_set_at"])
    return len(listed)


def refuse_fixed_need(draw: Draw, *, now: datetime) -> None:
    """Raise NoLotsForNeed, or NeedFixed once the window has opened, whoever's clock says so first."""
    if not Rule.of(draw.rule).need:
        raise refusals.NoLotsForNeed()
    begun = now >= draw.opens_at or draw.closed_at is not None or draw.cancelled_at is not None
    if begun or Lot.objects.filter(draw=draw).exists():
        raise refusals.NeedFixed(opens_at=draw.opens_at, opens=clock.moment(draw.opens_at))
