"""A worker's pages: which fairs there are, whether I may come, my session, my receipt, what I bought."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from gonghui.faces import answers
from gonghui.faces.guards import signed_in
from gonghui.kernel.refusals import Refused
from gonghui.kernel.text import fold

from . import actions, pages, shelf
from .models import Fair, Purchase, Session


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Fairs that run or come, those in my city first, each with why I may or may not come."""
    fairs = pages.fairs_for(request.person, now=request.now)
    past = Fair.objects.public().exclude(pk__in=[row.fair.pk for row in fairs]).order_by("-sign_up_opens_at", "pk")
    return render(request, "fairs/home.html", {"fairs": fairs, "past": answers.paged(request, past)})


@require_GET
def fair(request: HttpRequest, pk: Any) -> HttpResponse:
    """One fair: the terms, my standing, the sessions of each venue with places left."""
    found = get_object_or_404(Fair.objects.public().select_related("union"), pk=pk)
    page = pages.fair_page(found, request.person, city=request.GET.get("city", ""), now=request.now)
    return render(request, "fairs/fair.html", {"page": page, "fair": found})


@require_GET
def goods(request: HttpRequest, pk: Any) -> HttpResponse:
    """What can be bought: search, category, cheapest first; prices as the till will ask them."""
    found = get_object_or_404(Fair.objects.public(), pk=pk)
    words, category = fold(request.GET.get("q", "")), request.GET.get("category", "")
    offers = shelf.offers_of(found, words=words, category=category, order=request.GET.get("order", ""))
    context = {
        "fair": found,
        "offers": answers.paged(request, offers),
        "categories": shelf.categories_of(found),
        "words": words,
        "category": category,
        "order": request.GET.get("order", ""),
    }
    return render(request, "fairs/goods.html", context)


@require_GET
def session(request: HttpRequest, pk: Any) -> HttpResponse:
    """One session: when, where, places left, and the one thing I can do now."""
    page = pages.session_page(_session(pk), request.person, now=request.now)
    return render(request, "fairs/session.html", {"page": page, "fair": page.fair})


@require_POST
@signed_in
def place(request: HttpRequest, pk: Any) -> HttpResponse:
    """Sign up for the session."""
    found = _session(pk)
    try:
        actions.sign_up(found, request.person, key=answers.form_key(request), by=request.caller, now=request.now)
    except Refused as refusal:
        return _refused(request, found, refusal)
    return answers.done(request, _("报名成功，凭证已发到你的手机"), _receipt(found.venue.fair))


@require_POST
@signed_in
def line(request: HttpRequest, pk: Any) -> HttpResponse:
    """Join the waiting line of a full session."""
    found = _session(pk)
    try:
        actions.wait(found, request.person, by=request.caller, now=request.now)
    except Refused as refusal:
        return _refused(request, found, refusal)
    return answers.done(request, _("已进入候补，有名额会按顺序自动补上"), reverse("fairs:session", args=[pk]))


@require_POST
@signed_in
def leave_line(request: HttpRequest, pk: Any) -> HttpResponse:
    """Leave the waiting line."""
    found = _session(pk)
    actions.leave_line(found, request.person, by=request.caller, now=request.now)
    return answers.done(request, _("已退出候补"), reverse("fairs:session", args=[pk]))


@require_POST
@signed_in
def move(request: HttpRequest, pk: Any) -> HttpResponse:
    """Exchange my place for one in this session."""
    found = _session(pk)
    try:
        actions.move(found, request.person, key=answers.form_key(request), by=request.caller, now=request.now)
    except Refused as refusal:
        return _refused(request, found, refusal)
    return answers.done(request, _("改签成功，新凭证已发到你的手机"), _receipt(found.venue.fair))


@require_POST
@signed_in
def give_back(request: HttpRequest, pk: Any) -> HttpResponse:
    """Give my place in the fair back."""
    found = get_object_or_404(Fair.objects.public(), pk=pk)
    actions.give_back(found, request.person, by=request.caller, now=request.now)
    return answers.done(request, _("名额已退回，谢谢你让给需要的人"), reverse("fairs:fair", args=[pk]))


@require_GET
@signed_in
def receipt(request: HttpRequest, pk: Any) -> HttpResponse:
    """My receipt: code, QR, when, where, what to bring, give back."""
    found = get_object_or_404(Fair.objects.public().select_related("union"), pk=pk)
    page = pages.receipt_page(found, request.person, now=request.now)
    return render(request, "fairs/receipt.html", {"page": page, "fair": found})


@require_GET
@signed_in
def purchases(request: HttpRequest) -> HttpResponse:
    """What I bought, newest first."""
    mine = Purchase.objects.of(request.person).for_page().order_by("-sale__sold_at", "-pk")
    return render(request, "fairs/purchases.html", {"purchases": answers.paged(request, mine)})


@require_GET
@signed_in
def purchase(request: HttpRequest, pk: Any) -> HttpResponse:
    """One purchase: what it cost, the invoice, after-sales requests with their deadlines."""
    return _purchase_page(request, _purchase(request, pk))


@require_POST
@signed_in
def after_sales(request: HttpRequest, pk: Any) -> HttpResponse:
    """Ask for help with a purchase."""
    found = _purchase(request, pk)
    try:
        actions.ask_after_sales(found, trouble=request.POST.get("trouble", ""), by=request.caller, now=request.now)
    except Refused as refusal:
        return _purchase_page(request, found, refusal)
    return answers.done(request, _("售后申请已送达商家"), reverse("fairs:purchase", args=[pk]))


def _session(pk: Any) -> Session:
    sessions = Session.objects.public().select_related("pool", "venue__fair__union", "venue__division")
    return get_object_or_404(sessions, pk=pk)


def _purchase(request: HttpRequest, pk: Any) -> Purchase:
    return get_object_or_404(Purchase.objects.of(request.person).for_page(), pk=pk)


def _purchase_page(request: HttpRequest, found: Purchase, refusal: Refused | None = None) -> HttpResponse:
    context = {"purchase": found, "page": pages.purchase_page(found, now=request.now)}
    if refusal is not None:
        return answers.refused(request, refusal, "fairs/purchase.html", **context)
    return render(request, "fairs/purchase.html", context)


def _refused(request: HttpRequest, found: Session, refusal: Refused) -> HttpResponse:
    page = pages.session_page(found, request.person, now=request.now)
    return answers.refused(request, refusal, "fairs/session.html", page=page, fair=page.fair)


def _receipt(found: Fair) -> str:
    return reverse("fairs:receipt", args=[found.pk])
