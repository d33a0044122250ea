"""What of the rosters waits for an officer: one that was checked, and members whom another union has listed."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count

from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.agenda.actions import Source
from gonghui.primitives.agenda.links import link
from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.agenda.querysets import Ids, only

from ..models import RosterImport, RosterTrouble
from ..rules import ROSTERS


def _rosters(rosters: Ids, _people: Ids, _now: datetime) -> Iterable[Matter]:
    checked = only(RosterImport.objects.for_confirmation().defer("file_sealed", "sample"), pk=rosters)
    for roster in checked.order_by("pk"):
        yield Matter(
            subject=roster.pk,
            key=CHECKED.key,
            union_id=roster.union_id,
            act=ROSTERS.name,
            queue=_("名单确认"),
            title=f"名单“{roster.file_name}”已检查完",
            note=f"可导入 {roster.rows_new} 人，{roster.rows_waiting} 行有问题",
            step=_("看结果"),
            link=link("membership:roster", roster.pk),
            due=roster.expires_at,
        )


def _claims(unions: Ids, _people: Ids, _now: datetime) -> Iterable[Matter]:
    open_ones = RosterTrouble.objects.unsettled().filter(roster__state="done", elsewhere__isnull=False)
    counted = only(open_ones, elsewhere=unions).order_by("elsewhere").values_list("elsewhere").annotate(Count("pk"))
    for union, many in counted:
        yield Matter(
            subject=union,
            key=CLAIMS.key,
            union_id=union,
            act=ROSTERS.name,
            queue=_("会籍核实"),
            title=f"有 {many} 名会员被其他工会列入名单",
            step=_("去核实"),
            link=link("membership:claims"),
        )


CHECKED = Source("membership.roster", _rosters)  # subject: the roster
CLAIMS = Source("membership.claims", _claims, counted=True)  # the union whose members they are
SOURCES = (CHECKED, CLAIMS)
