"""A worker's pages: which fairs there are, whether I may come, my session, my receipt, what I bought."""

import functools
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gonghui.faces import answers
from gonghui.faces.guards import signed_in
from gonghui.faces.scripts import simplified
from gonghui.faces.speech import Spoken, speak
from gonghui.kernel.refusals import Refused
from gonghui.kernel.text import fold

from . import actions, browse, pages, shelf
from .models import Fair, Purchase, Session

JUST_NOW = timedelta(minutes=1)
ON_HOME = 20  # fairs a page
LONGEST_WORDS = 60  # characters of a search


def act_of(page: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A door that only acts. Whoever comes back to its address by a link sees the page that the act belongs to."""

    def wrap(door: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        guarded = signed_in(door)

        @functools.wraps(door)
        def run(request: HttpRequest, pk: Any) -> HttpResponse:
            return guarded(request, pk) if request.method == "POST" else redirect(page, pk)

        return run

    return wrap


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Fairs that run or come, those in my city first, each with why I may or may not come."""
    running = browse.fairs_near(request.person, now=request.now)
    page = answers.paged(request, running.select_related("union").prefetch_related("venues__division"), ON_HOME)
    context = {
        "page": page,
        "fairs": [_with_reason(row) for row in browse.rows_of(list(page), request.person, now=request.now)],
        "past": Fair.objects.told().exclude(pk__in=running.values("pk")).order_by("-sign_up_opens_at", "pk")[:10],
    }
    return render(request, "fairs/home.html", context)


@require_safe
def fair(request: HttpRequest, pk: Any) -> HttpResponse:
    """One fair: my standing, the sessions of a venue and day with places left, the terms."""
    found = get_object_or_404(Fair.objects.told().select_related("union"), pk=pk)
    city, day = request.GET.get("city", ""), request.GET.get("day", "")
    page = browse.fair_page(found, request.person, city=city, day=day, now=request.now)
    return render(request, "fairs/fair.html", {"page": page, "fair": found, "why": why_not(page.refusal)})


@require_safe
def goods(request: HttpRequest, pk: Any) -> HttpResponse:
    """What can be bought: search, category, cheapest first; prices as the till will ask them."""
    found = get_object_or_404(Fair.objects.told(), pk=pk)
    words, category = fold(request.GET.get("q", ""))[:LONGEST_WORDS], request.GET.get("category", "")
    order = request.GET.get("order", "price")
    offers = shelf.offers_of(found, words=simplified(words), category=category, order=order)
    context = {
        "fair": found,
        "offers": answers.paged(request, offers),
        "categories": shelf.categories_of(found),
        "words": words,
        "category": category,
        "order": order,
    }
    return render(request, "fairs/goods.html", context)


@require_safe
def session(request: HttpRequest, pk: Any) -> HttpResponse:
    """One session: when, where, places left, and the one thing I can do now."""
    return _session_page(request, _session(pk))


@act_of("fairs:session")
def place(request: HttpRequest, pk: Any) -> HttpResponse:
    """Sign up for the session."""
    found = _session(pk)
    try:
        actions.sign_up(found, request.person, key=answers.form_key(request), by=request.caller, now=request.now)
    except Refused as refusal:
        return _session_page(request, found, refusal)
    return answers.done(request, _("报名成功，凭证已发到你的手机"), _receipt(found.venue.fair))


@act_of("fairs:session")
def line(request: HttpRequest, pk: Any) -> HttpResponse:
    """Join the waiting line of a full session."""
    found = _session(pk)
    try:
        actions.wait(found, request.person, by=request.caller, now=request.now)
    except Refused as refusal:
        return _session_page(request, found, refusal)
    return answers.done(request, _("已进入候补，有名额会按顺序自动补上"), reverse("fairs:session", args=[pk]))


@act_of("fairs:session")
def leave_line(request: HttpRequest, pk: Any) -> HttpResponse:
    """Leave the waiting line."""
    found = _session(pk)
    actions.leave_line(found, request.person, by=request.caller, now=request.now)
    return answers.done(request, _("已退出候补"), reverse("fairs:session", args=[pk]))


@act_of("fairs:session")
def move(request: HttpRequest, pk: Any) -> HttpResponse:
    """Exchange my place for one in this session."""
    found = _session(pk)
    try:
        actions.move(found, request.person, key=answers.form_key(request), by=request.caller, now=request.now)
    except Refused as refusal:
        return _session_page(request, found, refusal)
    return answers.done(request, _("改签成功，新凭证已发到你的手机"), _receipt(found.venue.fair))


@act_of("fairs:receipt")
def give_back(request: HttpRequest, pk: Any) -> HttpResponse:
    """Give back the place of the receipt that the form stood on."""
    found = get_object_or_404(Fair.objects.told().select_related("union"), pk=pk)
    code = request.POST.get("code", "")
    try:
        actions.give_back(found, request.person, code=code, by=request.caller, now=request.now)
    except Refused as refusal:
        return _receipt_page(request, found, refusal)
    return answers.done(request, _("名额已退回，谢谢你让给需要的人"), reverse("fairs:fair", args=[pk]))


@require_safe
@signed_in
def receipt(request: HttpRequest, pk: Any) -> HttpResponse:
    """My receipt: code, QR, when, where, what to bring, give back."""
    return _receipt_page(request, get_object_or_404(Fair.objects.told().select_related("union"), pk=pk))


@require_safe
@signed_in
def receipt_codes(request: HttpRequest, pk: Any) -> HttpResponse:
    """The QR codes my receipt shows in the next minutes, as drawings of bits, for the page that changes them itself."""
    found = get_object_or_404(Fair.objects.told(), pk=pk)
    answer = JsonResponse(pages.codes_to_come(found, request.person, now=request.now))
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


@require_safe
@signed_in
def purchase(request: HttpRequest, pk: Any) -> HttpResponse:
    """One purchase: what it cost, the invoice, after-sales requests with their deadlines."""
    return _purchase_page(request, _purchase(request, pk))


@act_of("fairs:purchase")
def after_sales(request: HttpRequest, pk: Any) -> HttpResponse:
    """Ask for help with a purchase."""
    found = _purchase(request, pk)
    try:
        actions.ask_after_sales(found, trouble=request.POST.get("trouble", ""), by=request.caller, now=request.now)
    except Refused as refusal:
        return _purchase_page(request, found, refusal)
    return answers.done(request, _("售后申请已送达商家"), reverse("fairs:purchase", args=[pk]))


def _session(pk: Any) -> Session:
    return get_object_or_404(Session.objects.told(), pk=pk)


def _purchase(request: HttpRequest, pk: Any) -> Purchase:
    return get_object_or_404(Purchase.objects.of(request.person).for_page().with_hotline(), pk=pk)


def _session_page(request: HttpRequest, found: Session, refusal: Refused | None = None) -> HttpResponse:
    page = pages.session_page(found, request.person, now=request.now)
    return _answer(request, "fairs/session.html", refusal, page=page, fair=page.fair, why=why_not(page.refusal))


def _receipt_page(request: HttpRequest, found: Fair, refusal: Refused | None = None) -> HttpResponse:
    page = pages.receipt_page(found, request.person, now=request.now)
    if "new" in request.GET and page.state == "live" and request.now - page.place.taken_at < JUST_NOW:
        messages.success(request, _("报名成功，凭证已发到你的手机"))  # the lane's answer is no page that could say so
    return _answer(request, "fairs/receipt.html", refusal, page=page, fair=found)


def _purchase_page(request: HttpRequest, found: Purchase, refusal: Refused | None = None) -> HttpResponse:
    page = pages.purchase_page(found, now=request.now)
    typed = request.POST.get("trouble", "")
    return _answer(request, "fairs/purchase.html", refusal, purchase=found, page=page, typed=typed, now=request.now)


def _answer(request: HttpRequest, template: str, refusal: Refused | None, **context: Any) -> HttpResponse:
    """The page, with the refusal in place when there is one."""
    if refusal is None:
        return render(request, template, context)
    return answers.refused(request, refusal, template, **context)


def _with_reason(row: browse.FairRow) -> dict[str, Any]:
    return {"row": row, "why": why_not(row.refusal)}


def why_not(refusal: Refused | None) -> Spoken | None:
    """Why not, before anyone asked: information, so without the heading of a refused request."""
    if refusal is None:
        return None
    return replace(speak(refusal), heading=_("这场你还不能参加"), icon="info-circle")


def _receipt(found: Fair) -> str:
    return reverse("fairs:receipt", args=[found.pk])
