"""A draw from its opening to the published file."""

import gzip
import secrets
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from gonghui.kernel.draws import Rule, commitment, normal_beacon
from gonghui.primitives import clock
from gonghui.primitives.admission.models import Pool
from gonghui.primitives.admission.refusals import BadWindow
from gonghui.primitives.people.keys import keyring
from gonghui.primitives.transactions import action

from .. import frozen_list, holding, refusals, winners
from ..models import Draw, DrawFile


@action
def open_draw(
    *, scope: UUID, series: UUID, opens_at: datetime, closes_at: datetime, rule: Rule, beacon_rule: str = ""
) -> Draw:
    """A draw for the pools of `scope`, with its secret made, sealed and committed to. The pools are held for it.

    Raises BadWindow.
    """
    if not opens_at < closes_at:
        raise BadWindow()
    draw = Draw(scope=scope, series=series, opens_at=opens_at, closes_at=closes_at, beacon_rule=beacon_rule)
    secret = secrets.token_hex(32)
    draw.rule = rule.as_dict()
    draw.commitment = commitment(str(draw.pk), secret)
    draw.secret_sealed = keyring().seal(secret.encode(), context=winners.secret_context(draw))
    draw.save(force_insert=True)
    Pool.objects.filter(scope=scope).update(for_draw=True)
    return draw


@action
def close_draw(draw: Draw, *, title: str, labels: Mapping[UUID, str], now: datetime) -> Draw:
    """Freeze the list of a draw whose window has ended, and publish its hash. Frozen already: nothing happens.

    `labels` names each pool for readers. Who came to hold a place of the scope meanwhile is taken out. Raises
    NotYetClosed.
    """
    holding.locked_pools(draw)
    draw = Draw.objects.select_for_update(no_key=True).get(pk=draw.pk)
    if draw.closed_at is not None or draw.cancelled_at is not None:
        return draw
    if now < draw.closes_at:
        raise refusals.NotYetClosed(closes_at=draw.closes_at, closes=clock.moment(draw.closes_at))
    pools = holding.locked_pools(draw)  # again: one may have come while this waited for the draw
    frozen_list.freeze(draw, pools, title=title, labels=labels, now=now)
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
    pools = holding.locked_pools(draw)
    draw = Draw.objects.select_for_update(no_key=True).get(pk=draw.pk)
    if draw.drawn_at is not None or draw.cancelled_at is not None:
        return draw
    if draw.closed_at is None:
        raise refusals.NotYetClosed(closes_at=draw.closes_at, closes=clock.moment(draw.closes_at))
    if draw.beacon_rule and not draw.beacon:
        raise refusals.BeaconMissing(rule=draw.beacon_rule)
    winners.draw(draw, pools, now=now)
    return draw


@action
def cancel_draw(draw: Draw, *, now: datetime) -> None:
    """No draw will be made; its entries stand as they are. One that was drawn stays drawn."""
    Draw.objects.filter(pk=draw.pk, drawn_at=None, cancelled_at=None).update(cancelled_at=now)
    draw.refresh_from_db(fields=["cancelled_at", "drawn_at"])


@action
def store_file(draw: Draw) -> None:
    """Write the published file down, once it can change no more."""
    DrawFile.objects.update_or_create(
        draw=draw, defaults={"body": gzip.compress(frozen_list.file_text(draw).encode(), 3)}
    )


def file_of(draw: Draw) -> bytes:
    """The published file of a frozen or drawn draw, as gzip."""
    stored = DrawFile.objects.filter(draw=draw).values_list("body", flat=True).first() if draw.drawn_at else None
    return bytes(stored) if stored is not None else gzip.compress(frozen_list.file_text(draw).encode(), 3)
