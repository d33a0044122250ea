"""Signing in by a six-digit code sent to the mobile number: short life, few tries, used once.

No stranger may lock the owner out. So tries are counted by who tries: a browser that asked has the tries of its own
code, everybody else those of their address; a code ends only the one that the same browser or address asked for; and
where a number has had its codes, the last one lives until there may be another. The right code is honoured whoever
asked for it.
"""

import hashlib
import hmac
import logging
import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection

from gonghui.kernel.callers import Caller
from gonghui.kernel.mobile import Mobile
from gonghui.kernel.refusals import Refused
from gonghui.kernel.text import unmarked
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.transactions import action, attempt

from .. import keys
from ..models import Account, MobileRequest, Person, RateCount, SignInCode
from ..refusals import AccountClosed, CodeExpired, CodeStillGood, TooManyCodes, TooManyTries, UnknownMobile, WrongCode
from .accounts import insert, place, raise_over
from .devices import knows, number_of
from .limits import Limit, count_use, give_back, over_limit, used_up, uses

T = TypeVar("T")
log = logging.getLogger("gonghui.people")

LIFE = timedelta(minutes=5)
PER_HOUR = 5  # codes for one number that one address, or one browser known to it, may ask for
# Codes for one number that strangers at all addresses together may ask for and leave unused: a provider sends a number
# five in an hour and ten in a day as a rule, and those that are left are for browsers that the owner has used.
FROM_ALL_PER_HOUR, FROM_ALL_PER_DAY = 3, 6
WRONG_ELSEWHERE = 5  # tries in an hour at one number, from an address that asked for no code
WRONG_IN_ALL = 100  # such tries in an hour from all addresses
TELL_AFTER = 5  # wrong tries in an hour, wherever they come from
NEVER = 1_000_000_000
HOUR, DAY = 3600, 24 * 3600

# Spends one try of the code that the asker has, and the use of any code of the number that is the right one. Two at
# once: the rows are locked by the first, and the second then sees them used.
REDEEM = """
WITH live AS (
    SELECT id, code_hash = %(hash)s AS fits, asker = %(asker)s AS own, tries_left FROM people_signincode
    WHERE mobile_index = %(mobile)s AND used_at IS NULL AND expires_at > %(now)s ORDER BY id FOR UPDATE
)
UPDATE people_signincode AS kept SET
    tries_left = kept.tries_left - own::int, used_at = CASE WHEN fits THEN %(now)s END
FROM live WHERE kept.id = live.id AND NOT (own AND live.tries_left = 0)
RETURNING own, kept.tries_left, fits
"""


@action
def request_sign_in_code(to: Mobile | Person, *, by: Caller, now: datetime) -> str:
    """A new code for a number or for somebody's own, which ends what the same browser or address asked for before.

    "" when nobody has this number, so nothing is to be sent; the person who asks must be told the same in both cases.
    Raises NoNumber, CodeStillGood, TooManyCodes, TooManyFromHere.
    """
    return new_code(keys.own_or(to), to_nobodys=False, by=by, now=now)


def new_code(mobile: Mobile, *, to_nobodys: bool, by: Caller, now: datetime) -> str:
    """Of a number that somebody has, or `to_nobodys`: "" for the others."""
    index = keys.mobile_index(mobile)
    live = SignInCode.objects.filter(mobile_index=index, used_at=None, expires_at__gt=now)
    number, sent = _of_number(index, by), Person.objects.filter(mobile_index=index).exists() is not to_nobodys
    # The site's budget is of messages: a number that gets none spends nothing, and is refused all the same.
    spent = None if sent or knows(by, index) else used_up([unused_codes()], now=now)
    over = spent or over_limit([*number, *_unused(index, by, sent=sent)], now=now)
    raise_over(over, CodeStillGood if over and live.exists() else TooManyCodes, now=now)
    asker = _asker(index, by)
    live.filter(asker=asker).update(expires_at=now)
    code, last = f"{secrets.randbelow(1_000_000):06}", used_up(number[1:], now=now)
    expires = max(now + LIFE, last.ends) if last else now + LIFE
    # A row is written for unknown numbers too: a guess at them is answered like a guess at any other.
    SignInCode.objects.create(
        mobile_index=index, code_hash=_hash(index, code), asker=asker, expires_at=expires, created_at=now
    )
    if sent and uses(unused_codes(), now=now) == settings.CODES_UNUSED:
        log.error("the last of the day's %s codes that let nobody in: who asks for them?", settings.CODES_UNUSED)
    return code if sent else ""


def redeem_sign_in_code(mobile: Mobile, code: str, *, by: Caller, now: datetime) -> Account:
    """The account of the person with this number, opened if there is none; the code is used up.

    Raises WrongCode (with the tries left), CodeExpired, UnknownMobile, AccountClosed, TooManyTries, TooManyFromHere.
    Not part of another action.
    """
    return redeemed(mobile, code, _account, by=by, now=now)


def redeemed(mobile: Mobile, code: str, then: Callable[..., T], *, by: Caller, now: datetime) -> T:
    """What `then` makes of the number's index once the code is used up, in the same transaction.

    Thousands may sign in from one address: what is counted is given back unless the code was wrong, and a code that was
    used no longer counts as asked for.
    """
    index = keys.mobile_index(mobile)
    wrong = _wrong(index, by, now=now)
    over = over_limit(wrong, now=now)
    if over:
        give_back([limit for limit in wrong if limit.key.startswith("wrong:all:")])  # as at a password
    raise_over(over, TooManyTries, now=now)
    try:
        answer = _redeem(index, code, then, by=by, now=now)
    except WrongCode as refusal:
        raise refusal if refusal.facts["left"] else CodeExpired() from None
    except Refused:
        give_back(wrong)
        raise
    minute = _of_number(index, by)[:1]  # a code that was used does not hold the next one
    give_back([*wrong, *minute, *_unused(index, by), *_from_all(index)])
    return answer


def guessed(mobile: Mobile, *, now: datetime) -> Person | None:
    """Who has the number, when it is time to tell them that wrong codes were tried: once a day, after so many."""
    index = keys.mobile_index(mobile)
    if used_up([_guesses(index)], now=now) and count_use(f"guessed:{index.hex()}", limit=1, seconds=DAY, now=now):
        return Person.objects.filter(mobile_index=index).first()
    return None


@attempt
def _redeem(index: bytes, code: str, then: Callable[..., T], *, by: Caller, now: datetime) -> T:
    typed, asker = unmarked(code), _asker(index, by)
    values: dict[str, Any] = {"hash": _hash(index, typed), "now": now, "mobile": index, "asker": asker}
    with connection.cursor() as cursor:
        cursor.execute(REDEEM, values)
        rows = cursor.fetchall()
    if not rows:
        raise CodeExpired()
    if not any(fits for _own, _left, fits in rows):
        own = [left for own, left, _fits in rows if own]
        raise WrongCode(left=own[0] if own else _left_here(index, by))
    return then(index, by=by, now=now)


def _account(index: bytes, *, by: Caller, now: datetime) -> Account:
    account = Account.objects.select_related("person").filter(person__mobile_index=index).first()
    account = account or _opened(index, by=by, now=now)
    if not account.is_active:
        raise AccountClosed()
    return account


@action
def forget_codes(*, now: datetime) -> int:
    """Delete sign-in codes a day after their end, and what was asked of numbers a month after: the journal tells of it.

    The worker does it. Returns how many.
    """
    asked = MobileRequest.objects.filter(created_at__lt=now - timedelta(days=30)).delete()[0]
    return asked + SignInCode.objects.filter(expires_at__lt=now - timedelta(days=1)).delete()[0]


def _of_number(index: bytes, by: Caller) -> list[Limit]:
    """Of a number: who asks first (a browser known to it apart from the address it stands at), then everybody."""
    number, known = index.hex(), knows(by, index)
    who = f"{number}:{number_of(by) if known else place(by)}"
    own = [Limit(f"code:minute:{who}", 1, 60), Limit(f"code:hour:{who}", PER_HOUR, HOUR)]
    return own if known else [*own, *_from_all(index)]


def _from_all(index: bytes) -> list[Limit]:
    all_hour, all_day = (FROM_ALL_PER_HOUR, HOUR), (FROM_ALL_PER_DAY, DAY)
    return [Limit(f"code:all:{seconds}:{index.hex()}", most, seconds) for most, seconds in (all_hour, all_day)]


def _unused(index: bytes, by: Caller, *, sent: bool = True) -> list[Limit]:
    """Codes asked for and not used: from one address, which a whole works may come from, and of those sent in all."""
    here = _from("code:from", by, settings.CODES_PER_ADDRESS)
    return [] if knows(by, index) else [*here, *([unused_codes()] if sent else [])]


def unused_codes() -> Limit:
    """What the whole site may be asked for in a day and not used; after that only browsers that are known get codes."""
    return Limit("code:day", settings.CODES_UNUSED, DAY)


def _wrong(index: bytes, by: Caller, *, now: datetime) -> list[Limit]:
    """What a wrong try counts under; whoever holds a code asked for here has its tries, and those of nobody else."""
    mine = SignInCode.objects.filter(mobile_index=index, asker=_asker(index, by), tries_left__gt=0)
    mine = mine.filter(used_at=None, expires_at__gt=now)
    here = [] if knows(by, index) else _from("wrong:from", by, settings.WRONG_CODES_PER_ADDRESS)
    elsewhere = [] if mine.exists() else [_here(index, by), Limit(f"wrong:all:{index.hex()}", WRONG_IN_ALL, HOUR)]
    return [*here, *elsewhere, replace(_guesses(index), limit=NEVER)]


def _here(index: bytes, by: Caller) -> Limit:
    return Limit(f"wrong:here:{index.hex()}:{place(by)}", WRONG_ELSEWHERE, HOUR)


def _left_here(index: bytes, by: Caller) -> int:
    counted = RateCount.objects.filter(key=_here(index, by).key).values_list("count", flat=True).first()
    return max(0, WRONG_ELSEWHERE - (counted or 0))


def _guesses(index: bytes) -> Limit:
    """Wrong tries at a number from wherever, after which its owner is told; they refuse nobody."""
    return Limit(f"wrong:told:{index.hex()}", TELL_AFTER, HOUR)


def _from(name: str, by: Caller, limit: int) -> list[Limit]:
    """A limit of the caller's address; commands have none."""
    return [Limit(f"{name}:{place(by)}", limit, HOUR)] if " " in by.origin else []


def _asker(index: bytes, by: Caller) -> str:
    """Who asks for codes of this number: a browser, else an address; not to be read from the row."""
    return _hash(index, f"{number_of(by)} {'' if by.device else place(by)}")


def _opened(index: bytes, *, by: Caller, now: datetime) -> Account:
    person = Person.objects.filter(mobile_index=index).first()
    if person is None:
        raise UnknownMobile()
    account = Account(person=person, password=make_password(None))
    insert(account)
    caller = Caller(person=person.pk, name=person.name, origin=by.origin)
    journal.record("people.open_account", account, by=caller, now=now, label=person.name, on_person=person)
    return account


def _hash(index: bytes, code: str) -> str:
    key = keys.keyring().derive("sign-in-code")
    return hmac.new(key, index + code.encode(), hashlib.sha256).hexdigest()
