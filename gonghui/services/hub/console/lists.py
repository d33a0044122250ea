"""The lists of the hub's console: houses, the bookings of one, and those that wait for an answer."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gonghui.faces.listing import (
    CODE,
    DUE,
    FILE,
    MASKED,
    NUMBER,
    SPAN,
    WHEN,
    Bulk,
    Choice,
    Column,
    Empty,
    Link,
    Listing,
    Month,
    RowAct,
    Search,
    Together,
    states,
    this_month,
)  # fmt: skip
from gonghui.faces.premises import registering
from gonghui.faces.requests import PersonalRequest, Request
from gonghui.kernel.window import Window
from gonghui.primitives.text_search import says

from .. import actions, rules
from ..models import RoomBooking
from ..models.querysets import RoomBookingQuerySet
from ..pages import browse
from ..words import STATES


def hours_of(held: RoomBooking, request: Request) -> Window:
    return Window(held.booking.starts, held.booking.ends)


def state_of(held: RoomBooking, request: Request) -> str:
    return held.state(request.now)


def by_words(bookings: RoomBookingQuerySet, words: str, request: Request) -> RoomBookingQuerySet:
    """By what they are for, or by their code. Not by name: a list that masks names is not searched by them."""
    return bookings.filter(says(("purpose",), words) | Q(booking__code=words.replace("-", "").upper()))


def rooms_of(request: Request) -> list[tuple[UUID, str]]:
    """The rooms of the house whose page it is."""
    return list(request.beside["house"].rooms.visible().in_order().values_list("pk", "name"))


def free_rooms(houses: Sequence[Any], request: Request) -> dict[UUID, int]:
    return browse.free_now(list(houses), request.now)


def admit(held: RoomBooking, request: PersonalRequest, reason: str) -> None:
    actions.admit(held, by_person=request.person, by=request.caller, now=request.now)


def refuse(held: RoomBooking, request: PersonalRequest, reason: str) -> None:
    actions.refuse(held, reason=reason, by_person=request.person, by=request.caller, now=request.now)


REGISTER = Link(_("登记会客厅"), registering("hub"), "plus", "primary", may=rules.MANAGE)

HOUSES = Listing(
    title=_("共享空间"),
    columns=(
        Column(_("会客厅"), "name", sort=True),
        Column(_("工会"), "union.name", sort=True),
        Column(_("地址"), "address"),
        Column(_("现在空着"), Together(free_rooms), NUMBER),
    ),
    order=("name", "pk"),
    filters=(Search(("name", "address", "union.name"), _("名称、地址或工会")),),
    link="hub-console:day",
    links=(REGISTER,),
    empty=Empty(_("还没有会客厅"), _("登记场所、添加房间、定好规则以后，会员就能预订。"), "armchair", REGISTER),
    file=_("共享空间"),
    template="hub/console/index.html",
)

BOOKINGS = Listing(
    title=_("预订"),
    columns=(
        Column(_("时间"), hours_of, SPAN, sort="booking.starts"),
        Column(_("房间"), "room.name", sort=True),
        Column(_("用途"), "purpose"),
        Column(_("人数"), "people", NUMBER, sort=True),
        Column(_("预订人"), "booking.holder", MASKED),
        Column(_("凭证码"), "booking.code", CODE, only=FILE),
        Column(_("状态"), state_of, states(STATES)),
        Column(_("到场"), "booking.arrived_at", WHEN, only=FILE),
        Column(_("离开"), "booking.left_at", WHEN, only=FILE),
        Column(_("原因"), "reason", only=FILE),
    ),
    order=("booking__starts", "room", "pk"),
    filters=(
        Month("month", _("月份"), "booking.starts", default=this_month),
        Choice("room", _("房间"), rooms_of, all=_("全部房间")),
        Search(by_words, _("用途或凭证码")),
    ),
    link="hub-console:booking",
    empty=Empty(_("还没有预订"), _("会员订了这里的房间，就会列在这里。"), "calendar-event"),
    nothing=Empty(_("没有这样的预订"), _("换一个月份、房间或词再找。"), "search"),
    file=lambda request: f"{request.beside['house'].name}{_('预订')}",
    base="hub/console/base.html",
)

NO = {"reason": _("原因"), "tone": "danger"}

ASKED = Listing(
    title=_("等审核的预订"),
    columns=(
        Column(_("时间"), hours_of, SPAN, sort="booking.starts"),
        Column(_("房间"), "room.name", under=(Column(_("会客厅"), "room.premises.name"),)),
        Column(_("用途"), "purpose", under=(Column(_("摆法"), "layout.name"),)),
        Column(_("人数"), "people", NUMBER, sort=True),
        Column(_("预订人"), "booking.holder", MASKED),
        Column(_("答复期限"), "booking.confirm_by", DUE, sort=True),
    ),
    order=("booking__confirm_by", "pk"),
    filters=(Search(by_words, _("用途或凭证码")),),
    link="hub-console:booking",
    acts=(
        RowAct(_("通过"), "hub-console:admit"),
        RowAct(
            _("不通过"), "hub-console:refuse", _("不通过这份预订？"), _("时间马上空出来，预订的人会收到原因。"), **NO
        ),
    ),
    bulk=(
        Bulk("admit", _("通过"), admit, _("通过选中的预订？"), _("预订的人会收到通知。")),
        Bulk("refuse", _("不通过"), refuse, _("不通过选中的预订？"), _("时间马上空出来，预订的人会收到原因。"), **NO),
    ),
    empty=Empty(_("没有等审核的预订"), _("要审核的房间有人预订时，会列在这里，带着答复的期限。"), "inbox"),
    up=Link(_("共享空间"), "hub-console:index"),
    file=_("等审核的预订"),
    per=30,
)
