"""Addresses with lists of their own beside the product's, for test_listing.py."""

from dataclasses import dataclass
from datetime import date

from django.urls import path
from django.utils.translation import gettext_lazy as _

from gonghui.faces.acting import Done
from gonghui.faces.guards import signed_in, staff
from gonghui.faces.listing import (
    CODE,
    DAY,
    DUE,
    FILE,
    MASKED,
    MONEY,
    MONO,
    NUMBER,
    PAGE,
    PERCENT,
    SPAN,
    WHEN,
    Bulk,
    Choice,
    Column,
    Day,
    Empty,
    Link,
    Listing,
    Month,
    RowAct,
    RowLink,
    Search,
    Together,
    states,
)
from gonghui.kernel.refusals import Kind, Refused
from gonghui.primitives.people.models import Union
from gonghui.primitives.people.powers import Act, Power
from gonghui.site.urls import handler400, handler403, handler404, handler500, urlpatterns  # noqa: F401

LOOK = Act("tests.look", Power.WATCH)
CLOSE = Act("tests.close", Power.MANAGE)


class Busy(Refused):
    kind, code = Kind.CONFLICT, "tests.busy"
    says, mend = "正在换届", "换届以后再办"


def close(union, request, reason):
    """Every third cannot be closed."""
    if union.code.endswith(("3", "6", "9")):
        raise Busy()
    Union.objects.filter(pk=union.pk).update(closed_at=request.now, name=reason or union.name)


def children(unions, request):
    """How many unions stand directly below each."""
    found = dict.fromkeys((union.pk for union in unions), 0)
    for parent in Union.objects.filter(parent__in=unions).values_list("parent", flat=True):
        found[parent] += 1
    return found


def gathered(rows, request, name, key):
    if len(rows) < 2:
        raise Busy()
    assert key
    return Done(f"{name}：{len(rows)}", to="/console/tests/lines/")


REGISTER = Link(_("新建"), "faces:unions", "plus", "primary", may=CLOSE)
UNIONS = Listing(
    title=_("工会"),
    columns=(
        Column(_("名称"), "name", sort=True, under=(Column(_("代码"), "code", MONO),)),
        Column(_("层级"), "kind", states(Union.Kind, {"city": "good"}), sort=True),
        Column("上级", "parent.name", sort=True),
        Column("期间", lambda union, request: (union.created_at, request.now), SPAN, sort="created_at"),
        Column("下级", Together(children), NUMBER),
        Column("经费", lambda union, request: 560_050, MONEY),
        Column("比例", lambda union, request: 1250, PERCENT),
        Column("办理", "created_at", DUE, only=PAGE),
        Column("成立", "created_at", DAY, only=FILE),
        Column("登记", "created_at", WHEN, only=FILE),
        Column("编号", "code", CODE, only=FILE),
        Column("信用代码", "credit_code", MASKED, only=FILE),
    ),
    order=("path",),
    filters=(
        Search(("name", "code"), _("查找")),
        Choice("kind", _("层级"), Union.Kind.choices),
        Choice("top", "上级", (("none", "没有"), ("some", "有")), lambda rows, value, request: rows.filter(
            parent__isnull=value == "none"), as_links=True),
        Day("on", "成立", "created_at"),
        Month("month", "月份", "created_at"),
    ),
    link="tests-union",
    links=(REGISTER,),
    acts=(
        RowLink("看", "tests-union", open=lambda union, request: union.kind != "province"),
        RowAct("直接办", "tests-union", hidden={"code": lambda union, request: union.code}),
        RowAct("关闭", "tests-union", lambda union, request: f"关闭{union.name}？", reason="原因", may=CLOSE),
    ),
    bulk=(
        Bulk("close", "关闭", close, "关闭选中的工会？", guard=staff(CLOSE), may=CLOSE),
        Bulk("gather", "合办", gathered, "一起办？", reason="名称", guard=staff(CLOSE), may=CLOSE, as_one=True),
        Bulk("rename", "改名", close, "改名？", reason="原因", guard=staff(CLOSE), may=CLOSE),
    ),
    empty=Empty("还没有工会", "新建以后列在这里", "building-community", REGISTER),
    nothing=Empty("没有找到工会"),
    lead=lambda rows, request: f"共 {rows.count()} 家",
    file=lambda request: request.beside.get("name", "工会名单"),
    per=20,
)  # fmt: skip


@UNIONS.page("tests-unions", staff(LOOK))
def unions(request):
    return Union.objects.open().for_act(request.offices, LOOK), {"name": "工会 名单"}


@UNIONS.page("tests-below", staff(LOOK))
def below(request, code):
    return Union.objects.open().filter(parent__code=code)


@dataclass(frozen=True)
class Line:
    name: str
    count: int | None
    day: date


LINES = [Line(name, count, date(2026, 5, day)) for name, count, day in (("丙", 3, 1), ("甲", None, 2), ("乙", 1, 3))]
LINES_LIST = Listing(
    title="账目",
    columns=(
        Column("名称", "name"),
        Column("数量", "count", NUMBER, sort=True),
        Column("倍数", Together(lambda rows, request: {row: (row.count or 0) * 2 for row in rows}), NUMBER),
    ),
    filters=(Search(("name",), "查找"), Choice("count", "数量", (("3", "三"),)), Day("day", "日期", "day")),
    empty=Empty("没有"),
    file="账目",
    per=2,
)


@LINES_LIST.page("tests-lines", signed_in)
def lines(request):
    return LINES


urlpatterns = [
    path("console/tests/unions/", unions, name="tests-unions"),
    path("console/tests/unions/<uuid:pk>/", lambda request, pk: None, name="tests-union"),
    path("console/tests/below/<str:code>/", below, name="tests-below"),
    path("console/tests/lines/", lines, name="tests-lines"),
    *urlpatterns,
]
