"""What of the reading rooms waits for whom: loans, books set aside, seats; proposals and what desks left to check."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count

from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.agenda import rules as heaps
from gonghui.primitives.agenda.actions import Source
from gonghui.primitives.agenda.links import link
from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.agenda.querysets import Ids, only

from .. import rules
from ..models import DeskScan, Hold, Loan, Proposal, SeatBooking


def _loans(loans: Ids, people: Ids, _now: datetime) -> Iterable[Matter]:
    for loan in only(Loan.objects.open(), pk=loans, reader=people).for_page().order_by("pk"):
        yield Matter(
            subject=loan.pk,
            key=LOANS.key,
            person_id=loan.reader_id,
            queue=heaps.LOANS,
            title=loan.copy.title.name,
            place=loan.lent_from.name,
            step=_("看看"),
            icon="book",
            link=link("reading:mine"),
            due=loan.due,
        )


def _holds(holds: Ids, people: Ids, _now: datetime) -> Iterable[Matter]:
    """Waiting asks for nothing; a book that lies ready is to be fetched."""
    for hold in only(Hold.objects.open(), pk=holds, reader=people).for_page().order_by("pk"):
        ready = hold.ready_at is not None
        yield Matter(
            subject=hold.pk,
            key=HOLDS.key,
            person_id=hold.reader_id,
            queue=heaps.WAITING,
            quiet=not ready,
            title=hold.title.name,
            place=hold.pick_up.name,
            note=_("预约的书到了，来取吧") if ready else _("在排队等这本书"),
            step=_("看看"),
            icon="bookmark",
            link=link("reading:mine"),
            due=hold.until if ready else None,
        )


def _seats(seats: Ids, people: Ids, now: datetime) -> Iterable[Matter]:
    for booked in only(SeatBooking.objects.ahead(now), pk=seats, booking__holder=people).for_page().order_by("pk"):
        yield Matter(
            subject=booked.pk,
            key=SEATS.key,
            person_id=booked.booking.holder_id,
            queue=heaps.BOOKINGS,
            title=f"{booked.seat.label}号座位",
            place=booked.premises.name,
            step=_("离座") if booked.booking.arrived_at else _("签到"),
            icon="armchair",
            link=link("reading:mine"),
            starts=booked.booking.starts,
            until=booked.booking.ends,
        )


def _proposals(proposals: Ids, _people: Ids, _now: datetime) -> Iterable[Matter]:
    for asked in only(Proposal.objects.waiting(), pk=proposals).select_related("premises").order_by("pk"):
        yield Matter(
            subject=asked.pk,
            key=PROPOSALS.key,
            union_id=asked.premises.union_id,
            act=rules.MANAGE.name,
            queue=_("荐购"),
            title=f"荐购：《{asked.name}》",
            note=asked.premises.name,
            step=_("答复"),
            link=link("reading-console:proposals"),
        )


def _scans(premises: Ids, _people: Ids, _now: datetime) -> Iterable[Matter]:
    """What desks without a network did that does not fit, by place."""
    odd = only(DeskScan.objects.to_settle(), premises=premises).order_by("premises")
    counted = odd.values("premises", "premises__union", "premises__name").annotate(many=Count("pk"))
    for place in counted:
        yield Matter(
            subject=place["premises"],
            key=SCANS.key,
            union_id=place["premises__union"],
            act=rules.MANAGE.name,
            queue=_("借还核对"),
            title=f"借还台有 {place['many']} 条离线记录对不上",
            note=place["premises__name"],
            step=_("去核对"),
            link=link("reading-console:scans"),
        )


LOANS = Source("reading.loan", _loans)  # subject: the loan
HOLDS = Source("reading.hold", _holds)  # the hold
SEATS = Source("reading.seat", _seats)  # the booked seat
PROPOSALS = Source("reading.proposal", _proposals)  # the proposal
SCANS = Source("reading.scans", _scans, counted=True)  # the premises
SOURCES = (LOANS, HOLDS, SEATS, PROPOSALS, SCANS)
