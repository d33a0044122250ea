"""Tokens for the open API: shown once, kept as a hash, good until a day or until revoked."""

import secrets
from datetime import datetime, timedelta

from gonghui.kernel.callers import Caller
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.transactions import action

from ..lookups import token_hash
from ..models import Account, Person, Token

PREFIX = "gh_"  # so that a leaked token is recognised for what it is


@action
def issue_token(
    account: Account, *, name: str, days: float, by_password: bool = False, by: Caller, now: datetime
) -> str:
    """A new token; this is the only time it can be read. It brings offices where the password was given for it."""
    text = PREFIX + secrets.token_urlsafe(32)
    expires_at = now + timedelta(days=days)
    token = Token.objects.create(
        account=account,
        name=name.strip()[:60],
        token_hash=token_hash(text),
        expires_at=expires_at,
        by_password=by_password,
        created_at=now,
    )
    facts = {"name": token.name, "days": days}
    journal.record(
        "people.issue_token", token, by=by, now=now, label=token.name, on_person=account.person_id, facts=facts
    )
    return text


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
