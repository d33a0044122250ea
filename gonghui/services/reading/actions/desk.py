"""What a desk did while it had no network, told afterwards. The books have moved: what fits is booked, the rest kept.

Every act carries an id made on the device. The same act again answers what it came to the first time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from gonghui.kernel.callers import Caller
from gonghui.kernel.refusals import Refused
from gonghui.kernel.text import fold
from gonghui.primitives import clock
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.places.models import Premises
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action

from .. import refusals
from ..models import DeskScan, Visit
from ..pages.agenda import SCANS
from ..pages.shown import card_shown, copy_shown, masked_code
from .holds import serve_returned
from .lending import lend, take_back
from .seats import count_visit

Act, Outcome = DeskScan.Act, DeskScan.Outcome
OLDEST = timedelta(days=3)  # an act told later than that did not happen so
AHEAD = timedelta(minutes=10)  # a clock may be that fast


@dataclass(frozen=True, slots=True)
class DeskAct:
    """One act of a desk: what was scanned, when by its own clock. `reader` is what the reader showed."""

    id: UUID
    act: str
    at: datetime
    copy: str = ""
    reader: str = ""


@action
def record_acts(
    premises: Premises, acts: Sequence[DeskAct], *, device: UUID, by: Caller, now: datetime
) -> list[DeskScan | Refused]:
    """Book what a desk did on its own, in order, in one transaction; one answer each.

    Who waits for a book that came back is served and told after the last of them: it may have gone out again since.
    Refusals: AbsurdTime, ScanReused.
    """
    answers = [_record(premises, done, device=device, by=by, now=now) for done in acts]
    back = [one for one in answers if isinstance(one, DeskScan) and one.act == Act.GIVE_BACK and one.received_at == now]
    agenda.renew(SCANS, [premises.pk], now=now)
    serve_returned([one.copy for one in back if one.copy is not None], now=now)
    return answers


def _record(premises: Premises, done: DeskAct, *, device: UUID, by: Caller, now: datetime) -> DeskScan | Refused:
    """A no is answered and not raised: raised within the action, it would undo the acts before it."""
    known = DeskScan.objects.filter(pk=done.id).first()
    if known is not None:
        if (known.act, known.premises_id, known.copy_shown) != (done.act, premises.pk, fold(done.copy)[:30]):
            return refusals.ScanReused()
        return known
    if not now - OLDEST <= done.at <= now + AHEAD:
        return refusals.AbsurdTime(at=clock.moment(done.at, year=True))
    scan = DeskScan(
        id=done.id, premises=premises, device=device, act=done.act, at=done.at, received_at=now, outcome=Outcome.DONE,
        by_id=by.person, by_name=by.name[:60], copy_shown=fold(done.copy)[:30], reader_shown=masked_code(done.reader),
        created_at=now,
    )  # fmt: skip
    if not insert_unless_taken(scan):  # the device asked again while its first asking was still at work
        return _record(premises, done, device=device, by=by, now=now)
    _book(premises, done, scan, by=by, now=now)
    scan.save(update_fields=["outcome", "reason", "copy", "reader"])
    if scan.outcome == Outcome.CONFLICT:
        facts = {"act": scan.act, "reason": scan.reason}
        journal.record("reading.keep_scan", scan, by=by, now=now, label=premises.name, facts=facts)
    return scan


def _book(premises: Premises, done: DeskAct, scan: DeskScan, *, by: Caller, now: datetime) -> None:
    """Do what the desk did; on a no, say in `scan` what stood against it."""
    try:
        with transaction.atomic():  # a no undoes what this act had begun, and nothing else
            _do(premises, done, scan, by=by, now=now)
        scan.outcome = Outcome.DONE
    except Refused as refusal:
        scan.outcome, scan.reason = Outcome.CONFLICT, refusal.code


def _do(premises: Premises, done: DeskAct, scan: DeskScan, *, by: Caller, now: datetime) -> None:
    at = min(done.at, now)
    if done.act == Act.VISIT:
        count_visit(premises, Visit.Way.DESK, key=str(done.id), now=now, at=at)
        return
    scan.copy = copy_shown(done.copy)
    if done.act == Act.GIVE_BACK:
        take_back(premises, scan.copy, by=by, now=now, at=at, later=True)
        return
    scan.reader = card_shown(done.reader, now=at)  # no number: a guess could not be counted here
    lend(premises, scan.copy, scan.reader, key=str(done.id), by=by, now=now, at=at)


@action
def settle_scan(scan: DeskScan, *, by: Caller, now: datetime) -> bool:
    """Somebody has looked into it. False when somebody did before."""
    settled = {"settled_at": now, "settled_by_id": by.person}
    if not DeskScan.objects.to_settle().filter(pk=scan.pk).update(**settled):
        return False
    agenda.renew(SCANS, [scan.premises_id], now=now)
    journal.record("reading.settle_scan", scan, by=by, now=now, label=scan.premises.name)
    return True
