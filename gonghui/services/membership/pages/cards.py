"""What the roster puts on the common pages: the officer's work."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces.services import WorkItem
from gonghui.primitives.people.permissions import unions_for

from ..models import RosterImport, RosterTrouble
from ..rules import ROSTERS

WORK_SHOWN = 50


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
