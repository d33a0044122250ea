"""Stock-take and weeding: what stands where, and what is taken out for good."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from gonghui.kernel.callers import Caller
from gonghui.primitives import clock
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people.models import Person
from gonghui.primitives.places.models import Premises
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action

from .. import refusals, rules
from ..models import Copy, Loan, Sighting, StockTake

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


@action
def end_stock_take(taking: StockTake, *, by: Caller, now: datetime) -> StockTake:
    """Count, and book as missing what should stand here and was not seen. Raises StockTakeOver."""
    held = StockTake.objects.select_for_update().select_related("premises").get(pk=taking.pk)
    if held.ended_at is not None:
        raise refusals.StockTakeOver()
    seen = Sighting.objects.filter(stock_take=held)
    unseen = Copy.objects.on_shelf().filter(at=held.premises, created_at__lt=held.started_at)
    unseen = unseen.exclude(pk__in=seen.values("copy")).exclude(last_lent_at__gte=held.started_at)
    came_in = Loan.objects.filter(returned_to=held.premises, ended_at__gte=held.started_at)
    unseen = unseen.exclude(pk__in=came_in.values("copy"))  # the desk had it in hand meanwhile
    here = seen.filter(was__in=(Status.IN, Status.SET_ASIDE), was_at=held.premises).count()
    held.seen, held.strays = seen.count(), seen.count() - here
    held.missing = unseen.update(status=Status.MISSING)
    held.expected, held.ended_at = here + held.missing, now
    held.save(update_fields=["seen", "strays", "missing", "expected", "ended_at"])
    facts = {"seen": held.seen, "missing": held.missing, "strays": held.strays}
    journal.record("reading.end_stock_take", held, by=by, now=now, label=held.premises.name, facts=facts)
    return held


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
