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
from gonghui.kernel.text import fold
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.transactions import action, attempt

from .. import keys
from ..models import Account, Person, SignInCode
from ..refusals import AccountClosed, CodeExpired, TooManyCodes, UnknownMobile, WrongCode
from .accounts import insert, place
from .limits import Limit, count_uses

LIFE = timedelta(minutes=5)
PER_HOUR = 5

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

    The person who asks must be told the same in both cases. Raises TooManyCodes.
    """
    index = keys.mobile_index(mobile)
    if not count_uses(_limits(index, by), now=now):
        raise TooManyCodes()
    SignInCode.objects.filter(mobile_index=index, used_at=None, expires_at__gt=now).update(expires_at=now)
    code = f"{secrets.randbelow(1_000_000):06}"
    # A row is written for unknown numbers too: a guess at them is answered like a guess at any other.
    SignInCode.objects.create(mobile_index=index, code_hash=_hash(index, code), expires_at=now + LIFE, created_at=now)
    return code if Person.objects.filter(mobile_index=index).exists() else ""


@attempt
def redeem_sign_in_code(mobile: Mobile, code: str, *, by: Caller, now: datetime) -> Account:
    """The account of the person with this number, opened if there is none; the code is used up.

    Raises WrongCode (with the tries left), CodeExpired, UnknownMobile, AccountClosed. Not part of another action.
    """
    index = keys.mobile_index(mobile)
    values: dict[str, Any] = {"hash": _hash(index, fold(code).replace(" ", "")), "now": now, "mobile": index}
    with connection.cursor() as cursor:
        cursor.execute(REDEEM, values)
        row = cursor.fetchone()
    if row is None:
        raise CodeExpired()
    left, right = row
    if not right:
        raise WrongCode(left=left) if left else CodeExpired()
    account = Account.objects.select_related("person").filter(person__mobile_index=index).first()
    account = account or _opened(index, by=by, now=now)
    if not account.is_active:
        raise AccountClosed()
    return account


@action
def forget_codes(*, now: datetime) -> int:
    """Delete sign-in codes a day after their end (the worker does it). Returns how many."""
    return SignInCode.objects.filter(expires_at__lt=now - timedelta(days=1)).delete()[0]


def _limits(index: bytes, by: Caller) -> list[Limit]:
    number = index.hex()
    limits = [Limit(f"code:minute:{number}", 1, 60), Limit(f"code:hour:{number}", PER_HOUR, 3600)]
    # A factory hall comes from one address, so the limit is the site's to set; commands have no address.
    if " " in by.origin:
        limits.append(Limit(f"code:from:{place(by)}", settings.CODES_PER_ADDRESS, 3600))
    return limits


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
