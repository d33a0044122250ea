"""Stock-take and weeding: what stands where, and what is taken out for good."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from gonghui.kernel.callers import Caller
from gonghui.primitives import clock
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people.models import Person
from gonghui.primitives.places.models import Premises
from gonghui.primitives.rows import insert_many, insert_unless_taken
from gonghui.primitives.transactions import action

from .. import refusals, rules
from ..models import Absence, Copy, Loan, Sighting, StockTake
from ..models.querysets import CopyQuerySet

Status = Copy.Status


@dataclass(frozen=True, slots=True)
class Seen:
    """What one scan of a stock-take came to: the copy, None for a code that no book has."""

    shown: str
    copy: Copy | None = None
    stray: bool = False  # booked elsewhere, or lent, missing, lost
    again: bool = False


@action
def start_stock_take(premises: Premises, *, by_person: Person, by: Caller, now: datetime) -> StockTake:
    """From now on copies are seen. Raises StockTakeRuns."""
    taking = StockTake(premises=premises, by=by_person, started_at=now, created_at=now)
    if not insert_unless_taken(taking):
        running = StockTake.objects.get(premises=premises, ended_at=None)
        raise refusals.StockTakeRuns(when=clock.moment(running.started_at))
    journal.record("reading.start_stock_take", taking, by=by, now=now, label=premises.name)
    return taking


@action
def see(taking: StockTake, shown: Sequence[str], *, now: datetime) -> list[Seen]:
    """These barcodes were scanned here; what was booked elsewhere now stands here. One answer each.

    Raises StockTakeOver.
    """
    if not StockTake.objects.select_for_update().filter(pk=taking.pk, ended_at=None).exists():
        raise refusals.StockTakeOver()
    codes = {text: rules.barcode_in(text) for text in shown}
    there = Copy.objects.filter(code__in=set(codes.values())).select_related("title", "at")
    copies = {copy.code: copy for copy in there}
    return [_see(taking, text, copies.get(codes[text]), now) for text in shown]


def _see(taking: StockTake, shown: str, copy: Copy | None, now: datetime) -> Seen:
    if copy is None:
        return Seen(shown)
    sighting = Sighting(stock_take=taking, copy=copy, was=copy.status, was_at_id=copy.at_id, created_at=now)
    if not insert_unless_taken(sighting):
        return Seen(shown, copy, again=True)
    stray = copy.at_id != taking.premises_id or copy.status not in (Status.IN, Status.SET_ASIDE)
    if copy.status in (Status.IN, Status.MISSING) and stray:
        # Lent, lost and travelling copies keep their state: whoever hands them in at the desk ends that story.
        # So does one that a desk has lent since it was read here: only what still is as it was read is moved.
        as_read = Copy.objects.filter(pk=copy.pk, status=copy.status, at=copy.at_id)
        as_read.update(at=taking.premises_id, status=Status.IN)
    return Seen(shown, copy, stray=stray)


def unseen_in(taking: StockTake) -> CopyQuerySet:
    """What should stand in the room and was not seen so far: not what a desk had in hand since the beginning."""
    since = taking.started_at
    unseen = Copy.objects.on_shelf().filter(at=taking.premises_id, created_at__lt=since)
    unseen = unseen.exclude(pk__in=Sighting.objects.filter(stock_take=taking).values("copy"))
    came_in = Loan.objects.filter(returned_to=taking.premises_id, ended_at__gte=since)
    return unseen.exclude(last_lent_at__gte=since).exclude(pk__in=came_in.values("copy"))


@action
def end_stock_take(taking: StockTake, *, by: Caller, now: datetime, missing: int | None = None) -> StockTake:
    """Count, and book as missing what should stand here and was not seen: `missing` as agreed to, or fewer.

    Raises StockTakeOver, MoreMissing.
    """
    held = StockTake.objects.select_for_update(of=("self",)).select_related("premises").get(pk=taking.pk)
    if held.ended_at is not None:
        raise refusals.StockTakeOver()
    gone = list(unseen_in(held).select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    if missing is not None and len(gone) > missing:
        raise refusals.MoreMissing(missing=len(gone), agreed=missing)
    Copy.objects.filter(pk__in=gone).update(status=Status.MISSING)
    insert_many([Absence(stock_take=held, copy_id=pk, created_at=now) for pk in gone])
    seen = Sighting.objects.filter(stock_take=held)
    here = seen.filter(was__in=(Status.IN, Status.SET_ASIDE), was_at=held.premises).count()
    held.seen, held.strays, held.missing = seen.count(), seen.count() - here, len(gone)
    held.expected, held.ended_at = here + held.missing, now
    held.save(update_fields=["seen", "strays", "missing", "expected", "ended_at"])
    facts = {"seen": held.seen, "missing": held.missing, "strays": held.strays}
    journal.record("reading.end_stock_take", held, by=by, now=now, label=held.premises.name, facts=facts)
    return held


@action
def undo_end(taking: StockTake, *, by: Caller, now: datetime) -> int:
    """The stock-take goes on as if it had not been ended; what it booked as missing and still is stands on the shelf.

    Returns how many. Raises StockTakeNotEnded, StockTakeSuperseded.
    """
    held = StockTake.objects.select_for_update(of=("self",)).select_related("premises").get(pk=taking.pk)
    if held.ended_at is None:
        raise refusals.StockTakeNotEnded()
    if StockTake.objects.filter(premises=held.premises, started_at__gt=held.started_at).exists():
        raise refusals.StockTakeSuperseded()
    gone = Copy.objects.filter(pk__in=held.absences.values("copy"), status=Status.MISSING, at=held.premises)
    found = gone.update(status=Status.IN)
    held.absences.all().delete()
    held.ended_at, held.expected, held.seen, held.missing, held.strays = None, 0, 0, 0, 0
    if not _reopened(held):
        raise refusals.StockTakeSuperseded()
    facts = {"found": found}
    journal.record("reading.undo_stock_take", held, by=by, now=now, label=held.premises.name, facts=facts)
    return found


def _reopened(held: StockTake) -> bool:
    """False when another was started in this very moment: one runs at a time."""
    try:
        with transaction.atomic():
            held.save(update_fields=["ended_at", "expected", "seen", "missing", "strays"])
    except IntegrityError:
        return False
    return True


@action
def weed(copies: Iterable[Copy], *, reason: str, by: Caller, now: datetime) -> int:
    """Take copies out of stock for good; returns how many were in it. Raises StillOut."""
    named = Copy.objects.filter(pk__in=[copy.pk for copy in copies]).exclude(status=Status.WEEDED)
    found = list(named.select_for_update(of=("self",)).select_related("title").order_by("pk"))
    for copy in found:
        if copy.status in (Status.LENT, Status.SET_ASIDE, Status.MOVING):
            raise refusals.StillOut(title=copy.title.name, code=copy.code)
    leaving = Copy.objects.filter(pk__in=[copy.pk for copy in found])
    gone = leaving.update(status=Status.WEEDED, weeded_at=now, weeded_for=reason[:200])
    lines = [
        journal.JournalLine("reading.weed", copy, copy.title.name, facts={"reason": reason[:200]}) for copy in found
    ]
    journal.record_many(lines, by=by, now=now)
    return gone
