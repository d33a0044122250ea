"""Whose code or number a buyer shows at a till, and their word for buying: shown as it changes, or sent by SMS."""

import secrets
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac

from gonghui.kernel import live_codes
from gonghui.kernel.callers import Caller
from gonghui.kernel.text import unmarked
from gonghui.primitives.admission.models import Place
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people import actions as people
from gonghui.primitives.planned import planned
from gonghui.primitives.rows import insert_many, new_id
from gonghui.primitives.statements import sent_together
from gonghui.primitives.transactions import action, attempt

from .. import rules, words
from ..models import Consent, Purchase, Venue
from ..pages.quotes import why_no_sale
from ..pages.shown import LIVE, place_shown
from ..refusals.till import NoTelephone, OtherBuyer, WordJustSent, WordOver, WrongWord

DIGITS = 6
AGAIN_AFTER = 60  # seconds between two SMS to one buyer
SMS = "sms"


def recognise(venue: Venue, text: str, *, by: Caller, now: datetime) -> Place:
    """The place of who shows a code or card, or says a number. Raises TooManyTries, and what `place_shown` does.

    Not part of another action, whose refusal would undo the count.
    """
    return place_shown(venue, text, now=now, owner_of=partial(people.by_number, by=by, now=now))[0]


def hear(venue: Venue, merchant: Any, text: str, *, word: str = "", key: str = "", by: Caller, now: datetime) -> Place:
    """The place of a buyer, and their word where they give it: by the changing code, or by digits that were sent.

    A sale that `key` has made is not asked for its word again: the code shown then has changed since. Not part of
    another action. Raises WordOver, WrongWord, OtherBuyer, and what `recognise` does.
    """
    made = bool(key) and sale_under(merchant, key) is not None
    owner_of = partial(people.by_number, by=by, now=now)
    place, way = place_shown(venue, text, now=now, owner_of=owner_of, timely=not made)
    if word and live_codes.read(word):
        shown, way = place_shown(venue, word, now=now, timely=not made)
        if shown.holder_id != place.holder_id:
            raise OtherBuyer(name=place.holder.masked_name)
    if not made and way == LIVE:
        _shown(venue, merchant, place, by=by, now=now)
    elif not made and word and not Consent.objects.stands(venue, merchant, place.holder_id, now=now):
        _redeem(venue, merchant, place, unmarked(word), by=by, now=now)
    return place


def sale_under(merchant: Any, key: str) -> Purchase | None:
    """What this key has bought at this merchant's, with its sale."""
    return next(iter(_under_key(merchant.pk, key)), None)


@planned
def _under_key(merchant: UUID, key: str) -> Any:
    return Purchase.objects.filter(sale__merchant=merchant, sale__key=key).select_related("sale")


@action
def ask_word(venue: Venue, merchant: Any, place: Place, *, by: Caller, now: datetime) -> str:
    """Six digits to the buyer's own telephone, told to the clerk if they want to buy. Returns the masked number.

    Raises NoTelephone, WordJustSent, SmsSpent, and why this buyer can have nothing here now: FairOver, NotAdmitted,
    ItemsLimit.
    """
    buyer, minutes = place.holder, rules.WORD_MINUTES
    if refusal := why_no_sale(venue, buyer, now=now):
        raise refusal.of(buyer)
    if buyer.mobile_dead_at or not buyer.mobile_tail:
        raise NoTelephone()
    if not people.count_use(f"word:{venue.pk}:{merchant.pk}:{buyer.pk}", limit=1, seconds=AGAIN_AFTER, now=now):
        raise WordJustSent(to=buyer.masked_mobile)
    digits, ends, pk = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}", now + timedelta(minutes=minutes), new_id()
    sent = {"digits_hash": _hash(pk, digits), "tries_left": rules.WORD_TRIES, "ends_at": ends}
    Consent.objects.create(pk=pk, venue=venue, merchant=merchant, person=buyer, **sent)
    facts = {"dealer": merchant.name, "code": digits, "minutes": minutes}
    door = f"till:{venue.pk}:{merchant.pk}"
    notices.send_to(buyer, words.WORD, facts, door=door, by=by, useless_after=ends, now=now)
    journal.record("fairs.ask_word", place, by=by, now=now, label=buyer.masked_name, on_person=buyer.pk)
    return buyer.masked_mobile


def forget(now: datetime) -> int:
    """Words and digits go a day after their end; the journal and the sale stay. Returns how many."""
    return _forget(now=now)


@action
def _forget(*, now: datetime) -> int:
    return Consent.objects.filter(ends_at__lt=now - timedelta(days=1)).delete()[0]


@action
def _shown(venue: Venue, merchant: Any, place: Place, *, by: Caller, now: datetime) -> None:
    given = {"given_at": now, "ends_at": _until(now)}
    with sent_together(last=True):
        insert_many([Consent(venue=venue, merchant=merchant, person_id=place.holder_id, **given)])
        _note(place, LIVE, by=by, now=now)


@attempt
def _redeem(venue: Venue, merchant: Any, place: Place, digits: str, *, by: Caller, now: datetime) -> None:
    live = Consent.objects.of(venue, merchant, place.holder_id).filter(given_at=None, ends_at__gt=now)
    sent = live.select_for_update().order_by("-pk").first()
    if sent is None or not sent.tries_left:
        raise WordOver(minutes=rules.WORD_MINUTES)
    mine = Consent.objects.filter(pk=sent.pk)
    if not constant_time_compare(sent.digits_hash, _hash(sent.pk, digits)):
        mine.update(tries_left=sent.tries_left - 1)
        raise WrongWord(left=sent.tries_left - 1)
    mine.update(given_at=now, ends_at=_until(now))
    _note(place, SMS, by=by, now=now)


def _note(place: Place, way: str, *, by: Caller, now: datetime) -> None:
    label, facts = place.holder.masked_name, {"way": way}
    journal.record("fairs.give_word", place, by=by, now=now, label=label, on_person=place.holder_id, facts=facts)


def _until(now: datetime) -> datetime:
    return now + timedelta(minutes=rules.WORD_LASTS)


def _hash(pk: UUID, digits: str) -> str:
    # Six digits are few: the hash is keyed, so that the table alone tells none of them.
    return salted_hmac("fairs.word", f"{pk}:{digits}", algorithm="sha256").hexdigest()
