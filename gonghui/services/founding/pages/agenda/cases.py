"""Pleas to answer, the next step of each case, employers without a union, members who may go home to theirs."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.agenda import rules as heaps
from gonghui.primitives.agenda.actions import Source
from gonghui.primitives.agenda.links import link
from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.agenda.querysets import Ids, only

from ... import rules
from ...models import Case, CaseEmployer, Plea, Ready, Step
from ...rules import cases
from .days import end_of


def _pleas(pleas: Ids, _people: Ids, _now: datetime) -> Iterable[Matter]:
    for one in only(Plea.objects.waiting(), pk=pleas).order_by("pk"):
        yield Matter(
            subject=one.pk,
            key=PLEAS.key,
            union_id=one.area_id,
            act=rules.ANSWER.name,
            queue=_("建会求助"),
            title=_("有职工请求帮助建会"),
            note=_("内容保密，打开会留下记录"),
            step=_("去答复"),
            link=link("founding-console:plea", one.pk),
            due=one.due_at,
        )


def _asked(pleas: Ids, people: Ids, _now: datetime) -> Iterable[Matter]:
    for one in only(Plea.objects.waiting(), pk=pleas, person=people).order_by("pk"):
        yield Matter(
            subject=one.pk,
            key=ASKED.key,
            person_id=one.person_id,
            queue=heaps.WAITING,
            quiet=True,
            title=_("你的建会求助"),
            note=_("等上级工会答复"),
            step=_("看进度"),
            icon="building-community",
            link=link("founding:plea", one.pk),
            due=one.due_at,
        )


def _steps(of_cases: Ids, _people: Ids, _now: datetime) -> Iterable[Matter]:
    """Of each case the first step that is not done; a decision of the union above is not for who prepared it."""
    todo = only(Step.objects.filter(done_at=None, case__done_at=None, case__stopped_at=None), case=of_cases)
    first = todo.order_by("case", "place").distinct("case").select_related("case")
    for step in first:
        one: Case = step.case
        decided = step.kind in cases.BY_ANOTHER
        yield Matter(
            subject=one.pk,
            key=STEPS.key,
            union_id=one.area_id,
            act=rules.MANAGE.name,
            not_for=one.opened_by_id if decided else None,
            queue=_("建会待批准") if decided else _("建会办理"),
            title=f"{one.name}：{Step.Kind(step.kind).label}",
            note=step.who,
            step=_("去批准") if decided else _("去办"),
            link=link("founding-console:case", one.pk),
            due=end_of(step.due_on),
        )


def _ready(rows: Ids, _people: Ids, _now: datetime) -> Iterable[Matter]:
    """Employers with members enough that stand in no open case."""
    busy = CaseEmployer.objects.filter(employer=OuterRef("employer"), ended_at=None, federates=False)
    for one in only(Ready.objects.filter(~Exists(busy)), pk=rows).select_related("employer").order_by("pk"):
        yield Matter(
            subject=one.pk,
            key=READY.key,
            union_id=one.area_id,
            act=rules.MANAGE.name,
            queue=_("该建会的单位"),
            title=one.employer.name,
            note=f"还没有工会，已经有 {one.members} 名会员",
            step=_("去建会"),
            link=link("founding-console:ready"),
        )


def _homecoming(of_cases: Ids, _people: Ids, _now: datetime) -> Iterable[Matter]:
    """A union stands, and members whom unions above look after may go there: for each of those unions."""
    standing = only(Case.objects.filter(brings_home=True, union__closed_at=None), pk=of_cases).order_by("pk")
    for one, union in ((case, union) for case in standing for union in case.waits_at or [case.area_id]):
        yield Matter(
            subject=one.pk,
            key=HOMECOMING.key,
            union_id=UUID(str(union)),
            act=rules.MANAGE.name,
            queue=_("会员转入新工会"),
            title=one.name,
            note=_("上级工会代管的会员可以转过来"),
            step=_("去转"),
            link=link("founding-console:case", one.pk, at="fo-home"),
        )


PLEAS = Source("founding.pleas", _pleas)  # subject: the plea
ASKED = Source("founding.asked", _asked)  # the same
STEPS = Source("founding.steps", _steps)  # the case
READY = Source("founding.ready", _ready)  # the ready employer
HOMECOMING = Source("founding.homecoming", _homecoming)  # the case
