"""Signing in by a six-digit code sent to the mobile number: short life, few tries, used once."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection

from gonghui.kernel.callers import Caller
from gonghui.kernel.mobile import Mobile
from gonghui.kernel.refusals import Refused
from gonghui.kernel.text import fold
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.transactions import action, attempt

from .. import keys
from ..models import Account, Person, SignInCode
from ..refusals import AccountClosed, CodeExpired, TooManyCodes, TooManyTries, UnknownMobile, WrongCode
from .accounts import insert, place, raise_over
from .limits import Limit, give_back, over_limit

LIFE = timedelta(minutes=5)
PER_HOUR = 5
WRONG_PER_HOUR = 10  # of one number, over all its codes
HOUR = 3600

# Spends one try of the newest code of the number, and its use as well if it is the right one. Two at once: the row
# is locked by the first, and the second then sees it used.
REDEEM = """
UPDATE people_signincode SET tries_left = tries_left - 1, used_at = CASE WHEN code_hash = %(hash)s THEN %(now)s END
WHERE mobile_index = %(mobile)s AND used_at IS NULL AND tries_left > 0 AND expires_at > %(now)s
RETURNING tries_left, used_at IS NOT NULL
"""


@action
def request_sign_in_code(mobile: Mobile, *, by: Caller, now: datetime) -> str:
    """A new code for the number, which ends the one before; "" when nobody has this number, so nothing is to be sent.

    The person who asks must be told the same in both cases. Raises TooManyCodes, TooManyFromHere.
    """
    index = keys.mobile_index(mobile)
    raise_over(over_limit([*_of_number(index), *_unused(by)], now=now), TooManyCodes, now=now)
    SignInCode.objects.filter(mobile_index=index, used_at=None, expires_at__gt=now).update(expires_at=now)
    code = f"{secrets.randbelow(1_000_000):06}"
    # A row is written for unknown numbers too: a guess at them is answered like a guess at any other.
    SignInCode.objects.create(mobile_index=index, code_hash=_hash(index, code), expires_at=now + LIFE, created_at=now)
    return code if Person.objects.filter(mobile_index=index).exists() else ""


def redeem_sign_in_code(mobile: Mobile, code: str, *, by: Caller, now: datetime) -> Account:
    """The account of the person with this number, opened if there is none; the code is used up.

    Raises WrongCode (with the tries left), CodeExpired, UnknownMobile, AccountClosed, TooManyTries, TooManyFromHere.
    Not part of another action. Thousands may sign in from one address: what is counted is given back unless the code
    was wrong, and a code that was used no longer counts as asked for.
    """
    index = keys.mobile_index(mobile)
    wrong = _wrong(index, by)
    raise_over(over_limit(wrong, now=now), TooManyTries, now=now)
    try:
        account = _redeem(index, code, by=by, now=now)
    except WrongCode as refusal:
        raise refusal if refusal.facts["left"] else CodeExpired() from None
    except Refused:
        give_back(wrong)
        raise
    give_back([*wrong, *_unused(by)])
    return account


@attempt
def _redeem(index: bytes, code: str, *, by: Caller, now: datetime) -> Account:
    values: dict[str, Any] = {"hash": _hash(index, fold(code).replace(" ", "")), "now": now, "mobile": index}
    with connection.cursor() as cursor:
        cursor.execute(REDEEM, values)
        row = cursor.fetchone()
    if row is None:
        raise CodeExpired()
    left, right = row
    if not right:
        raise WrongCode(left=left)
    account = Account.objects.select_related("person").filter(person__mobile_index=index).first()
    account = account or _opened(index, by=by, now=now)
    if not account.is_active:
        raise AccountClosed()
    return account


@action
def forget_codes(*, now: datetime) -> int:
    """Delete sign-in codes a day after their end (the worker does it). Returns how many."""
    return SignInCode.objects.filter(expires_at__lt=now - timedelta(days=1)).delete()[0]


def _of_number(index: bytes) -> list[Limit]:
    number = index.hex()
    return [Limit(f"code:minute:{number}", 1, 60), Limit(f"code:hour:{number}", PER_HOUR, HOUR)]


def _unused(by: Caller) -> list[Limit]:
    """Codes asked for from one address and not used; a works comes from one address, so the site sets how many."""
    return _from("code:from", by, settings.CODES_PER_ADDRESS)


def _wrong(index: bytes, by: Caller) -> list[Limit]:
    number = Limit(f"wrong:number:{index.hex()}", WRONG_PER_HOUR, HOUR)
    return [number, *_from("wrong:from", by, settings.WRONG_CODES_PER_ADDRESS)]


def _from(name: str, by: Caller, limit: int) -> list[Limit]:
    """A limit of the caller's address; commands have none."""
    return [Limit(f"{name}:{place(by)}", limit, HOUR)] if " " in by.origin else []


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
