"""A fair's halls with their money: added, changed and taken out again while the fair is a draft; texts also later."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef

from gonghui.kernel.callers import Caller
from gonghui.kernel.money import Fen
from gonghui.primitives.admission.models import Pool
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.ledger import actions as ledger
from gonghui.primitives.notices.rules import check_field
from gonghui.primitives.rows import hold_rows, new_id
from gonghui.primitives.transactions import action

from .. import refusals, words
from ..models import Clerk, Fair, Stall, Venue
from ..pages import touched
from .dealers import remove_clerk, renew_tills
from .holding import hold_hall, not_cancelled, unpublished
from .receipts import renew_receipts
from .running import tell_all, tell_hoping

PLACE = ("hall", "address", "route")  # where the holders of a receipt go


@action
def add_venue(
    fair: Fair,
    *,
    division: Any,
    hall: str,
    address: str,
    hotline: str,
    funded: Fen,
    by: Caller,
    now: datetime,
    route: str = "",
) -> Venue:
    """A hall in a city with `funded` fen from outside as its own fund. Raises AlreadyPublished, HallTaken,
    LongForMessage, LinkInMessage."""
    fair = unpublished(fair)
    venue = Venue(fair=fair, division=division, hall=hall, address=address, route=route, hotline=hotline, funded=funded)
    _check_hall(venue)
    venue.fund = ledger.open_account("fund", f"{fair.name} {hall}", union=fair.union)
    venue.save(force_insert=True)
    _fund(venue, funded, by=by, now=now)
    journal.record("fairs.add_venue", fair, by=by, now=now, label=hall, facts={"fen": int(funded)})
    return venue


@action
def revise_venue(
    venue: Venue,
    *,
    hall: str,
    address: str,
    hotline: str,
    route: str = "",
    division: Any = None,
    funded: Fen | None = None,
    by: Caller,
    now: datetime,
) -> int:
    """Change a hall; its city and its money only in a draft. Who goes there and finds it elsewhere is told: how many.

    Raises AlreadyPublished, FairOver, HallTaken, HallGone, LongForMessage, LinkInMessage.
    """
    fair = not_cancelled(venue.fair) if division is None and funded is None else unpublished(venue.fair)
    hold_hall(venue)
    found = Venue.objects.select_related("division", "fund").get(pk=venue.pk)
    found.fair, more = fair, Fen(0 if funded is None else funded - found.funded)
    asked = {"hall": hall, "address": address, "route": route, "hotline": hotline}
    asked |= {} if division is None else {"division": division}
    was = {name: getattr(found, name) for name, value in asked.items() if getattr(found, name) != value}
    for name in was:
        setattr(found, name, asked[name])
    _check_hall(found)
    found.funded += more
    found.save(update_fields=[*asked, "funded"])
    _fund(found, more, by=by, now=now)
    renew_receipts(fair, now=now)
    renew_tills(venue=found, now=now)
    told = _tell_where(found, now=now) if fair.published_at and was.keys() & set(PLACE) else 0
    facts = {f"was_{name}": str(before) for name, before in was.items()} | ({"fen": int(more)} if more else {})
    if facts:
        facts |= {"told": told} if told else {}
        journal.record("fairs.revise_venue", fair, by=by, now=now, label=hall, facts=facts)
    return told


@action
def remove_venue(venue: Venue, *, by: Caller, now: datetime) -> None:
    """Take a hall out of a draft, with its sessions and stalls; its money goes back where it came from.

    Goods and clerks of a dealer who is at no other hall go with it. Raises AlreadyPublished.
    """
    fair = unpublished(venue.fair)
    found = hold_rows(Venue.objects.select_related("fund").filter(pk=venue.pk)).first()
    if found is None:
        return  # another click was faster
    pools = list(found.sessions.values_list("pool", flat=True))
    found.sessions.all().delete()
    Pool.objects.filter(pk__in=pools).delete()
    _fund(found, Fen(-found.funded), by=by, now=now)
    found.delete()
    facts = {"fen": int(found.funded)} | _without_stall(fair, by=by, now=now)
    journal.record("fairs.remove_venue", fair, by=by, now=now, label=found.hall, facts=facts)


@action
def remove_stall(stall: Stall, *, by: Caller, now: datetime) -> None:
    """Take a dealer out of a hall of a draft; see `remove_venue`. Raises AlreadyPublished."""
    fair = unpublished(stall.venue.fair)
    gone, _each = Stall.objects.filter(pk=stall.pk).delete()
    if gone:
        facts = {"hall": stall.venue.hall} | _without_stall(fair, by=by, now=now)
        journal.record("fairs.remove_stall", fair, by=by, now=now, label=stall.merchant.name, facts=facts)


def _check_hall(venue: Venue) -> None:
    check_field(venue.hall)
    others = Venue.objects.filter(fair=venue.fair, division=venue.division, hall=venue.hall).exclude(pk=venue.pk)
    if others.exists():
        raise refusals.HallTaken(hall=venue.hall)


def _fund(venue: Venue, more: Fen, *, by: Caller, now: datetime) -> None:
    """So much from outside into the hall's fund, or back."""
    if not more:
        return
    ends = (ledger.outside(), venue.fund) if more > 0 else (venue.fund, ledger.outside())
    key = f"venue-{venue.pk}-{new_id()}"
    ledger.move(Fen(abs(more)), source=ends[0], target=ends[1], key=key, because=venue.fair.name, by=by, now=now)


def _without_stall(fair: Fair, *, by: Caller, now: datetime) -> dict[str, int]:
    """Goods and clerks of dealers who have no stall at the fair any more go; how many of each, where any."""
    stalls = Stall.objects.filter(venue__fair=fair)
    goods, _each = fair.offers.filter(~Exists(stalls.filter(merchant=OuterRef("goods__merchant")))).delete()
    loose = Clerk.objects.filter(~Exists(stalls.filter(merchant=OuterRef("merchant"))), fair=fair, ends_at=None)
    clerks = [remove_clerk(clerk, by=by, now=now) for clerk in loose.select_related("fair", "merchant")]
    return {name: count for name, count in (("goods", goods), ("clerks", len(clerks))) if count}


def _tell_where(venue: Venue, *, now: datetime) -> int:
    """Who has a place in a session ahead, or hopes for one, is told where it is now. Returns how many."""
    pools = touched.pools_ahead(venue, now=now)
    facts = {"fair": venue.fair.name, "hall": venue.hall, "address": venue.full_address}
    held, hoped = touched.holding(pools), touched.hoping(venue.fair, pools)
    told = tell_all(held, words.PLACE_CHANGED, facts, venue.fair, now=now)
    return told + tell_hoping(hoped, words.HOPED_ELSEWHERE, facts, venue.fair, now=now)
