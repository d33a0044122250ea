"""Fairs, their sessions, and the goods on offer."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gonghui.faces.listing import (
    DAY,
    FILE,
    MONEY,
    NUMBER,
    PAGE,
    PERCENT,
    SPAN,
    Choice,
    Column,
    Day,
    Empty,
    Link,
    Listing,
    RowAct,
    RowLink,
    Search,
    states,
)  # fmt: skip
from gonghui.faces.requests import Request
from gonghui.primitives.planned import planned

from ... import rules
from ...models import Fair, Offer, Session, Venue
from ...models.querysets import FairQuerySet
from ...pages import goods_page
from .shared import INSIDE, hall_of, here, may, of_fair, when_of

STATES = {
    "draft": (_("草稿"), "warn"),
    "open": (_("进行中"), "good"),
    "closed": (_("已结束"), ""),
    "cancelled": (_("已取消"), "bad"),
}


def state_of(fair: Fair, request: Request) -> str:
    if fair.cancelled_at:
        return "cancelled"
    return "closed" if fair.closed_at else "open" if fair.published_at else "draft"


def days_of(fair: Fair, request: Request) -> Any:
    return (fair.first_at, fair.last_at) if fair.first_at else None


def sign_up_of(fair: Fair, request: Request) -> Any:
    return fair.sign_up_opens_at, fair.sign_up_closes_at


def states_counted(request: Request) -> list[tuple[str, str]]:
    """Each state with how many fairs are in it."""
    counts = request.beside["counts"]
    return [(state, f"{word} {counts.get(state, 0)}") for state, (word, _tone) in STATES.items()]


def in_state(fairs: FairQuerySet, state: str, request: Request) -> FairQuerySet:
    return fairs.in_state(state)


NEW = Link(_("新建专场"), "fairs-console:new", "plus", "primary", may=rules.MANAGE)
FIRST_STEPS = _("先写好补贴条件，再添加会场和资金、请商家、导入商品、排好时段，发布后会员就能报名。")

FAIRS = Listing(
    title=_("惠民补贴专场"),
    columns=(
        Column(_("专场"), "name", sort=True),
        Column(_("状态"), state_of, states(STATES)),
        Column(_("主办工会"), "union.name", sort=True),
        Column(_("场次日期"), "first_at", DAY, sort=True, under=(Column(_("最后一天"), "last_at", DAY, only=FILE),)),
        Column(_("报名"), sign_up_of, SPAN, sort="sign_up_opens_at"),
        Column(_("会场数"), "halls", NUMBER, sort=True),
        Column(_("资金池（元）"), "funded", MONEY, sort=True),
    ),
    order=("-created_at", "-pk"),
    filters=(
        Choice("state", _("状态"), states_counted, in_state, all=_("全部"), as_links=True),
        Search(("name", "union.name"), _("专场或工会")),
    ),
    link="fairs-console:fair",
    links=(NEW,),
    empty=Empty(_("还没有专场"), FIRST_STEPS, "fridge", NEW),
    file=_("惠民补贴专场"),
)


def standing(session: Session, request: Request) -> str:
    if session.cancelled_at:
        return "cancelled"
    return "over" if session.ends_at <= request.now else "ahead"


def may_change(session: Session, request: Request) -> bool:
    """Before it is over, and not while the list of a draw stands."""
    return standing(session, request) == "ahead" and not request.beside["frozen"]


def may_resize(session: Session, request: Request) -> bool:
    return may_change(session, request) and request.beside["fair"].closed_at is None


def may_move(session: Session, request: Request) -> bool:
    """Before it has begun: who is in stays in."""
    return may_resize(session, request) and session.starts_at > request.now


def left(session: Any, request: Request) -> str:
    return gettext("剩 %(free)s") % {"free": session.free}


def halls_here(request: Request) -> list[tuple[UUID, str]]:
    """The halls of the fair whose page it is."""
    return [(pk, f"{city} {hall}") for pk, city, hall in _halls.rows(fair=request.beside["fair"].pk)]


@planned
def _halls(fair: Any) -> QuerySet[Venue]:
    return Venue.objects.filter(fair=fair).order_by("created_at", "pk").values_list("pk", "division__name", "hall")


SESSION_STATES = {
    "ahead": (_("未结束"), "good"),
    "over": (_("已结束"), ""),
    "cancelled": (_("已取消"), "bad"),
}

SESSIONS = Listing(
    title=_("时段"),
    columns=(
        Column(_("时间"), when_of, SPAN, sort="starts_at"),
        Column(_("会场"), hall_of, sort="venue.hall"),
        Column(_("名额"), "pool.capacity", NUMBER, sort=True, under=(Column(_("还剩"), left, only=PAGE),)),
        Column(_("还剩"), "free", NUMBER, only=FILE),
        Column(_("已报名"), "pool.taken", NUMBER, sort=True),
        Column(_("候补"), "pool.waiting", NUMBER, sort=True),
        Column(_("已入场"), "pool.checked_in", NUMBER, sort=True),
        Column(_("状态"), standing, states(SESSION_STATES), under=(Column(_("取消原因"), "cancel_reason"),)),
    ),
    order=("starts_at", "venue_id", "pk"),
    filters=(
        Choice("venue", _("会场"), halls_here, all=_("全部会场")),
        Day("day", _("日期"), "starts_at"),
    ),
    acts=(
        RowLink(_("改时间"), here("fairs-console:move-session"), may=may("manage"), open=may_move),
        RowLink(_("改名额"), here("fairs-console:change-capacity"), may=may("manage"), open=may_resize),
        RowLink(_("取消"), here("fairs-console:cancel-session"), may=may("manage"), open=may_change),
    ),
    fades=lambda session, request: bool(session.cancelled_at),
    empty=Empty(_("没有时段"), _("在“计划”里给会场添加时段。"), "calendar-event"),
    file=of_fair("时段"),
    base=INSIDE,
)


def categories_here(request: Request) -> list[tuple[str, str]]:
    return [(category, category) for category in goods_page.categories_of(request.beside["fair"])]


def withdraw_title(offer: Offer, request: Request) -> str:
    return gettext("撤下%(name)s？") % {"name": offer.name}


OFFERS = Listing(
    title=_("补贴商品"),
    columns=(
        Column(
            _("商品"),
            "name",
            sort=True,
            under=(
                Column(_("品牌"), "goods.brand"),
                Column(_("型号"), "goods.model"),
                Column(_("品类"), "category"),
            ),
        ),
        Column(_("商家"), "goods.merchant.name", sort=True),
        Column(_("市场价"), "price.list_price", MONEY, sort=True),
        Column(
            _("出厂价"), "price.ex_factory_price", MONEY, sort=True, under=(Column(_("出厂价证明"), "price.proof"),)
        ),
        Column(_("补贴率"), "rate", PERCENT, sort=True),
        Column(_("补贴"), "gives", MONEY, sort=True),
        Column(_("会员付"), "pays", MONEY, sort=True),
    ),
    order=("category", "goods__brand", "pk"),
    filters=(
        Search(lambda offers, words, request: goods_page.with_words(offers, words), _("品牌、型号或名称")),
        Choice("category", _("品类"), categories_here, "category", all=_("全部")),
    ),
    acts=(
        RowAct(
            _("撤下"),
            here("fairs-console:withdraw"),
            withdraw_title,
            _("撤下后收银台不能再按补贴价卖这一款；已经卖出的不受影响。"),
            _("原因（记入操作记录）"),
            _("撤下这一款"),
            tone="danger",
            may=may("manage"),
        ),
    ),
    empty=Empty(_("还没有补贴商品"), _("在“计划”里给每家商家导入商品目录，导入的商品列在这里。"), "tag"),
    nothing=Empty(_("没有找到商品"), _("换个说法，或去掉品类再试。"), "search"),
    file=of_fair("补贴目录"),
    base=INSIDE,
)
