"""The asker's page of one case: its clock, the answers, who looked; and what the asker does from it."""

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
from gonghui.faces.guards import signed_in
from gonghui.faces.requests import PersonalRequest
from gonghui.primitives.casework import actions as casework
from gonghui.primitives.casework.models import Attachment, Case

from . import shown
from .forms import RateForm, SayForm, WhyForm, apart

if TYPE_CHECKING:
    from .pages import CasePages

ROUTES = {"say": "message", "withdraw": "withdrawal", "rate": "rating", "reopen": "again"}


def page_of(cases: "CasePages") -> Page:
    def file_url(one: Attachment) -> str:
        return reverse(cases.kind.page.removesuffix("one") + "attachment", args=[one.message.case_id, one.pk])

    @page(cases.kind.page, "cases/one.html", signed_in)
    def one(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
        """Where it stands, what was said, who looked."""
        case = cases.own(request, pk)
        return {
            **shown.for_asker(case, file_url, now=request.now),
            "base": cases.base,
            "parts": cases.own_parts,
            "to": cases.own_to(case),
            **cases.own_beside(case, request),
        }

    return one


def acts_of(cases: "CasePages", one: Page) -> Iterator[tuple[str, Act]]:
    """By name."""

    @one.act(SayForm, form_name="say_form", given=apart("say"))
    def say(request: PersonalRequest, pk: UUID, *, form: SayForm, key: str) -> Done:
        """One more message."""
        found, said = cases.own(request, pk), form.cleaned_data
        brought = casework.bring(said["files"], now=request.now)
        casework.say(found, said["words"], brought=brought, key=key, by=request.caller, now=request.now)
        return Done(_("已发送"))

    @one.act()
    def withdraw(request: PersonalRequest, pk: UUID) -> Done:
        """Not wanted any more."""
        casework.withdraw(cases.own(request, pk), by=request.caller, now=request.now)
        return Done(_("已撤回"))

    @one.act(RateForm, form_name="rate_form", given=apart("rate"))
    def rate(request: PersonalRequest, pk: UUID, *, form: RateForm) -> Done:
        """What I think of it."""
        casework.rate(cases.own(request, pk), **form.cleaned_data, by=request.caller, now=request.now)
        return Done(_("谢谢评价"))

    @one.act(WhyForm, form_name="why_form", given=apart("why"))
    def reopen(request: PersonalRequest, pk: UUID, *, form: WhyForm) -> Done:
        """It is not solved."""
        casework.reopen(cases.own(request, pk), form.cleaned_data["why"], by=request.caller, now=request.now)
        return Done(_("已重新办理"))

    yield from {"say": say, "withdraw": withdraw, "rate": rate, "reopen": reopen}.items()


def attachment_of(cases: "CasePages") -> Callable[..., HttpResponse]:
    @require_safe
    def attachment(request: PersonalRequest, pk: UUID, file: UUID) -> HttpResponse:
        """A file of my case."""
        mine = Case.objects.of(request.person, cases.kind).filter(pk=pk)
        found = get_object_or_404(Attachment.objects.of_cases(mine, internal=False), pk=file)
        return attachments.shown(request, found.file)  # type: ignore[arg-type]

    return attachment
