"""Rounds in which members judge their unions: begun, read once they are over, answered with what will be done."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _w

from gonghui.faces import moments
from gonghui.faces.acting import Done, page
from gonghui.faces.forms import unions_to_choose
from gonghui.faces.guards import staff
from gonghui.faces.listing import DAY, NUMBER, WRITTEN, Column, Empty, Link, Listing, Search, states
from gonghui.faces.requests import PersonalRequest, Request
from gonghui.primitives.people.permissions import may

from .. import actions, rules
from ..forms import KeptForm, PledgeForm, RoundForm
from ..models import Pledge, Round
from ..pages.homes import shown
from ..querysets import LastingQuerySet
from ..rules import homes
from ..words import ROUND_STATES
from . import scope


def state_of(row: Round, request: Request) -> str:
    return homes.state(row.opens_on, row.closes_on, moments.today(request.now))


NEW = Link(_w("开始评家"), "founding-console:round-new", "plus", "primary", may=rules.MANAGE)
ROUNDS = Listing(
    title=_w("会员评家"),
    columns=(
        Column(_w("工会"), "union.name", WRITTEN, sort=True),
        Column(_w("年份"), "year", NUMBER, sort=True),
        Column(_w("状态"), state_of, states(ROUND_STATES)),
        Column(_w("开始"), "opens_on", DAY),
        Column(_w("截止"), "closes_on", DAY, sort=True),
    ),
    order=("-closes_on", "-pk"),
    filters=(Search(("union.name",), _w("工会名称")),),
    link="founding-console:round",
    links=(NEW,),
    empty=Empty(_w("还没有评过家"), _w("每年请会员给工会打一次分，谁打几分保密。"), "star", NEW),
    nothing=Empty(_w("没有这样的评家"), _w("换一个词再找。"), "search"),
    file=_w("会员评家"),
)


@ROUNDS.page("founding-console:rounds", staff(rules.WATCH))
def rounds(request: PersonalRequest) -> LastingQuerySet:
    """Those of my unions and of all below them."""
    return mine(request)


@page("founding-console:round-new", "console/form.html", staff(rules.MANAGE))
def round_new(request: PersonalRequest) -> dict[str, Any]:
    above = (reverse("founding-console:rounds"), _("会员评家"))
    lead = _("开始以后会员会收到消息。谁打过分看得到，打了几分谁也看不到。")
    return {"title": _("开始评家"), "above": above, "yes": _("开始"), "back": above[0], "lead": lead}


def with_members(request: PersonalRequest) -> dict[str, Any]:
    return {"unions": unions_to_choose(request).filter(kind__in=homes.HAVE_MEMBERS)}


@round_new.post(RoundForm, given=with_members)
def open_round(request: PersonalRequest, *, form: RoundForm) -> Done:
    """Its members are told."""
    made = actions.open_round(**form.cleaned_data, by=request.caller, now=request.now)
    return Done(_("评家已开始"), to=reverse("founding-console:round", args=[made.pk]))


@page("founding-console:round", "founding/console/round.html", staff(rules.WATCH))
def one(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    found = get_round(request, pk)
    word, tone = ROUND_STATES[state_of(found, request)]
    return {
        "title": f"{found.union.name} · {found.year}",
        "above": (reverse("founding-console:rounds"), _("会员评家")),
        "one": shown(found, moments.today(request.now)),
        "state_word": word,
        "state_tone": tone,
        "fewest": homes.FEWEST,
        "source": homes.questions_of(found.year).source,
        "may_manage": may(request.person, rules.MANAGE, found.union, now=request.now, offices=request.offices),
    }


@one.act(PledgeForm, guard=staff(rules.MANAGE), form_name="pledge_form")
def pledge(request: PersonalRequest, pk: UUID, *, form: PledgeForm) -> Done:
    """What will be done."""
    found, key = get_round(request, pk), scope.key_of(request)
    actions.pledge(found, **form.cleaned_data, key=key, by=request.caller, now=request.now)
    return Done(_("已写下，会员能看到"))


@one.act(KeptForm, guard=staff(rules.MANAGE), form_name="kept_form")
def kept(request: PersonalRequest, pk: UUID, pledge: UUID, *, form: KeptForm) -> Done:
    """Whether it was done."""
    promised = Pledge.objects.filter(round=get_round(request, pk)).select_related("round__union")
    actions.tell_kept(get_object_or_404(promised, pk=pledge), **form.cleaned_data, by=request.caller, now=request.now)
    return Done(_("已写下，会员能看到"))


def mine(request: PersonalRequest) -> LastingQuerySet:
    return Round.objects.under(request.office_unions).select_related("union")


def get_round(request: PersonalRequest, pk: UUID) -> Round:
    found: Round = get_object_or_404(mine(request), pk=pk)
    return found
