"""What a gate keeps on its device for when there is no network: the list of today's sessions, the words of its noes."""

import json
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext

from gonghui.kernel.dates import milliseconds
from gonghui.kernel.live_codes import EarlyCode, ForgedCode, StaleCode
from gonghui.kernel.refusals import Refused
from gonghui.kernel.window import Window
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.admission import gate_lists
from gonghui.primitives.people import signatures

from .. import refusals, rules
from ..models import Venue
from ..refusals.gate import CompareName, NameDiffers

LASTS = timedelta(hours=14)  # a list is good for one day at a gate
MOST_SCANS = 100  # in one batch

SHARED: tuple[type[Refused], ...] = (
    *(refusals.UnknownReceipt, refusals.WrongSession, NameDiffers, CompareName),
    *(StaleCode, EarlyCode, ForgedCode),
)
# The noes that only a device without a network says: what, and how to mend it.
OWN = {
    "gate.already_here": (_("这张凭证已于%(when)s在本机放行"), _("如非本人入场，请联系现场负责人核对身份")),
    "gate.already_in": (_("这张凭证已在%(when)s入场"), _("按%(made)s的名单；如非本人入场，请联系现场负责人核对身份")),
    "gate.given_back": (_("这张凭证的名额已在%(when)s退回或改签"), _("按%(made)s的名单；之后又报名的，联网后再查")),
    "gate.not_on_list": (
        _("%(made)s的名单上没有这个码"),
        _("不是今天本会场的凭证，或是那以后才报名；请联网更新名单后再查"),
    ),
    "gate.needs_network": (_("网络断开，不能按手机号查找"), _("请出示二维码，或报凭证码、会员码和姓名")),
    "gate.no_list": (_("网络断开，本机还没有名单，不能核对"), _("请联网打开一次门岗页；先请对方到旁边稍等")),
    "gate.list_expired": (_("本机的名单已于%(when)s过期，不能核对"), _("请联网更新名单；先请对方到旁边稍等")),
    "gate.list_tampered": (_("本机的名单被改动过，已经停用"), _("请联网更新名单，并告诉现场负责人")),
    "gate.unsupported": (_("网络断开，这台设备不能离线核对"), _("离线核对需要 https 网址和较新的浏览器")),
}
SAYS = {
    "yes": _("可以"),
    "no": _("不可以"),
    "come_in": _("请进"),
    "wait": _("核对姓名"),
    "same": _("姓名一致，放行"),
    "other": _("不一致"),
    "offline": _("网络断开，按本机%(made)s的名单核对，联网后自动上报"),
    "ready": _("本机名单：%(made)s更新，%(sessions)s场%(people)s人，%(expires)s前可离线核对"),
    "waiting": _("%(when)s %(name)s 已放行，等待上报"),
    "kept": _("%(when)s %(name)s：%(says)s"),
    "seen": _("知道了"),
    "sign_in": _("登录已失效，%(count)s条放行记录还在本机；请重新登录后上报"),
    "late": _("名单已有%(minutes)s分钟没有更新"),
}
# What a device hears of a scan that we kept and that is not the check-in.
KEPT = {
    "again": _("另有一台设备更早放行了这张凭证，两条记录都已报给负责人"),
    "released": _("这个名额已经退回、改签或取消，已报给负责人"),
    "doubtful": _("不在入场时间，或二维码与时间对不上，已报给负责人"),
}


def kept(outcome: str) -> str:
    """What the device is told of a scan's outcome; nothing of a check-in."""
    return gettext(KEPT[outcome]) if outcome in KEPT else ""


def words() -> dict[str, list[str]]:
    """Every sentence of the page's script in the reader's language: [what, how to mend it], with %(fact)s to fill."""
    own = {code: [gettext(says), gettext(mend)] for code, (says, mend) in OWN.items()}
    shared = {no.code: [gettext(no.says), gettext(no.mend)] for no in SHARED}
    return own | shared | {name: [gettext(text), ""] for name, text in SAYS.items()}


def list_of(venue: Venue, *, sign_in: str, now: datetime) -> dict[str, str]:
    """The list of the sessions a gate may meet before it expires, as text, and our signature of exactly that text."""
    sessions = [(one, gate) for one, gate in _gates(venue) if gate.ends > now and gate.starts < now + LASTS]
    holders = gate_lists.holders_of([session.pool_id for session, _gate in sessions])
    body = {
        "version": 1,
        "venue": str(venue.pk),
        "sign_in": sign_in,
        "made": milliseconds(now),
        "expires": milliseconds(now + LASTS),
        "early": venue.fair.early_minutes,
        "sessions": [
            {
                "starts": milliseconds(session.starts_at),
                "ends": milliseconds(session.ends_at),
                "opens": milliseconds(gate.starts),
                "closes": milliseconds(gate.ends),
                **holders[session.pool_id],
            }
            for session, gate in sessions
        ],
    }
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return {"list": text, "signature": signatures.sign(text)}


def _gates(venue: Venue) -> list[tuple[Any, Window]]:
    fair = venue.fair
    return [
        (one, rules.gate_opens(Window(one.starts_at, one.ends_at), fair.early_minutes, fair.late_minutes))
        for one in venue.sessions.standing().order_by("starts_at", "pk")
    ]
