"""A worker sees whether they would be given legal aid, applies, tells what was missing, prints a refusal."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces.acting import Done, page
from gonghui.faces.front.views import for_visitors
from gonghui.faces.guards import signed_in
from gonghui.faces.moments import today
from gonghui.faces.reasons import told
from gonghui.faces.requests import PersonalRequest, Request
from gonghui.primitives.casework.dispatch import place_said

from .. import refusals
from ..actions import aid as actions
from ..forms import ApplyForm, CheckAidForm, FactsForm
from ..pages.aid import CASES, decision_of
from ..rules.aid import AID, BY_GROUND, REVIEW
from ..rules.entitled import ENTITLED

LISTED = 20


def of_kind(request: Request) -> dict[str, Any]:
    return {"kind": AID}


@for_visitors()
@page("legal:aid", "legal/aid/check.html")
def check(request: Request) -> dict[str, Any]:
    """Whether I would be given it, and what I applied for."""
    return {"cases": CASES.own_cases(request, request.person, LISTED) if request.person else None}


@check.post(CheckAidForm, given=of_kind)
def judge(request: Request, *, form: CheckAidForm) -> dict[str, Any]:
    """By which article. Nothing of it is kept."""
    facts = form.facts_of(form.cleaned_data["topic"])
    return {"why": told(ENTITLED.judge(facts, on=today(request.now))), "topic": facts.topic}


def topic_and_place(request: PersonalRequest) -> dict[str, Any]:
    topic = request.GET.get("topic", "")
    first = topic if topic in dict(AID.topics) else ""
    return {"kind": AID, "initial": {"topic": first, "place": place_said(request.person)}}


@page("legal:aid-apply", "legal/aid/apply.html", signed_in)
def apply(request: PersonalRequest) -> dict[str, Any]:
    """One page, papers once."""
    return {}


@apply.post(ApplyForm, given=topic_and_place)
def send(request: PersonalRequest, *, form: ApplyForm, key: str) -> Done:
    """Before the union of the place, its clock runs."""
    said = form.cleaned_data
    made = actions.apply(
        request.person, form.said, form.facts_of(said["topic"]), limit_on=said["limit_on"], chosen=said["files"],
        key=key, by=request.caller, now=request.now,
    )  # fmt: skip
    return Done(_("已收到，七天内决定，每一步你都看得到"), to=reverse("legal:aid-one", args=[made.pk]))


def as_told(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    facts = CASES.own(request, pk).aid_application.facts
    return {"initial": FactsForm.first(facts) if facts else {}, "auto_id": "id_facts_%s"}


@CASES.asked.act(FactsForm, form_name="facts_form", given=as_told)
def tell(request: PersonalRequest, pk: UUID, *, form: FactsForm) -> Done:
    """What was missing, or has changed."""
    found = CASES.own(request, pk)
    actions.tell(found, form.facts_of(found.topic), by=request.caller, now=request.now)
    return Done(_("已更新"))


@page("legal:aid-refusal", "legal/aid/refusal.html", signed_in)
def refusal(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """The refusal in writing, to print. Raises NoRefusal."""
    case = CASES.own(request, pk)
    found = decision_of(case)
    if found is None or found.granted:
        raise refusals.NoRefusal()
    return {"case": case, "decision": found, "ground": BY_GROUND[found.ground], "review": REVIEW}
