"""What the roster puts on the common pages: the officer's work, and where a person belongs."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces.moments import full_day
from gonghui.faces.requests import PersonalRequest
from gonghui.faces.services import PersonAct, PersonLine, PersonPart, WorkItem
from gonghui.primitives.people.models import Membership, Person
from gonghui.primitives.people.permissions import unions_for

from ..models import RosterImport, RosterTrouble
from ..rules import ROSTERS

WORK_SHOWN = 50


def person_part(request: PersonalRequest, person: Person) -> PersonPart:
    """Where somebody belongs and belonged; those of my unions are ended and corrected from here."""
    rows = person.memberships.select_related("union").order_by("-starts_on", "-pk")
    mine = set(rows.under(unions_for(request.offices, ROSTERS)).values_list("pk", flat=True))
    return PersonPart(_("会籍"), [_line(row, own=row.pk in mine) for row in rows], rank=10)


def _line(row: Membership, *, own: bool) -> PersonLine:
    days = {"starts": full_day(row.starts_on), "ends": full_day(row.ends_on) if row.ends_on else ""}
    correct = PersonAct(_("更正"), reverse("membership:membership", args=[row.pk]))
    url, says = reverse("membership:end-membership", args=[row.pk]), _("会籍到今天为止，本人会收到原因。")
    end = PersonAct(_("结束会籍"), url, _("结束在“%(union)s”的会籍？") % {"union": row.union.name}, says)
    return PersonLine(
        row.union.name,
        note=(_("%(starts)s 至 %(ends)s") if row.ends_on else _("%(starts)s 起")) % days,
        state=_("已结束") if row.ends_on else _("在会"),
        tone="" if row.ends_on else "good",
        acts=((correct,) if row.ends_on else (correct, end)) if own else (),
    )


def work(request: HttpRequest) -> list[WorkItem]:
    """Rosters that wait for my confirmation, and claims on my members that nobody has looked into."""
    unions = unions_for(request.offices, ROSTERS)
    waiting = RosterImport.objects.under(unions).for_list().for_confirmation()[:WORK_SHOWN]
    items = [
        WorkItem(
            title=_("名单“%(file)s”已检查完") % {"file": found.file_name},
            url=reverse("membership:roster", args=[found.pk]),
            act=_("看结果"),
            queue=_("名单确认"),
            due=found.expires_at,
            union=found.union.name,
            note=_("可导入 %(new)s 人，%(bad)s 行有问题") % {"new": found.rows_new, "bad": found.rows_waiting},
        )
        for found in waiting
    ]
    if count := RosterTrouble.objects.claims_on(unions).unsettled().count():
        title = _("有 %(count)s 名会员被其他工会列入名单") % {"count": count}
        items.append(WorkItem(title=title, url=reverse("membership:claims"), act=_("去核实"), queue=_("会籍核实")))
    return items
