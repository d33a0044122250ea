"""Accounts: how a person signs in by password, and whom a limit protects from guessing."""

from datetime import datetime

from django.contrib.auth.hashers import check_password as matches
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F

from gonghui.kernel.callers import Caller
from gonghui.kernel.text import fold
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.transactions import action, violated

from ..models import Account, Person, RateCount
from ..refusals import HasAccount, TooManyTries, UsernameTaken, WeakPassword, WrongPassword
from .limits import Limit, count_uses

MINUTES = 15
TRIES_FROM_ONE_PLACE = 10
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
    """Raises WeakPassword. Sessions opened with the old password end."""
    account.password = _hashed(password)
    account.save(update_fields=["password"])
    person = account.person
    journal.record("people.set_password", account, by=by, now=now, label=person.name, on_person=person)


def check_password(username: str, password: str, *, by: Caller, now: datetime) -> Account:
    """The account that this password opens. Raises WrongPassword, TooManyTries.

    No transaction is open while the password is hashed: that takes some 50 ms by design.
    """
    name = spelled(username)
    here, everywhere = f"password:{name}:{place(by)}", f"password:{name}"
    limits = [Limit(here, TRIES_FROM_ONE_PLACE, MINUTES * 60), Limit(everywhere, TRIES_IN_ALL, MINUTES * 60)]
    if not count_uses(limits, now=now):
        raise TooManyTries(minutes=MINUTES)
    account = Account.objects.select_related("person").filter(username=name, is_active=True).first()
    if account is None:
        make_password(password)  # an unknown name takes as long as a known one
        raise WrongPassword()
    if not matches(password, account.password):
        raise WrongPassword()
    _signed_in(account, here, everywhere, by=by, now=now)
    return account


def spelled(username: str) -> str:
    """The one spelling of a username: folded, lower case."""
    return fold(username).casefold()[:60]


def place(by: Caller) -> str:
    """The address a caller comes from, or the origin itself: "page 10.0.0.7" -> "10.0.0.7"."""
    return by.origin.rsplit(" ", 1)[-1]


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
def _signed_in(account: Account, here: str, everywhere: str, *, by: Caller, now: datetime) -> None:
    # Only failures count: this place begins anew, and elsewhere a guesser gains nothing by the owner's success.
    RateCount.objects.filter(key=here).delete()
    RateCount.objects.filter(key=everywhere).update(count=F("count") - 1)
    caller = Caller(person=account.person_id, name=account.person.name, origin=by.origin)
    journal.record("people.sign_in", account, by=caller, now=now, label=account.person.name, on_person=account.person)


def _hashed(password: str) -> str:
    try:
        validate_password(password)
    except ValidationError as error:
        raise WeakPassword(why="；".join(error.messages)) from error
    return make_password(password)
