"""A fair from an earlier one, and the words of one that is published."""

from datetime import datetime, timedelta
from typing import Any

from gonghui.kernel.callers import Caller
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.notices.rules import check_field
from gonghui.primitives.transactions import action

from .. import refusals
from ..models import Fair, Stall
from .dealers import join_stall, otherwise_named
from .holding import not_cancelled
from .planning import TERMS, draft
from .running import renew_all, want_text
from .venues import add_venue

TEXTS = {  # the words of a fair, each as its form calls it
    "name": _("专场名称"),
    "about": _("怎么参加"),
    "guarantee": _("售后保障（与商家约定）"),
    "funded_by": _("资金来源"),
    "rate_source": _("补贴率依据"),
}
WEEK = timedelta(days=7)


@action
def copy_fair(fair: Fair, *, by_person: Any, by: Caller, now: datetime) -> Fair:
    """A draft with the terms, halls, money and dealers of a fair, its sign-up whole weeks later, so that it is ahead.

    Goods, clerks and sessions are brought anew: prices and days are another year's. Raises as `draft`.
    """
    late = max(timedelta(0), now - fair.sign_up_opens_at)
    later = WEEK * (late // WEEK + 1)
    window = {name: getattr(fair, name) + later for name in ("sign_up_opens_at", "sign_up_closes_at")}
    terms = {name: getattr(fair, name) for name in TERMS} | window
    made = draft(union=fair.union, terms=terms, by_person=by_person, by=by, now=now)
    where = ("division", "hall", "address", "route", "hotline", "funded")
    for venue in fair.venues.select_related("division").order_by("created_at", "pk"):
        hall = add_venue(made, **{name: getattr(venue, name) for name in where}, by=by, now=now)
        for stall in Stall.objects.filter(venue=venue).select_related("merchant").order_by("created_at", "pk"):
            merchant = otherwise_named(made, stall.merchant) or stall.merchant  # it may be called otherwise by now
            join_stall(hall, merchant, hotline=stall.hotline, by=by, now=now)
    return made


@action
def correct(fair: Fair, *, texts: dict[str, str], by: Caller, now: datetime) -> Fair:
    """Correct the words of a published fair, fields named in TEXTS; what they said before is journalled.

    Raises NotPublished, FairOver (cancelled), EmptyText, LongForMessage, LinkInMessage.
    """
    fair = not_cancelled(fair)
    if fair.published_at is None:
        raise refusals.NotPublished()
    for name, text in texts.items():
        want_text(text, TEXTS[name])
    was = {name: getattr(fair, name) for name in TEXTS if name in texts and getattr(fair, name) != texts[name]}
    if not was:
        return fair
    check_field(texts.get("name", fair.name))
    for name in was:
        setattr(fair, name, texts[name])
    fair.save(update_fields=list(was))
    renew_all(fair, now=now)
    facts = {f"was_{name}": before for name, before in was.items()}
    journal.record("fairs.correct", fair, by=by, now=now, label=fair.name, facts=facts)
    return fair
