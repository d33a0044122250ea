"""The cast of all rehearsals: invented people, unions and firms, with numbers and papers that belong to nobody."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session

from gonghui.faces.accounts import BACKEND
from gonghui.faces.sessions import SessionStore, stored
from gonghui.kernel import credit_code as credit
from gonghui.kernel.callers import Caller
from gonghui.kernel.identity import CHECK_DIGITS, WEIGHTS, IdentityDocument
from gonghui.kernel.mobile import Mobile
from gonghui.primitives.people import actions as people
from gonghui.primitives.people import divisions
from gonghui.primitives.people.actions.tokens import PREFIX
from gonghui.primitives.people.lookups import token_hash
from gonghui.primitives.people.models import Account, Division, Person, Token, Union
from gonghui.primitives.rows import insert_many

BY = Caller(person=None, name="演练", origin="cli")
DEMO = Caller(person=None, name="演示", origin="cli")
PASSWORD = "gonghui-demo"  # noqa: S105  # of everybody with a username: the demo prints it on the screen
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = "建国志强秀英小雨明华丽娟文博子涵晓东海燕春梅永刚素芬俊杰雅静立新桂兰"
NAMES = [one + other for one in ("", *GIVEN) for other in GIVEN if one != other]
SPREAD = 7919  # a prime: names beside each other are not alike
JOINED = date(2020, 5, 1)
AT_ONCE = 20_000  # persons enrolled together
DAYS = 60  # a token lives


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who uses the API."""

    person: Person
    token: str


def name(number: int) -> str:
    """An invented name of two or three characters; 30,000 in a row are all different."""
    given, surname = divmod(number * SPREAD, len(SURNAMES))
    return f"{SURNAMES[surname]}{NAMES[given % len(NAMES)]}"


def resident_id(place: str, born: date, number: int) -> str:
    """The ID number of nobody, with the right check digit: the six digits of a place, and 0 to 999 of its births."""
    body = f"{place}{born:%Y%m%d}{number % 1000:03}"
    total = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True))
    return body + CHECK_DIGITS[total % 11]


def credit_code(number: int, place: str = "140100", kind: str = "91") -> str:
    """A unified social credit code with the right check character, of no business there is; "81" of no union."""
    body = f"{kind}{place}MA{number:06}A"
    total = sum(weight * credit.VALUE[letter] for weight, letter in zip(credit.WEIGHTS, body, strict=True))
    return f"{body}{credit.ALPHABET[-total % 31]}"


def union(
    code: str, name: str, kind: str, place: str, parent: Union | None = None, *, by: Caller = BY, now: datetime
) -> Union:
    """A union at the division of this code."""
    if not Division.objects.filter(pk=place).exists():  # a race test before this one has emptied the tables
        divisions.load()
    division = Division.objects.get(pk=place)
    return people.found_union(code=code, name=name, kind=kind, parent=parent, division=division, by=by, now=now)


def person(
    name: str,
    mobile: str,
    *,
    documents: Iterable[IdentityDocument] = (),
    of: Union | None = None,
    joined: date = JOINED,
    office: tuple[Union, str] | None = None,
    username: str | None = None,
    by: Caller = BY,
    now: datetime,
) -> Person:
    """Somebody who can sign in: a member `of` a union, or in office at one, with a username where one is given."""
    made = people.enrol(name=name, mobile=Mobile.parse(mobile), documents=documents, by=by, now=now)
    people.open_account(made, username=username, password=PASSWORD if username else None, by=by, now=now)
    if of:
        people.join(made, of, starts_on=joined, by=by, now=now)
    if office:
        people.appoint(made, *office, by=by, now=now)
    return made


def enrolled(union: Union, many: int, *, now: datetime) -> list[Person]:
    """So many more members of a union, each with a number of their own."""
    made: list[Person] = []
    first = Person.objects.count()
    for at in range(first, first + many, AT_ONCE):
        numbers = range(at, min(at + AT_ONCE, first + many))
        rows = [people.Enrolment(name(number), Mobile.parse(f"198{number:08}")) for number in numbers]
        made += people.enrol_many(rows, union=union, starts_on=JOINED, by=BY, now=now)
    return made


def members(union: Union, many: int, *, now: datetime) -> list[Member]:
    """So many more members of a union, signed in."""
    made = enrolled(union, many, now=now)
    accounts = [Account(person=one, password="!") for one in made]  # noqa: S106  # no password opens it
    insert_many(accounts)
    return [Member(one, token) for one, token in zip(made, _tokens(accounts, now), strict=True)]


def tokens(persons: Iterable[Person], *, now: datetime) -> list[str]:
    """A token of the API for each of these, in their order; who has no account gets one."""
    everybody = [person.pk for person in persons]
    accounts = {one.person_id: one for one in Account.objects.filter(person__in=everybody)}
    new = [Account(person_id=pk, password="!") for pk in dict.fromkeys(everybody) if pk not in accounts]  # noqa: S106
    insert_many(new)
    accounts |= {one.person_id: one for one in new}
    return _tokens([accounts[pk] for pk in everybody], now, by_password=True)


def cookies(persons: Sequence[Person], *, now: datetime) -> list[str]:
    """What the browser of each of these sends who is signed in, in their order; all of them have an account."""
    accounts = {one.person_id: one for one in Account.objects.filter(person__in=[person.pk for person in persons])}
    store, keys, rows = SessionStore(), [], []
    for person in persons:
        account = accounts[person.pk]
        facts = {SESSION_KEY: str(account.pk), BACKEND_SESSION_KEY: BACKEND}
        facts[HASH_SESSION_KEY] = account.get_session_auth_hash()
        keys.append(secrets.token_hex(16))
        expires = now + timedelta(days=DAYS)
        rows.append(Session(session_key=stored(keys[-1]), session_data=store.encode(facts), expire_date=expires))
    insert_many(rows)
    return [f"{settings.SESSION_COOKIE_NAME}={key}" for key in keys]


def _tokens(accounts: Sequence[Account], now: datetime, *, by_password: bool = False) -> list[str]:
    """Written at once, as no product may: the journal does not tell."""
    texts = [PREFIX + secrets.token_urlsafe(32) for _account in accounts]
    terms: dict[str, Any] = {"name": BY.name, "expires_at": now + timedelta(days=DAYS), "created_at": now}
    terms["by_password"] = by_password
    rows = zip(accounts, texts, strict=True)
    insert_many([Token(account=account, token_hash=token_hash(text), **terms) for account, text in rows])
    return texts
