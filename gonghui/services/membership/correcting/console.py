"""Corrections at an officer's desk."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gonghui.faces import attachments
from gonghui.faces.acting import Done, page
from gonghui.faces.guards import staff
from gonghui.faces.listing import MASKED, WHEN, Choice, Column, Empty, Listing, states
from gonghui.faces.requests import PersonalRequest, Request

from . import actions
from .models import Correction
from .querysets import CorrectionQuerySet
from .rules import CORRECT
from .words import STATES, state_of


def shown_state(row: Correction, request: Request) -> str:
    return state_of(row)


CORRECTIONS = Listing(
    title=gettext_lazy("资料更正"),
    columns=(
        Column(gettext_lazy("会员"), "person", MASKED, under=(Column(gettext_lazy("工会"), "union.name"),)),
        Column(gettext_lazy("更正"), "about", states(Correction.About)),
        Column(gettext_lazy("原来"), "before"),
        Column(gettext_lazy("改为"), "after"),
        Column(gettext_lazy("申请"), "created_at", WHEN, sort=True),
        Column(gettext_lazy("进度"), shown_state, states(STATES)),
    ),
    order=("-created_at", "-pk"),
    filters=(Choice("about", gettext_lazy("更正"), Correction.About.choices),),
    link="membership:correction",
    empty=Empty(
        gettext_lazy("没有更正申请"), gettext_lazy("会员在“我的会籍”里申请更正资料，会出现在这里。"), "id-badge-2"
    ),
    file=gettext_lazy("资料更正"),
)


def mine(request: PersonalRequest) -> CorrectionQuerySet:
    return Correction.objects.for_act(request.offices, CORRECT).for_list()


@CORRECTIONS.page("membership:corrections", staff(CORRECT))
def listed(request: PersonalRequest) -> CorrectionQuerySet:
    """Those of my unions' members."""
    return mine(request)


@page("membership:correction", "membership/correcting/one.html", staff(CORRECT))
def one(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """One: what it was, what it is to be, and the proof."""
    row = get_object_or_404(mine(request), pk=pk)
    word, tone = STATES[state_of(row)]
    proof = None
    if row.decided_at is None and row.proof.taken_off_at is None:
        proof = attachments.attached(row.proof, reverse("membership:correction-proof", args=[pk]))
    mine_already = row.first_by_id == request.person.pk or row.person_id == request.person.pk
    return {
        "title": _("更正%(about)s") % {"about": row.get_about_display()},
        "above": (reverse("membership:corrections"), _("资料更正")),
        "row": row,
        "state": (word, tone),
        "attachments": [proof] if proof else [],
        "may_agree": row.decided_at is None and not mine_already,
        "open": row.decided_at is None,
    }


@staff(CORRECT)
@require_safe
def proof(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """The proof; who opened it is written down."""
    row = get_object_or_404(mine(request), pk=pk)
    actions.look(row, by=request.caller, now=request.now)
    return attachments.shown(request, row.proof)


@one.act()
def look_at_correction(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """What is said, whole, this once."""
    row = get_object_or_404(mine(request), pk=pk)
    return {"said": actions.look(row, by=request.caller, now=request.now)}


@one.act()
def agree_correction(request: PersonalRequest, pk: UUID) -> Done:
    """It agrees with the proof."""
    done = actions.agree(get_object_or_404(mine(request), pk=pk), by=request.caller, now=request.now)
    return Done(_("已更正，本人会收到通知") if done.agreed else _("已记下，还要另一位干部核对"))


@one.act()
def refuse_correction(request: PersonalRequest, pk: UUID, *, reason: str) -> Done:
    """It does not."""
    actions.refuse(get_object_or_404(mine(request), pk=pk), why=reason, by=request.caller, now=request.now)
    return Done(_("已退回，本人会收到原因"))
