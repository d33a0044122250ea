"""Pages of administrators: who works here, one account, and what is done to it."""

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces import sign_ins, staffing
from gonghui.faces.acting import Done, page
from gonghui.faces.forms import unions_to_choose
from gonghui.faces.guards import staff
from gonghui.faces.models import SignIn
from gonghui.faces.requests import PersonalRequest
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.journal.querysets import EntryQuerySet
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Account, MobileRequest, Person
from gonghui.primitives.people.powers import ADMINISTER
from gonghui.primitives.people.querysets import PersonQuerySet

from . import forms
from .lists import STAFF, state
from .scope import account_of, get_person, mine_alone, offices_in_reach, staff_of

HISTORY = 15
# What was done to an account; the rest of what the journal knows of somebody is for their own page, by its own right.
OF_ACCOUNTS = (
    "open_account", "set_password", "allow_password", "close_account", "reopen_account", "sign_in", "end_sign_in",
    "sign_out_everywhere", "issue_token", "revoke_token", "ask_mobile", "agree_mobile", "refuse_mobile",
    "change_mobile",
)  # fmt: skip
AGAIN = staff(ADMINISTER, anew=True)  # what opens an office or an account to somebody asks who is there


def given(request: PersonalRequest, **_address: Any) -> dict[str, Any]:
    return {"unions": unions_to_choose(request)}


@STAFF.page("faces:accounts", staff(ADMINISTER))
def listed(request: PersonalRequest) -> PersonQuerySet:
    """Who works for my unions."""
    return staff_of(request)


@page("faces:account-new", "console/accounts/new.html", staff(ADMINISTER))
def new(request: PersonalRequest) -> dict[str, Any]:
    """Somebody more."""
    return {}


@new.post(forms.HireForm, guard=AGAIN, given=given)
def hire(request: PersonalRequest, *, form: forms.HireForm) -> Done:
    """Appointed; whoever has no password is invited to choose one."""
    person = staffing.hire(**form.cleaned_data, reach=request.office_unions, by=request.caller, now=request.now)
    said = _("已任命，%(name)s 会收到通知") % {"name": person.name}
    return Done(said, to=reverse("faces:account", args=[person.pk]))


@page("faces:account", "console/accounts/one.html", staff(ADMINISTER))
def one(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """One person's offices, account, sign-ins, and what was done to them; the look is written down.

    Of whoever holds something elsewhere too, or nothing here any more, only what is of this jurisdiction.
    """
    found = get_person(request, pk)
    people.look(found, by=request.caller, now=request.now)
    whole = staffing.mine_alone(found, request.office_unions, now=request.now)
    account = Account.objects.filter(person=found).first()
    held = offices_in_reach(request).filter(person=found).open_at(request.now)
    open_request = found.mobile_requests.filter(decided_at=None, created_at__gte=request.now - people.STANDS)
    asked = open_request.select_related("by_person").first() if whole else None
    return {
        "found": found,
        "account": account,
        "state": state(account),
        "held": held.select_related("union").order_by("pk"),
        "sign_ins": SignIn.objects.of(account, request.now) if account and whole else [],
        "asked": asked,
        "may_agree": asked is not None and people.may_second(asked, request.person, now=request.now),
        "history": history(request, found, whole=whole)[:HISTORY],
        "oneself": found.pk == request.person.pk,
        "whole": whole,
        "acts": whole and found.pk != request.person.pk,
    }


def history(request: PersonalRequest, person: Person, *, whole: bool) -> EntryQuerySet:
    """Of the journal what became of the offices of this jurisdiction, and of the account where all of it lies here."""
    offices = [journal.thing_name(office) for office in offices_in_reach(request).filter(person=person)]
    of_account = Q(act__in=[f"people.{act}" for act in OF_ACCOUNTS]) if whole else Q(pk__in=[])
    return Entry.objects.on_person(person.pk).filter(Q(thing__in=offices) | of_account)


@one.act(forms.OfficeForm, guard=AGAIN, form_name="office_form", given=given)
def appoint(request: PersonalRequest, pk: UUID, *, form: forms.OfficeForm) -> Done:
    """One office more."""
    found, reach = get_person(request, pk), request.office_unions
    staffing.appoint(found, **form.cleaned_data, reach=reach, by=request.caller, now=request.now)
    return Done(_("已任命，本人会收到通知"))


@one.act()
def dismiss(request: PersonalRequest, pk: UUID, office: UUID) -> Done:
    """An office ends now, and with it what it allowed."""
    found = get_person(request, pk)
    staffing.refuse_own(found, request.caller)
    ended = get_object_or_404(offices_in_reach(request).filter(person=found), pk=office)
    staffing.told(found, staffing.DISMISSED, people.dismiss, ended, by=request.caller, now=request.now)
    return Done(_("岗位已结束"))


@one.act(guard=AGAIN)
def new_password(request: PersonalRequest, pk: UUID) -> Done:
    """The old password ends; the person chooses another after a code to their number."""
    staffing.new_password(account_of(mine_alone(request, pk)), by=request.caller, now=request.now)
    return Done(_("原密码已作废，本人会收到设置新密码的通知"))


@one.act()
def disable(request: PersonalRequest, pk: UUID) -> Done:
    """Nobody signs in by it any more."""
    return done_to(request, pk, people.close_account, staffing.DISABLED, _("账号已停用，所有登录已结束"))


@one.act()
def enable(request: PersonalRequest, pk: UUID) -> Done:
    """It may be signed in by again."""
    return done_to(request, pk, people.reopen_account, staffing.ENABLED, _("账号已恢复"))


@one.act()
def sign_out(request: PersonalRequest, pk: UUID) -> Done:
    """All sign-ins end."""
    return done_to(request, pk, people.sign_out_everywhere, staffing.SIGNED_OUT, _("所有登录已结束"))


def done_to(request: PersonalRequest, pk: UUID, act: Any, what: str, said: str) -> Done:
    account = account_of(mine_alone(request, pk))
    staffing.told(account.person, what, act, account, by=request.caller, now=request.now)
    return Done(said)


@one.act()
def end_sign_in(request: PersonalRequest, pk: UUID, which: UUID) -> Done:
    """One sign-in ends."""
    account = account_of(mine_alone(request, pk))
    ended = get_object_or_404(SignIn.objects.of(account, request.now).select_related("account__person"), pk=which)
    staffing.told(account.person, staffing.ONE_ENDED, sign_ins.end, ended, by=request.caller, now=request.now)
    return Done(_("这处登录已结束"))


@one.act(forms.NumberForm, form_name="number_form")
def ask_mobile(request: PersonalRequest, pk: UUID, *, form: forms.NumberForm) -> Done:
    """Another number, once a second person agrees."""
    found, asked = mine_alone(request, pk), form.cleaned_data
    more = {"proof": asked["proof"], "by_person": request.person, "by": request.caller, "now": request.now}
    staffing.told(found, staffing.ASKED, people.ask_mobile, found, asked["mobile"], **more)
    return Done(_("已提交，要由另一位系统管理员确认"))


@one.act(guard=AGAIN)
def agree_mobile(request: PersonalRequest, pk: UUID, asked: UUID) -> Done:
    """The second person's yes."""
    decide(request, pk, asked, agreed=True)
    return Done(_("手机号已更换，原来的登录都已结束"))


@one.act()
def refuse_mobile(request: PersonalRequest, pk: UUID, asked: UUID) -> Done:
    """It stays as it is."""
    decide(request, pk, asked, agreed=False)
    return Done(_("已退回，手机号没有变"))


def decide(request: PersonalRequest, pk: UUID, asked: UUID, *, agreed: bool) -> None:
    found = mine_alone(request, pk)
    wanted = get_object_or_404(MobileRequest.objects.select_related("person"), person=found, pk=asked)
    staffing.decide_mobile(wanted, agreed=agreed, by_person=request.person, by=request.caller, now=request.now)
