"""A worker's pages: which fairs there are, whether I may come, my session, my receipt, what I bought."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gonghui.faces import answers
from gonghui.faces.acting import Done, page
from gonghui.faces.front.views import for_visitors
from gonghui.faces.guards import SAFE, signed_in
from gonghui.faces.reasons import told
from gonghui.faces.scripts import simplified
from gonghui.faces.speech import speak
from gonghui.kernel.text import fold

from .. import actions
from ..models import Fair, Purchase, Session
from ..pages import browse, goods_page, listed, receipts

JUST_NOW = timedelta(minutes=1)
LONGEST_WORDS = 60  # characters of a search


@for_visitors("page")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Fairs that run or come, those in my city first, each with why I may or may not come."""
    found = listed.listed(request.person, answers.page_asked(request), now=request.now)
    context = {
        "page": found.page,
        "fairs": [_with_reason(row) for row in listed.standing_with(found.rows, request.person)],
        "listed": found,
    }
    return render(request, "fairs/home.html", context)


@for_visitors("city", "day")
@require_safe
def fair(request: HttpRequest, pk: Any) -> HttpResponse:
    """One fair: my standing, the sessions of a venue and day with places left, the terms."""
    found = browse.told(pk)
    city, day = request.GET.get("city", ""), request.GET.get("day", "")
    page = browse.fair_page(found, request.person, city=city, day=day, now=request.now)
    return render(request, "fairs/fair.html", {"page": page, "fair": found, "why": told(page.why)})


@for_visitors("q", "category", "order", "page")
@require_safe
def goods(request: HttpRequest, pk: Any) -> HttpResponse:
    """What can be bought: search, category, cheapest first; prices as the till will ask them."""
    found, number = browse.told(pk), answers.page_asked(request)
    words, category = fold(request.GET.get("q", ""))[:LONGEST_WORDS], request.GET.get("category", "")
    order = request.GET.get("order", "price")
    shown = goods_page.listed(found, number, words=simplified(words), category=category, order=order)
    context = {
        "fair": found,
        "shown": shown,
        "offers": shown.page,
        "categories": shown.categories,
        "words": words,
        "category": category,
        "order": order,
    }
    return render(request, "fairs/goods.html", context)


@for_visitors()
@page("fairs:session", "fairs/session.html")
def session(request: HttpRequest, pk: Any) -> dict[str, Any]:
    """One session: when, where, places left, and the one thing I can do now."""
    found = browse.told_session(pk) if request.method in SAFE else _session(pk)
    shown = receipts.session_page(found, request.person, now=request.now)
    return {"page": shown, "fair": shown.fair, "why": told(shown.why)}


@session.act(guard=signed_in)
def place(request: HttpRequest, pk: Any, *, key: str) -> Done:
    """Sign up for the session."""
    found = _session(pk)
    actions.sign_up(found, request.person, key=key, by=request.caller, now=request.now)
    return Done(_("报名成功，凭证已发到你的手机"), to=_receipt(found.venue.fair))


@session.act(guard=signed_in)
def line(request: HttpRequest, pk: Any) -> Done:
    """Join the waiting line of a full session."""
    actions.wait(_session(pk), request.person, by=request.caller, now=request.now)
    return Done(_("已进入候补，有名额会按顺序自动补上"))


@session.act(guard=signed_in)
def leave_line(request: HttpRequest, pk: Any) -> Done:
    """Leave the waiting line."""
    actions.leave_line(_session(pk), request.person, by=request.caller, now=request.now)
    return Done(_("已退出候补"))


@session.act(guard=signed_in)
def move(request: HttpRequest, pk: Any, *, key: str) -> Done:
    """Exchange my place for one in this session."""
    found = _session(pk)
    actions.move(found, request.person, key=key, by=request.caller, now=request.now)
    return Done(_("改签成功，新凭证已发到你的手机"), to=_receipt(found.venue.fair))


@page("fairs:receipt", "fairs/receipt.html", signed_in)
def receipt(request: HttpRequest, pk: Any) -> dict[str, Any]:
    """My receipt: code, QR, when, where, what to bring, give back."""
    found = _fair(pk)
    shown = receipts.receipt_page(found, request.person, now=request.now)
    if "new" in request.GET and shown.state == "live" and request.now - shown.place.taken_at < JUST_NOW:
        messages.success(request, _("报名成功，凭证已发到你的手机"))  # the lane's answer is no page that could say so
    return {"page": shown, "fair": found}


@receipt.act()
def give_back(request: HttpRequest, pk: Any) -> Done:
    """Give back the place of the receipt that the form stood on."""
    code = request.POST.get("code", "")
    actions.give_back(_fair(pk), request.person, code=code, by=request.caller, now=request.now)
    return Done(_("名额已退回，谢谢你让给需要的人"), to=reverse("fairs:fair", args=[pk]))


@receipt.act()
def confirm(request: HttpRequest, pk: Any) -> Done:
    """Keep the place that the line gave me."""
    actions.confirm(_fair(pk), request.person, by=request.caller, now=request.now)
    return Done(_("已确认，名额是你的了"))


@require_safe
@signed_in
def receipt_codes(request: HttpRequest, pk: Any) -> HttpResponse:
    """The QR codes my receipt shows in the next minutes, as drawings of bits, for the page that changes them itself."""
    found = get_object_or_404(Fair.objects.told(), pk=pk)
    answer = JsonResponse(receipts.codes_to_come(found, request.person, now=request.now))
    answer["Cache-Control"] = "no-store, private"
    return answer


@require_safe
@signed_in
def purchases(request: HttpRequest) -> HttpResponse:
    """What I bought, newest first, and what the pool paid of it."""
    mine = Purchase.objects.of(request.person)
    newest = mine.for_page().with_waiting().order_by("-sale__sold_at", "-pk")
    context = {"purchases": answers.paged(request, newest), "sums": mine.sums()}
    return render(request, "fairs/purchases.html", context)


@page("fairs:purchase", "fairs/purchase.html", signed_in)
def purchase(request: HttpRequest, pk: Any) -> dict[str, Any]:
    """One purchase: what it cost, the invoice, after-sales requests with their deadlines."""
    found = _purchase(request, pk)
    shown, typed = receipts.purchase_page(found, now=request.now), request.POST.get("trouble", "")
    return {"purchase": found, "page": shown, "typed": typed, "now": request.now}


@purchase.act()
def after_sales(request: HttpRequest, pk: Any) -> Done:
    """Ask for help with a purchase."""
    trouble = request.POST.get("trouble", "")
    actions.ask_after_sales(_purchase(request, pk), trouble=trouble, by=request.caller, now=request.now)
    return Done(_("售后申请已送达商家"))


def _fair(pk: Any) -> Fair:
    return get_object_or_404(Fair.objects.told().select_related("union"), pk=pk)


def _session(pk: Any) -> Session:
    return get_object_or_404(Session.objects.told(), pk=pk)


def _purchase(request: HttpRequest, pk: Any) -> Purchase:
    return get_object_or_404(Purchase.objects.of(request.person).for_page().with_hotline(), pk=pk)


def _with_reason(row: browse.FairRow) -> dict[str, Any]:
    return {"row": row, "why": row.refusal and speak(row.refusal)}


def _receipt(found: Fair) -> str:
    return reverse("fairs:receipt", args=[found.pk])
