"""Accounts: how a person signs in by password, and whom a limit protects from guessing."""

import ipaddress
import math
from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password as matches
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from gonghui.kernel.callers import Caller
from gonghui.kernel.refusals import Refused
from gonghui.kernel.text import fold
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.transactions import action, violated

from ..models import Account, Person, RateCount
from ..refusals import (
    HasAccount,
    MayNotChoose,
    TooManyFromHere,
    TooManyTries,
    UsernameMissing,
    UsernameTaken,
    WeakPassword,
    WrongPassword,
)
from .devices import knows, number_of
from .limits import Limit, Over, give_back, over_limit
from .tokens import end_tokens

MINUTES = 15
CHOOSE_WITHIN = timedelta(days=7)
TRIES_FROM_ONE_PLACE = 10
TRIES_OF_ONE_PLACE = 100  # at all names together
TRIES_IN_ALL = 100  # from everywhere together; higher, so that a stranger cannot easily lock somebody out


@action
def open_account(
    person: Person, *, username: str | None = None, password: str | None = None, by: Caller, now: datetime
) -> Account:
    """A way to sign in; without a password only by SMS code. Raises UsernameTaken, HasAccount, WeakPassword."""
    account = Account(person=person, username=spelled(username) if username else None)
    account.password = _hashed(password) if password else make_password(None)
    insert(account)
    journal.record("people.open_account", account, by=by, now=now, label=person.name, on_person=person)
    return account


@action
def set_password(account: Account, password: str, *, by: Caller, now: datetime) -> None:
    """Raises WeakPassword. Sessions opened with the old password end, and so do tokens and a leave to choose one."""
    account.password, account.may_choose_until = _hashed(password), None
    account.save(update_fields=["password", "may_choose_until"])
    person = account.person
    end_tokens(person, now=now)
    journal.record("people.set_password", account, by=by, now=now, label=person.name, on_person=person)


@action
def allow_password(account: Account, *, by: Caller, now: datetime) -> None:
    """Whoever holds the mobile number may choose a password, for some days; the old one and all sign-ins end at once.

    Nobody in office learns it: it is chosen by the person, after a code to their number.
    """
    account.password = make_password(None)
    account.signed_out_at, account.may_choose_until = now, now + CHOOSE_WITHIN
    account.save(update_fields=["password", "signed_out_at", "may_choose_until"])
    end_tokens(account.person, now=now)
    _kept("people.allow_password", account, by=by, now=now)


@action
def choose_password(account: Account, password: str, *, username: str = "", by: Caller, now: datetime) -> None:
    """The password somebody was allowed to choose, once. Raises MayNotChoose, UsernameMissing, UsernameTaken,
    WeakPassword."""
    name = account.username or spelled(username)
    if not name:
        raise UsernameMissing()
    hashed, mine = _hashed(password), Account.objects.filter(pk=account.pk, may_choose_until__gt=now, is_active=True)
    try:
        with transaction.atomic():
            chosen = mine.update(password=hashed, username=name, may_choose_until=None)
    except IntegrityError as error:
        raise UsernameTaken(username=name) from error
    if not chosen:
        raise MayNotChoose()
    end_tokens(account.person, now=now)
    _kept("people.set_password", account, by=by, now=now)


@action
def sign_out_everywhere(account: Account, *, by: Caller, now: datetime) -> None:
    """Sessions and tokens of the account end, wherever they are."""
    account.signed_out_at = now
    account.save(update_fields=["signed_out_at"])
    end_tokens(account.person, now=now)
    _kept("people.sign_out_everywhere", account, by=by, now=now)


@action
def close_account(account: Account, *, by: Caller, now: datetime) -> None:
    """Nobody signs in by it any more, and whoever is signed in is out. What the person is and has, stays."""
    account.is_active = False
    account.save(update_fields=["is_active"])
    end_tokens(account.person, now=now)
    _kept("people.close_account", account, by=by, now=now)


@action
def reopen_account(account: Account, *, by: Caller, now: datetime) -> None:
    """It may be signed in by again, anew everywhere."""
    account.is_active, account.signed_out_at = True, now
    account.save(update_fields=["is_active", "signed_out_at"])
    _kept("people.reopen_account", account, by=by, now=now)


def _kept(act: str, account: Account, *, by: Caller, now: datetime) -> None:
    journal.record(act, account, by=by, now=now, label=account.person.name, on_person=account.person)


def check_password(username: str, password: str, *, by: Caller, now: datetime) -> Account:
    """The account that this password opens. Raises WrongPassword, TooManyTries, TooManyFromHere.

    A browser in which the name was right before has tries of its own: no stranger can use them up. No transaction is
    open while the password is hashed: that takes some 50 ms by design.
    """
    name = spelled(username)
    known = knows(by, name.encode())
    here = Limit(f"password:{name}:{number_of(by) if known else place(by)}", TRIES_FROM_ONE_PLACE, MINUTES * 60)
    everywhere = Limit(f"password:{name}", TRIES_IN_ALL, MINUTES * 60)
    any_name = Limit(f"password:from:{place(by)}", TRIES_OF_ONE_PLACE, MINUTES * 60)
    others = [] if known else [everywhere, any_name]
    over = over_limit([here, *others], now=now)
    if over and others:
        give_back([everywhere])  # a try that nobody looked at uses up nobody else's
    raise_over(over, TooManyTries, now=now)
    account = Account.objects.select_related("person").filter(username=name, is_active=True).first()
    if account is None:
        make_password(password)  # an unknown name takes as long as a known one
        raise WrongPassword()
    if not matches(password, account.password):
        raise WrongPassword()
    _signed_in(account, here, others, by=by, now=now)
    return account


def spelled(username: str) -> str:
    """The one spelling of a username: folded, lower case."""
    return fold(username).casefold()[:60]


def place(by: Caller) -> str:
    """The address a caller comes from, or the origin itself: "page 10.0.0.7" -> "10.0.0.7".

    Of an IPv6 address only the network (/56): a household or a rented server has as many addresses in it as it likes.
    """
    text = by.origin.rsplit(" ", 1)[-1]
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return text
    return str(ipaddress.ip_network((address, 56), strict=False)) if address.version == 6 else text


def raise_over(over: Over | None, refusal: type[Refused], *, now: datetime) -> None:
    """Raises TooManyFromHere when the limit passed is an address's, else `refusal`; both say when to try again."""
    if over is not None:
        seconds = math.ceil((over.ends - now).total_seconds())
        kind = TooManyFromHere if ":from:" in over.key else refusal
        raise kind(minutes=math.ceil(seconds / 60), seconds=seconds)


def insert(account: Account) -> None:
    """Raises UsernameTaken, HasAccount."""
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError as error:
        match violated(error):
            case "one_account_per_username":
                raise UsernameTaken(username=account.username) from error
            case "people_account_person_id_key":
                raise HasAccount(name=account.person.name) from error
        raise


@action
def _signed_in(account: Account, here: Limit, others: list[Limit], *, by: Caller, now: datetime) -> None:
    # Only failures count: this place begins anew, and elsewhere a guesser gains nothing by the owner's success.
    RateCount.objects.filter(key=here.key).delete()
    give_back(others)
    caller = Caller(person=account.person_id, name=account.person.name, origin=by.origin)
    journal.record("people.sign_in", account, by=caller, now=now, label=account.person.name, on_person=account.person)


def _hashed(password: str) -> str:
    try:
        validate_password(password)
    except ValidationError as error:
        raise WeakPassword(why="；".join(error.messages)) from error
    return make_password(password)
