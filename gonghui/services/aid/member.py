"""What workers see: a test before they apply, without signing in; the application; what is shown to all."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces import answers
from gonghui.faces.acting import Done, page
from gonghui.faces.front.views import for_visitors
from gonghui.faces.guards import signed_in
from gonghui.faces.reasons import told
from gonghui.faces.requests import PersonalRequest, Request
from gonghui.primitives.casework.dispatch import place_said

from . import actions
from .forms import ApplyForm, HomeForm, ObjectForm, SelfTestForm
from .models import Ruling
from .pages import notices, tested
from .pages.cases import CASES

LISTED = 20


@for_visitors()
@page("aid:home", "aid/home.html")
def home(request: Request) -> dict[str, Any]:
    """What there is, and what I asked for."""
    mine = CASES.own_cases(request, request.person, LISTED) if request.person else None
    return {"cases": mine}


@page("aid:test", "aid/test.html")
def test(request: HttpRequest) -> dict[str, Any]:
    """Nothing of it is kept."""
    return {"form": SelfTestForm()}


@test.post(SelfTestForm)
def judge(request: Request, *, form: SelfTestForm) -> dict[str, Any]:
    """The answer, with the formula and its numbers."""
    found = tested.tested(form.cleaned_data, form.home, now=request.now)
    return {"form": form, "why": told(found)}


@page("aid:apply", "aid/apply.html", signed_in)
def apply(request: PersonalRequest) -> dict[str, Any]:
    """One page, papers once."""
    return {"form": ApplyForm(initial={"place": place_said(request.person)})}


@apply.post(ApplyForm)
def send(request: PersonalRequest, *, form: ApplyForm, key: str) -> Done:
    """Before the union of the place, its clock runs."""
    said = form.cleaned_data
    names = ("topic", "words", "place", "account", "consents", "guardian", "migrant", "employed_since")
    asked = actions.Application(home=form.home, **{name: said[name] for name in names})
    made = actions.apply(request.person, asked, chosen=said["files"], key=key, by=request.caller, now=request.now)
    return Done(_("已收到，每一步你都看得到"), to=reverse("aid:one", args=[made.pk]))


@CASES.asked.act(HomeForm, form_name="home_form")
def change(request: PersonalRequest, pk: UUID, *, form: HomeForm) -> Done:
    """What has changed at home."""
    guardian = form.cleaned_data["guardian"]
    actions.update_home(CASES.own(request, pk), form.home, guardian=guardian, by=request.caller, now=request.now)
    return Done(_("家庭情况已更新"))


@for_visitors("page")
@page("aid:notices", "aid/notices.html")
def shown(request: Request) -> dict[str, Any]:
    """Who is to be given aid, masked."""
    return {"page": answers.paged(request, notices.shown(now=request.now), LISTED)}


@page("aid:notice", "aid/notice.html", signed_in)
def notice(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """One of them, to object to."""
    return {"one": get_object_or_404(notices.shown(now=request.now), pk=pk), "form": ObjectForm()}


@notice.post(ObjectForm)
def object_to(request: PersonalRequest, pk: UUID, *, form: ObjectForm) -> Done:
    """Something is wrong with it."""
    found = get_object_or_404(Ruling.objects.shown(request.now).select_related("claim__case"), pk=pk)
    actions.object_to(found, form.cleaned_data["text"], by=request.caller, now=request.now)
    return Done(_("已收到，核实以前不会发放"), to=reverse("aid:notices"))
