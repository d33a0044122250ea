"""My own account: where I am signed in, my mobile number, the password of my office."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters

from gonghui.faces import actions, answers, sign_ins
from gonghui.faces.acting import Done, page
from gonghui.faces.asking_anew import with_device
from gonghui.faces.forms import MobileField
from gonghui.faces.guards import Door, signed_in
from gonghui.faces.models import SignIn
from gonghui.faces.requests import PersonalRequest
from gonghui.primitives.people import actions as people

from .sign_in import CodeForm, sealed, unsealed

MOVING = "moving_number"  # in the session: how far the change of the number has come
WITHIN = timedelta(minutes=15)  # from the code on the old number to the one on the new


class NewNumberForm(forms.Form):
    mobile = MobileField(label=_("新手机号"))


class PasswordForm(forms.Form):
    """A password chosen by whom an administrator let, or changed by who knows the old one."""

    username = forms.CharField(
        label=_("用户名"), max_length=60, help_text=_("登录工作台用，例如姓名的拼音；以后不能改"),
        widget=forms.TextInput({"autocomplete": "username"}),
    )  # fmt: skip
    old = forms.CharField(
        label=_("现在的密码"), max_length=200, strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )  # fmt: skip
    new = forms.CharField(
        label=_("新密码"), max_length=200, strip=False, help_text=_("至少 10 个字符，不要用常见的密码"),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )  # fmt: skip
    again = forms.CharField(
        label=_("再输入一次新密码"), max_length=200, strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )  # fmt: skip

    def __init__(self, *args: Any, without: tuple[str, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        for name in without:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("new") and said.get("again") and said["new"] != said["again"]:
            self.add_error("again", _("两次输入的新密码不一样"))
        return said


@page("faces:my-sign-ins", "member/sign_ins.html", signed_in)
def my_sign_ins(request: PersonalRequest) -> dict[str, Any]:
    """Where I am signed in; programs with a token stand below."""
    tokens = request.account.tokens.filter(revoked_at=None, expires_at__gt=request.now).order_by("-pk")
    here = sign_ins.key_of(request)
    return {"sign_ins": SignIn.objects.of(request.account, request.now), "tokens": tokens, "here": here}


@my_sign_ins.act()
def end_sign_in(request: PersonalRequest, which: UUID) -> Done:
    """One of them ends."""
    mine = SignIn.objects.of(request.account, request.now).select_related("account__person")
    sign_ins.end(get_object_or_404(mine, pk=which), by=request.caller, now=request.now)
    return Done(gettext("这处登录已结束"))


@my_sign_ins.act()
def end_token(request: PersonalRequest, which: UUID) -> Done:
    """A program is shut out."""
    people.revoke_token(get_object_or_404(request.account.tokens, pk=which), by=request.caller, now=request.now)
    return Done(gettext("已取消这个应用的访问"))


@my_sign_ins.act()
def end_others(request: PersonalRequest) -> Done:
    """All but this one."""
    sign_ins.end_others(request, request.account, by=request.caller, now=request.now)
    return Done(gettext("别处的登录都已结束"))


@page("faces:my-mobile", "member/mobile.html", signed_in)
def my_mobile(request: PersonalRequest) -> dict[str, Any]:
    """My number, and the one step that comes next."""
    moving = state_of(request)
    return {"step": moving.get("step", "start"), "new": unsealed(moving["new"]) if "new" in moving else None}


def state_of(request: PersonalRequest) -> dict[str, Any]:
    """How far it has come; nothing once it took too long."""
    moving: dict[str, Any] = request.session.get(MOVING, {})
    return moving if request.now.timestamp() - moving.get("since", 0) < WITHIN.total_seconds() else {}


def go_to(request: PersonalRequest, step: str, **more: Any) -> None:
    """The time runs from the proof of the old number: asking for another code to the new one does not begin it anew."""
    request.session[MOVING] = {"step": step, "since": request.now.timestamp(), **more}


@my_mobile.act()
def code_to_old(request: PersonalRequest) -> Done:
    """A code to the number I have."""
    actions.send_code_to_own(request.person, by=with_device(request), now=request.now)
    go_to(request, "old")
    return Done(to=reverse("faces:my-mobile"))


@my_mobile.act(CodeForm, form_name="old_form")
def prove_old(request: PersonalRequest, *, form: CodeForm) -> Done:
    """It is still mine."""
    if state_of(request).get("step") == "old":
        people.prove_number(request.person, form.cleaned_data["code"], by=with_device(request), now=request.now)
        go_to(request, "new")
    return Done(to=reverse("faces:my-mobile"))


@my_mobile.act(NewNumberForm, form_name="number_form")
def code_to_new(request: PersonalRequest, *, form: NewNumberForm) -> Done:
    """A code to the number I want."""
    if state_of(request).get("step") in ("new", "code"):
        mobile = form.cleaned_data["mobile"]
        actions.send_number_code(mobile, by=with_device(request), now=request.now)
        go_to(request, "code", new=sealed(mobile), since=state_of(request)["since"])
    return Done(to=reverse("faces:my-mobile"))


@my_mobile.act(CodeForm, form_name="new_form")
def prove_new(request: PersonalRequest, *, form: CodeForm) -> HttpResponse | Done:
    """Then it is mine; I sign in anew with it, everywhere."""
    moving = state_of(request)
    if moving.get("step") != "code":
        return Done(to=reverse("faces:my-mobile"))
    mobile = unsealed(moving["new"])
    people.prove_number(mobile, form.cleaned_data["code"], by=with_device(request), now=request.now)
    actions.change_own_mobile(request.person, mobile, by=request.caller, now=request.now)
    request.session.flush()
    return answers.done(request, gettext("手机号已更换，请用新号码登录"), reverse("faces:sign-in"))


def fields(request: PersonalRequest) -> dict[str, Any]:
    """Which of the form's fields this person has no use for."""
    invited = may_choose(request)
    return {"without": (*(("username",) if request.account.username else ()), *(("old",) if invited else ()))}


def may_choose(request: PersonalRequest) -> bool:
    until = request.account.may_choose_until
    return until is not None and until > request.now


@page("faces:my-password", "member/password.html", signed_in)
def my_password(request: PersonalRequest) -> dict[str, Any]:
    """The password of the console."""
    can = may_choose(request) or request.account.has_usable_password()
    return {"can": can, "invited": may_choose(request), "username": request.account.username}


def hidden(door: Door) -> Door:
    return signed_in(sensitive_post_parameters("old", "new", "again")(door))


@my_password.post(PasswordForm, guard=hidden, given=fields)
def choose(request: PersonalRequest, *, form: PasswordForm) -> HttpResponse:
    """All sign-ins end; the console is entered with the new one."""
    said = form.cleaned_data
    actions.own_password(
        request.account, said["new"], username=said.get("username", ""), old=said.get("old"),
        by=with_device(request), now=request.now,
    )  # fmt: skip
    return answers.done(request, gettext("密码已设好，请用它登录工作台"), reverse("faces:staff-sign-in"))
