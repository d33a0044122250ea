"""Signing in: workers by phone number and SMS code in two steps, staff by password. Signing out."""

from datetime import datetime, timedelta

from django import forms
from django.contrib import auth
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from gonghui.faces import actions, answers
from gonghui.faces.forms import MobileField
from gonghui.faces.requests import Request
from gonghui.kernel.mobile import Mobile
from gonghui.kernel.refusals import Refused
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Account

BACKEND = "gonghui.faces.accounts.SessionAccounts"
RESEND_AFTER = timedelta(seconds=60)


class PhoneForm(forms.Form):
    mobile = MobileField(help_text=_("在工会登记过的手机号；台港澳号码前面加区号，如 +886"))


class CodeForm(forms.Form):
    code = forms.RegexField(
        r"^\s*[0-9０-９]{6}\s*$",
        label=_("短信验证码"),
        error_messages={"invalid": _("验证码是 6 位数字，请对照短信再填一次")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": "8"}),
    )


class PasswordForm(forms.Form):
    username = forms.CharField(label=_("用户名"), max_length=60, widget=forms.TextInput({"autocomplete": "username"}))
    password = forms.CharField(
        label=_("密码"), max_length=200, strip=False, widget=forms.PasswordInput({"autocomplete": "current-password"})
    )


def phone(request: Request) -> HttpResponse:
    """Step one: which phone? Also sends the code again."""
    if request.person:
        return redirect(after(request))
    form = PhoneForm(request.POST or None)  # a number never stands in an address
    context = {"form": form, "next": wanted(request)}
    if request.method != "POST" or not form.is_valid():
        return render(request, "member/sign_in_phone.html", context, status=422 if form.errors else 200)
    try:
        actions.send_sign_in_code(form.cleaned_data["mobile"], by=request.caller, now=request.now)
    except Refused as refusal:
        return answers.refused(request, refusal, "member/sign_in_phone.html", **context)
    request.session["signing_in"] = {"mobile": form.cleaned_data["mobile"].e164, "sent": request.now.isoformat()}
    return answers.see_other(request, with_next("faces:sign-in-code", wanted(request)))


def code(request: Request) -> HttpResponse:
    """Step two: the code from the SMS."""
    pending = request.session.get("signing_in")
    if request.person or not pending:
        return redirect(after(request) if request.person else with_next("faces:sign-in", wanted(request)))
    mobile = Mobile.parse(pending["mobile"])
    form = CodeForm(request.POST or None)
    again_at = datetime.fromisoformat(pending["sent"]) + RESEND_AFTER
    context = {
        "form": form,
        "mobile": mobile,
        "next": wanted(request),
        "again_at": again_at,
        "seconds": max(0, int((again_at - request.now).total_seconds())),
    }
    if request.method != "POST" or not form.is_valid():
        return render(request, "member/sign_in_code.html", context, status=422 if form.errors else 200)
    try:
        account = people.redeem_sign_in_code(mobile, form.cleaned_data["code"], by=request.caller, now=request.now)
    except Refused as refusal:
        return answers.refused(request, refusal, "member/sign_in_code.html", **context)
    return enter(request, account)


@sensitive_post_parameters("password")
def staff(request: Request) -> HttpResponse:
    """The door of those who work for the union: username and password."""
    form = PasswordForm(request.POST or None)
    context = {"form": form, "next": wanted(request)}
    if request.method != "POST" or not form.is_valid():
        return render(request, "member/sign_in_staff.html", context, status=422 if form.errors else 200)
    try:
        account = people.check_password(**form.cleaned_data, by=request.caller, now=request.now)
    except Refused as refusal:
        return answers.refused(request, refusal, "member/sign_in_staff.html", **context)
    return enter(request, account, otherwise="faces:work")


@require_POST
def out(request: Request) -> HttpResponse:
    auth.logout(request)
    response = answers.done(request, str(_("已退出登录")), reverse("faces:home"))
    response["Clear-Site-Data"] = '"cache"'  # on a shared phone "back" must not bring the receipts again
    return response


def enter(request: Request, account: Account, otherwise: str = "faces:home") -> HttpResponse:
    """Begin the session under a fresh key, and go where the visitor was bound."""
    target = after(request, otherwise)
    auth.login(request, account, backend=BACKEND)
    request.session.pop("signing_in", None)
    return answers.see_other(request, target)


def wanted(request: Request) -> str:
    """The page of ours the visitor came for, if any."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    return target if answers.is_ours(request, target) else ""


def after(request: Request, otherwise: str = "faces:home") -> str:
    return wanted(request) or reverse(otherwise)


def with_next(name: str, target: str) -> str:
    return reverse(name) + (f"?{urlencode({'next': target})}" if target else "")
