"""The queue of a kind, by deadline: no word of any case, filtered, searched, as a workbook."""

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gonghui.faces.listing import (
    CODE,
    DUE,
    FILE,
    MASKED,
    PAGE,
    WHEN,
    WRITTEN,
    Choice,
    Column,
    Empty,
    Listing,
    ListPage,
    Search,
    states,
)
from gonghui.faces.listing.filters import LONGEST
from gonghui.faces.requests import PersonalRequest, Request
from gonghui.primitives.casework import actions as casework
from gonghui.primitives.casework.kinds import Kind
from gonghui.primitives.casework.models import Case
from gonghui.primitives.casework.querysets import CaseQuerySet

if TYPE_CHECKING:
    from .pages import CasePages

SOON = timedelta(days=1)
MOST_LISTED = 2_000  # pages of forty
WHICH = [
    ("mine", _("交我办的")), ("free", _("还没有交办")), ("late", _("已经逾期")), ("soon", _("一天内到期")),
    ("paused", _("暂停的")),
]  # fmt: skip


def page_of(cases: "CasePages") -> ListPage:
    asked_for = {*(stage.code for stage in cases.kind.stages), "all"}

    @listing_of(cases).page(cases.kind.queue, cases.guard)
    def index(request: PersonalRequest) -> CaseQuerySet:
        """What is open at my unions and below; another stage where one is asked for."""
        rows, words = cases.mine(request), request.GET.get("q", "").strip()[:LONGEST]
        if words and "page" not in request.GET:
            casework.searched(cases.kind, words, request.office_unions, by=request.caller, now=request.now)
        return (rows if request.GET.get("stage", "") in asked_for else rows.open()).listed(MOST_LISTED)

    return index


def listing_of(cases: "CasePages") -> Listing:
    kind = cases.kind
    return Listing(
        title=_(kind.title),
        columns=columns_of(cases),
        order=("due_at", "pk"),
        lead=lead,
        filters=filters_of(cases),
        link=kind.desk,
        links=tuple(cases.links),
        empty=Empty(_("没有等待办理的诉求"), _(cases.empty), kind.icon, next(iter(cases.links), None)),
        nothing=Empty(_("没有这样的诉求"), _("换一个进度或词再找。"), "search"),
        file=_(kind.title),
    )


def columns_of(cases: "CasePages") -> tuple[Column, ...]:
    kind = cases.kind
    graded = [Column(_("难易"), "level", states(toned(kind.levels, after_first="warn")))]
    return (
        Column(_("编号"), "code", CODE),
        Column(_("职工"), "person", MASKED),
        Column(_("关于什么"), "topic", states(toned(kind.topics))),
        Column(_("进度"), "stage", states({one.code: (_(one.title), one.tone) for one in kind.stages})),
        *(graded if len(kind.levels) > 1 else ()),
        *cases.columns,
        Column(_("受理工会"), "union.name", WRITTEN),
        Column(_("交给谁"), "assigned_to", MASKED),
        Column(_("期限"), "due_at", DUE, only=PAGE),
        Column(_("答复期限"), "due_at", WHEN, only=FILE),
        Column(_("来路"), "via", states(Case.Via), only=FILE),
        Column(_("提交"), "created_at", WHEN, only=FILE),
        Column(_("办结"), "closed_at", WHEN, only=FILE),
        Column(_("评价"), "stars", only=FILE),
    )


def filters_of(cases: "CasePages") -> tuple[Any, ...]:
    kind = cases.kind
    stages = [*((one.code, _(one.title)) for one in kind.stages), ("all", _("全部"))]
    return (
        Choice("stage", _("进度"), stages, in_stage_of(kind), all=_("没有办结的"), as_links=True),
        Choice("which", _("其他"), WHICH, which),
        Choice("topic", _("关于什么"), spoken(kind.topics)),
        *([Choice("level", _("难易"), spoken(kind.levels))] if len(kind.levels) > 1 else ()),
        *cases.filters,
        Choice("via", _("来路"), Case.Via.choices),
        Search(saying, _("编号、姓名开头、手机后四位")),
    )


def toned(words: Iterable[tuple[str, str]], *, after_first: str = "") -> dict[str, tuple[Any, str]]:
    return {code: (_(word), after_first if at else "") for at, (code, word) in enumerate(words)}


def spoken(words: Iterable[tuple[str, str]]) -> list[tuple[str, Any]]:
    return [(code, _(word)) for code, word in words]


def lead(rows: CaseQuerySet, request: Request) -> str:
    """What the list is; and that not all are listed, where it is so."""
    said = gettext("按期限排列，最急的在前。列表里没有诉求的内容；打开一件，职工看得到是谁打开的。")
    return said + (gettext("只列出最急的两千件；搜索和筛选在全部里找。") if rows.is_cut else "")


def in_stage_of(kind: Kind) -> Any:
    return lambda rows, stage, request: rows if stage == "all" else rows.in_stage(kind.stage(stage))


def which(rows: CaseQuerySet, asked: str, request: PersonalRequest) -> Any:
    return {
        "mine": lambda: rows.filter(assigned_to=request.person),
        "free": lambda: rows.open().filter(assigned_to=None),
        "late": lambda: rows.late(request.now),
        "soon": lambda: rows.running().filter(due_at__gt=request.now, due_at__lte=request.now + SOON),
        "paused": lambda: rows.open().filter(paused_at__isnull=False),
    }[asked]()


def saying(rows: CaseQuerySet, words: str, request: Request) -> CaseQuerySet:
    return rows.saying(words)
