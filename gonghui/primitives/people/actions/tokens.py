"""Tokens for the open API: shown once, kept as a hash, good until a day or until revoked."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from gonghui.kernel.callers import Caller
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.rows import loaded
from gonghui.primitives.statements import Blobs, run
from gonghui.primitives.transactions import action

from ..models import Account, Person, Token

KNOWN = ("id", "name", "mobile_sealed", "mobile_dead_at")
GOOD = """
SELECT token.token_hash, person.id, person.name, person.mobile_sealed, person.mobile_dead_at
FROM people_token AS token
JOIN people_account AS account ON account.id = token.account_id AND account.is_active
JOIN people_person AS person ON person.id = account.person_id
WHERE token.token_hash = ANY (%(asked)b::bytea[]) AND token.revoked_at IS NULL AND token.expires_at > %(now)s
"""
PREFIX = "gh_"  # so that a leaked token is recognised for what it is


@action
def issue_token(account: Account, *, name: str, days: int, by: Caller, now: datetime) -> str:
    """A new token; this is the only time it can be read."""
    text = PREFIX + secrets.token_urlsafe(32)
    expires_at = now + timedelta(days=days)
    token = Token.objects.create(
        account=account, name=name.strip()[:60], token_hash=token_hash(text), expires_at=expires_at, created_at=now
    )
    facts = {"name": token.name, "days": days}
    journal.record(
        "people.issue_token", token, by=by, now=now, label=token.name, on_person=account.person_id, facts=facts
    )
    return text


def account_of_token(token: str, *, now: datetime) -> Account | None:
    """The account (with its person) that a good token stands for; one query."""
    live = Account.objects.select_related("person").filter(is_active=True)
    return live.filter(
        tokens__token_hash=token_hash(token), tokens__revoked_at=None, tokens__expires_at__gt=now
    ).first()


def persons_of_tokens(tokens: Iterable[str], *, now: datetime) -> dict[str, Person]:
    """As `account_of_token`, for many: the person behind each token that is good, with name and number; one query."""
    asked = {token_hash(token): token for token in tokens}
    if not asked:
        return {}
    good = run(GOOD, {"asked": Blobs(asked), "now": now})
    return {asked[token]: loaded(Person, **dict(zip(KNOWN, person, strict=True))) for token, *person in good}


@action
def revoke_token(token: Token | str, *, by: Caller, now: datetime) -> bool:
    """End a token, given as its row or its text; False when there was nothing left to end."""
    which = {"pk": token.pk} if isinstance(token, Token) else {"token_hash": token_hash(token)}
    row = Token.objects.filter(**which).select_related("account").first()
    if row is None or not Token.objects.filter(pk=row.pk, revoked_at=None).update(revoked_at=now):
        return False
    journal.record("people.revoke_token", row, by=by, now=now, label=row.name, on_person=row.account.person_id)
    return True


def end_tokens(person: Person, *, now: datetime) -> int:
    """End every token of a person, in the transaction of what makes them doubtful. Returns how many."""
    return Token.objects.filter(account__person=person, revoked_at=None).update(revoked_at=now)


def token_hash(text: str) -> bytes:
    """How a token is kept."""
    # Plain SHA-256: the token itself is 256 random bits, nothing to guess.
    return hashlib.sha256(text.encode()).digest()
