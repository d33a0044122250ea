"""The goods of a fair: dealers' sheets loaded, offers listed and withdrawn."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from gonghui.faces import answers
from gonghui.faces.acting import Done
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.faces.speech import speak
from gonghui.kernel.refusals import Refused

from .. import actions, forms, goods_sheet, rules
from ..models import Offer
from ..pages import exports, goods_page
from .lists import OFFERS
from .scope import context_for, dealers_at, get_fair

MOST_TROUBLES = 200  # shown at once; a sheet with more is mended in rounds


@require_http_methods(["GET", "POST"])
@staff(rules.MANAGE)
def goods(request: PersonalRequest, pk: UUID, merchant: UUID) -> HttpResponse:
    """Upload a dealer's goods sheet; every bad row is named, and then nothing is written."""
    found = get_fair(request, pk)
    dealer = get_object_or_404(dealers_at(found), pk=merchant)
    form = forms.GoodsForm(request.POST or None, request.FILES or None)
    context = context_for(request, found, "plan", merchant=dealer, form=form, columns=goods_sheet.COLUMNS.values())
    if request.method == "GET":
        return render(request, "fairs/console/goods.html", context)
    if not form.is_valid():
        return render(request, "fairs/console/goods.html", context, status=422)
    sheet = form.cleaned_data["sheet"]
    data = sheet.read(goods_sheet.MAX_BYTES + 1)  # enough to see that it is too much
    try:
        counts = actions.load_offers(
            found, dealer, data=data, file_name=sheet.name[:120], by=request.caller, now=request.now
        )
    except Refused as refusal:
        return answers.refused(request, refusal, "fairs/console/goods.html", **context | troubles_of(refusal))
    said = _("目录已导入：新增 %(new)s，更新 %(changed)s，未变 %(same)s") % counts
    return answers.done(request, said, reverse("fairs-console:offers", args=[pk]))


@OFFERS.page("fairs-console:offers", staff(rules.WATCH))
def offers(request: PersonalRequest, pk: UUID) -> tuple[QuerySet[Offer], dict[str, Any]]:
    """The goods on offer with prices, rate, subsidy."""
    found = get_fair(request, pk)
    return goods_page.offers_of(found), context_for(request, found, "offers")


@offers.act(guard=staff(rules.MANAGE))
def withdraw(request: PersonalRequest, pk: UUID, offer: UUID, *, reason: str) -> Done:
    """Take a model out of the fair."""
    found = get_object_or_404(Offer.objects.select_related("fair"), pk=offer, fair=get_fair(request, pk))
    actions.withdraw_offer(found, reason=reason, by=request.caller, now=request.now)
    return Done(_("已撤下"))


@require_GET
@staff(rules.WATCH)
def template(request: PersonalRequest) -> HttpResponse:
    """The goods sheet to fill in."""
    return exports.goods_template()


def troubles_of(refusal: Refused) -> dict[str, Any]:
    """The bad rows of a sheet, each in words."""
    troubles: list[Any] = getattr(refusal, "troubles", [])
    rows = [(trouble.row, trouble.column, speak(trouble.refusal)) for trouble in troubles[:MOST_TROUBLES]]
    return {"troubles": rows, "troubles_more": max(0, len(troubles) - MOST_TROUBLES)}
