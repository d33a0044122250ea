"""One case: its employers, its steps, its papers."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gonghui.faces import attachments, moments
from gonghui.faces.acting import Done, page
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest

from .. import actions, rules
from ..forms import ApprovalForm, EmployerPickForm, GatherForm, PapersForm, PlanForm, RegisterForm, StepForm
from ..models import Paper, Step
from ..pages.case import shown
from ..rules.cases import next_step
from . import scope


@page("founding-console:case", "founding/console/case.html", staff(rules.WATCH))
def case(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    found = scope.get_case(request, pk)
    return shown(found, request) | {"title": found.name, "above": scope.listed()}


def who(request: PersonalRequest) -> dict[str, Any]:
    return {"by_person": request.person, "by": request.caller, "now": request.now}


@case.act(EmployerPickForm, guard=staff(rules.MANAGE), form_name="employer_form")
def employer(request: PersonalRequest, pk: UUID, *, form: EmployerPickForm) -> Done:
    """One more."""
    picked = scope.find_employer(request, form.cleaned_data["employer"])
    actions.add_employer(scope.get_case(request, pk), picked, by=request.caller, now=request.now)
    return Done(_("已添加%(name)s") % {"name": picked.name})


@case.act(guard=staff(rules.MANAGE))
def drop(request: PersonalRequest, pk: UUID, entry: UUID) -> Done:
    """Not this one."""
    found = get_object_or_404(scope.get_case(request, pk).employers.select_related("employer", "case"), pk=entry)
    actions.drop_employer(found, by=request.caller, now=request.now)
    return Done(_("已去掉%(name)s") % {"name": found.employer.name})


@case.act(GatherForm, guard=staff(rules.MANAGE), form_name="gather_form")
def add_all(request: PersonalRequest, pk: UUID, *, form: GatherForm) -> Done:
    """All of a place and a trade."""
    said = form.cleaned_data
    many = actions.add_all(scope.get_case(request, pk), **said, by=request.caller, now=request.now)
    return Done(_("已添加 %(many)s 个单位") % {"many": many})


@case.act(guard=staff(rules.MANAGE))
def bring_home(request: PersonalRequest, pk: UUID) -> Done:
    """Members whom the union above looked after go to their own."""
    reach = request.office_unions
    many = actions.bring_home(scope.get_case(request, pk), reach=reach, by=request.caller, now=request.now)
    return Done(_("已转入 %(many)s 名会员，每个人都收到了消息") % {"many": many})


@case.act(PlanForm, guard=staff(rules.MANAGE), form_name="plan_form")
def plan(request: PersonalRequest, pk: UUID, step: UUID, *, form: PlanForm) -> Done:
    """Who sees to a step, and by when."""
    actions.plan_step(get_step(request, pk, step), **form.cleaned_data, by=request.caller, now=request.now)
    return Done(_("已安排"))


def this_step(request: PersonalRequest, pk: UUID, **_address: Any) -> dict[str, Any]:
    found = scope.get_case(request, pk)
    done = found.steps.filter(done_at__isnull=False).values_list("kind", flat=True)
    kind = next_step(set(done), found.way) or Step.Kind.ACCOUNT
    return {"kind": kind, "initial": {"done_on": moments.today(request.now)}}


@case.act(StepForm, guard=staff(rules.MANAGE), form_name="step_form", given=this_step)
def step(request: PersonalRequest, pk: UUID, step: UUID, *, form: StepForm) -> Done:
    """A step is done."""
    found = get_step(request, pk, step)
    actions.take_step(found.case, found.kind, **form.cleaned_data, **who(request))
    return Done(_("这一步办完了"))


@case.act(guard=staff(rules.MANAGE))
def undo(request: PersonalRequest, pk: UUID) -> Done:
    """The last step is open again."""
    kind = actions.undo_step(scope.get_case(request, pk), by=request.caller, now=request.now)
    return Done(_("已撤销：%(step)s") % {"step": Step.Kind(kind).label})


@case.act(ApprovalForm, guard=staff(rules.MANAGE), form_name="approval_form")
def approve(request: PersonalRequest, pk: UUID, *, form: ApprovalForm) -> Done:
    """The union above approves: the union stands."""
    found = actions.approve(scope.get_case(request, pk), **form.cleaned_data, **who(request))
    return Done(_("已批复，%(name)s成立") % {"name": found.name})


@case.act(RegisterForm, guard=staff(rules.MANAGE), form_name="register_form")
def register(request: PersonalRequest, pk: UUID, *, form: RegisterForm) -> Done:
    """The certificate."""
    actions.register(scope.get_case(request, pk), **form.cleaned_data, **who(request))
    return Done(_("证书已登记，到期前会提醒"))


@case.act(guard=staff(rules.MANAGE))
def stop(request: PersonalRequest, pk: UUID, *, reason: str) -> Done:
    """It goes no further."""
    actions.stop(scope.get_case(request, pk), reason, by=request.caller, now=request.now)
    return Done(_("已停办"))


@case.act(PapersForm, guard=staff(rules.MANAGE), form_name="papers_form")
def attach(request: PersonalRequest, pk: UUID, *, form: PapersForm) -> Done:
    """Files, all or none."""
    said, found, key = form.cleaned_data, scope.get_case(request, pk), scope.key_of(request)
    made = actions.attach(found, said["step"], said["files"], key=key, by=request.caller, now=request.now)
    return Done(_("已添加 %(many)s 份材料") % {"many": len(made)})


@case.act(guard=staff(rules.MANAGE))
def detach(request: PersonalRequest, pk: UUID, paper: UUID) -> Done:
    """Take one off."""
    actions.detach(get_paper(request, pk, paper), by=request.caller, now=request.now)
    return Done(_("材料已去掉"))


@staff(rules.MANAGE)
@require_safe
def paper(request: PersonalRequest, pk: UUID, paper: UUID) -> HttpResponse:
    """A file; who opened it is written down."""
    file = actions.open_paper(get_paper(request, pk, paper), by=request.caller, now=request.now)
    return attachments.shown(request, file)


def get_step(request: PersonalRequest, pk: UUID, step: UUID) -> Step:
    return get_object_or_404(scope.get_case(request, pk).steps.select_related("case"), pk=step)


def get_paper(request: PersonalRequest, pk: UUID, paper: UUID) -> Paper:
    papers = scope.get_case(request, pk).papers.select_related("file", "case")
    return get_object_or_404(papers, pk=paper)
