"""What workers ask in confidence: the list says nothing of whom or where; to open one is written down."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gonghui.faces.acting import Done, page
from gonghui.faces.guards import staff
from gonghui.faces.listing import DUE, WHEN, WRITTEN, Choice, Column, Empty, Listing, states
from gonghui.faces.requests import PersonalRequest, Request

from .. import actions, rules
from ..forms import AnswerForm
from ..models import Plea
from ..pages import pleas as shown
from ..querysets import PleaQuerySet
from ..words import PLEA_STATES


def in_state(rows: PleaQuerySet, state: str, request: Request) -> PleaQuerySet:
    return rows.in_state(state)


PLEAS = Listing(
    title=gettext_lazy("建会求助"),
    columns=(
        Column(gettext_lazy("收到"), "created_at", WHEN, sort=True),
        Column(gettext_lazy("受理工会"), "area.name", WRITTEN),
        Column(gettext_lazy("状态"), "state", states(PLEA_STATES)),
        Column(gettext_lazy("答复期限"), lambda row, request: row.due_at if row.state == rules.WAITING else None, DUE),
    ),
    order=("-created_at", "-pk"),
    filters=(
        Choice(
            "state", gettext_lazy("状态"), [(value, word) for value, (word, _tone) in PLEA_STATES.items()], in_state,
            as_links=True,
        ),
    ),
    link="founding-console:plea",
    empty=Empty(
        gettext_lazy("还没有求助"), gettext_lazy("职工请求帮助建会，会列在这里；打开以前看不到是谁、哪个单位。"), "lock"
    ),
    nothing=Empty(gettext_lazy("没有这样的求助"), gettext_lazy("换一个状态再看。"), "search"),
    file=gettext_lazy("建会求助"),
)  # fmt: skip


@PLEAS.page("founding-console:pleas", staff(rules.ANSWER))
def pleas(request: PersonalRequest) -> PleaQuerySet:
    """Those sent to my unions and to all below them."""
    return mine(request)


@page("founding-console:plea", "founding/console/plea.html", staff(rules.ANSWER))
def plea(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """What it says. Every look is written down, and the worker sees that there was one."""
    found = get_plea(request, pk)
    if request.method != "HEAD":
        actions.look(found, by=request.caller, now=request.now)
    word, tone = PLEA_STATES[found.state]
    return {
        "title": _("一份建会求助"),
        "above": (reverse("founding-console:pleas"), _("建会求助")),
        "plea": found,
        "said": shown.words_of(found),
        "answer": shown.answer_of(found),
        "state_word": word,
        "state_tone": tone,
        "looks": shown.looks_at(found),
    }


@plea.act(AnswerForm, form_name="answer_form")
def answer(request: PersonalRequest, pk: UUID, *, form: AnswerForm) -> Done:
    """Tell the worker what will be done."""
    text = form.cleaned_data["answer"]
    actions.answer(get_plea(request, pk), text, by_person=request.person, by=request.caller, now=request.now)
    return Done(_("已答复，只有求助的职工能看到"))


def mine(request: PersonalRequest) -> PleaQuerySet:
    return Plea.objects.under(request.office_unions).select_related("area").defer("sealed", "answer_sealed")


def get_plea(request: PersonalRequest, pk: UUID) -> Plea:
    found: Plea = get_object_or_404(Plea.objects.under(request.office_unions).select_related("area", "person"), pk=pk)
    return found
