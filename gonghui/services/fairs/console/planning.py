"""Before a fair: drafted, its terms, what is still missing; then publication."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces.acting import Done, page
from gonghui.faces.forms import unions_to_choose
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.primitives.people.querysets import paths_of
from gonghui.primitives.planned import Question, planned

from .. import actions, forms, refusals, rules
from ..models import Fair
from ..models.querysets import FairQuerySet
from ..pages import plans
from ..pages.drawn import is_frozen, why_no_session_more
from .lists import FAIRS
from .scope import context_for, get_fair, url_of


@FAIRS.page("fairs-console:index", staff(rules.WATCH))
def index(request: PersonalRequest) -> tuple[Question[Fair], dict[str, Any]]:
    """The fairs of my unions, newest first, by state."""
    paths = paths_of(request.office_unions)
    return _with_outline.question(paths=paths), {"counts": dict(_counts.rows(paths=paths))}


@planned
def _with_outline(paths: Iterable[Any]) -> FairQuerySet:
    return Fair.objects.below(paths).with_outline()


@planned
def _counts(paths: Iterable[Any]) -> FairQuerySet:
    return Fair.objects.below(paths).counted_by_state()


@page("fairs-console:new", "fairs/console/terms.html", staff(rules.MANAGE))
def new(request: PersonalRequest) -> dict[str, Any]:
    """The terms of a new fair."""
    return {}


@new.post(forms.DraftForm, given=lambda request: {"unions": unions_to_choose(request)})
def draft(request: PersonalRequest, *, form: forms.DraftForm) -> Done:
    """Draft a fair."""
    union, terms = form.cleaned_data["union"], form.terms()
    made = actions.draft(union=union, terms=terms, by_person=request.person, by=request.caller, now=request.now)
    return Done(_("草稿已保存，接着添加会场"), to=url_of(made))


@page("fairs-console:fair", "fairs/console/fair.html", staff(rules.WATCH))
def fair(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """One fair with everything planned for it and what is still missing."""
    found = get_fair(request, pk)
    plan = plans.plan_of(found)
    return context_for(
        request,
        found,
        "plan",
        plan=plan,
        is_draft=not (found.published_at or found.cancelled_at),
        no_session=why_no_session_more(found, request.now),
        frozen=is_frozen(found),
        ahead={row.venue.pk for row in plan.venues if row.has_ahead(request.now)},
        crowded=found.way == Fair.Way.FIRST_COME and 0 < plan.places < (found.expected or 0),
    )


@fair.act(guard=staff(rules.MANAGE))
def publish(request: PersonalRequest, pk: UUID) -> Done:
    """Open the fair to workers."""
    actions.publish(get_fair(request, pk), by=request.caller, now=request.now)
    return Done(_("已发布，会员现在可以看到"))


@fair.act(guard=staff(rules.MANAGE, anew=True))
def copy(request: PersonalRequest, pk: UUID) -> Done:
    """A new draft like this fair, to be looked through."""
    made = actions.copy_fair(get_fair(request, pk), by_person=request.person, by=request.caller, now=request.now)
    return Done(_("已复制成新的草稿，请核对时间和条件"), to=reverse("fairs-console:terms", args=[made.pk]))


@page("fairs-console:texts", "fairs/console/texts.html", staff(rules.MANAGE))
def texts(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """The words of a published fair."""
    found = get_fair(request, pk)
    if found.published_at is None or found.cancelled_at:
        raise refusals.FairOver(name=found.name) if found.cancelled_at else refusals.NotPublished()
    return context_for(request, found, "plan")


@texts.post(forms.TextsForm, given=lambda request, pk: {"initial": forms.initial_texts(get_fair(request, pk))})
def correct(request: PersonalRequest, pk: UUID, *, form: forms.TextsForm) -> Done:
    """Correct them; what they said before stays in the journal."""
    found = get_fair(request, pk)
    actions.correct(found, texts=form.cleaned_data, by=request.caller, now=request.now)
    return Done(_("文字已更正，原文记入操作记录"), to=url_of(found))


@page("fairs-console:terms", "fairs/console/terms.html", staff(rules.MANAGE))
def terms(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """The terms of a draft."""
    return context_for(request, _draft(request, pk), "plan")


@terms.post(forms.TermsForm, given=lambda request, pk: {"initial": forms.initial_terms(_draft(request, pk))})
def revise(request: PersonalRequest, pk: UUID, *, form: forms.TermsForm) -> Done:
    """Change the terms of a draft."""
    found = _draft(request, pk)
    actions.revise(found, terms=form.terms(), by=request.caller, now=request.now)
    return Done(_("条件已保存"), to=url_of(found))


def _draft(request: PersonalRequest, pk: UUID) -> Fair:
    """A fair that is still a draft. Raises AlreadyPublished."""
    found = get_fair(request, pk)
    if found.published_at or found.cancelled_at:
        raise refusals.AlreadyPublished()
    return found
