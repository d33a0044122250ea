"""What is done from the handler's page beside the acts of every kind of case."""

from uuid import UUID

from django.utils.translation import gettext as _

from gonghui.faces.acting import Done
from gonghui.faces.requests import PersonalRequest

from .. import actions
from ..forms import EndForm, ObjectionForm, ProposeForm, VisitForm
from ..pages.cases import CASES


@CASES.handled.act(VisitForm, form_name="visit_form")
def visit(request: PersonalRequest, pk: UUID, *, form: VisitForm, key: str) -> Done:
    """Somebody went and looked."""
    actions.visit(CASES.find(request, pk), **form.cleaned_data, key=key, by=request.caller, now=request.now)
    return Done(_("走访已记下"))


@CASES.handled.act(ProposeForm, form_name="propose_form")
def propose(request: PersonalRequest, pk: UUID, *, form: ProposeForm) -> Done:
    """The first word."""
    actions.propose(CASES.find(request, pk), form.said, by=request.caller, now=request.now)
    return Done(_("初审意见已写下，等另一位干部复审"))


@CASES.handled.act()
def confirm(request: PersonalRequest, pk: UUID) -> Done:
    """The second."""
    made = actions.confirm(CASES.find(request, pk), by=request.caller, now=request.now)
    return Done(_("已通过复审，开始公示") if made.granted else _("已通过复审，职工收到结果"))


@CASES.handled.act()
def send_back(request: PersonalRequest, pk: UUID, *, reason: str) -> Done:
    """The second does not agree."""
    actions.send_back(CASES.find(request, pk), reason, by=request.caller, now=request.now)
    return Done(_("已退回走访核实"))


@CASES.handled.act(ObjectionForm, form_name="objection_form")
def answer_objection(request: PersonalRequest, pk: UUID, *, form: ObjectionForm) -> Done:
    """Somebody objected, and it was looked into."""
    actions.answer_objection(CASES.find(request, pk), **form.cleaned_data, by=request.caller, now=request.now)
    return Done(_("异议已处理"))


@CASES.handled.act()
def keep(request: PersonalRequest, pk: UUID) -> Done:
    """Still in hardship."""
    actions.keep(CASES.find(request, pk), by=request.caller, now=request.now)
    return Done(_("已复核，一年后再看"))


@CASES.handled.act(EndForm, form_name="end_form")
def end(request: PersonalRequest, pk: UUID, *, form: EndForm) -> Done:
    """Off the list."""
    actions.end(CASES.find(request, pk), **form.cleaned_data, by=request.caller, now=request.now)
    return Done(_("已退出名单，职工收到通知"))
