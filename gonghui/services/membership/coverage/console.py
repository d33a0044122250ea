"""Coverage at an officer's desk: figures, what they rest on, the members behind them."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gonghui.faces import answers
from gonghui.faces.acting import Done, page
from gonghui.faces.forms import unions_to_choose
from gonghui.faces.guards import staff
from gonghui.faces.importing import importing
from gonghui.faces.listing import (
    DAY,
    FILE,
    MASKED,
    NUMBER,
    PAGE,
    PERCENT,
    WRITTEN,
    Choice,
    Column,
    Empty,
    Link,
    Listing,
    Search,
    states,
)  # fmt: skip
from gonghui.faces.requests import PersonalRequest, Request, parse_id
from gonghui.kernel.sheets import TableSheet
from gonghui.primitives.people.models import Membership, Standing, Union
from gonghui.primitives.people.permissions import may_somewhere
from gonghui.primitives.people.querysets import MembershipQuerySet
from gonghui.primitives.people.trades import Trade

from . import actions, exporting, lists
from .figures import figures
from .forms import WorkforceForm
from .models import Tally, Workforce
from .querysets import WorkforceQuerySet
from .rules import COVERAGE, KEEP, KIND, PLACE, TRADE, Figure
from .sheets import WORKFORCE
from .words import ODD

LONGEST = 60  # of what a list is asked for
NOBODY = UUID(int=0)  # what is no id is nobody's
BYS = ((PLACE, gettext_lazy("按地方")), (TRADE, gettext_lazy("按行业")), (KIND, gettext_lazy("按工会类别")))


def members_behind(row: Figure, request: Request) -> str:
    may = row.members and may_somewhere(request.offices, KEEP)
    return f"{reverse('membership:members')}?{urlencode(row.asked)}" if may else ""


def into(row: Figure, request: Request) -> str:
    return f"{reverse('membership:coverage')}?{urlencode({'at': row.below})}" if row.below else ""


def sources_of(row: Figure, request: Request) -> str:
    return "；".join(row.base.sources) if row.base else ""


FIGURES = Listing(
    title=gettext_lazy("组织覆盖"),
    columns=(
        Column(gettext_lazy("范围"), "label", WRITTEN, link=into),
        Column(gettext_lazy("会员"), "members", NUMBER, link=members_behind),
        Column(gettext_lazy("职工底数"), "base.people", NUMBER),
        Column(gettext_lazy("底数日期"), "base.as_of", DAY),
        Column(gettext_lazy("覆盖率"), "share", PERCENT),
        Column(gettext_lazy("说明"), "odd", states(ODD), under=(Column(gettext_lazy("来源"), sources_of, WRITTEN),)),
    ),
    filters=(Choice("by", gettext_lazy("分组"), BYS, lambda rows, by, request: rows, as_links=True),),
    links=(
        Link(gettext_lazy("待建会的会员"), "membership:pool", "users", may=KEEP),
        Link(gettext_lazy("职工底数"), "membership:workforce", "chart-line"),
    ),
    empty=Empty(gettext_lazy("还没有可以统计的工会"), icon="chart-line"),
    keep=("at",),
    template="membership/coverage/figures.html",
    file=gettext_lazy("组织覆盖"),
)


def asked_union(request: PersonalRequest) -> Union | None:
    """The union that the address names, or the first that the asker reaches."""
    mine = Union.objects.open().under(request.office_unions).select_related("parent")
    return mine.filter(code=request.GET.get("at", "")[:20]).first() or mine.order_by("path").first()


@FIGURES.page("membership:coverage", staff(COVERAGE))
def coverage(request: PersonalRequest) -> tuple[list[Figure], dict[str, Any]]:
    """Members, those who could be, of which day; each number leads to the list behind it."""
    at, by = asked_union(request), request.GET.get("by", "")
    rows = figures(at, by if by in dict(BYS) else PLACE) if at else []
    return rows, {"at": at, "counted_on": Tally.objects.counted_on()}


def asked_of(request: PersonalRequest, *names: str) -> MembershipQuerySet:
    """The members of my unions, or of one of them and all below it, or of one employer; and by what else is named."""
    said = {**request.GET.dict(), **request.POST.dict()}
    employer = said.get("employer", "")
    works_for = (parse_id(employer) or NOBODY) if employer else None
    more: dict[str, Any] = {name: said.get(name, "")[:LONGEST] for name in ("at", *names)}
    return lists.members(request.office_unions, lists.Asked(employer=works_for, **more))


def masked_number(row: Membership, request: Request) -> str:
    return row.person.masked_mobile


MEMBERS = Listing(
    title=gettext_lazy("会员"),
    columns=(
        Column(gettext_lazy("会员"), "person.name", sort="person.sort_key", only=PAGE),
        Column(gettext_lazy("会员"), "person", MASKED, only=FILE),
        Column(gettext_lazy("工会"), "union.name", WRITTEN),
        Column(gettext_lazy("入会日期"), "starts_on", DAY, sort=True),
        Column(gettext_lazy("手机号"), masked_number),
    ),
    order=("person__sort_key", "pk"),
    filters=(
        Choice("kind", gettext_lazy("工会类别"), Union.Kind.choices, "union.kind"),
        Choice("trade", gettext_lazy("行业"), Trade.choices, lambda rows, trade, request: lists.in_trade(rows, trade)),
        Choice(
            "standing",
            gettext_lazy("会籍状态"),
            Standing.Kind.choices,
            lambda rows, kind, request: lists.in_standing(rows, kind),
        ),
        Search(lambda rows, words, request: lists.named(rows, words), gettext_lazy("姓名")),
    ),
    link=lambda row, request: reverse("faces:person", args=[row.person_id]),
    empty=Empty(gettext_lazy("还没有会员"), gettext_lazy("导入名单或批准入会申请后，会员列在这里。"), "users"),
    keep=("at", "employer"),
    template="membership/coverage/members.html",
    file=gettext_lazy("会员"),
)


ASKED = ("at", "employer", "kind", "trade", "standing", "q")


@MEMBERS.page("membership:members", staff(KEEP))
def members(request: PersonalRequest) -> tuple[MembershipQuerySet, dict[str, Any]]:
    """The members of my unions; those that a figure was counted from."""
    kept = [(name, request.GET[name][:LONGEST]) for name in ASKED if name in request.GET]
    return asked_of(request), {"asked": kept}


@members.act(guard=staff(KEEP, anew=True))
def export_roster(request: PersonalRequest, *, reason: str) -> HttpResponse:
    """The real-name roster of what is listed, with whole numbers; each member can read who took it, and why."""
    rows = asked_of(request, "kind", "trade", "standing", "q")
    lines = exporting.export_roster(rows, why=reason, by=request.caller, now=request.now)
    return answers.excel(_("会员实名名单"), exporting.HEADER, lines)


BASES = Listing(
    title=gettext_lazy("职工底数"),
    columns=(
        Column(gettext_lazy("工会"), "union.name", WRITTEN, sort=True),
        Column(gettext_lazy("行业"), lambda row, request: row.get_trade_display() or _("全部职工")),
        Column(gettext_lazy("人数"), "people", NUMBER, sort=True),
        Column(gettext_lazy("统计日期"), "as_of", DAY, sort=True),
        Column(gettext_lazy("来源"), "source", WRITTEN),
    ),
    order=("-as_of", "-pk"),
    filters=(Choice("trade", gettext_lazy("行业"), Trade.choices),),
    links=(
        Link(gettext_lazy("导入"), "membership:load-workforce", "upload", may=KEEP),
        Link(gettext_lazy("登记底数"), "membership:new-workforce", "plus", "primary", may=KEEP),
    ),
    empty=Empty(
        gettext_lazy("还没有职工底数"),
        gettext_lazy("登记每个地方、每个行业有多少职工，覆盖率才有分母。"),
        "chart-line",
        Link(gettext_lazy("登记底数"), "membership:new-workforce", may=KEEP),
    ),
    up=Link(gettext_lazy("组织覆盖"), "membership:coverage"),
    file=gettext_lazy("职工底数"),
)


@BASES.page("membership:workforce", staff(COVERAGE))
def workforce(request: PersonalRequest) -> WorkforceQuerySet:
    """What officers found out."""
    return Workforce.objects.under(request.office_unions)


def above() -> tuple[str, str]:
    return reverse("membership:workforce"), _("职工底数")


@page("membership:new-workforce", "membership/coverage/enter.html", staff(KEEP))
def new(request: PersonalRequest) -> dict[str, Any]:
    """One figure."""
    return {"title": _("登记职工底数"), "above": above(), "back": above()[0]}


@new.post(WorkforceForm, given=lambda request: {"unions": unions_to_choose(request)})
def enter(request: PersonalRequest, *, form: WorkforceForm) -> Done:
    """It counts from now on."""
    actions.enter_workforce(**form.cleaned_data, by=request.caller, now=request.now)
    return Done(_("底数已登记"), to=above()[0])


@importing("membership:load-workforce", WORKFORCE, staff(KEEP))
def bring(request: PersonalRequest) -> dict[str, Any]:
    """Many at once, or none."""
    lead = _("每一行是一个工会范围里一个行业的人数。有一行不对，就一行也不写入。")
    return {"title": _("导入职工底数"), "above": above(), "lead": lead, "back": above()}


@bring.load()
def load(request: PersonalRequest, *, sheet: TableSheet) -> Done:
    """All rows, or none."""
    many = actions.load_workforce(sheet, reach=request.office_unions, by=request.caller, now=request.now)
    return Done(_("已登记 %(many)s 条底数") % {"many": many}, to=above()[0])
