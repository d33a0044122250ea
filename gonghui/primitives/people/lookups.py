"""Who is meant, of many at once: by document, number or token, and where they belong. Reads only, a query each."""

import hashlib
import uuid
from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from gonghui.primitives.planned import planned
from gonghui.primitives.rows import Columns, loaded
from gonghui.primitives.statements import Blobs, Uuids, run

from .models import Membership, Office, Person, Token, Union
from .rules import Known

KNOWN = """
SELECT {key}, p.id, m.union_id, p.name, p.mobile_index, u.name, u.path,
  (SELECT max(e.ends_on) FROM people_membership e WHERE e.person_id = p.id)
FROM {source}
LEFT JOIN people_membership m ON m.person_id = p.id AND m.ends_on IS NULL
LEFT JOIN people_union u ON u.id = m.union_id
WHERE {key} = ANY(%s)
"""
KNOWN_DOCUMENTS = KNOWN.format(
    key="d.number_index", source="people_document d JOIN people_person p ON p.id = d.person_id"
)
KNOWN_MOBILES = KNOWN.format(key="p.mobile_index", source="people_person p")
BELONGING = """
SELECT membership.person_id, home.name, home.path, membership.starts_on
FROM people_membership AS membership JOIN people_union AS home ON home.id = membership.union_id
WHERE membership.person_id = ANY (%(persons)b::uuid[]) AND membership.ends_on IS NULL
"""
OFFICE, UNION = Columns(Office, "o"), Columns(Union, "u")
CAME_WITH = "_membership_at_hand"
OF_A_TOKEN = ("id", "name", "mobile_sealed", "mobile_dead_at")
GOOD = """
SELECT token.token_hash, person.id, person.name, person.mobile_sealed, person.mobile_dead_at
FROM people_token AS token
JOIN people_account AS account ON account.id = token.account_id AND account.is_active
JOIN people_person AS person ON person.id = account.person_id
WHERE token.token_hash = ANY (%(asked)b::bytea[]) AND token.revoked_at IS NULL AND token.expires_at > %(now)s
"""


def membership_of(person: Person | None) -> Membership | None:
    """Their open membership with its union, or None; no query where it came with the person who asks (`came_with`).

    For pages. A verb asks the database: it decides by what is true when it writes.
    """
    if person is None:
        return None
    if CAME_WITH in person.__dict__:
        return person.__dict__[CAME_WITH]  # type: ignore[no-any-return]
    return person.memberships.active().select_related("union").first()


def came_with(person: Person, membership: Membership | None) -> None:
    """Say what was found together with a person, for the pages of the request that loaded them."""
    person.__dict__[CAME_WITH] = membership


def city_of(person: Person | None) -> str:
    """The first four digits of the division of the person's union: its city; "" for who belongs to none."""
    membership = membership_of(person)
    return str(membership.union.division_id or "")[:4] if membership else ""


def offices_held(person: Person, *, now: datetime) -> list[Office]:
    """As `permissions.offices_of`, by a statement that is planned already: every page of staff asks."""
    held = []
    for row in run(_offices_statement(), {"person": person.pk, "now": now}):
        values = iter(row)
        office, union = OFFICE.taken_from(values), UNION.taken_from(values)
        if office is not None:
            office._state.fields_cache |= {"person": person, "union": union}
            held.append(office)
    return held


@cache
def _offices_statement() -> str:
    return (
        f"SELECT {OFFICE}, {UNION} FROM people_office o JOIN people_union u ON u.id = o.union_id"  # noqa: S608
        " WHERE o.person_id = %(person)s AND (o.ends_at IS NULL OR o.ends_at > %(now)s) AND o.starts_at <= %(now)s"
        " ORDER BY u.path, o.role, o.id"
    )


def belongings(persons: Iterable[UUID]) -> dict[UUID, tuple[str, str, date]]:
    """Name and path of the union of each person who is a member, and since when; one query."""
    asked = Uuids(set(persons))
    return {person: tuple(where) for person, *where in run(BELONGING, {"persons": asked})} if asked else {}


def known_documents(indexes: Iterable[bytes]) -> dict[bytes, Known]:
    """Who holds these documents (`keys.document_index`)."""
    return _known(KNOWN_DOCUMENTS, indexes)


def known_mobiles(indexes: Iterable[bytes]) -> dict[bytes, Known]:
    """Whose mobile numbers these are (`keys.mobile_index`)."""
    return _known(KNOWN_MOBILES, indexes)


def _known(statement: str, indexes: Iterable[bytes]) -> dict[bytes, Known]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(indexes)])
        return {bytes(index): _standing(*row) for index, *row in cursor.fetchall()}


def _standing(
    person: uuid.UUID,
    union: uuid.UUID | None,
    name: str,
    mobile: memoryview | None,
    union_name: str | None,
    union_path: str | None,
    last_end: date | None,
) -> Known:
    index = bytes(mobile) if mobile is not None else None
    return Known(person, union, name, index, union_name or "", union_path or "", last_end)


def good_token(token: str, *, now: datetime) -> Token | None:
    """The token, with its account and person, if it is good; one query."""
    return next(iter(_good_token(token_hash(token), now)), None)


@planned
def _good_token(digest: bytes, now: datetime) -> QuerySet[Token]:
    live = Token.objects.select_related("account__person").filter(account__is_active=True)
    return live.filter(token_hash=digest, revoked_at=None, expires_at__gt=now)


def persons_of_tokens(tokens: Iterable[str], *, now: datetime) -> dict[str, Person]:
    """As `good_token`, for many: the person behind each token that is good, with name and number; one query."""
    asked = {token_hash(token): token for token in tokens}
    if not asked:
        return {}
    good = run(GOOD, {"asked": Blobs(asked), "now": now})
    return {asked[token]: loaded(Person, **dict(zip(OF_A_TOKEN, person, strict=True))) for token, *person in good}


def token_hash(text: str) -> bytes:
    """What is kept of a token."""
    # Plain SHA-256: the token itself is 256 random bits, nothing to guess.
    return hashlib.sha256(text.encode()).digest()
