"""The officers' page to bring the list of members in need before a draw opens."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces.acting import Done
from gonghui.faces.guards import staff
from gonghui.faces.importing import importing
from gonghui.faces.moments import moment
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.refusals import Refused
from gonghui.kernel.sheets import TableSheet
from gonghui.primitives.draws import actions as draws

from .. import actions, rules
from ..forms.sheets import NEED
from ..pages.drawn import draw_of
from .scope import context_for, get_fair


@importing("fairs-console:need", NEED, staff(rules.MANAGE), base="fairs/console/base.html")
def need(request: PersonalRequest, pk: UUID, refusal: Refused | None = None) -> dict[str, Any]:
    """Bring the list; with one bad row it stays as it was. It shows how many are on it, never who."""
    found = get_fair(request, pk)
    draw = draw_of(found)
    if refusal is None:
        draws.refuse_fixed_need(draw, now=request.now)
    lead = _("名单上的会员多 %(lots)s 注。一张表格装全部名单；有一行不对，就一个人也不导入。")
    until = _("%(opens)s 登记开始以前可以重新导入，以最后一次为准；开始以后不能再改。")
    listed = draw.in_need.count()
    words = {
        "title": _("导入困难职工名单"),
        "lead": lead % {"lots": draw.rule["need"]} + until % {"opens": moment(draw.opens_at)},
        "notes": [
            *([_("现在名单上有 %(listed)s 人，再导入就整个换掉。") % {"listed": listed}] if listed else []),
            _("只收本会和所属工会的会员。谁在名单上是个人的难处：系统只记这个人在名单上，不记原因。"),
            _("网页上只显示人数，表格不留存。本人登记前能看到自己为什么多几注。"),
        ],
        "back": (reverse("fairs-console:draw", args=[pk]), _("返回摇号")),
    }
    return context_for(request, found, "draw", **words)


@need.load()
def load_need(request: PersonalRequest, pk: UUID, *, sheet: TableSheet) -> Done:
    """The whole list, in place of the one before."""
    listed = actions.set_need(get_fair(request, pk), sheet, by=request.caller, now=request.now)
    return Done(_("名单已导入：%(listed)s 人") % {"listed": listed}, to=reverse("fairs-console:draw", args=[pk]))
