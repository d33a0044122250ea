"""What of joining waits for whom: their application for a person, the queue, a conflict, who left, for officers."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import OuterRef, Subquery

from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives import clock
from gonghui.primitives.agenda import rules as heaps
from gonghui.primitives.agenda.actions import Source
from gonghui.primitives.agenda.links import link
from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.agenda.querysets import Ids, only
from gonghui.primitives.people.models import Membership, Union

from ..models import Application, Release
from ..rules import DECIDE

TOLD = timedelta(days=7)  # so long the old union reads that somebody has moved
STATE = Application.State


def _mine(applications: Ids, people: Ids, now: datetime) -> Iterable[Matter]:
    rows = Application.objects.exclude(union=None).filter(state__in=(STATE.WAITING, STATE.RETURNED))
    for one in only(rows, pk=applications, person=people).select_related("union").order_by("pk"):
        waits = one.state == STATE.WAITING
        yield Matter(
            subject=one.pk,
            key=MINE.key,
            person_id=one.person_id,
            queue=heaps.OTHER,
            title=f"{one.get_kind_display()}：{one.union.name}",
            note=f"等待审核，{clock.day(one.due_at)}前答复" if waits else "退回补正",
            step=_("去看") if waits else _("去补正"),
            icon="user-plus",
            link=link("joining:one", one.pk),
        )


def _queue(unions: Ids, _people: Ids, _now: datetime) -> Iterable[Matter]:
    first = Application.objects.waiting().filter(before=OuterRef("pk")).order_by("due_at", "pk").values("due_at")[:1]
    waiting = only(Union.objects.all(), pk=unions).annotate(first=Subquery(first)).order_by("pk")
    for union, due in waiting.exclude(first=None).values_list("pk", "first"):
        yield Matter(
            subject=union,
            key=QUEUE.key,
            union_id=union,
            act=DECIDE.name,
            queue=_("入会转会审核"),
            title="有入会转会申请等待审核",
            step=_("去审核"),
            link=link("joining-console:index"),
            due=due,
        )


def _conflict(applications: Ids, _people: Ids, _now: datetime) -> Iterable[Matter]:
    rows = only(Application.objects.in_conflict().filter(state=STATE.WAITING), pk=applications)
    for one in rows.select_related("person").order_by("pk"):
        theirs = Membership.objects.active().filter(person=one.rival_id).values_list("union", flat=True)
        for union in sorted({one.before_id, *theirs}):
            yield Matter(
                subject=one.pk,
                key=CONFLICT.key,
                union_id=union,
                act=DECIDE.name,
                queue=_("会籍冲突"),
                not_for=one.person_id,
                title=f"{one.person.masked_name} 的证件登记在两人名下",
                step=_("去核实"),
                link=link("joining-console:conflicts"),
                due=one.due_at,
            )


def _left(applications: Ids, _people: Ids, now: datetime) -> Iterable[Matter]:
    moved = Application.objects.filter(kind="transfer", state=STATE.APPROVED, decided_at__gt=now - TOLD)
    for one in only(moved, pk=applications).select_related("person", "union").order_by("pk"):
        yield Matter(
            subject=one.pk,
            key=LEFT.key,
            union_id=one.leaves_id,
            act=DECIDE.name,
            queue=_("会员转出"),
            quiet=True,
            title=f"{one.person.masked_name} 转到了“{one.union.name}”",
            step=_("知道了"),
            link=link("joining-console:left"),
            until=one.decided_at + TOLD,
        )


def _released(releases: Ids, _people: Ids, now: datetime) -> Iterable[Matter]:
    rows = only(Release.objects.to_take_back(now=now), pk=releases)
    for one in rows.select_related("person", "application").order_by("pk"):
        for union in sorted({one.union_id, one.application.before_id}):
            yield Matter(
                subject=one.pk,
                key=RELEASED.key,
                union_id=union,
                act=DECIDE.name,
                queue=_("会籍冲突"),
                not_for=one.person_id,
                quiet=True,
                title=f"{one.person.masked_name} 名下登记错的证件已取下",
                step=_("去看"),
                link=link("joining-console:released"),
                until=one.undo_until,
            )


MINE = Source("joining.mine", _mine)  # subject: the application
QUEUE = Source("joining.queue", _queue, counted=True)  # the union before which they wait
CONFLICT = Source("joining.conflict", _conflict)  # the application
LEFT = Source("joining.left", _left)  # the application
RELEASED = Source("joining.released", _released)  # the release
SOURCES = (MINE, QUEUE, CONFLICT, LEFT, RELEASED)
