"""Who asks: by one statement, planned already, all that the frame of a page says of them.

Session, account, person, membership with its union, and how many messages are unread. The account is found by the row
of the sign-in; a session without one costs a second statement, by the account that it names.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.contrib.sessions.models import Session

from gonghui.primitives.people import lookups
from gonghui.primitives.people.models import Account, Membership, Person, Union
from gonghui.primitives.rows import Columns
from gonghui.primitives.statements import run

SESSION, ACCOUNT, PERSON = Columns(Session, "s"), Columns(Account, "a"), Columns(Person, "p")
MEMBERSHIP, UNION = Columns(Membership, "m"), Columns(Union, "u")
REST = """
LEFT JOIN people_person p ON p.id = a.person_id
LEFT JOIN people_membership m ON m.person_id = p.id AND m.ends_on IS NULL
LEFT JOIN people_union u ON u.id = m.union_id
"""


@dataclass(frozen=True, slots=True)
class Asker:
    """An account that stands, its person at hand with membership and union; `unread` messages when they came."""

    account: Account
    unread: int


@cache
def _facts() -> str:
    unread = "(SELECT count(*) FROM notices_notice n WHERE n.person_id = p.id AND n.read_at IS NULL)"
    return f"{ACCOUNT}, {PERSON}, {MEMBERSHIP}, {UNION}, {unread}"


@cache
def _by_session() -> str:
    return (
        f"SELECT {SESSION}, {_facts()} FROM django_session s"  # noqa: S608  names of columns
        " LEFT JOIN faces_signin i ON i.session_id = s.session_key"
        f" LEFT JOIN people_account a ON a.id = i.account_id AND a.is_active {REST}"
        " WHERE s.session_key = %s AND s.expire_date > %s"
    )


@cache
def _by_account() -> str:
    return f"SELECT {_facts()} FROM people_account a {REST} WHERE a.id = %s AND a.is_active"  # noqa: S608


def of_session(stored: str, *, now: datetime) -> tuple[Session, Asker | None] | None:
    """The session under that digest, if it stands, and who signed in with it where that is written down."""
    for row in run(_by_session(), (stored, now)):
        values = iter(row)
        session = SESSION.taken_from(values)
        return (session, _asker(values)) if session else None
    return None


def of_account(pk: str) -> Asker | None:
    """Who has this account, if it is active."""
    return next((_asker(iter(row)) for row in run(_by_account(), (pk,))), None)


def _asker(values: Any) -> Asker | None:
    account, person = ACCOUNT.taken_from(values), PERSON.taken_from(values)
    membership, union = MEMBERSHIP.taken_from(values), UNION.taken_from(values)
    if account is None or person is None:
        return None
    account._state.fields_cache["person"] = person
    if membership is not None:
        membership._state.fields_cache |= {"person": person, "union": union}
    lookups.came_with(person, membership)
    return Asker(account, next(values))
