"""The library of answers: listed, written, changed, taken down."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gonghui.faces.acting import Done, page
from gonghui.faces.forms import unions_to_choose
from gonghui.faces.guards import staff
from gonghui.faces.listing import DAY, WRITTEN, Choice, Column, Empty, Link, Listing, RowAct, Search, states
from gonghui.faces.requests import PersonalRequest
from gonghui.primitives.people.permissions import may_for_all

from .. import actions, rules
from ..forms import ContentForm, NewAnswerForm
from ..models import TOPICS, LegalAnswer
from ..pages.cases import CASES
from ..querysets import AnswerQuerySet

NEW = Link(gettext_lazy("写一条解答"), "legal-console:new", "plus", "primary")

ANSWERS = Listing(
    title=gettext_lazy("法律解答库"),
    columns=(
        Column(gettext_lazy("标题"), "title", WRITTEN, sort=True),
        Column(gettext_lazy("关于什么"), "topic", states({code: (word, "") for code, word in TOPICS})),
        Column(gettext_lazy("适用范围"), lambda row, request: row.union.name if row.union else _("全国适用"), WRITTEN),
        Column(gettext_lazy("核对日期"), "checked_on", DAY, sort=True),
        Column(gettext_lazy("依据"), "law", WRITTEN),
        Column(gettext_lazy("法条出处"), "source", WRITTEN),
    ),
    order=("checked_on", "pk"),
    lead=gettext_lazy("最久没有核对的在前。职工提问时先看到这里的解答。"),
    filters=(
        Choice("topic", gettext_lazy("关于什么"), TOPICS),
        Search(("title", "words", "law", "asked"), gettext_lazy("标题、解答、依据")),
    ),
    link="legal-console:edit",
    acts=(
        RowAct(
            gettext_lazy("撤下"), "legal-console:withdraw", title=gettext_lazy("撤下这条解答？"),
            text=gettext_lazy("职工马上看不到它。"), reason=gettext_lazy("原因"), tone="danger",
        ),
    ),
    links=(NEW,),
    empty=Empty(gettext_lazy("还没有解答"), gettext_lazy("把常被问的写下来，职工当场就有答案。"), "books", NEW),
    nothing=Empty(gettext_lazy("没有这样的解答"), gettext_lazy("换一个词再找。"), "search"),
    file=gettext_lazy("法律解答库"),
)  # fmt: skip


def mine(request: PersonalRequest) -> AnswerQuerySet:
    return LegalAnswer.objects.standing().written_by(request.offices).select_related("union")


@ANSWERS.page("legal-console:library", staff(rules.LIBRARY))
def index(request: PersonalRequest) -> Any:
    """Those that I may change."""
    return mine(request), {"above": CASES.listed()}


def listed() -> tuple[str, str]:
    return reverse("legal-console:library"), _("法律解答库")


def whose(request: PersonalRequest) -> dict[str, Any]:
    return {"unions": unions_to_choose(request), "for_all": may_for_all(request.offices, rules.LIBRARY)}


@page("legal-console:new", "console/form.html", staff(rules.LIBRARY))
def new(request: PersonalRequest) -> dict[str, Any]:
    return {"title": _("写一条解答"), "above": listed(), "yes": _("写好"), "back": listed()[0]}


@new.post(NewAnswerForm, given=whose)
def write(request: PersonalRequest, *, form: NewAnswerForm) -> Done:
    """Workers read it at once."""
    actions.write(form.union_of, form.content, by=request.caller, now=request.now)
    return Done(_("写好了，职工现在看得到"), to=listed()[0])


def as_it_is(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    return {"initial": {name: getattr(one(request, pk), name) for name in ContentForm.base_fields}}


@page("legal-console:edit", "console/form.html", staff(rules.LIBRARY))
def edit(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    return {"title": one(request, pk).title, "above": listed(), "yes": _("改好"), "back": listed()[0]}


@edit.post(ContentForm, given=as_it_is)
def change(request: PersonalRequest, pk: UUID, *, form: ContentForm) -> Done:
    """What it said before stands in the journal."""
    actions.change(one(request, pk), form.content, by=request.caller, now=request.now)
    return Done(_("改好了"), to=listed()[0])


@edit.act()
def withdraw(request: PersonalRequest, pk: UUID, *, reason: str) -> Done:
    """Nobody is told it any more."""
    actions.withdraw(one(request, pk), reason=reason, by=request.caller, now=request.now)
    return Done(_("已撤下"), to=listed()[0])


def one(request: PersonalRequest, pk: UUID) -> LegalAnswer:
    return get_object_or_404(mine(request), pk=pk)
