"""What stations put on the common pages: near me, my beds and turns and calls, an officer's work, a keeper's desk."""

from datetime import datetime, time, timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gonghui.faces.services import Card, WorkItem
from gonghui.kernel.codes import shown
from gonghui.kernel.words import gettext_noop as N_  # noqa: N812
from gonghui.primitives.agenda import rules as heaps
from gonghui.primitives.lending import actions as lending
from gonghui.primitives.lending.models import Turn
from gonghui.primitives.people.models import Membership
from gonghui.primitives.places.models import Premises, Trouble

from .. import rules
from ..models import Amenity, Stay, Supply
from ..road.loads.models import FraudReport
from ..road.loads.rules import DECIDE_DAYS
from ..road.repair.models import Call, Provider
from ..road.repair.pages import progress
from .browse import KINDS, Wish, find, middle_of, some_open
from .desks import desks_of, has_any

ON_HOME = 3
MOST_WORK = 50
STATES = {"asked": N_("等报价"), "coming": N_("师傅在路上"), "there": N_("师傅已到"), "done": N_("待评价")}


def near(request: HttpRequest) -> list[Card]:
    """Open stations of my city: those the phone's own position would find stand behind the link."""
    membership = (
        Membership.objects.active().filter(person=request.person).select_related("union__division").first()
        if request.person
        else None
    )
    division = membership.union.division if membership else None
    point = middle_of(division, KINDS) if division else None
    if point is None:
        rows = some_open(KINDS, now=request.now, most=ON_HOME)
    else:
        rows = find(Wish(KINDS, open_now=True, point=point, division=division), now=request.now, most=ON_HOME)
    return [
        Card(
            title=row.premises.name,
            url=reverse("stations:station", args=[row.premises.pk]),
            icon="truck" if row.premises.kind == "truckers_home" else "coffee",
            where=row.premises.address,
            note=row.state.says,
            number=str(row.free),
            unit=_("个空位"),
            act=_("去看看"),
        )
        for row in rows
    ]


def stays(request: HttpRequest) -> list[Card]:
    """My booked beds and spaces."""
    if request.person is None:
        return []
    mine = Stay.objects.of(request.person).live(now=request.now).for_page()
    return [
        Card(
            title=f"{stay.premises.name} {_(rules.ROOMS[stay.kind])}",
            url=reverse("stations:stay", args=[stay.pk]),
            icon="truck",
            when=stay.booking.starts,
            where=stay.room.name,
            number=shown(stay.booking.code),
            unit=_("凭证码"),
            act=_("查看凭证"),
            heap=heaps.BOOKINGS,
        )
        for stay in mine[:ON_HOME]
    ]


def in_line(request: HttpRequest) -> list[Card]:
    """The lines I stand in, and whether I was called."""
    if request.person is None:
        return []
    mine = {turn.subject: turn for turn in Turn.objects.live().of(request.person)[:20]}
    lines = Amenity.objects.filter(pk__in=mine).select_related("premises") if mine else []
    return [
        Card(
            title=f"{line.premises.name} {_(rules.ROOMS[line.kind])}",
            url=reverse("stations:station", args=[line.premises_id]) + "#lines",
            icon="hourglass",
            number=_("轮到你了") if mine[line.pk].offered_until else str(lending.position(mine[line.pk])),
            unit="" if mine[line.pk].offered_until else _("位"),
            act=_("看排队"),
        )
        for line in lines
    ]


def calls(request: HttpRequest) -> list[Card]:
    """My repair calls that are not over, and one not yet rated."""
    if request.person is None:
        return []
    standing = Call.objects.of(request.person).filter(cancelled_at=None, rated_at=None).order_by("-asked_at", "-pk")
    fresh = standing.filter(asked_at__gt=request.now - timedelta(days=7))
    return [
        Card(
            title=call.trouble,
            url=reverse("stations:repair-call", args=[call.pk]),
            icon="tools",
            when=call.asked_at,
            note=_(STATES[progress(call).state]),
            act=_("看进展"),
        )
        for call in fresh[:ON_HOME]
    ]


def jobs(request: HttpRequest) -> list[Card]:
    """A workshop's calls: near it, and won."""
    provider = request.person and Provider.objects.of(request.person).first()
    if not provider:
        return []
    waiting = len(Call.objects.near(provider, now=request.now))
    won = Call.objects.won_by(provider).open().count()
    if not waiting and not won:
        return []
    return [
        Card(
            title=_("附近的求助"),
            url=reverse("stations-counter:jobs"),
            icon="tools",
            where=provider.name,
            note=_("已选定你 %(won)s 单") % {"won": won} if won else "",
            number=str(waiting),
            unit=_("单"),
            act=_("去接单"),
        )
    ]


def has_desk(request: HttpRequest) -> bool:
    """Whether there is a station this person keeps."""
    return request.person is not None and has_any(request.person, request.offices)


def page_of_code(request: HttpRequest, code: str) -> str | None:
    """A station's door, or my own bed, behind a code."""
    if Premises.objects.visible().of_kind(*KINDS).filter(code=code).exists():
        return reverse("stations:door", args=[code])
    stay = request.person and Stay.objects.of(request.person).filter(booking__code=code).first()
    return reverse("stations:stay", args=[stay.pk]) if stay else None


def work(request: HttpRequest) -> list[WorkItem]:
    """What waits: workers' reports with their clock, stores that expire, reports of fraud."""
    return [*_troubles(request), *_stores(request), *_frauds(request)]


def _troubles(request: HttpRequest) -> list[WorkItem]:
    mine = desks_of(request.person, request.offices)
    open_ones = Trouble.objects.open().filter(premises__in=mine).select_related("premises__union").by_clock()
    return [
        WorkItem(
            title=_("%(name)s：%(what)s") % {"name": trouble.premises.name, "what": trouble.get_what_display()},
            url=reverse("stations-counter:desk", args=[trouble.premises_id]) + "#troubles",
            act=_("处理"),
            queue=_("工人反映"),
            due=trouble.due_at,
            union=trouble.premises.union.name,
            note=trouble.detail,
        )
        for trouble in open_ones[:MOST_WORK]
    ]


def _stores(request: HttpRequest) -> list[WorkItem]:
    mine = desks_of(request.person, request.offices)
    until = timezone.localdate(request.now) + timedelta(days=rules.PRESSING_DAYS)
    found = Supply.objects.expiring(until=until).filter(premises__in=mine).select_related("premises__union")
    return [
        WorkItem(
            title=_("%(name)s：%(what)s 快过期") % {"name": batch.premises.name, "what": batch.name},
            url=reverse("stations-counter:stores", args=[batch.premises_id]),
            act=_("更换"),
            queue=_("物资到期"),
            due=timezone.make_aware(datetime.combine(batch.expires_on, time())),
            union=batch.premises.union.name,
        )
        for batch in found.order_by("expires_on", "pk")[:MOST_WORK]
    ]


def _frauds(request: HttpRequest) -> list[WorkItem]:
    mine = FraudReport.objects.for_act(request.offices, rules.MANAGE)
    found = mine.waiting().for_page().order_by("reported_at", "pk")
    return [
        WorkItem(
            title=_("骗局举报：%(name)s") % {"name": report.load.shipper.name},
            url=reverse("stations-console:reports") + f"#report-{report.pk}",
            act=_("核实"),
            queue=_("骗局举报"),
            due=report.reported_at + timedelta(days=DECIDE_DAYS),
        )
        for report in found[:MOST_WORK]
    ]
