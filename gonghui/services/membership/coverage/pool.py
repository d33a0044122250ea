"""The holding pool: members whose employer has no union, by employer; from 25 on a union is to be founded."""

from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gonghui.faces.guards import staff
from gonghui.faces.listing import DAY, NUMBER, WRITTEN, Choice, Column, Empty, Link, Listing, Search, states
from gonghui.faces.requests import PersonalRequest, Request
from gonghui.faces.services import list_of
from gonghui.primitives.people.models import Employer
from gonghui.primitives.people.trades import Trade

from . import lists
from .rules import KEEP, founds

PROPOSAL = {"": ("", ""), "ready": (_("满 25 人，可以建会"), "good")}


def proposed(row: Employer, request: Request) -> str:
    return "ready" if founds(row.members, row.headcount) else ""


def founding(row: Employer, request: Request) -> str:
    return list_of("founding-console:employers", row.name, request) if proposed(row, request) else ""


def behind(row: Employer, request: Request) -> str:
    return f"{reverse('membership:members')}?{urlencode({'employer': row.pk})}"


POOL = Listing(
    title=_("待建会的会员"),
    columns=(
        Column(_("用人单位"), "name", WRITTEN, sort=True),
        Column(_("会员"), "members", NUMBER, sort="members", link=behind),
        Column(_("职工"), "headcount", NUMBER, sort=True, under=(Column(_("人数日期"), "headcount_on", DAY),)),
        Column(_("行业"), "get_trade_display"),
        Column(_("建议"), proposed, states(PROPOSAL), link=founding),
    ),
    order=("-members", "pk"),
    filters=(Choice("trade", _("行业"), Trade.choices), Search(("name",), _("单位名称"))),
    lead=_("这些会员的单位还没有工会，会籍先由上级工会代管，服务和别的会员一样。满 25 人的单位应当建会。"),
    empty=Empty(_("没有待建会的会员"), _("单位没有工会的会员，会按单位列在这里。"), "users"),
    up=Link(_("组织覆盖"), "membership:coverage"),
    file=_("待建会的会员"),
)


@POOL.page("membership:pool", staff(KEEP))
def pool(request: PersonalRequest) -> QuerySet[Employer]:
    """Employers without a union for whom members of my unions work."""
    return lists.pool(request.office_unions)
