"""The handler's page of one case, every look at which is written down, and what is done from it."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gonghui.faces import attachments
from gonghui.faces.acting import Act, Done, Page, page
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel import codes
from gonghui.primitives.casework import actions as casework
from gonghui.primitives.casework.models import Attachment

from . import actions, shown
from .forms import (
    AnswerForm,
    AssignForm,
    CallForm,
    CheckForm,
    CloseForm,
    CodeForm,
    GradeForm,
    HandOverForm,
    NoteForm,
    apart,
)
from .refusals import NoSuchCase

if TYPE_CHECKING:
    from .pages import CasePages

Named = Iterator[tuple[str, Act]]
ROUTES = {
    "answer": "answer", "note": "note", "assign": "assignment", "grade": "level", "hand_over": "union",
    "pause": "pause", "resume": "resumption", "close": "closure", "reopen": "again", "call_back": "call",
    "check": "check", "merge": "merger",
}  # fmt: skip


def page_of(cases: "CasePages") -> Page:
    def file_url(one: Attachment) -> str:
        return reverse(cases.kind.desk.removesuffix("one") + "attachment", args=[one.message.case_id, one.pk])

    @page(cases.kind.desk, "cases/handled.html", cases.guard)
    def handled(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
        """All of it."""
        case = cases.find(request, pk)
        if request.method != "HEAD":
            casework.look(case, by=request.caller, now=request.now)
        return {
            **shown.for_handler(case, file_url, now=request.now),
            "title": _(cases.called) % {"code": codes.shown(case.code)},
            "above": cases.listed(),
            "facts": cases.facts,
            "parts": cases.parts,
            "to": cases.to(case),
            **cases.beside(case, request),
        }

    return handled


def acts_of(cases: "CasePages", one: Page) -> Named:
    """By name."""
    yield from saying(cases, one)
    yield from moving(cases, one)
    yield from standing_still(cases, one)
    yield from ending(cases, one)
    yield from following(cases, one)


def who(request: PersonalRequest) -> dict[str, Any]:
    return {"by": request.caller, "now": request.now}


def saying(cases: "CasePages", one: Page) -> Named:
    def given(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
        return {"may_be_done": bool(cases.answered)} | apart("answer")(request, pk)

    @one.act(AnswerForm, form_name="answer_form", given=given)
    def answer(request: PersonalRequest, pk: UUID, *, form: AnswerForm, key: str) -> Done:
        """To its asker: more is to come, or it was dealt with."""
        found, said = cases.find(request, pk), form.cleaned_data
        brought = casework.bring(said["files"], now=request.now)
        if said.get("done"):
            casework.answer(found, said["words"], brought=brought, stage=cases.answered, key=key, **who(request))
            return Done(_("已答复，等职工评价或回访"))
        casework.say(found, said["words"], brought=brought, key=key, **who(request))
        return Done(_("已发给职工"))

    @one.act(NoteForm, form_name="note_form", given=apart("note"))
    def note(request: PersonalRequest, pk: UUID, *, form: NoteForm, key: str) -> Done:
        """For ourselves."""
        casework.note(cases.find(request, pk), form.cleaned_data["words"], key=key, **who(request))
        return Done(_("备注已写下"))

    yield from {"answer": answer, "note": note}.items()


def moving(cases: "CasePages", one: Page) -> Named:
    def those_who_may(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
        return {"handlers": cases.handlers(cases.find(request, pk), request)} | apart("assign")(request, pk)

    @one.act(AssignForm, form_name="assign_form", given=those_who_may)
    def assign(request: PersonalRequest, pk: UUID, *, form: AssignForm) -> Done:
        """Theirs from now on."""
        casework.assign(cases.find(request, pk), form.cleaned_data["to"], **who(request))
        return Done(_("已交办"))

    @one.act(GradeForm, form_name="grade_form", given=apart("grade", kind=cases.kind))
    def grade(request: PersonalRequest, pk: UUID, *, form: GradeForm) -> Done:
        """Harder or easier than it was thought."""
        said = form.cleaned_data
        casework.grade(cases.find(request, pk), said["level"], why=said["why"], **who(request))
        return Done(_("难易程度已改，期限重新计算"))

    @one.act(HandOverForm, form_name="hand_over_form", given=apart("hand-over"))
    def hand_over(request: PersonalRequest, pk: UUID, *, form: HandOverForm) -> Done:
        """To another union, of another region too."""
        said = form.cleaned_data
        casework.hand_over(cases.find(request, pk), said["to"], why=said["why"], **who(request))
        return Done(_("已转办，职工收到通知"), to=cases.listed()[0])

    yield "assign", assign
    if len(cases.kind.levels) > 1:
        yield "grade", grade
    yield "hand_over", hand_over


def standing_still(cases: "CasePages", one: Page) -> Named:
    @one.act()
    def pause(request: PersonalRequest, pk: UUID, *, reason: str) -> Done:
        """Its clock stands still."""
        casework.pause(cases.find(request, pk), why=reason, **who(request))
        return Done(_("时限已暂停"))

    @one.act()
    def resume(request: PersonalRequest, pk: UUID) -> Done:
        """It goes on."""
        casework.resume(cases.find(request, pk), **who(request))
        return Done(_("已恢复办理"))

    yield from {"pause": pause, "resume": resume}.items()


def ending(cases: "CasePages", one: Page) -> Named:
    @one.act(CloseForm, form_name="close_form", given=apart("close", kind=cases.kind))
    def close(request: PersonalRequest, pk: UUID, *, form: CloseForm) -> Done:
        """It is over."""
        casework.close(cases.find(request, pk), **form.cleaned_data, **who(request))
        return Done(_("已办结，职工收到通知"), to=cases.listed()[0])

    @one.act()
    def reopen(request: PersonalRequest, pk: UUID, *, reason: str) -> Done:
        """It is not."""
        casework.reopen(cases.find(request, pk), reason, **who(request))
        return Done(_("已重新办理"))

    @one.act(CodeForm, form_name="merge_form", given=apart("merge"))
    def merge(request: PersonalRequest, pk: UUID, *, form: CodeForm) -> Done:
        """The same was asked twice."""
        code = form.cleaned_data["code"].replace("-", "").strip().upper()
        found, into = cases.find(request, pk), cases.mine(request).filter(code=code).first()
        if into is None:
            raise NoSuchCase()
        casework.merge(found, into, **who(request))
        return Done(_("已合并"), to=cases.listed()[0])

    yield from {"close": close, "reopen": reopen, "merge": merge}.items()


def following(cases: "CasePages", one: Page) -> Named:
    @one.act(CallForm, form_name="call_form", given=apart("call"))
    def call_back(request: PersonalRequest, pk: UUID, *, form: CallForm) -> Done:
        """What its asker says of the answer."""
        actions.call_back(cases.find(request, pk), **form.cleaned_data, **who(request))
        return Done(_("已记下回访"))

    @one.act(CheckForm, form_name="check_form", given=apart("check"))
    def check(request: PersonalRequest, pk: UUID, *, form: CheckForm, key: str) -> Done:
        """How well it was handled."""
        actions.check(cases.find(request, pk), **form.cleaned_data, key=key, **who(request))
        return Done(_("已记下质检"))

    if cases.answered:
        yield "call_back", call_back
    yield "check", check


def attachment_of(cases: "CasePages") -> Callable[..., HttpResponse]:
    @require_safe
    def attachment(request: PersonalRequest, pk: UUID, file: UUID) -> HttpResponse:
        """A file of a case; who opened it is written down."""
        rows = Attachment.objects.of_cases(cases.mine(request).filter(pk=pk), internal=True)
        found = get_object_or_404(rows.select_related("message__case"), pk=file)
        return attachments.shown(request, casework.open_file(found, by=request.caller, now=request.now))

    return attachment
