"""Employers without a union: the list, a new one, many from a sheet; a case is opened for those that are picked."""

from dataclasses import replace
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _w

from gonghui.faces.acting import Done, page
from gonghui.faces.guards import staff
from gonghui.faces.importing import importing
from gonghui.faces.listing import (
    DAY,
    MONO,
    NUMBER,
    WRITTEN,
    Bulk,
    Choice,
    Column,
    Empty,
    Link,
    Listing,
    Search,
    Together,
    states,
)
from gonghui.faces.requests import PersonalRequest, Request
from gonghui.faces.services import list_of
from gonghui.kernel.sheets import TableSheet
from gonghui.primitives.people.models import Employer
from gonghui.primitives.people.trades import Trade

from .. import actions, rules
from ..forms import EmployerForm, ImportForm
from ..forms.sheets import EMPLOYERS as TABLE
from ..models import Case, Ready
from ..querysets import members_at
from ..rules.standards import PRACTICE, standard
from . import scope

ENOUGH = standard("members", PRACTICE).value
MANY = _w("25 人以上")  # unless somebody asks for others
SIZES = [("50", _w("50 人以上")), ("100", _w("100 人以上")), ("200", _w("200 人以上"))]
SIZES += [("all", _w("不论人数"))]


def members(rows: list[Employer], request: Request) -> dict[Any, int]:
    return dict(members_at(rows))


def in_pool(row: Employer, request: Request) -> str:
    """Members of this employer whom a union above looks after."""
    return list_of("membership:pool", row.name, request)


def sized(rows: QuerySet[Employer], size: str, request: Request) -> QuerySet[Employer]:
    return rows if size == "all" else rows.filter(headcount__gte=int(size))


def pooled(rows: QuerySet[Employer], value: str, request: Request) -> QuerySet[Employer]:
    enough = members_at(rows).filter(many__gte=ENOUGH)
    return rows.filter(pk__in=[employer for employer, _many in enough])


def towns(request: PersonalRequest) -> list[tuple[object, str]]:
    mine = scope.employers(request).filter(division__isnull=False).order_by("division")
    return list(mine.values_list("division", "division__name").distinct())


def opened(way: str) -> Any:
    def act(row: Employer, request: PersonalRequest, reason: str) -> None:
        assert row.area is not None
        name = f"{row.name}工会"
        actions.open_case(row.area, way, name, [row], by_person=request.person, by=request.caller, now=request.now)

    return act


def gathered(way: str) -> Any:
    def act(rows: list[Employer], request: PersonalRequest, name: str, key: str) -> Done:
        who = {"key": key, "by_person": request.person, "by": request.caller, "now": request.now}
        made = actions.open_together(rows, way, name, reach=request.office_unions, **who)
        return Done(_("已开办，放进了 %(many)s 个单位") % {"many": len(rows)}, to=scope.url_of(made))

    return act


MANAGING: dict[str, Any] = {"guard": staff(rules.MANAGE), "may": rules.MANAGE}
ADD = Link(_w("添加单位"), "founding-console:employer-new", "plus", "primary", may=rules.MANAGE)
BRING = Link(_w("导入"), "founding-console:employers-import", "upload", may=rules.MANAGE)
EMPLOYERS = Listing(
    title=_w("没有工会的单位"),
    columns=(
        Column(_w("单位"), "name", WRITTEN, sort=True, under=(Column(_w("上级工会"), "area.name", WRITTEN),)),
        Column(_w("统一社会信用代码"), "credit_code", MONO),
        Column(_w("区县"), "division.name", WRITTEN, sort=True),
        Column(_w("行业"), "trade", states(Trade)),
        Column(_w("职工人数"), "headcount", NUMBER, sort=True, under=(Column(_w("人数日期"), "headcount_on", DAY),)),
        Column(_w("已是会员"), Together(members), NUMBER),
    ),
    order=("-headcount", "pk"),
    filters=(
        Choice("size", _w("职工人数"), SIZES, sized, all=MANY, as_links=True),
        Choice("members", _w("会员"), [("enough", _w("已有 25 名会员，该建会了"))], pooled),
        Choice("town", _w("区县"), towns, "division"),
        Choice("trade", _w("行业"), Trade.choices),
        Search(("name", "credit_code"), _w("单位或信用代码")),
    ),
    links=(BRING, ADD),
    bulk=(
        Bulk(
            "party", _w("党建带建"), opened(Case.Way.PARTY_LED), _w("给选中的单位各开办一个建会事项？"),
            _w("方式是党建带建。步骤和日期会自动排好，可以再改。"), **MANAGING,
        ),
        Bulk(
            "key", _w("示范建"), opened(Case.Way.KEY_FIRM), _w("给选中的单位各开办一个建会事项？"),
            _w("方式是重点企业示范建。步骤和日期会自动排好，可以再改。"), **MANAGING,
        ),
        Bulk(
            "joint", _w("联合建"), gathered(Case.Way.JOINT), _w("选中的单位一起建一个联合工会？"),
            _w("只开办一个事项，由它们共同的上级工会批准。有一个单位不能建，就一个也不放进去。"),
            reason=_w("新工会的名称"), as_one=True, **MANAGING,
        ),
        Bulk(
            "federation", _w("行业联合会"), gathered(Case.Way.FEDERATION), _w("选中的单位一起建一个行业工会联合会？"),
            _w("选中的单位要是同一个行业：物流、电商、网约车或外卖配送。以后各单位还可以建自己的工会。"),
            reason=_w("新工会的名称"), as_one=True, **MANAGING,
        ),
    ),
    empty=Empty(
        _w("没有这样的单位"), _w("25 人以上、还没有工会的单位会列在这里。可以添加，也可以导入名单。"), "building", ADD
    ),
    nothing=Empty(_w("没有这样的单位"), _w("换一个人数、区县或词再找。"), "search"),
    file=_w("没有工会的单位"),
)  # fmt: skip


@EMPLOYERS.page("founding-console:employers", staff(rules.WATCH))
def employers(request: PersonalRequest) -> QuerySet[Employer]:
    """Open ones without a union; unless somebody asks for others, those of 25 and more people, or members."""
    without = scope.employers(request).open().without_union()
    asked = request.GET.get("size") or request.GET.get("members")
    many = Q(headcount__gte=ENOUGH) | Q(pk__in=Ready.objects.values("employer"))
    return without if asked else without.filter(many)


READY = replace(
    EMPLOYERS,
    title=_w("该建会的单位"),
    columns=(*EMPLOYERS.columns[:-1], replace(EMPLOYERS.columns[-1], link=in_pool)),
    lead=_w("这些单位还没有工会，却已经有 25 名以上会员在那里工作，会籍由上级工会代管。每小时重新数一遍。"),
    filters=[each for each in EMPLOYERS.filters if each.name not in ("size", "members")],
    empty=Empty(
        _w("没有该建会的单位"), _w("没有工会的单位里会员满 25 人，会列在这里，也会列进“我的工作”。"), "building"
    ),
    up=Link(_w("没有工会的单位"), "founding-console:employers"),
    file=_w("该建会的单位"),
)


@READY.page("founding-console:ready", staff(rules.WATCH))
def ready(request: PersonalRequest) -> QuerySet[Employer]:
    """Those at which so many members work that there should be a union."""
    return scope.employers(request).open().without_union().filter(pk__in=Ready.objects.values("employer"))


@page("founding-console:employer-new", "console/form.html", staff(rules.MANAGE))
def employer_new(request: PersonalRequest) -> dict[str, Any]:
    above = scope.employers_listed()
    return {"title": _("添加单位"), "above": above, "yes": _("添加"), "back": above[0]}


@employer_new.post(EmployerForm, given=scope.unions)
def add_employer(request: PersonalRequest, *, form: EmployerForm) -> Done:
    said = dict(form.cleaned_data)
    area, code = said.pop("union"), said.pop("credit_code") or None
    key = scope.key_of(request)
    made = actions.enter_employer(area, credit_code=code, **said, key=key, by=request.caller, now=request.now)
    return Done(_("已添加%(name)s") % {"name": made.name}, to=f"{scope.employers_listed()[0]}?size=all")


@importing("founding-console:employers-import", TABLE, staff(rules.MANAGE))
def bring(request: PersonalRequest) -> dict[str, Any]:
    """Many at once; with one bad row nothing is written, and every bad row is named."""
    return {
        "title": _("导入单位名单"),
        "above": scope.employers_listed(),
        "lead": _("信用代码相同的单位只更新人数和行业，不会重复。有一行不对，就一行也不写入。"),
        "back": scope.employers_listed(),
    }


@bring.load(ImportForm, given=scope.unions)
def load(request: PersonalRequest, *, sheet: TableSheet, form: ImportForm) -> Done:
    """All rows, or none."""
    counts = actions.load_employers(form.cleaned_data["union"], sheet, by=request.caller, now=request.now)
    said = _("已导入：新增 %(new)s 个单位，更新 %(known)s 个") % counts
    return Done(said, to=f"{scope.employers_listed()[0]}?size=all")
