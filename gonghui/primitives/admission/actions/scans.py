"""Coming in. Every yes of a gate is a scan, heard of at once or hours later; a place's earliest is its check-in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from gonghui.kernel.callers import Caller
from gonghui.kernel.refusals import Refused
from gonghui.primitives import clock
from gonghui.primitives.rows import insert_unless_taken, new_id
from gonghui.primitives.transactions import action

from .. import lines, refusals, rules
from ..models import CheckIn, Place, Pool, Scan


@dataclass(frozen=True, slots=True)
class Report:
    """A gate says yes to the holder of `place`. `id` makes a repeat harmless.

    `inside`: it said so on its own, without a network: a fact to be kept whatever we find now. `fault` then names the
    rule of the service against which it was. Otherwise it asks, and may hear no.
    """

    id: UUID
    place: Place
    at: datetime
    way: str
    inside: bool = False
    fault: str = ""


@action
def check_in(
    place: Place, *, by: Caller, now: datetime, way: str, scan: UUID | None = None, device: UUID | None = None
) -> CheckIn:
    """The holder comes in, once; the same `scan` again gets the same answer.

    Raises AlreadyIn (with the time), Released, ScanReused.
    """
    [answer] = record_scans([Report(scan or new_id(), place, now, way)], device=device, by=by, now=now)
    if isinstance(answer, Refused):
        raise answer
    if answer.outcome != Scan.Outcome.ADMITTED:  # a repeat of a scan that an earlier one has since replaced
        refuse_who_is_in(place)
    inside = CheckIn.objects.get(pk=place.pk)
    inside.place, inside.just_in = place, answer.just_kept
    return inside


@action
def record_scans(
    reports: Sequence[Report], *, device: UUID | None = None, by: Caller, now: datetime
) -> list[Scan | Refused]:
    """Keep what gates saw; one answer for each, in the same order. A scan sent again changes nothing.

    Refusals: AbsurdTime, ScanReused; and to a gate that asks first, AlreadyIn and Released.
    """
    lines.lock({report.place.pool_id for report in reports})  # whoever else scans, releases or moves these waits
    book = _Book(reports, device, by, now)
    answers = {report: book.answer(report) for report in sorted(set(reports), key=lambda r: (r.at, r.id))}
    return [answers[report] for report in reports]


class _Book:
    """What is known of the reported places, read under the lock."""

    def __init__(self, reports: Sequence[Report], device: UUID | None, by: Caller, now: datetime) -> None:
        self.device, self.by, self.now = device, by, now
        places = {report.place.pk for report in reports}
        self.known = Scan.objects.in_bulk({report.id for report in reports})
        self.released = _released(places)
        self.inside = CheckIn.objects.in_bulk(places)

    def answer(self, report: Report) -> Scan | Refused:
        known = self.known.get(report.id)
        if known is not None:
            return known if known.place_id == report.place.pk else refusals.ScanReused()
        if absurd := rules.absurd_time(report.at, self.now, timezone.get_default_timezone()):
            return absurd
        if released := self.released.get(report.place.pk):
            return self._keep(report, Scan.Outcome.RELEASED) if report.inside else released
        if report.fault:
            return self._keep(report, Scan.Outcome.DOUBTFUL)
        first = self.inside.get(report.place.pk)
        if first is None:
            return self._admit(report)
        if not report.inside:
            return _already_in(first)
        return self._replace(first, report) if report.at < first.at else self._keep(report, Scan.Outcome.AGAIN)

    def _admit(self, report: Report) -> Scan | Refused:
        scan = self._keep(report, Scan.Outcome.ADMITTED)
        if isinstance(scan, Scan):
            self.inside[report.place.pk] = CheckIn.objects.create(place=report.place, **self._said(report))
            Pool.objects.filter(pk=report.place.pool_id).update(checked_in=F("checked_in") + 1)
        return scan

    def _replace(self, first: CheckIn, report: Report) -> Scan | Refused:
        """An earlier scan arrives later: it stands, and the one that stood is kept as a second."""
        scan = self._keep(report, Scan.Outcome.AGAIN)
        if isinstance(scan, Scan):
            stood = Scan.objects.filter(place=report.place, outcome=Scan.Outcome.ADMITTED)
            stood.update(outcome=Scan.Outcome.AGAIN)
            Scan.objects.filter(pk=scan.pk).update(outcome=Scan.Outcome.ADMITTED)
            CheckIn.objects.filter(pk=first.pk).update(**self._said(report))
            scan.outcome, first.at = Scan.Outcome.ADMITTED, report.at
        return scan

    def _keep(self, report: Report, outcome: Scan.Outcome) -> Scan | Refused:
        more = {"received_at": self.now, "device": self.device, "outcome": outcome, "reason": report.fault}
        scan = Scan(id=report.id, place=report.place, **self._said(report), **more)
        if not insert_unless_taken(scan):  # at this moment, by a report of a place in another pool
            return refusals.ScanReused()
        scan.just_kept = True
        self.known[scan.pk] = scan
        return scan

    def _said(self, report: Report) -> dict[str, object]:
        return {"at": report.at, "by": self.by.person, "by_name": self.by.name, "way": report.way}


def refuse_who_is_in(place: Place) -> None:
    """Raises AlreadyIn if the holder came in."""
    inside = CheckIn.objects.filter(pk=place.pk).first()
    if inside is not None:
        raise _already_in(inside)


def refuse_unless_live(place: Place) -> None:
    """Raises Released or AlreadyIn unless the place is live and not used, as the database says now."""
    place.refresh_from_db(fields=["released_at", "release_reason"])
    if released := _released([place.pk]).get(place.pk):
        raise released
    refuse_who_is_in(place)


def _already_in(inside: CheckIn) -> refusals.AlreadyIn:
    return refusals.AlreadyIn(at=inside.at, when=clock.moment(inside.at), by_name=inside.by_name)


def _released(place_ids: Iterable[UUID]) -> dict[UUID, Refused]:
    gone = Place.objects.filter(pk__in=list(place_ids), released_at__isnull=False)
    return {
        pk: refusals.Released(at=at, when=clock.moment(at), reason=reason)
        for pk, at, reason in gone.values_list("pk", "released_at", "release_reason")
        if at
    }
