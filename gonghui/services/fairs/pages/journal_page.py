"""The journal of a fair: what was done to it, its sessions and its money."""

from typing import Any

from django.utils.translation import gettext

from gonghui.kernel.codes import shown
from gonghui.kernel.money import Fen
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.journal.actions import thing_name
from gonghui.primitives.journal.models import Entry

from ..models import Fair

# How a fact of an entry is called, and whether it is fen.
FACTS = {
    "union": (_("主办工会"), False),
    "changed": (_("改动"), False),
    "hall": (_("会场"), False),
    "hotline": (_("售后电话"), False),
    "fen": (_("金额"), True),
    "new": (_("新增"), False),
    "same": (_("未变"), False),
    "file": (_("文件"), False),
    "count": (_("场数"), False),
    "each": (_("每场人数"), False),
    "told": (_("通知人数"), False),
    "why": (_("原因"), False),
    "before": (_("原时间"), False),
    "before_places": (_("原名额"), False),
    "places": (_("名额"), False),
    "promoted": (_("候补补上"), False),
    "was_name": (_("原名称"), False),
    "was_about": (_("原来的怎么参加"), False),
    "was_guarantee": (_("原来的售后保障"), False),
    "was_funded_by": (_("原资金来源"), False),
    "was_rate_source": (_("原补贴率依据"), False),
    "was_hall": (_("原会场"), False),
    "was_address": (_("原地址"), False),
    "was_route": (_("原来的怎么去"), False),
    "was_hotline": (_("原现场电话"), False),
    "was_division": (_("原城市"), False),
    "sales": (_("件数"), False),
    "goods": (_("商品款数"), False),
    "clerks": (_("店员人数"), False),
    "reference": (_("付款流水号"), False),
    "entries": (_("登记人数"), False),
    "won": (_("中签人数"), False),
    "listed": (_("名单人数"), False),
    "hash": (_("名单指纹"), False),
    "beacon": (_("公共随机数"), False),
    "claimed": (_("对账金额"), True),
}


def said(facts: dict[str, Any]) -> str:
    """The facts of an entry as a sentence: 会场 滨河会展中心；金额 100,000.00 元."""
    parts = []
    for name, value in facts.items():
        label, money = FACTS.get(name, (name, False))
        if name == "changed" and isinstance(value, list):
            value = gettext("%(count)s 项") % {"count": len(value)}
        elif money:
            value = gettext("%(yuan)s 元") % {"yuan": Fen(value).shown}
        parts.append(f"{gettext(label)} {value}")
    return "；".join(parts)


def origin(text: str) -> str:
    """Where an act came from, in words: 网页 10.0.0.7."""
    way, __, address = text.partition(" ")
    ways = {"page": _("网页"), "counter": _("柜台"), "api": _("接口"), "cli": _("命令行")}
    return f"{gettext(ways.get(way, way))} {address}".strip()


def label_of(entry: Entry) -> str:
    """What an entry is about; a batch by its number in groups."""
    return shown(entry.label) if entry.act.endswith(("_settlement", "_settlement_paid", "set_claim")) else entry.label


# Acts on single people (sign-ups, admissions, sales) are thousands; they are found at the person, not in this list.
PLANNING_AND_RUNNING = (
    *("draft", "revise", "correct", "add_venue", "revise_venue", "remove_venue", "join_stall", "remove_stall"),
    *("add_clerk", "remove_clerk", "change_capacity"),
    *("load_offers", "withdraw_offer", "add_sessions", "set_need", "set_beacon", "close_draw", "draw"),
    *("publish", "cancel_session", "move_session", "cancel", "close"),
    *("prepare_settlement", "approve_settlement", "return_settlement", "mark_settlement_paid", "set_claim"),
)


def entries_of_fair(fair: Fair) -> Any:
    """Entries about the fair itself and its sessions that officers made, newest first."""
    things = [thing_name(fair)]
    for venue in fair.venues.prefetch_related("sessions"):
        things += [thing_name(session) for session in venue.sessions.all()]
    acts = [f"fairs.{act}" for act in PLANNING_AND_RUNNING]
    return Entry.objects.filter(thing__in=things, act__in=acts).order_by("-id")
