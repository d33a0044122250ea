"""What of the stations waits for whom: beds, lines and calls for help; stores that expire and reports of fraud."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from gonghui.kernel.codes import shown
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.agenda import rules as heaps
from gonghui.primitives.agenda.actions import Source
from gonghui.primitives.agenda.links import link
from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.agenda.querysets import Ids, only
from gonghui.primitives.lending import actions as lending
from gonghui.primitives.lending.models import Turn

from .. import rules
from ..models import Amenity, Stay, Supply
from ..road.loads.models import FraudReport
from ..road.loads.rules import DECIDE_DAYS
from ..road.repair.models import Call, Provider
from ..road.repair.pages import progress

STATES = {"asked": _("等报价"), "coming": _("师傅在路上"), "there": _("师傅已到"), "done": _("待评价")}


def _stays(stays: Ids, people: Ids, now: datetime) -> Iterable[Matter]:
    live = only(Stay.objects.live(now=now), pk=stays, booking__holder=people)
    for stay in live.select_related("booking", "premises", "room").order_by("pk"):
        yield Matter(
            subject=stay.pk,
            key=STAYS.key,
            person_id=stay.booking.holder_id,
            queue=heaps.BOOKINGS,
            title=f"{stay.premises.name} {rules.ROOMS[stay.kind]}",
            place=stay.room.name,
            number=shown(stay.booking.code),
            unit=_("凭证码"),
            step=_("查看凭证"),
            icon="truck",
            link=link("stations:stay", stay.pk),
            starts=stay.booking.starts,
            until=stay.booking.ends,
        )


def _turns(lines: Ids, people: Ids, _now: datetime) -> Iterable[Matter]:
    """Standing in the line for a shower or a machine, and being called."""
    amenities = {one.pk: one for one in only(Amenity.objects.select_related("premises"), pk=lines)}
    for turn in only(Turn.objects.live().filter(subject__in=amenities), holder=people).order_by("pk"):
        amenity, called = amenities[turn.subject], turn.offered_until is not None
        yield Matter(
            subject=turn.subject,
            key=TURNS.key,
            person_id=turn.holder_id,
            queue=heaps.WAITING,
            title=f"{amenity.premises.name} {rules.ROOMS[amenity.kind]}",
            note=_("轮到你了") if called else "",
            unit="" if called else _("位"),
            step=_("看排队"),
            icon="hourglass",
            link=link("stations:station", amenity.premises_id, at="lines"),
            due=turn.offered_until,
        )


def _positions(matters: list[Matter]) -> dict[UUID, str]:
    lines = {(one.subject, one.person_id): one.pk for one in matters if one.due is None}
    subjects, people = {subject for subject, _person in lines}, {person for _subject, person in lines}
    turns = list(Turn.objects.waiting().filter(subject__in=subjects, holder__in=people))
    at = lending.positions(turns) if turns else {}
    return {lines[turn.subject, turn.holder_id]: str(at[turn.pk]) for turn in turns}


def _calls(calls: Ids, people: Ids, now: datetime) -> Iterable[Matter]:
    """A driver's call: as long as workshops see it, then until the work is done and rated."""
    for call in only(Call.objects.with_driver(now=now), pk=calls, driver=people).order_by("pk"):
        yield Matter(
            subject=call.pk,
            key=CALLS.key,
            person_id=call.driver_id,
            queue=heaps.CALLS,
            title=call.trouble,
            note=STATES[progress(call).state],
            step=_("看进展"),
            icon="tools",
            link=link("stations:repair-call", call.pk),
            starts=call.asked_at,
            until=call.waits_until,
        )


def _jobs(calls: Ids, people: Ids, now: datetime) -> Iterable[Matter]:
    """A call waits for every workshop that reaches it, and, once it has chosen, for that one until it is done."""
    waiting = list(only(Call.objects.waiting(now=now), pk=calls).order_by("pk"))
    workshops = list(only(Provider.objects.near_any([call.point for call in waiting]), person=people))
    for call in waiting:
        for workshop in workshops:
            if workshop.reaches(call.point, exact=call.exact):
                yield _job(call, workshop.person_id, _("附近的求助"), until=call.waits_until)
    chosen = Call.objects.with_driver(now=now).open().filter(chosen__isnull=False)
    won = only(chosen, pk=calls, chosen__provider__person=people)
    for call in won.select_related("chosen__provider").order_by("pk"):
        by = None if call.arrived_at else call.chosen_at + timedelta(minutes=call.chosen.minutes)
        yield _job(call, call.chosen.provider.person_id, _("选定了你"), due=by, until=call.waits_until)


def _job(call: Call, person: UUID, note: str, **times: Any) -> Matter:
    return Matter(
        subject=call.pk,
        key=JOBS.key,
        person_id=person,
        queue=heaps.OTHER,
        title=call.trouble,
        place=call.near,
        note=note,
        step=_("去接单"),
        icon="tools",
        link=link("stations-counter:jobs"),
        **times,
    )


def _stores(supplies: Ids, _people: Ids, _now: datetime) -> Iterable[Matter]:
    on_shelf = only(Supply.objects.filter(gone_at=None, expires_on__isnull=False), pk=supplies)
    for batch in on_shelf.filter(premises__closed_on=None).select_related("premises").order_by("pk"):
        ends = timezone.make_aware(datetime.combine(batch.expires_on, time()), timezone.get_default_timezone())
        yield Matter(
            subject=batch.pk,
            key=STORES.key,
            union_id=batch.premises.union_id,
            act=rules.OPERATE.name,
            queue=_("物资到期"),
            title=f"{batch.premises.name}：{batch.name} 快过期",
            step=_("更换"),
            link=link("stations-counter:stores", batch.premises_id),
            shows_from=ends - timedelta(days=rules.PRESSING_DAYS),
            due=ends,
        )


def _frauds(reports: Ids, _people: Ids, _now: datetime) -> Iterable[Matter]:
    for report in only(FraudReport.objects.waiting(), pk=reports).select_related("load__shipper").order_by("pk"):
        yield Matter(
            subject=report.pk,
            key=FRAUDS.key,
            union_id=report.load.shipper.union_id,
            act=rules.MANAGE.name,
            queue=_("骗局举报"),
            title=f"骗局举报：{report.load.shipper.name}",
            step=_("核实"),
            link=link("stations-console:reports", at=f"report-{report.pk}"),
            due=report.reported_at + timedelta(days=DECIDE_DAYS),
        )


STAYS = Source("stations.stay", _stays)  # subject: the stay
TURNS = Source("stations.turn", _turns, _positions)  # the amenity
CALLS = Source("stations.call", _calls)  # the call
JOBS = Source("stations.job", _jobs)  # the call
STORES = Source("stations.stores", _stores)  # the batch
FRAUDS = Source("stations.fraud", _frauds)  # the report
SOURCES = (STAYS, TURNS, CALLS, JOBS, STORES, FRAUDS)
