"""Coming in and going out: by the page behind the door's QR, by an SMS code, or let in. Counted, never named."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from gonghui.kernel.callers import Caller
from gonghui.kernel.mobile import Mobile
from gonghui.kernel.text import unmarked
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.actions import Limit
from gonghui.primitives.places.actions import confirm_open
from gonghui.primitives.places.models import Premises
from gonghui.primitives.places.standing import state_of
from gonghui.primitives.presence import actions as presence
from gonghui.primitives.presence.models import DoorEntry, Presence
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action

from .. import refusals, rules
from ..models import EntryCode
from . import words

HOUR = 3600
KEYS_KEPT = 7 * 24 * HOUR  # seconds in which a device may send the same again
TRIES_A_DOOR = 120
ENTRIES_AN_ADDRESS = 240  # at one door in an hour: a door's own device or wireless network lets in very many
DIGITS = 6


@action
def enter(premises: Premises, *, trade: str, key: str, by: Caller, now: datetime) -> DoorEntry:
    """One more is inside, by the page behind the door's QR; nobody's name is asked. Whoever came in found it open.

    The same key answers the same entry, whatever has changed since. One network, or one account, takes so many in an
    hour, and no more than its share of the room at once. Raises BadTrade, ShutNow, TooManyEntries, Crowded, ShareTaken.
    """
    if (known := DoorEntry.objects.filter(subject=premises.pk, key=key).first()) is not None:
        return known
    rules.trade(trade)
    _check_open(premises, now)
    hour = Limit(f"visit:{premises.pk}:{people.place(by)}", ENTRIES_AN_ADDRESS, HOUR)
    if not people.count_uses([hour], now=now):
        raise refusals.TooManyEntries()
    room = premises.capacity or rules.UNCOUNTED
    share = rules.FEW if by.person else rules.nameless_share(room)
    mark = _sealed(f"{premises.pk}:{by.person or people.place(by)}")
    return _come_in(premises, trade=trade, key=key, mark=mark, share=share, way="visit", by=by, now=now)


@action
def let_in(
    premises: Premises, *, trade: str, key: str, by: Caller, now: datetime, told_at: datetime | None = None
) -> DoorEntry:
    """The keeper lets somebody in who has no phone, which also says that it is open; at `told_at`, if not just now.

    Raises BadTrade, Crowded.
    """
    rules.trade(trade)
    return _come_in(premises, trade=trade, key=key, way="tap", by=by, now=now, told_at=told_at)


@action
def send_entry_code(premises: Premises, mobile: Mobile, *, trade: str, by: Caller, now: datetime) -> None:
    """Six digits by SMS that open the door once. The number is counted against abuse, and kept nowhere with the visit.

    Raises BadTrade, ShutNow, SmsSpent.
    """
    rules.trade(trade)
    _check_open(premises, now)
    facts = {"name": premises.name, "code": _new_code(premises, trade, now), "minutes": rules.CODE_MINUTES}
    ends, door = now + timedelta(minutes=rules.CODE_MINUTES), str(premises.pk)
    notices.send_to(mobile, words.ENTRY_CODE, facts, door=door, by=by, useless_after=ends, now=now)


def _new_code(premises: Premises, trade: str, now: datetime) -> str:
    expires_at = now + timedelta(minutes=rules.CODE_MINUTES)
    while True:
        digits = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
        code = EntryCode(premises=premises, code_hash=_hash(premises.pk, digits), trade=trade, expires_at=expires_at)
        if insert_unless_taken(code):
            return digits


def enter_by_code(premises: Premises, digits: str, *, by: Caller, now: datetime) -> DoorEntry:
    """The code that came by SMS, at the door's page or the keeper's counter; it opens once.

    Tries are counted before they are looked at, and right ones taken back: a busy door uses up nobody's.
    Raises TooManyEntryCodes, WrongEntryCode, Crowded.
    """
    tries = Limit(f"entry-tries:{premises.pk}:{people.place(by)}", TRIES_A_DOOR, HOUR)
    if not people.count_uses([tries], now=now):
        raise refusals.TooManyEntryCodes()
    entry = _enter_by_code(premises, digits, by=by, now=now)
    people.give_back([tries])
    return entry


@action
def _enter_by_code(premises: Premises, digits: str, *, by: Caller, now: datetime) -> DoorEntry:
    code_hash = _hash(premises.pk, unmarked(digits))
    codes = EntryCode.objects.filter(premises=premises, code_hash=code_hash, used_at=None, expires_at__gt=now)
    found = codes.select_for_update().first()
    if found is None:
        raise refusals.WrongEntryCode(minutes=rules.CODE_MINUTES)
    found.used_at = now
    found.save(update_fields=["used_at"])
    return _come_in(premises, trade=found.trade, key=f"code-{found.pk}", way="visit", by=by, now=now)


def _come_in(
    premises: Premises, *, trade: str, key: str, mark: str = "", share: int | None = None, way: str, by: Caller,
    now: datetime, told_at: datetime | None = None,
) -> DoorEntry:  # fmt: skip
    """One more is counted, and `way` says that it is open."""
    _measure(premises)
    entry = presence.come_in(premises.pk, key=key, group=trade, mark=mark, share=share, now=min(told_at or now, now))
    if entry.just_in:
        confirm_open(premises, way=way, by=by, now=now, told_at=told_at)
    return entry


@action
def leave(premises: Premises, *, key: str, now: datetime) -> DoorEntry:
    """Whoever came in under this key has gone; again changes nothing. Raises NoVisit."""
    if not DoorEntry.objects.filter(subject=premises.pk, key=key).exists():
        raise refusals.NoVisit(name=premises.name)
    return presence.go_out(premises.pk, key=key, now=now)


@action
def see_out(
    premises: Premises, *, key: str = "", by: Caller, now: datetime, told_at: datetime | None = None
) -> DoorEntry | None:
    """The keeper saw one person leave: one less is inside. With the same `key` again nothing changes: None.

    Raises NotInside.
    """
    if key and not people.count_use(f"seen-out:{premises.pk}:{key}", limit=1, seconds=KEYS_KEPT, now=now):
        return None
    return presence.go_out(premises.pk, now=min(told_at or now, now))


def forget_codes(*, now: datetime) -> int:
    """Delete entry codes that open nothing any more. Returns how many."""
    return EntryCode.objects.filter(expires_at__lt=now).delete()[0]


def _check_open(premises: Premises, now: datetime) -> None:
    """Raises ShutNow with when it opens next. What others found locked may be entered: who is there knows."""
    state = state_of(premises, now)
    if not rules.may_enter(state):
        raise refusals.ShutNow(name=premises.name, opens=state.says)


def _measure(premises: Premises) -> None:
    """The count has room for as many as the premises say, whoever last changed what they say."""
    room = Presence.objects.filter(pk=premises.pk).first()
    wanted = premises.capacity or rules.UNCOUNTED
    if room is None or (room.capacity != wanted and room.inside <= wanted):
        presence.set_presence(premises.pk, capacity=wanted)


def _hash(premises: UUID, digits: str) -> str:
    return _sealed(f"{premises}:{digits}")


def _sealed(text: str) -> str:
    # Six digits, and addresses too, are few: the hash is keyed, so that the table alone tells none of them.
    key = f"stations.entry{settings.SECRET_KEY}".encode()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
