"""Who sells at a fair: its dealers, the stalls they have in its venues, and their clerks."""

from datetime import datetime
from typing import Any

from gonghui.kernel.callers import Caller
from gonghui.kernel.mobile import Mobile
from gonghui.kernel.text import person_name
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.catalogue import actions as catalogue
from gonghui.primitives.catalogue.models import Merchant
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Union
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action

from .. import refusals
from ..models import Clerk, Fair, Stall, Venue
from ..pages.agenda import TILLS
from .holding import hold_hall


@action
def invite_dealer(venue: Venue, *, credit_code: str, name: str, hotline: str, by: Caller, now: datetime) -> Stall:
    """A dealer, enlisted if new, takes part in a venue, under one name in all fairs of a union that are not over.

    Raises DealerOtherwiseNamed, HallGone, catalogue's BadCreditCode.
    """
    merchant = catalogue.enlist(credit_code=credit_code, name=name, by=by, now=now)
    named = otherwise_named(venue.fair, merchant)
    if named is not None:
        raise refusals.DealerOtherwiseNamed(credit_code=merchant.credit_code, name=named.name)
    return join_stall(venue, merchant, hotline=hotline, by=by, now=now)


def otherwise_named(fair: Fair, merchant: Merchant) -> Merchant | None:
    """The dealer of that credit code under another name, in a fair of the same union that is not over.

    The union is locked: nobody brings a third name meanwhile.
    """
    Union.objects.select_for_update(no_key=True).filter(pk=fair.union_id).values_list("pk").first()
    stalls = Stall.objects.filter(venue__fair__union=fair.union_id, merchant__credit_code=merchant.credit_code)
    running = stalls.filter(venue__fair__closed_at=None, venue__fair__cancelled_at=None)
    named = running.exclude(merchant=merchant).select_related("merchant").order_by("-pk").first()
    return named.merchant if named else None


@action
def join_stall(venue: Venue, merchant: Any, *, hotline: str, by: Caller, now: datetime) -> Stall:
    """A dealer takes part in a venue; a second time only brings the stall's own number up to date. Raises HallGone."""
    hold_hall(venue)
    stall, new = Stall.objects.get_or_create(venue=venue, merchant=merchant, defaults={"hotline": hotline})
    if not new and stall.hotline == hotline:
        return stall
    if not new:
        stall.hotline = hotline
        stall.save(update_fields=["hotline"])
    agenda.renew(TILLS, [stall.pk], now=now)
    facts = {"hall": venue.hall, "hotline": hotline}
    journal.record("fairs.join_stall", venue.fair, by=by, now=now, label=merchant.name, facts=facts)
    return stall


@action
def add_clerk(fair: Fair, merchant: Any, *, name: str, mobile: Mobile, by: Caller, now: datetime) -> Clerk:
    """Someone who may stand at the dealer's tills of this fair, known by mobile; who is already, goes on.

    Raises what people.named raises.
    """
    person = people.named(name, mobile, by=by, now=now)
    clerk = Clerk(fair=fair, merchant=merchant, person=person, name=person_name(name), mobile_tail=mobile.tail)
    if not insert_unless_taken(clerk):
        return Clerk.objects.get(fair=fair, merchant=merchant, person=person, ends_at=None)
    renew_tills(venue__fair=fair, merchant=merchant, now=now)
    journal.record("fairs.add_clerk", fair, by=by, now=now, label=merchant.name, on_person=person.pk)
    return clerk


@action
def remove_clerk(clerk: Clerk, *, by: Caller, now: datetime) -> Clerk:
    """The person no longer stands at the dealer's tills of this fair, nor reads its books; again changes nothing."""
    if Clerk.objects.filter(pk=clerk.pk, ends_at=None).update(ends_at=now):
        renew_tills(venue__fair=clerk.fair_id, merchant=clerk.merchant_id, now=now)
        facts = {"label": clerk.merchant.name, "on_person": clerk.person_id}
        journal.record("fairs.remove_clerk", clerk.fair, by=by, now=now, **facts)
    clerk.refresh_from_db(fields=["ends_at"])
    return clerk


def renew_tills(*, now: datetime, **which: Any) -> None:
    """What waits for the clerks of these stalls, once their days or the clerks have changed."""
    agenda.renew(TILLS, list(Stall.objects.filter(**which).values_list("pk", flat=True)), now=now)
