"""Draw and pools held in one order, so that what there is to win changes before its list is frozen or not at all."""

from uuid import UUID

from gonghui.primitives.admission import lines
from gonghui.primitives.admission.models import Pool
from gonghui.primitives.statements import by_index
from gonghui.primitives.transactions import action

from . import refusals
from .models import Draw


@action
def hold_list(draw: Draw) -> Draw:
    """What there is to win may change in this transaction: the list is not frozen meanwhile. Raises ListFrozen."""
    locked_pools(draw)
    draw = Draw.objects.select_for_update(no_key=True).get(pk=draw.pk)
    if Draw.objects.frozen().filter(pk=draw.pk).exists():
        raise refusals.ListFrozen()
    return draw


def locked_pools(draw: Draw) -> dict[UUID, Pool]:
    """The pools of a draw that are not closed, locked: always before the draw itself. And what follows is by index."""
    by_index()
    ids = Pool.objects.filter(scope=draw.scope).values_list("pk", flat=True)
    return {pk: pool for pk, pool in lines.lock(ids).items() if pool.closed_at is None}
