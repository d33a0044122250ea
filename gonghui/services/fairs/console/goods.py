"""The goods of a fair: dealers' sheets loaded, offers listed and withdrawn."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces.acting import Done
from gonghui.faces.guards import staff
from gonghui.faces.importing import importing
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.percent import Percent
from gonghui.kernel.refusals import Refused
from gonghui.kernel.sheets import TableSheet
from gonghui.primitives.catalogue.rules import GUARDED_DAYS

from .. import actions, refusals, rules
from ..forms.sheets import GOODS
from ..models import Offer
from ..pages import goods_page
from .lists import OFFERS
from .scope import context_for, dealers_at, get_fair


@importing("fairs-console:goods", GOODS, staff(rules.MANAGE), base="fairs/console/base.html")
def goods(request: PersonalRequest, pk: UUID, merchant: UUID, refusal: Refused | None = None) -> dict[str, Any]:
    """Bring a dealer's goods; with one bad row nothing is written, and every bad row is named."""
    found = get_fair(request, pk)
    dealer = get_object_or_404(dealers_at(found), pk=merchant)
    if refusal is None and (found.cancelled_at or found.closed_at):
        raise refusals.FairOver(name=found.name)
    agreed = {"low": Percent(found.rate_min), "high": Percent(found.rate_max), "source": found.rate_source}
    words = {
        "title": _("导入%(name)s的商品") % {"name": dealer.name},
        "lead": _("一张表格装这家商家的全部商品。有一行不对，就一行也不写入；同一份再传一次什么也不变。"),
        "notes": [
            _("补贴率要在 %(low)s 到 %(high)s 之间（%(source)s）。") % agreed,
            _("报名开始前 %(days)s 天里涨过价的商品不能参加。") % {"days": GUARDED_DAYS},
            *([_("专场已发布：已公布的商品不能改，可以加新的，加了马上公布。")] if found.published_at else []),
        ],
    }
    return context_for(request, found, "plan", **words)


@goods.load()
def load_goods(request: PersonalRequest, pk: UUID, merchant: UUID, *, sheet: TableSheet) -> Done:
    """All rows into the fair, or none."""
    found = get_fair(request, pk)
    dealer = get_object_or_404(dealers_at(found), pk=merchant)
    counts = actions.load_offers(found, dealer, sheet, by=request.caller, now=request.now)
    said = _("目录已导入：新增 %(new)s，更新 %(changed)s，未变 %(same)s") % counts
    return Done(said, to=reverse("fairs-console:offers", args=[pk]))


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
