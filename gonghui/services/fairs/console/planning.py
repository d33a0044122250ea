"""Before a fair: its terms, venues, dealers, goods and sessions; then publication."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gonghui.faces import answers
from gonghui.faces.guards import staff
from gonghui.kernel.refusals import Refused
from gonghui.primitives.catalogue.models import Merchant
from gonghui.primitives.people.models import Union

from .. import actions, board, exports, forms, rules, shelf
from ..models import Fair, Offer, Venue


@require_GET
@staff(rules.WATCH)
def index(request: HttpRequest) -> HttpResponse:
    """The fairs of my unions, newest first."""
    fairs = mine(request).select_related("union").order_by("-created_at", "-pk")
    return render(request, "fairs/console/index.html", {"fairs": answers.paged(request, fairs, per=50)})


@require_http_methods(["GET", "POST"])
@staff(rules.MANAGE)
def new(request: HttpRequest) -> HttpResponse:
    """Draft a fair."""
    form = forms.DraftForm(request.POST or None, unions=request.office_unions)
    if not form.is_valid():
        return render(request, "fairs/console/terms.html", {"form": form}, status=form_status(form))
    try:
        fair = actions.draft(
            union=form.cleaned_data["union"],
            terms=form.terms(),
            by_person=request.person,
            by=request.caller,
            now=request.now,
        )
    except Refused as refusal:
        return answers.refused(request, refusal, "fairs/console/terms.html", form=form)
    return answers.done(request, _("草稿已保存，接着添加会场"), here(fair))


@require_GET
@staff(rules.WATCH)
def fair(request: HttpRequest, pk: Any) -> HttpResponse:
    """One fair with everything planned for it and what is still missing."""
    return _fair_page(request, one(request, pk))


@require_http_methods(["GET", "POST"])
@staff(rules.MANAGE)
def terms(request: HttpRequest, pk: Any) -> HttpResponse:
    """Change the terms of a draft."""
    found = one(request, pk)
    form = forms.TermsForm(request.POST or None, initial=None if request.POST else forms.initial_terms(found))
    if not form.is_valid():
        context = {"form": form, "fair": found}
        return render(request, "fairs/console/terms.html", context, status=form_status(form))
    try:
        actions.revise(found, terms=form.terms(), by=request.caller, now=request.now)
    except Refused as refusal:
        return answers.refused(request, refusal, "fairs/console/terms.html", form=form, fair=found)
    return answers.done(request, _("条件已保存"), here(found))


@require_POST
@staff(rules.MANAGE)
def venues(request: HttpRequest, pk: Any) -> HttpResponse:
    """Add a venue with its money."""
    found = one(request, pk)
    form = forms.VenueForm(request.POST)
    if not form.is_valid():
        return _fair_page(request, found, venue_form=form)
    return _did(
        request,
        found,
        lambda: actions.add_venue(found, **form.cleaned_data, by=request.caller, now=request.now),
        _("会场已添加，资金已划入"),
        venue_form=form,
    )


@require_POST
@staff(rules.MANAGE)
def dealers(request: HttpRequest, pk: Any, venue: Any) -> HttpResponse:
    """Invite a dealer to a venue."""
    found, place = one_venue(request, pk, venue)
    form = forms.DealerForm(request.POST)
    if not form.is_valid():
        return _fair_page(request, found, dealer_form=form)
    return _did(
        request,
        found,
        lambda: actions.invite_dealer(place, **form.cleaned_data, by=request.caller, now=request.now),
        _("商家已加入"),
        dealer_form=form,
    )


@require_POST
@staff(rules.MANAGE)
def clerks(request: HttpRequest, pk: Any, merchant: Any) -> HttpResponse:
    """Let a person sell for a dealer."""
    found = one(request, pk)
    dealer = get_object_or_404(dealers_at(found), pk=merchant)
    form = forms.ClerkForm(request.POST)
    if not form.is_valid():
        return _fair_page(request, found, clerk_form=form)
    return _did(
        request,
        found,
        lambda: actions.add_clerk(found, dealer, **form.cleaned_data, by=request.caller, now=request.now),
        _("店员已添加，可用手机号登录收银台"),
        clerk_form=form,
    )


@require_http_methods(["GET", "POST"])
@staff(rules.MANAGE)
def goods(request: HttpRequest, pk: Any, merchant: Any) -> HttpResponse:
    """Upload a dealer's goods sheet; every bad row is named, and then nothing is written."""
    found = one(request, pk)
    dealer = get_object_or_404(dealers_at(found), pk=merchant)
    context: dict[str, Any] = {"fair": found, "merchant": dealer, "form": forms.GoodsForm()}
    if request.method == "GET":
        return render(request, "fairs/console/goods.html", context)
    context["form"] = form = forms.GoodsForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "fairs/console/goods.html", context, status=422)
    sheet = form.cleaned_data["sheet"]
    try:
        counts = actions.load_offers(
            found, dealer, data=sheet.read(), file_name=sheet.name, by=request.caller, now=request.now
        )
    except Refused as refusal:
        context["troubles"] = getattr(refusal, "troubles", [])[:200]
        return answers.refused(request, refusal, "fairs/console/goods.html", **context)
    said = _("目录已导入：新增 %(new)s，更新 %(changed)s，未变 %(same)s") % counts
    return answers.done(request, said, reverse("fairs-console:offers", args=[pk]))


@require_GET
@staff(rules.WATCH)
def offers(request: HttpRequest, pk: Any) -> HttpResponse:
    """The goods on offer with prices, rate, subsidy; searchable, exportable."""
    found = one(request, pk)
    words, category = request.GET.get("q", ""), request.GET.get("category", "")
    rows = shelf.offers_of(found, words=words, category=category, order=request.GET.get("order", ""))
    if request.GET.get("export"):
        return exports.offers(found, rows)
    context = {
        "fair": found,
        "offers": answers.paged(request, rows, per=50),
        "words": words,
        "category": category,
        "categories": shelf.categories_of(found),
    }
    return render(request, "fairs/console/offers.html", context)


@require_POST
@staff(rules.MANAGE)
def withdraw(request: HttpRequest, pk: Any, offer: Any) -> HttpResponse:
    """Take a model out of the fair."""
    found = get_object_or_404(Offer.objects.select_related("fair"), pk=offer, fair=one(request, pk))
    actions.withdraw_offer(found, reason=request.POST.get("reason", ""), by=request.caller, now=request.now)
    return answers.done(request, _("已撤下"), reverse("fairs-console:offers", args=[pk]))


@require_GET
@staff(rules.WATCH)
def template(request: HttpRequest) -> HttpResponse:
    """The goods sheet to fill in."""
    return exports.goods_template()


@require_POST
@staff(rules.MANAGE)
def sessions(request: HttpRequest, pk: Any, venue: Any) -> HttpResponse:
    """Generate sessions from a venue's opening hours."""
    found, place = one_venue(request, pk, venue)
    form = forms.SessionsForm(request.POST)
    if not form.is_valid():
        return _fair_page(request, found, sessions_form=form)
    return _did(
        request,
        found,
        lambda: actions.add_sessions(place, **form.plan(), by=request.caller, now=request.now),
        _("时段已生成"),
        sessions_form=form,
    )


@require_POST
@staff(rules.MANAGE)
def publish(request: HttpRequest, pk: Any) -> HttpResponse:
    """Open the fair to workers."""
    found = one(request, pk)
    return _did(
        request,
        found,
        lambda: actions.publish(found, by=request.caller, now=request.now),
        _("已发布，会员现在可以看到"),
    )


def mine(request: HttpRequest) -> Any:
    """The fairs the asker may act on: those of their unions' subtrees."""
    return Fair.objects.for_unions(Union.objects.in_jurisdiction(request.office_unions))


def one(request: HttpRequest, pk: Any) -> Fair:
    return get_object_or_404(mine(request).select_related("union"), pk=pk)


def one_venue(request: HttpRequest, pk: Any, venue: Any) -> tuple[Fair, Venue]:
    found = one(request, pk)
    place = get_object_or_404(found.venues.select_related("fair__union", "division", "fund"), pk=venue)
    return found, place


def dealers_at(fair: Fair) -> Any:
    return Merchant.objects.filter(stalls__venue__fair=fair).distinct()


def here(fair: Fair) -> str:
    return reverse("fairs-console:fair", args=[fair.pk])


def form_status(form: Any) -> int:
    return 422 if form.is_bound else 200


def _did(request: HttpRequest, fair: Fair, act: Any, message: str, **context: Any) -> HttpResponse:
    """Do one act; a refusal shows on the fair's page, with the form as it was filled in."""
    try:
        act()
    except Refused as refusal:
        return _fair_page(request, fair, refusal=refusal, **context)
    return answers.done(request, message, here(fair))


def _fair_page(request: HttpRequest, fair: Fair, refusal: Refused | None = None, **filled: Any) -> HttpResponse:
    context = {
        "fair": fair,
        "plan": board.plan_of(fair),
        "venue_form": forms.VenueForm(),
        "dealer_form": forms.DealerForm(),
        "clerk_form": forms.ClerkForm(),
        "sessions_form": forms.SessionsForm(),
        "may_manage": any(office.role in rules.MANAGE.roles for office in request.offices),
    } | filled
    if refusal is not None:
        return answers.refused(request, refusal, "fairs/console/fair.html", **context)
    return render(request, "fairs/console/fair.html", context, status=422 if filled else 200)
