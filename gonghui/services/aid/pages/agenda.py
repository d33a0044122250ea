"""What of aid waits for whom: as of every kind of case; a second decision, an objection, a payment, a review.

Of all its subject is the case: who takes an application back, or hands it over, takes with it what waited for it.
"""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.utils import timezone

from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.agenda import rules as heaps
from gonghui.primitives.agenda.actions import Source
from gonghui.primitives.agenda.links import link
from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.agenda.querysets import Ids, only
from gonghui.primitives.casework.actions import also, sources_of

from ..models import Claim, Ruling
from ..rules import AID, HANDLE, PAY

BEFORE = timedelta(days=30)  # a review is shown so long before its day


def _confirm(cases: Ids, people: Ids, now: datetime) -> Iterable[Matter]:
    rows = Ruling.objects.standing().filter(second_at=None, claim__case__stage="deciding")
    for one in only(rows, claim__case=cases).select_related("claim__case"):
        yield _at_union(one.claim, "aid.confirm", _("有困难认定等待复审"), _("去复审"), not_for=one.first_by_id)


def _objected(cases: Ids, people: Ids, now: datetime) -> Iterable[Matter]:
    rows = Ruling.objects.confirmed().filter(objected_at__isnull=False, claim__case__stage="notice")
    for one in only(rows, claim__case=cases).select_related("claim__case"):
        yield _at_union(one.claim, "aid.objected", _("困难公示有异议"), _("去核实"))


def _pay(cases: Ids, people: Ids, now: datetime) -> Iterable[Matter]:
    for one in only(Claim.objects.to_pay(), case=cases).select_related("case"):
        yield Matter(
            subject=one.case_id, key="aid.pay", union_id=one.case.union_id, act=PAY.name, queue=AID.title,
            title=f"帮扶金等待发放 {one.case.code}", step=_("去发放"), icon=AID.icon, not_for=one.person_id,
            link=link("aid-console:payments"), due=one.case.due_at,
        )  # fmt: skip


def _changed(cases: Ids, people: Ids, now: datetime) -> Iterable[Matter]:
    rows = Claim.objects.listed().filter(changed_at__isnull=False)
    for one in only(rows, case=cases).select_related("case"):
        yield _at_union(one, "aid.changed", _("困难职工更新了家庭情况"), _("去核对"))


def _review(cases: Ids, people: Ids, now: datetime) -> Iterable[Matter]:
    for one in only(Claim.objects.listed(), case=cases, person=people).select_related("case"):
        shows, due = _morning(one.review_on) - BEFORE, _morning(one.review_on)
        found = _at_union(one, "aid.review", _("困难职工年度复核"), _("去复核"))
        found.shows_from, found.due = shows, due
        yield found
        if one.person_id:
            yield Matter(
                subject=one.case_id, key="aid.review", person_id=one.person_id, queue=heaps.OTHER,
                title=_("困难帮扶年度复核：家里情况有变化吗"), step=_("去更新"), icon=AID.icon,
                link=link(AID.page, one.case_id), shows_from=shows, due=due,
            )  # fmt: skip


def _morning(day: object) -> datetime:
    return datetime.combine(day, time(), timezone.get_default_timezone())  # type: ignore[arg-type]


def _at_union(claim: Claim, key: str, title: str, step: str, **more: object) -> Matter:
    said = {"not_for": claim.person_id} | more
    return Matter(
        subject=claim.case_id, key=key, union_id=claim.case.union_id, act=HANDLE.name, queue=AID.title,
        title=f"{title} {claim.case.code}", step=step, icon=AID.icon, link=link(AID.desk, claim.case_id), **said,
    )  # fmt: skip


CONFIRM = Source("aid.confirm", _confirm)
OBJECTED = Source("aid.objected", _objected)
TO_PAY = Source("aid.pay", _pay)
CHANGED = Source("aid.changed", _changed)
REVIEW = Source("aid.review", _review)
OWN = (CONFIRM, OBJECTED, TO_PAY, CHANGED, REVIEW)
SOURCES = (*sources_of(AID), *OWN)
also(AID, *OWN)
