"""Signing in: workers by phone number and SMS code in two steps, staff by password. Signing out."""

import base64
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import auth
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from gonghui.faces import actions, answers, duty, sign_ins
from gonghui.faces.acting import Done, page
from gonghui.faces.asking_anew import DEVICE, with_device
from gonghui.faces.forms import MobileField
from gonghui.faces.requests import Request
from gonghui.kernel.mobile import Mobile
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.keys import keyring
from gonghui.primitives.people.models import Account

BACKEND = "gonghui.faces.accounts.SessionAccounts"
WAITING = "faces.signing_in"
YEAR = 366 * 24 * 3600
RESEND_AFTER = timedelta(seconds=60)


class PhoneForm(forms.Form):
    mobile = MobileField(help_text=_("在工会登记过的手机号；台港澳号码前面加区号，如 +886"))


class CodeForm(forms.Form):
    code = forms.RegexField(
        r"^\s*(?:[0-9０-９][\s\-－·.]*){6}$",  # as people read it from the phone: 817 716
        label=_("短信验证码"),
        error_messages={"invalid": _("验证码是 6 位数字，请对照短信再填一次")},
        widget=forms.TextInput(
            {"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": "12", "data-whole": "6"}
        ),
    )


class PasswordForm(forms.Form):
    username = forms.CharField(label=_("用户名"), max_length=60, widget=forms.TextInput({"autocomplete": "username"}))
    password = forms.CharField(
        label=_("密码"), max_length=200, strip=False, widget=forms.PasswordInput({"autocomplete": "current-password"})
    )


@page("faces:sign-in", "member/sign_in_phone.html")
def phone(request: Request) -> dict[str, Any] | HttpResponse:
    """Step one: which phone?"""
    return redirect(after(request)) if request.person else {"next": wanted(request)}


@phone.post(PhoneForm)  # a number never stands in an address
def send(request: Request, *, form: PhoneForm) -> Done:
    """Send the code, or send it again."""
    if request.person:
        return Done(to=after(request))
    mobile = form.cleaned_data["mobile"]
    reminded = actions.send_or_remind(mobile, by=with_device(request), now=request.now)
    sent = request.session.get("signing_in", {}).get("sent") if reminded else None
    request.session["signing_in"] = {"mobile": sealed(mobile), "sent": sent or request.now.isoformat()}
    return Done(gettext(reminded), to=with_next("faces:sign-in-code", wanted(request)))


@page("faces:sign-in-code", "member/sign_in_code.html")
def code(request: Request) -> dict[str, Any] | HttpResponse:
    """Step two: the code from the SMS."""
    pending = request.session.get("signing_in")
    if request.person or not pending:
        return redirect(after(request) if request.person else with_next("faces:sign-in", wanted(request)))
    again_at = datetime.fromisoformat(pending["sent"]) + RESEND_AFTER
    return {
        "mobile": unsealed(pending["mobile"]),
        "next": wanted(request),
        "again_at": again_at,
        "seconds": max(0, int((again_at - request.now).total_seconds())),
    }


@code.post(CodeForm)
def redeem(request: Request, *, form: CodeForm) -> HttpResponse:
    """Here it is."""
    pending = request.session.get("signing_in")
    if request.person or not pending:
        return redirect(after(request) if request.person else with_next("faces:sign-in", wanted(request)))
    mobile = unsealed(pending["mobile"])
    account = actions.redeem_sign_in_code(mobile, form.cleaned_data["code"], by=with_device(request), now=request.now)
    return enter(request, account)


@page("faces:staff-sign-in", "member/sign_in_staff.html")
def staff(request: Request) -> dict[str, Any]:
    """The door of those who work for the union: username and password."""
    return {"next": wanted(request)}


@staff.post(PasswordForm, guard=sensitive_post_parameters("password"))
def check(request: Request, *, form: PasswordForm) -> HttpResponse:
    """It is them."""
    account = people.check_password(**form.cleaned_data, by=with_device(request), now=request.now)
    return enter(request, account, otherwise="faces:work", by_password=True)


@require_POST
def out(request: Request) -> HttpResponse:
    auth.logout(request)
    response = answers.done(request, str(_("已退出登录")), reverse("faces:home"))
    response["Clear-Site-Data"] = '"cache"'  # on a shared phone "back" must not bring the receipts again
    return response


def enter(
    request: Request, account: Account, otherwise: str = "faces:home", *, by_password: bool = False
) -> HttpResponse:
    """Begin the session under a fresh key, and go where the visitor was bound."""
    target = after(request, otherwise)
    auth.login(request, account, backend=BACKEND)
    request.session.pop("signing_in", None)
    if by_password:
        duty.begin(request)
    sign_ins.note(request, account, by_password=by_password)
    response = answers.see_other(request, target)
    device = people.remembering(request.COOKIES.get(DEVICE) or request.session.pop(DEVICE, ""), account)
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(DEVICE, device, max_age=YEAR, secure=secure, httponly=True, samesite="Lax")
    return response


def sealed(mobile: Mobile) -> str:
    """A number as it may wait in a session, which lies in the database."""
    return base64.b64encode(keyring().seal(mobile.e164.encode(), context=WAITING)).decode()


def unsealed(kept: str) -> Mobile:
    return Mobile.parse(keyring().unseal(base64.b64decode(kept), context=WAITING).decode())


def wanted(request: Request) -> str:
    """The page of ours the visitor came for, if any."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    return target if answers.is_ours(request, target) else ""


def after(request: Request, otherwise: str = "faces:home") -> str:
    return wanted(request) or reverse(otherwise)


def with_next(name: str, target: str) -> str:
    return reverse(name) + (f"?{urlencode({'next': target})}" if target else "")
