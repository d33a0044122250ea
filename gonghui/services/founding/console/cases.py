"""The list of cases, and a new one."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _w

from gonghui.faces.acting import Done, page
from gonghui.faces.guards import staff
from gonghui.faces.listing import DAY, WRITTEN, Choice, Column, Empty, Link, Listing, Looked, Search, states
from gonghui.faces.requests import PersonalRequest, Request

from .. import actions, rules
from ..forms import CaseForm
from ..models import Case, Step
from ..querysets import CaseQuerySet
from ..words import CASE_STATES
from . import scope


def next_steps(rows: list[Case], request: Request) -> dict[Any, Step]:
    """The first step that is not done of each."""
    todo = Step.objects.filter(case__in=rows, done_at=None, case__stopped_at=None).order_by("case", "place")
    return {step.case_id: step for step in todo.distinct("case")}


def in_state(rows: CaseQuerySet, state: str, request: Request) -> CaseQuerySet:
    return rows.in_state(state)


NEXT = Looked(next_steps)
NEW = Link(_w("开办建会"), "founding-console:new", "plus", "primary", may=rules.MANAGE)
CASES = Listing(
    title=_w("建会事项"),
    columns=(
        Column(_w("工会"), "name", WRITTEN, sort=True, under=(Column(_w("上级工会"), "area.name", WRITTEN),)),
        Column(_w("方式"), "way", states(Case.Way), under=(Column(_w("行业"), "industry", states(Case.Industry)),)),
        Column(_w("状态"), "state", states(CASE_STATES), under=(Column(_w("停办原因"), "stopped_because"),)),
        Column(_w("下一步"), NEXT["kind"], states(Step.Kind), under=(Column(_w("谁来办"), NEXT["who"]),)),
        Column(_w("到哪天"), NEXT["due_on"], DAY),
    ),
    order=("-created_at", "-pk"),
    filters=(
        Choice("state", _w("状态"), [(value, word) for value, (word, _tone) in CASE_STATES.items()], in_state,
               as_links=True),
        Choice("way", _w("方式"), Case.Way.choices),
        Search(("name", "area.name"), _w("工会名称")),
    ),
    link="founding-console:case",
    links=(NEW,),
    fades=lambda row, request: row.state in (rules.DONE, rules.STOPPED),
    empty=Empty(_w("还没有建会事项"), _w("从没有工会的单位里选，或者直接开办一个。"), "building-community", NEW),
    nothing=Empty(_w("没有这样的事项"), _w("换一个状态或词再找。"), "search"),
    file=_w("建会事项"),
)  # fmt: skip


@CASES.page("founding-console:cases", staff(rules.WATCH))
def cases(request: PersonalRequest) -> CaseQuerySet:
    """Those of my unions and of all below them."""
    return scope.cases(request)


@page("founding-console:new", "console/form.html", staff(rules.MANAGE))
def new(request: PersonalRequest) -> dict[str, Any]:
    return {"title": _("开办建会"), "above": scope.listed(), "yes": _("开办"), "back": scope.listed()[0]}


@new.post(CaseForm, given=scope.unions)
def open_case(request: PersonalRequest, *, form: CaseForm) -> Done:
    """With its steps; employers are added on its page."""
    said = form.cleaned_data
    made = actions.open_case(
        said["union"],
        said["way"],
        said["name"],
        industry=said["industry"],
        by_person=request.person,
        key=scope.key_of(request),
        by=request.caller,
        now=request.now,
    )
    return Done(_("已开办。请添加单位，安排每一步谁来办"), to=scope.url_of(made))
