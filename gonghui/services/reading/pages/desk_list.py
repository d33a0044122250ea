"""What a loan desk keeps on its device for when there is no network: books, readers, the words of its noes.

The list holds hashes of codes, short titles and masked names, is signed, lies encrypted on the device and lasts some
hours. The books and readers themselves walk in and out meanwhile: the desk books what happened, and reports it later.
"""

import json
from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext

from gonghui.kernel.dates import milliseconds
from gonghui.kernel.live_codes import tag
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.people import signatures
from gonghui.primitives.people.keys import keyring
from gonghui.primitives.people.models import Person
from gonghui.primitives.people.rules import name_to_compare
from gonghui.primitives.places.models import Premises

from ..models import Copy, Loan, LoanRule, Reader, ReadingRoom

LASTS = timedelta(hours=6)
RECENTLY = timedelta(days=120)  # who borrowed here since is on the list
MOST_COPIES, MOST_READERS = 12_000, 3_000
MOST_ACTS = 100  # in one batch
STATES = {"in": "i", "lent": "l", "set_aside": "s", "moving": "s", "missing": "i"}

SAYS = {
    "lent": (_("借出成功：%(title)s"), _("%(days)s天内归还，任何一家书屋都可以还")),
    "back": (_("已还：%(title)s"), _("请放回书架")),
    "unknown_back": (_("先收下：%(code)s"), _("本机名单上没有这本书；联网后核对")),
    "unknown_lent": (_("先借出：%(code)s"), _("本机名单上没有这本书；联网后核对")),
    "counted": (_("到馆人数加一"), ""),
    "reader": (_("%(name)s，手上 %(loans)s 本"), _("扫书就借给这位读者")),
    "unknown_reader": (_("读者 %(code)s"), _("本机名单上没有这位读者，可以先借，联网后核对")),
    "which": (_("“%(code)s”是读者的会员码，还是书的条码"), _("本机名单上都没有")),
    "a_reader": (_("是会员码"), ""),
    "a_book": (_("是书的条码"), ""),
    "desk.out": (_("《%(title)s》已经借出"), _("如果书就在这里，请先还书，再借给这位读者")),
    "desk.not_lent": (_("《%(title)s》没有借出记录，不用还"), _("按%(made)s的名单；联网后可以再查")),
    "desk.set_aside": (_("《%(title)s》已经留给预约的读者"), _("联网以后才知道是谁；请换一本")),
    "desk.full": (_("%(name)s手上已有 %(loans)s 本，最多 %(limit)s 本"), _("还一本，就能再借一本")),
    "desk.phone": (_("网络断开，不能按手机号查找"), _("请出示会员码")),
    "gate.no_list": (_("网络断开，本机还没有名单"), _("请联网打开一次借还台；急用请手工记下会员码和条码")),
    "gate.list_expired": (_("本机的名单已于%(when)s过期"), _("请联网更新名单；急用请手工记下会员码和条码")),
    "gate.list_tampered": (_("本机的名单被改动过，已经停用"), _("请联网更新名单，并告诉工会干部")),
    "gate.unsupported": (_("网络断开，这台设备不能离线借还"), _("需要 https 网址和较新的浏览器")),
    "offline": (_("网络断开，按本机%(made)s的名单办理，联网后自动上报"), ""),
    "ready": (_("本机名单：%(made)s更新，%(copies)s册、%(readers)s位读者，%(expires)s前可离线借还"), ""),
    "waiting": (_("%(when)s %(what)s，等待上报"), ""),
    "kept": (_("%(when)s %(what)s：%(says)s"), ""),
    "seen": (_("知道了"), ""),
    "sign_in": (_("登录已失效，%(count)s条记录还在本机；请重新登录后上报"), ""),
    "yes": (_("可以"), ""),
    "no": (_("不可以"), ""),
    "wait": (_("请选一下"), ""),
}
KEPT = _("和系统里的记录对不上，已报给工会干部核对")


def words() -> dict[str, list[str]]:
    """Every sentence of the page's script in the reader's language: [what, how to mend it], with %(fact)s to fill."""
    return {name: [gettext(says), gettext(mend) if mend else ""] for name, (says, mend) in SAYS.items()}


def kept() -> str:
    """What a device is told of an act that did not fit."""
    return gettext(KEPT)


def list_of(room: ReadingRoom, *, sign_in: str, now: datetime) -> dict[str, str]:
    """The list of one room as text, and our signature of exactly that text."""
    premises = room.premises
    key = keyring().derive(f"reading.desk:{premises.pk}")
    member = LoanRule.objects.for_place(premises, LoanRule.Reader.MEMBER, on=localdate(now)).first()
    body = {
        "version": 1,
        "venue": str(premises.pk),
        "sign_in": sign_in,
        "made": milliseconds(now),
        "expires": milliseconds(now + LASTS),
        "sessions": [],  # the gate's word for what its list is about; here it is books and readers
        "key": signatures.plain(key),
        "days": member.days if member else 0,
        "copies": _copies(premises, key),
        "readers": _readers(premises, key, member.books if member else 0, now),
    }
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return {"list": text, "signature": signatures.sign(text)}


def _copies(premises: Premises, key: bytes) -> list[list[str]]:
    """Hash of the barcode, short title, where it is: those that go out most often first, if there are too many."""
    rows = Copy.objects.filter(at=premises, status__in=STATES).order_by("-times_lent", "pk")
    told = rows.values_list("code", "title__name", "status")[:MOST_COPIES]
    return [[tag(key, "copy", code), name[:16], STATES[status]] for code, name, status in told]


def _readers(premises: Premises, key: bytes, limit: int, now: datetime) -> list[list[Any]]:
    """Hash of the card, name to compare, books on hand, how many may be: of who borrowed here lately."""
    recent = Loan.objects.filter(lent_from=premises, lent_at__gt=now - RECENTLY).values("reader")
    people = Person.objects.filter(pk__in=recent).order_by("pk")[:MOST_READERS]
    loans = dict(Reader.objects.filter(person__in=recent).values_list("person", "loans"))
    return [
        [tag(key, "card", person.member_code), name_to_compare(person.name), loans.get(person.pk, 0), limit]
        for person in people
    ]
