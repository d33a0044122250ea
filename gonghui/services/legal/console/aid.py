"""What officers and lawyers do with applications for legal aid, beside the acts of every kind of case; the figures."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gonghui.faces.acting import Done
from gonghui.faces.cases.forms import AssignForm, HandOverForm, apart
from gonghui.faces.guards import staff
from gonghui.faces.listing import MONEY, NUMBER, WRITTEN, Column, Empty, Link, Listing, Looked
from gonghui.faces.requests import PersonalRequest, Request
from gonghui.kernel.money import Fen
from gonghui.primitives.people.models import Union

from ..actions import aid as actions
from ..forms import EndForm, FactsForm, RefuseForm, StepForm
from ..pages import aid_figures
from ..pages.aid import CASES
from ..rules.aid import HANDLE_AID


def as_told(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    facts = CASES.find(request, pk).aid_application.facts
    return {"initial": FactsForm.first(facts) if facts else {}} | apart("facts")(request, pk)


@CASES.handled.act(FactsForm, form_name="facts_form", given=as_told)
def tell(request: PersonalRequest, pk: UUID, *, form: FactsForm) -> Done:
    """What was found out of who asks."""
    found = CASES.find(request, pk)
    actions.tell(found, form.facts_of(found.topic), by=request.caller, now=request.now)
    return Done(_("核实的情况已记下"))


@CASES.handled.act()
def grant(request: PersonalRequest, pk: UUID) -> Done:
    """Yes."""
    actions.grant(CASES.find(request, pk), by=request.caller, now=request.now)
    return Done(_("已同意，请在三日内指派律师"))


@CASES.handled.act(RefuseForm, form_name="refuse_form", given=apart("refuse"))
def refuse(request: PersonalRequest, pk: UUID, *, form: RefuseForm) -> Done:
    """No, in writing."""
    actions.refuse(CASES.find(request, pk), **form.cleaned_data, by=request.caller, now=request.now)
    return Done(_("不予援助决定书已发给职工"), to=CASES.listed()[0])


def those_who_may(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    return {"handlers": CASES.handlers(CASES.find(request, pk), request)} | apart("assign")(request, pk)


@CASES.handled.act(AssignForm, form_name="assign_form", given=those_who_may)
def assign(request: PersonalRequest, pk: UUID, *, form: AssignForm) -> Done:
    """To an officer, or to a lawyer."""
    actions.assign(CASES.find(request, pk), form.cleaned_data["to"], by=request.caller, now=request.now)
    return Done(_("已交办"))


@CASES.handled.act(HandOverForm, form_name="hand_over_form", given=apart("hand-over"))
def hand_over(request: PersonalRequest, pk: UUID, *, form: HandOverForm) -> Done:
    """To another region."""
    said = form.cleaned_data
    actions.hand_over(CASES.find(request, pk), said["to"], why=said["why"], by=request.caller, now=request.now)
    return Done(_("已转办，职工收到通知"), to=CASES.listed()[0])


@CASES.handled.act(StepForm, form_name="step_form", given=apart("step"))
def step(request: PersonalRequest, pk: UUID, *, form: StepForm, key: str) -> Done:
    """What the lawyer did."""
    actions.step(CASES.find(request, pk), form.said, key=key, by=request.caller, now=request.now)
    return Done(_("办理记录已写下，职工看得到"))


@CASES.handled.act(EndForm, form_name="close_form", given=apart("close"))
def end(request: PersonalRequest, pk: UUID, *, form: EndForm) -> Done:
    """What it came to."""
    said = form.cleaned_data
    actions.end(
        CASES.find(request, pk), said["outcome"], said["words"], recovered=said["recovered"],
        hours=said["hours"] or 0, by=request.caller, now=request.now,
    )  # fmt: skip
    return Done(_("已办结，职工收到通知"), to=CASES.listed()[0])


def of_unions(rows: Sequence[Union], request: Request) -> dict[Any, aid_figures.Figures]:
    return aid_figures.figures(rows)


def of_all(rows: Any, request: Request) -> str:
    """The sum of those listed."""
    whole = aid_figures.together(aid_figures.figures(list(rows)))
    return _("一共申请 %(applied)s 件，同意 %(granted)s 件，要回 %(yuan)s 元；律师援助 %(helped)s 小时。") % {
        "applied": whole.applied, "granted": whole.granted, "yuan": Fen(whole.recovered).yuan, "helped": whole.helped,
    }  # fmt: skip


LOOKED = Looked(of_unions)
FIGURES = Listing(
    title=gettext_lazy("法律援助数字"),
    columns=(
        Column(gettext_lazy("工会"), "name", WRITTEN),
        Column(gettext_lazy("申请"), LOOKED["applied"], NUMBER),
        Column(gettext_lazy("同意"), LOOKED["granted"], NUMBER),
        Column(gettext_lazy("不予援助"), LOOKED["refused"], NUMBER),
        Column(gettext_lazy("七日内决定"), LOOKED["in_time"], NUMBER),
        Column(gettext_lazy("在办"), LOOKED["open"], NUMBER),
        Column(gettext_lazy("逾期"), LOOKED["late"], NUMBER),
        Column(gettext_lazy("要回的钱（含咨询）"), LOOKED["recovered"], MONEY),
        Column(gettext_lazy("要回的小时（含咨询）"), LOOKED["hours"], NUMBER),
        Column(gettext_lazy("律师小时"), LOOKED["helped"], NUMBER),
    ),
    order=("path",),
    lead=of_all,
    up=Link(gettext_lazy("法律援助"), "legal-console:aid-index"),
    empty=Empty(gettext_lazy("还没有申请"), gettext_lazy("职工申请以后，这里按工会数出来。"), "chart-bar"),
    file=gettext_lazy("法律援助数字"),
)


@FIGURES.page("legal-console:aid-figures", staff(HANDLE_AID))
def figures(request: PersonalRequest) -> Any:
    """By union, numbers alone."""
    return aid_figures.unions_with(Union.objects.under(request.office_unions))
