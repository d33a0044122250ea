"""Coming in. Every yes of a gate is a scan, heard of at once or hours later; a place's earliest is its check-in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from gonghui.kernel.callers import Caller
from gonghui.kernel.refusals import Refused
from gonghui.primitives import clock
from gonghui.primitives.rows import Columns, insert_unless_taken, loaded, new_id
from gonghui.primitives.statements import Later, Uuids, behind, run
from gonghui.primitives.transactions import action

from .. import refusals, rules
from ..models import CheckIn, Place, Scan


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
    inside = getattr(answer, "check_in", None) or CheckIn.objects.get(pk=place.pk)
    inside.place, inside.just_in = place, answer.just_kept
    return inside


LOCK = "SELECT id FROM admission_pool WHERE id = ANY (%(pools)b::uuid[]) ORDER BY id FOR NO KEY UPDATE"
KNOWN = "SELECT {columns} FROM admission_scan t WHERE id = ANY (%(scans)b::uuid[])"
INSIDE = "SELECT {columns} FROM admission_checkin t WHERE place_id = ANY (%(places)b::uuid[])"
GONE = """
SELECT id, released_at, release_reason FROM admission_place
WHERE id = ANY (%(places)b::uuid[]) AND released_at IS NOT NULL
"""
# Under the pool's lock, which a statement before it has won. The scan's id decides whether there is anything to do.
ADMIT = """
WITH scan AS (
    INSERT INTO admission_scan (id, place_id, at, received_at, device, by, by_name, way, outcome, reason)
    VALUES (%(id)s::uuid, %(place)s::uuid, %(at)s::timestamptz, %(now)s::timestamptz, %(device)s::uuid, %(by)s::uuid,
        %(by_name)s::text, %(way)s::text, 'admitted', %(fault)s::text)
    ON CONFLICT DO NOTHING RETURNING place_id, at, by, by_name, way
),
inside AS (
    INSERT INTO admission_checkin (place_id, at, by, by_name, way) SELECT * FROM scan RETURNING place_id
),
counted AS (
    UPDATE admission_pool SET checked_in = checked_in + 1
    WHERE id = %(pool)s::uuid AND EXISTS (SELECT 1 FROM inside)
)
SELECT place_id FROM scan
"""


@action
def record_scans(
    reports: Sequence[Report], *, device: UUID | None = None, by: Caller, now: datetime
) -> list[Scan | Refused]:
    """Keep what gates saw; one answer for each, in the same order. A scan sent again changes nothing.

    Refusals: AbsurdTime, ScanReused; and to a gate that asks first, AlreadyIn and Released.
    """
    book = _Book(reports, device, by, now)
    answers = {report: book.answer(report) for report in sorted(set(reports), key=lambda r: (r.at, r.id))}
    return [answers[report] for report in reports]


class _Book:
    """What is known of the reported places, read under the lock."""

    def __init__(self, reports: Sequence[Report], device: UUID | None, by: Caller, now: datetime) -> None:
        self.device, self.by, self.now = device, by, now
        places = Uuids({report.place.pk for report in reports})
        scan, inside = Columns(Scan, "t"), Columns(CheckIn, "t")
        known = Later(KNOWN.format(columns=scan), {"scans": Uuids({report.id for report in reports})})
        came, gone = Later(INSIDE.format(columns=inside), {"places": places}), Later(GONE, {"places": places})
        with behind(known, came, gone):  # whoever else scans, releases or moves these waits
            run(LOCK, {"pools": Uuids({report.place.pool_id for report in reports})})
        self.known = {one.pk: one for row in known.rows() if (one := scan.taken_from(iter(row)))}
        self.inside = {one.pk: one for row in came.rows() if (one := inside.taken_from(iter(row)))}
        self.released = _why_released(gone.rows())

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
        said, place = self._said(report), report.place
        told = said | {"id": report.id, "place": place.pk, "pool": place.pool_id, "now": self.now}
        if not run(ADMIT, told | {"device": self.device, "fault": report.fault}):
            return refusals.ScanReused()
        scan = self._kept(report, Scan.Outcome.ADMITTED)
        scan._state.adding = False
        scan.check_in = self.inside[place.pk] = loaded(CheckIn, place_id=place.pk, **said)
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
        scan = self._kept(report, outcome)
        if not insert_unless_taken(scan):  # at this moment, by a report of a place in another pool
            del self.known[scan.pk]
            return refusals.ScanReused()
        return scan

    def _kept(self, report: Report, outcome: Scan.Outcome) -> Scan:
        more = {"received_at": self.now, "device": self.device, "outcome": outcome, "reason": report.fault}
        scan = self.known[report.id] = Scan(id=report.id, place=report.place, **self._said(report), **more)
        scan.just_kept = True
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
    return _why_released(run(GONE, {"places": Uuids(place_ids)}))


def _why_released(gone: Iterable[tuple[Any, ...]]) -> dict[UUID, Refused]:
    return {pk: refusals.Released(at=at, when=clock.moment(at), reason=reason) for pk, at, reason in gone}
