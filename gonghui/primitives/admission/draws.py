"""The verbs of a draw (摇号): open it, enter it, freeze its list, draw, and what came of it."""

import gzip
import re
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import F, Q
from django.utils import timezone

from gonghui.kernel import dates
from gonghui.kernel.codes import shown
from gonghui.kernel.draws import MOST_CHOICES, Rule, commitment, normal_beacon
from gonghui.kernel.refusals import Refused
from gonghui.kernel.scarcity import Busy, bad_key
from gonghui.primitives import clock
from gonghui.primitives.people.keys import keyring
from gonghui.primitives.people.models import Person
from gonghui.primitives.rows import loaded
from gonghui.primitives.statements import by_index, run
from gonghui.primitives.transactions import action

from . import drawn, entering, lines, refusals
from .entering import Entering, Ruling, Said
from .models import Draw, DrawFile, Lot, Pool, Waiter

__all__ = [
    "Entering",
    "cancel_draw",
    "close_draw",
    "draw_lots",
    "enter",
    "enter_many",
    "file_of",
    "leave_order",
    "open_draw",
    "position_in",
    "set_beacon",
    "store_file",
    "weight_for",
    "withdraw",
]

ROUNDS = 10
NONCE = re.compile(r"[0-9a-f]{32}")


@action
def open_draw(
    *, scope: UUID, series: UUID, opens_at: datetime, closes_at: datetime, rule: Rule, beacon_rule: str = ""
) -> Draw:
    """A draw for the pools of `scope`, with its secret made, sealed and committed to. The pools are held for it.

    Raises BadWindow.
    """
    if not opens_at < closes_at:
        raise refusals.BadWindow()
    draw = Draw(scope=scope, series=series, opens_at=opens_at, closes_at=closes_at, beacon_rule=beacon_rule)
    secret = secrets.token_hex(32)
    draw.rule = rule.as_dict()
    draw.commitment = commitment(str(draw.pk), secret)
    draw.secret_sealed = keyring().seal(secret.encode(), context=drawn.secret_context(draw))
    draw.save(force_insert=True)
    Pool.objects.filter(scope=scope).update(for_draw=True)
    return draw


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

    Withdrawn already is no error; a place that was won is given back by `release`. Raises ListFrozen.
    """
    draw = Draw.objects.select_for_update(no_key=True).get(pk=lot.draw_id)
    if draw.closed_at is not None and draw.drawn_at is None and draw.cancelled_at is None:
        raise refusals.ListFrozen()
    gone = Lot.objects.live().filter(pk=lot.pk).update(withdrawn_at=now)
    if gone and draw.closed_at is None:
        Draw.objects.filter(pk=draw.pk).update(entries=F("entries") - 1, lots=F("lots") - lot.weight)
    lot.refresh_from_db(fields=["withdrawn_at"])


@action
def leave_order(lot: Lot, *, now: datetime) -> None:
    """After the draw: out of the drawn order, and of every line that it led into. Raises ListFrozen."""
    waiting = Waiter.objects.live().filter(scope=lot.draw.scope, holder=lot.holder_id)
    pools = sorted(waiting.values_list("pool", flat=True))
    lines.lock(pools)
    withdraw(lot, now=now)
    for pool in pools:
        lines.dismiss(waiting.filter(pool=pool), pool, now=now)


@action
def close_draw(draw: Draw, *, title: str, labels: Mapping[UUID, str], now: datetime) -> Draw:
    """Freeze the list of a draw whose window has ended, and publish its hash. Frozen already: nothing happens.

    `labels` names each pool for readers. Who came to hold a place of the scope meanwhile is taken out. Raises
    NotYetClosed.
    """
    pools = _locked_pools(draw)
    draw = Draw.objects.select_for_update(no_key=True).get(pk=draw.pk)
    if draw.closed_at is not None or draw.cancelled_at is not None:
        return draw
    if now < draw.closes_at:
        raise refusals.NotYetClosed(closes_at=draw.closes_at, closes=clock.moment(draw.closes_at))
    drawn.freeze(draw, pools, title=title, labels=labels, now=now)
    return draw


@action
def set_beacon(draw: Draw, text: str, *, now: datetime) -> Draw:
    """Enter the public number that was agreed on beforehand, once, after the list was frozen.

    Raises NotYetClosed, BeaconStands, BeaconMissing (nothing readable was given).
    """
    beacon = normal_beacon(text)
    if not beacon:
        raise refusals.BeaconMissing(rule=draw.beacon_rule)
    ready = Draw.objects.filter(pk=draw.pk, closed_at__isnull=False, drawn_at=None, beacon="").exclude(beacon_rule="")
    won = ready.update(beacon=beacon)
    draw.refresh_from_db()
    if not won and draw.closed_at is None:
        raise refusals.NotYetClosed(closes_at=draw.closes_at, closes=clock.moment(draw.closes_at))
    if not won and draw.beacon != beacon:
        raise refusals.BeaconStands(beacon=draw.beacon)
    return draw


@action
def draw_lots(draw: Draw, *, now: datetime) -> Draw:
    """Draw a frozen list: every entry gets its rank, the first of them places, the next stand in the lines.

    The secret is told. Drawn already: nothing happens. Raises NotYetClosed, BeaconMissing.
    """
    pools = _locked_pools(draw)
    draw = Draw.objects.select_for_update(no_key=True).get(pk=draw.pk)
    if draw.drawn_at is not None or draw.cancelled_at is not None:
        return draw
    if draw.closed_at is None:
        raise refusals.NotYetClosed(closes_at=draw.closes_at, closes=clock.moment(draw.closes_at))
    if draw.beacon_rule and not draw.beacon:
        raise refusals.BeaconMissing(rule=draw.beacon_rule)
    drawn.draw(draw, pools, now=now)
    return draw


@action
def cancel_draw(draw: Draw, *, now: datetime) -> None:
    """No draw will be made; its entries stand as they are. One that was drawn stays drawn."""
    Draw.objects.filter(pk=draw.pk, drawn_at=None, cancelled_at=None).update(cancelled_at=now)
    draw.refresh_from_db(fields=["cancelled_at", "drawn_at"])


@action
def store_file(draw: Draw) -> None:
    """Write the published file down, once it can change no more."""
    DrawFile.objects.update_or_create(draw=draw, defaults={"body": gzip.compress(drawn.file_text(draw).encode(), 3)})


def file_of(draw: Draw) -> bytes:
    """The published file of a frozen or drawn draw, as gzip."""
    stored = DrawFile.objects.filter(draw=draw).values_list("body", flat=True).first() if draw.drawn_at else None
    return bytes(stored) if stored is not None else gzip.compress(drawn.file_text(draw).encode(), 3)


def weight_for(draw: Draw, person: Person) -> tuple[int, dict[str, int]]:
    """The lots this person would have, and why, before entering: as `Lot.weight` and `Lot.why`."""
    with connection.cursor() as cursor:
        cursor.execute(entering.WEIGH, {"draw": draw.pk, "person": person.pk})
        base, more, missed, need = cursor.fetchone()
    return base + more + need, entering.why(base, more, missed, need)


def position_in(lot: Lot, pool: Pool) -> int:
    """How many turns until this drawn lot in the pool's line, 1 for the next; 0 for who is not in it."""
    own = Waiter.objects.filter(pool=pool, holder=lot.holder_id).order_by("left_at").values_list("number", "left_at")
    mine = next((number for number, left in own if left is None), None)
    if mine is None and (pool.drawn_to is None or lot.rank is None or lot.rank <= pool.drawn_to):
        return 0
    turn = mine if mine is not None else lot.rank
    ahead = Waiter.objects.live().filter(pool=pool, number__lt=turn).count()
    if pool.drawn_to is not None:
        ahead += drawn.still_to_stand(pool).filter(Q(rank__lt=turn)).count()
    return ahead + 1


def _locked_pools(draw: Draw) -> dict[UUID, Pool]:
    """The pools of a draw that are not closed, locked: always before the draw itself. And what follows is by index."""
    by_index()
    ids = Pool.objects.filter(scope=draw.scope).values_list("pk", flat=True)
    return {pk: pool for pk, pool in lines.lock(ids).items() if pool.closed_at is None}


def _malformed(entry: Entering) -> Refused | None:
    if refusal := bad_key(entry.key):
        return refusal
    if not 1 <= len(entry.choices) <= MOST_CHOICES or len(set(entry.choices)) < len(entry.choices):
        return refusals.BadChoices(most=MOST_CHOICES)
    return refusals.BadNonce() if entry.nonce and not NONCE.fullmatch(entry.nonce) else None


def _ask(entries: Sequence[Entering], now: datetime) -> list[Ruling]:
    asked = entering.questions(entries, now=now)
    return entering.answers(run(entering.ENTER, asked), asked)


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
        Said.UNKNOWN_PERSON: refusals.UnknownPerson,
        Said.UNKNOWN_POOL: refusals.UnknownPool,
        Said.UNKNOWN_DRAW: refusals.UnknownDraw,
    }
    return by_name[said]()


def _out_of_window(opens_at: datetime, closes_at: datetime, closed_at: datetime | None, now: datetime) -> Refused:
    zone = timezone.get_default_timezone()
    if now < opens_at and closed_at is None:
        return refusals.DrawNotOpen(opens_at=opens_at, opens=dates.moment(opens_at, zone))
    return refusals.DrawClosed(closed_at=closes_at, closed=dates.moment(closes_at, zone))
