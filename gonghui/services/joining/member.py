"""What workers see: joining in three screens, moving in one, what became of it, helping somebody, following a slip."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces.acting import Done, page
from gonghui.faces.asking_anew import with_device
from gonghui.faces.front.views import for_visitors
from gonghui.faces.guards import signed_in
from gonghui.faces.member.sign_in import enter as enter_session
from gonghui.faces.member.sign_in import sealed, unsealed
from gonghui.faces.requests import PersonalRequest, Request
from gonghui.primitives.people import lookups
from gonghui.primitives.people.models import Union

from . import actions, refusals
from .forms import ChoiceForm, HelperForm, NewcomerCodeForm, NewcomerForm, ReasonForm, SlipForm, WhoForm
from .models import Application
from .pages import finding, shown

CHOSEN, COMING = "joining.union", "joining.newcomer"  # in the session
LONGEST_WORDS = 60


@for_visitors()
@page("joining:home", "joining/home.html")
def home(request: Request, form: WhoForm | None = None) -> dict[str, Any] | HttpResponse:
    """The first screen: who I am; for a member where they belong; for a visitor how it goes."""
    if request.person is None:
        return {"chosen": chosen(request)}
    draft = own_open(request)
    if draft is not None and draft.state == Application.State.WAITING:
        return redirect("joining:one", draft.pk)
    membership = lookups.membership_of(request.person)
    given = form or WhoForm(person=request.person, draft=draft)
    return {
        "membership": membership,
        "form": given,
        "draft": draft,
        "chosen": chosen(request) or (draft.union if draft else None),
        "known": given.known,
        "past": shown.all_of(request.person)[:5],
    }


def who_asks(request: Request) -> dict[str, Any]:
    return {"person": request.person, "draft": own_open(request) if request.person else None}


@home.post(WhoForm, guard=signed_in, given=who_asks)
def keep(request: PersonalRequest, *, form: WhoForm) -> Done:
    """On to the union, or, where that is chosen already, to the last look."""
    draft = actions.fill_in(request.person, form.who, chosen(request), by=request.caller, now=request.now)
    request.session.pop(CHOSEN, None)
    return Done(to=reverse("joining:check" if draft.union_id else "joining:union"))


@page("joining:union", "joining/union.html", signed_in)
def union(request: PersonalRequest) -> dict[str, Any] | HttpResponse:
    """The second screen: which union."""
    draft = own_open(request)
    if draft is None:
        return redirect("joining:home")
    return searched(request) | {"draft": draft, "to": reverse("joining:union"), "act": _("选这个工会")}


@union.post(ChoiceForm)
def choose(request: PersonalRequest, *, form: ChoiceForm) -> Done:
    """This one."""
    draft = actions.choose(needed(request), form.cleaned_data["to"], **form.reasons, by=request.caller, now=request.now)
    return Done(to=reverse("joining:check")) if draft.union_id else Done()


@page("joining:check", "joining/check.html", signed_in)
def check(request: PersonalRequest) -> dict[str, Any] | HttpResponse:
    """The third screen: all of it once more."""
    draft = own_open(request)
    if draft is None or draft.union is None or draft.state == Application.State.WAITING:
        return redirect("joining:home")
    return shown.whole(draft, now=request.now) | {"documents": request.person.documents.all()}


@check.post()
def send(request: PersonalRequest) -> Done:
    """Send it."""
    made = actions.send(needed(request), by=request.caller, now=request.now)
    return Done(_("申请已提交"), to=reverse("joining:one", args=[made.pk]))


@page("joining:transfer", "joining/transfer.html", signed_in)
def transfer(request: PersonalRequest) -> dict[str, Any]:
    """转会, one screen: where I am, which union next."""
    membership = lookups.membership_of(request.person)
    return searched(request) | {"membership": membership, "open": own_open(request)}


@transfer.post(ChoiceForm)
def move(request: PersonalRequest, *, form: ChoiceForm) -> Done:
    """Apply for it."""
    made = actions.move(request.person, form.cleaned_data["to"], **form.reasons, by=request.caller, now=request.now)
    return Done(_("转会申请已提交；新工会同意以前，会籍一直在原工会"), to=reverse("joining:one", args=[made.pk]))


@page("joining:one", "joining/one.html", signed_in)
def one(request: PersonalRequest, pk: UUID, reason: ReasonForm | None = None) -> dict[str, Any]:
    """What became of it."""
    return shown.whole(own(request, pk), now=request.now) | {"appeal_form": ReasonForm()}


@one.act()
def withdraw(request: PersonalRequest, pk: UUID) -> Done:
    """Not wanted any more."""
    actions.withdraw(own(request, pk), by=request.caller, now=request.now)
    return Done(_("申请已撤回，可以随时重新申请"))


@one.act(ReasonForm, form_name="appeal_form")
def appeal(request: PersonalRequest, pk: UUID, *, form: ReasonForm) -> Done:
    """Before the union above."""
    actions.appeal(own(request, pk), reason=form.cleaned_data["reason"], by=request.caller, now=request.now)
    return Done(_("已向上级工会申诉"))


def preselect(request: Request, code: str) -> HttpResponse:
    """The address in a union's own QR."""
    found = Union.objects.filter(code=code).first() if code.isprintable() else None
    if found is not None:  # else a code was read wrongly: look for another
        request.session[CHOSEN] = str(found.open_or_next.pk)
    return redirect("joining:home")


@page("joining:newcomer", "joining/newcomer.html")
def newcomer(request: Request) -> dict[str, Any] | HttpResponse:
    """Who is not registered yet: name and number."""
    return redirect("joining:home") if request.person else {}


@newcomer.post(NewcomerForm)
def send_code(request: Request, *, form: NewcomerForm) -> Done:
    """A code to the number; what is answered is the same for a number that is known."""
    actions.send_code(form.cleaned_data["mobile"], by=with_device(request), now=request.now)
    request.session[COMING] = {"name": form.cleaned_data["name"], "mobile": sealed(form.cleaned_data["mobile"])}
    return Done(to=reverse("joining:newcomer-code"))


@page("joining:newcomer-code", "joining/newcomer_code.html")
def newcomer_code(request: Request) -> dict[str, Any] | HttpResponse:
    """The code from the SMS."""
    coming = request.session.get(COMING)
    if request.person or not coming:
        return redirect("joining:home" if request.person else "joining:newcomer")
    return {"mobile": unsealed(coming["mobile"])}


@newcomer_code.post(NewcomerCodeForm)
def prove(request: Request, *, form: NewcomerCodeForm) -> HttpResponse:
    """Here it is: signed in, and on to the first screen."""
    coming = request.session.get(COMING)
    if request.person or not coming:
        return redirect("joining:home")
    mobile, code = unsealed(coming["mobile"]), form.cleaned_data["code"]
    account = actions.newcomer(coming["name"], mobile, code, by=with_device(request), now=request.now)
    request.session.pop(COMING, None)
    return enter_session(request, account, otherwise="joining:home")


@page("joining:help", "joining/help.html", signed_in)
def help_somebody(request: PersonalRequest) -> dict[str, Any]:
    """For a relative without a smartphone: which union, then who they are."""
    return searched(request) | {"union": asked_for(request)}


@help_somebody.post(HelperForm, given=lambda request: {"union": asked_for(request)})
def helped(request: PersonalRequest, *, form: HelperForm) -> dict[str, Any]:
    """Entered; they are told."""
    made = actions.enter(form.entry, via=Application.Via.HELPER, by=request.caller, now=request.now)
    return {"made": made}


@page("joining:slip", "joining/slip.html")
def slip(request: Request) -> dict[str, Any]:
    """By a paper slip, without signing in."""
    return {}


@slip.post(SlipForm)
def follow(request: Request, *, form: SlipForm) -> dict[str, Any]:
    """What became of it; one's name stays masked."""
    found = actions.by_slip(**form.cleaned_data, by=request.caller, now=request.now)
    return shown.whole(found, now=request.now) | {"tail": form.cleaned_data["tail"]}


@slip.act(SlipForm)
def undo(request: Request, *, form: SlipForm) -> Done:
    """It was not the person's wish."""
    found = actions.by_slip(**form.cleaned_data, by=request.caller, now=request.now)
    actions.undo(found, by=request.caller, now=request.now)
    return Done(_("已撤销，这份申请不再办理"))


def searched(request: Request) -> dict[str, Any]:
    """What is asked for, and what it may mean."""
    words = request.GET.get("q", "")[:LONGEST_WORDS].strip()
    return {"words": words, "found": finding.unions(words) if words else []}


def asked_for(request: Request) -> Union | None:
    """The union that a helper found, by its code in the address or in the form that was sent."""
    code = (request.POST.get("union_code") or request.GET.get("union", ""))[:LONGEST_WORDS].strip().upper()
    return Union.objects.open().filter(code=code).first() if code.isprintable() else None


def chosen(request: Request) -> Union | None:
    """The union whose QR was scanned before."""
    pk = request.session.get(CHOSEN)
    return Union.objects.open().filter(pk=pk).first() if pk else None


def own_open(request: Request) -> Application | None:
    rows = Application.objects.open().select_related("union", "before", "person")
    return rows.filter(person=request.person).first()


def needed(request: PersonalRequest) -> Application:
    """The open one. Raises UnionNeeded where there is none to go on with."""
    found = own_open(request)
    if found is None:
        raise refusals.NotWaiting()
    return found


def own(request: PersonalRequest, pk: UUID) -> Application:
    rows = Application.objects.of(request.person).select_related("person", "union", "before", "entered_by", "leaves")
    return get_object_or_404(rows, pk=pk)
