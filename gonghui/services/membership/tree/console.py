"""One union of the tree: what it is, what waits for its day, and what can be changed."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gonghui.faces.acting import Done, Page, page
from gonghui.faces.forms import unions_to_choose
from gonghui.faces.guards import staff
from gonghui.faces.listing import DAY, WHEN, WRITTEN, Choice, Column, Empty, Listing, states
from gonghui.faces.requests import PersonalRequest, Request
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people.models import Membership, Union
from gonghui.primitives.people.querysets import UnionQuerySet

from . import actions
from .forms import ChangeForm
from .models import UnionChange
from .querysets import UnionChangeQuerySet
from .rules import CLOSE, FOUND, MERGE, MOVE, RENAME, TREE, may_decide, may_undo
from .words import STATES, what

LAST_ACTS = 15
TITLES = {
    FOUND: gettext_lazy("在下面新建工会"),
    RENAME: gettext_lazy("更名"),
    MOVE: gettext_lazy("改变上级"),
    MERGE: gettext_lazy("并入另一工会"),
    CLOSE: gettext_lazy("撤销"),
}
LEADS = {
    FOUND: gettext_lazy("到生效那天登记，之后就能录入会员、任命干部。"),
    RENAME: gettext_lazy("会员证和名单从生效那天起用新名称。"),
    MOVE: gettext_lazy("它和它下面所有的工会、会员一起划过去；会籍和代码不变。"),
    MERGE: gettext_lazy("到生效那天，它的会员和下级工会全部转过去，会籍一天不断；它的岗位结束，工会撤销。"),
    CLOSE: gettext_lazy("还有下级工会的不能撤销。到生效那天会员全部转出，会籍一天不断；它的岗位结束。"),
}


def reached(request: PersonalRequest) -> UnionQuerySet:
    return Union.objects.open().for_act(request.offices, TREE)


def get_union(request: PersonalRequest, pk: UUID) -> Union:
    """Also one that is closed: what became of it stays to be read."""
    mine = Union.objects.for_act(request.offices, TREE).select_related("parent", "division")
    return get_object_or_404(mine, pk=pk)


@page("membership:union", "membership/tree/union.html", staff(TREE))
def union(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """A union: where it stands, how many belong to it, what is decided for it, what was done."""
    found = get_union(request, pk)
    paths = [one.path for one in request.office_unions]
    changes = UnionChange.objects.of(found).under(request.office_unions).for_list()
    return {
        "title": found.name,
        "above": (reverse("faces:unions") + (f"?at={found.parent.code}" if found.parent else ""), _("工会组织")),
        "union": found,
        "members": Membership.objects.active().filter(union=found).count(),
        "below": found.children.filter(closed_at=None).count(),
        "waiting": [
            (one, what(one), not one.decided_from or may_undo(one.decided_from.path, paths)) for one in changes.open()
        ],
        "past": [(one, what(one), *STATES[one.state]) for one in changes if one.state != "waits"][:LAST_ACTS],
        "history": journal.entries_of(found)[:LAST_ACTS],
        "kinds": [
            (reverse(f"membership:{kind}-union", args=[pk]), title)
            for kind, title in TITLES.items()
            if kind == FOUND or any(may_decide(above, union=found.path) for above in paths)
        ]
        if not found.closed_at
        else [],
    }


@union.act(at=lambda request, pk: {"pk": _place(get_object_or_404(_mine(request), pk=pk))})
def undo_change(request: PersonalRequest, pk: UUID) -> Done:
    """It will not take effect."""
    found = get_object_or_404(_mine(request), pk=pk)
    actions.undo(found, reach=request.office_unions, by=request.caller, now=request.now)
    return Done(_("已撤回，有关工会会收到通知"))


def planning(kind: str) -> Page:
    """The page on which a change of this kind is planned."""

    def given(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
        found = get_object_or_404(reached(request), pk=pk)
        return {"kind": kind, "union": found, "unions": reached(request)}

    @page(f"membership:{kind}-union", "membership/tree/change.html", staff(TREE))
    def change(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
        found = get_object_or_404(reached(request), pk=pk)
        back, title = reverse("membership:union", args=[pk]), f"{found.name}：{TITLES[kind]}"
        choices = unions_to_choose(request).exclude(pk=pk).values_list("code", "name") if kind != FOUND else []
        return {"title": title, "above": (back, found.name), "back": back, "lead": LEADS[kind], "unions": choices}

    @change.post(ChangeForm, given=given)
    def plan(request: PersonalRequest, pk: UUID, *, form: ChangeForm) -> Done:
        reach = request.office_unions
        made = actions.plan(form.change, reach=reach, by=request.caller, now=request.now)
        said = _("已生效") if made.done_at else _("已登记，到那天自动生效，之前可以撤回")
        return Done(said, to=reverse("membership:union", args=[pk]))

    return change


PLANNING = {kind: planning(kind) for kind in TITLES}


def said(row: UnionChange, request: Request) -> str:
    return what(row)


CHANGES = Listing(
    title=gettext_lazy("工会变更"),
    columns=(
        Column(gettext_lazy("变更"), said, WRITTEN),
        Column(gettext_lazy("类别"), "kind", states(UnionChange.Kind)),
        Column(gettext_lazy("生效日期"), "takes_on", DAY, sort=True),
        Column(gettext_lazy("状态"), "state", states(STATES), under=(Column(gettext_lazy("没有办成"), "stopped"),)),
        Column(gettext_lazy("依据"), "why", WRITTEN),
        Column(
            gettext_lazy("登记"),
            "created_at",
            WHEN,
            sort=True,
            under=(Column(gettext_lazy("登记人"), "by_person.name"),),
        ),
    ),
    order=("-created_at", "-pk"),
    filters=(Choice("kind", gettext_lazy("类别"), UnionChange.Kind.choices),),
    link=lambda row, request: reverse("membership:union", args=[_place(row)]),
    empty=Empty(
        gettext_lazy("还没有工会变更"),
        gettext_lazy("在工会组织里打开一个工会，就能新建、更名、划转、合并或撤销。"),
        "building-community",
    ),
    file=gettext_lazy("工会变更"),
)


@CHANGES.page("membership:changes", staff(TREE))
def changes(request: PersonalRequest) -> UnionChangeQuerySet:
    """Every change of my unions."""
    return _mine(request)


def _mine(request: PersonalRequest) -> UnionChangeQuerySet:
    return UnionChange.objects.for_act(request.offices, TREE).for_list()


def _place(change: UnionChange) -> Any:
    """The union on whose page the change is."""
    return change.union_id or change.target_id
