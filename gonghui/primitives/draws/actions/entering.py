"""A person's part in a draw: entered, weighed, withdrawn, and its turn in a line afterwards."""

import re
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import F, Q
from django.utils import timezone

from gonghui.kernel import dates
from gonghui.kernel.codes import shown
from gonghui.kernel.draws import MOST_CHOICES
from gonghui.kernel.refusals import Refused
from gonghui.kernel.scarcity import Busy, bad_key
from gonghui.primitives.admission import lines
from gonghui.primitives.admission.models import Pool, Waiter
from gonghui.primitives.admission.refusals import UnknownPerson, UnknownPool
from gonghui.primitives.people.models import Person
from gonghui.primitives.rows import loaded
from gonghui.primitives.statements import by_index, run
from gonghui.primitives.transactions import action

from .. import entry_statement, refusals, turns_to_come
from ..entry_statement import Entering, Ruling, Said
from ..models import Draw, Lot

ROUNDS = 10
NONCE = re.compile(r"[0-9a-f]{32}")


@action
def enter(draw: Draw, person: Person, *, choices: Sequence[UUID], key: str, nonce: str = "", now: datetime) -> Lot:
    """An entry in `draw`; the same key and choices again answer the same one, even one withdrawn since.

    Raises AlreadyEntered, DrawNotOpen, DrawClosed, BadChoices, BadNonce, BadKey, LotKeyReused.
    """
    [answer] = enter_many([Entering(draw.pk, person.pk, key, tuple(choices), nonce)], now=now)
    if isinstance(answer, Refused):
        raise answer
    return answer


@action
def enter_many(entries: Sequence[Entering], *, now: datetime) -> list[Lot | Refused]:
    """Take many entries with one statement; one answer for each, in the same order. An odd one spoils no other."""
    told: dict[int, Lot | Refused] = {
        nth: refusal for nth, entry in enumerate(entries) if (refusal := _malformed(entry))
    }
    by_index()
    for _round in range(ROUNDS):
        left = [nth for nth in range(len(entries)) if nth not in told]
        if not left:
            break
        rulings = _ask([entries[nth] for nth in left], now)
        told |= {left[each.nth - 1]: _answer(each, now) for each in rulings if each.said is not Said.AGAIN}
    return [told.get(nth) or Busy() for nth in range(len(entries))]


@action
def withdraw(lot: Lot, *, now: datetime) -> None:
    """Take an entry out: before the list is frozen as if it had never been, after the draw out of the drawn order.

    And out of every line that it led into. Withdrawn already is no error; a place that was won is given back by
    admission's `release`. Raises ListFrozen.
    """
    waiting = Waiter.objects.live().filter(scope=lot.draw.scope, holder=lot.holder_id)
    pools = sorted(waiting.values_list("pool", flat=True))
    lines.lock(pools)
    _take_out(lot, now)
    for pool in pools:
        lines.dismiss(waiting.filter(pool=pool), pool, now=now)


def _take_out(lot: Lot, now: datetime) -> None:
    draw = Draw.objects.select_for_update(no_key=True).get(pk=lot.draw_id)
    if draw.closed_at is not None and draw.drawn_at is None and draw.cancelled_at is None:
        raise refusals.ListFrozen()
    gone = Lot.objects.live().filter(pk=lot.pk).update(withdrawn_at=now)
    if gone and draw.closed_at is None:
        Draw.objects.filter(pk=draw.pk).update(entries=F("entries") - 1, lots=F("lots") - lot.weight)
    lot.refresh_from_db(fields=["withdrawn_at"])


def weight_for(draw: Draw, person: Person) -> tuple[int, dict[str, int]]:
    """The lots this person would have, and why, before entering: as `Lot.weight` and `Lot.why`."""
    with connection.cursor() as cursor:
        cursor.execute(entry_statement.WEIGH, {"draw": draw.pk, "person": person.pk})
        base, more, missed, need = cursor.fetchone()
    return base + more + need, entry_statement.why(base, more, missed, need)


def position_in(lot: Lot, pool: Pool) -> int:
    """How many turns until this drawn lot in the pool's line, 1 for the next; 0 for who is not in it."""
    own = Waiter.objects.filter(pool=pool, holder=lot.holder_id).order_by("left_at").values_list("number", "left_at")
    mine = next((number for number, left in own if left is None), None)
    if mine is None and (pool.drawn_to is None or lot.rank is None or lot.rank <= pool.drawn_to):
        return 0
    turn = mine if mine is not None else lot.rank
    ahead = Waiter.objects.live().filter(pool=pool, number__lt=turn).count()
    if pool.drawn_to is not None:
        ahead += turns_to_come.still_to_stand(pool).filter(Q(rank__lt=turn)).count()
    return ahead + 1


def _malformed(entry: Entering) -> Refused | None:
    if refusal := bad_key(entry.key):
        return refusal
    if not 1 <= len(entry.choices) <= MOST_CHOICES or len(set(entry.choices)) < len(entry.choices):
        return refusals.BadChoices(most=MOST_CHOICES)
    return refusals.BadNonce() if entry.nonce and not NONCE.fullmatch(entry.nonce) else None


def _ask(entries: Sequence[Entering], now: datetime) -> list[Ruling]:
    asked = entry_statement.questions(entries, now=now)
    return entry_statement.answers(run(entry_statement.ENTER, asked), asked)


def _answer(ruling: Ruling, now: datetime) -> Lot | Refused:
    said, lot = ruling.said, ruling.lot
    if said in (Said.ENTERED, Said.SAME):
        assert lot is not None
        found = loaded(Lot, **lot)
        found.just_entered = said is Said.ENTERED
        return found
    if said is Said.ALREADY:
        assert lot is not None
        return refusals.AlreadyEntered(code=lot["code"], shown=shown(lot["code"]))
    if said is Said.OUT_OF_WINDOW:
        assert ruling.window is not None
        return _out_of_window(*ruling.window, now)
    by_name: dict[Said, type[Refused]] = {
        Said.KEY_REUSED: refusals.LotKeyReused,
        Said.UNKNOWN_PERSON: UnknownPerson,
        Said.UNKNOWN_POOL: UnknownPool,
        Said.UNKNOWN_DRAW: refusals.UnknownDraw,
    }
    return by_name[said]()


def _out_of_window(opens_at: datetime, closes_at: datetime, closed_at: datetime | None, now: datetime) -> Refused:
    zone = timezone.get_default_timezone()
    if now < opens_at and closed_at is None:
        return refusals.DrawNotOpen(opens_at=opens_at, opens=dates.moment(opens_at, zone))
    return refusals.DrawClosed(closed_at=closes_at, closed=dates.moment(closes_at, zone))
