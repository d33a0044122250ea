"""The journal of a fair, and the entries of its draw."""

from django.utils.translation import gettext_lazy as _

from gonghui.faces.listing import (
    CODE,
    FILE,
    NUMBER,
    PAGE,
    SPAN,
    WHEN,
    Column,
    Empty,
    Listing,
    states,
)  # fmt: skip
from gonghui.faces.requests import Request
from gonghui.faces.templatetags.kit import act, doer
from gonghui.primitives.draws.models import Lot
from gonghui.primitives.journal.models import Entry

from ...pages import journal_page
from ...pages.draw_page import why_of
from .shared import INSIDE, hall_of, of_fair, when_of


def about(entry: Entry, request: Request) -> str:
    """What it was done to, unless that is the fair itself."""
    label = journal_page.label_of(entry)
    return "" if label == request.beside["fair"].name else label


JOURNAL = Listing(
    title=_("操作记录"),
    columns=(
        Column(_("时间"), "at", WHEN),
        Column(_("谁"), lambda entry, request: doer(entry)),
        Column(_("做了什么"), lambda entry, request: act(entry.act), under=(Column(_("对象"), about),)),
        Column(_("内容"), lambda entry, request: journal_page.said(entry.facts)),
        Column(_("来源"), lambda entry, request: journal_page.origin(entry.origin)),
    ),
    order=("-id",),
    lead=_("谁在什么时候做了什么，只增不改。会员的报名、入场和购买记在各自名下，不列在这里。"),
    empty=Empty(_("还没有记录"), icon="history"),
    file=of_fair("操作记录"),
    base=INSIDE,
)


def names_chosen(lot: Lot, request: Request) -> str:
    names = request.beside["names"]
    return "；".join(names.get(pool, "") for pool in lot.choices)


def won(lot: Lot, request: Request) -> str:
    return request.beside["names"].get(lot.place.pool_id, "") if lot.place else ""


def outcome(lot: Lot, request: Request) -> str:
    return "won" if lot.place else "waits" if lot.rank else ""


LOTS = Listing(
    title=_("摇号登记，没有姓名"),
    columns=(
        Column(_("次序"), "rank", NUMBER, sort=True),
        Column(_("编号"), "code", CODE),
        Column(_("注数"), "weight", NUMBER, sort=True),
        Column(_("因未中签加注"), lambda lot, request: lot.why["past"], NUMBER, only=FILE),
        Column(_("因困难加注"), lambda lot, request: why_of(lot)["need"], NUMBER, only=FILE),
        Column(_("志愿"), names_chosen),
        Column(_("结果"), outcome, states({"won": (_("中签"), "good"), "waits": (_("候补"), "")}), only=PAGE),
        Column(_("中签时段"), won, only=FILE),
        Column(_("登记时间"), "created_at", WHEN, only=FILE),
    ),
    order=("rank", "code"),
    empty=Empty(_("还没有人登记"), icon="ticket"),
    file=of_fair("摇号名单"),
    keep=("session",),
)

WANTED = Listing(
    title=_("各时段的志愿"),
    columns=(
        Column(_("时段"), lambda row, request: when_of(row.session, request), SPAN),
        Column(_("会场"), lambda row, request: hall_of(row.session, request)),
        Column(_("名额"), "session.pool.capacity", NUMBER),
        Column(_("第一志愿"), "first", NUMBER, sort=True),
        Column(_("全部志愿"), "any", NUMBER, sort=True),
        Column(_("已占"), "session.pool.taken", NUMBER),
    ),
    link=lambda row, request: f"?session={row.session.pk}#entries",
    empty=Empty(_("没有时段"), icon="calendar-event"),
    per=500,
)
