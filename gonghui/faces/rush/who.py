"""Who asks: the good tokens and sessions of many requests, found together."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from gonghui.faces.accounts import accounts_of_sessions
from gonghui.primitives.people.lookups import persons_of_tokens
from gonghui.primitives.people.models import Person

TOKEN, SESSION = "token", "session"
Credential = tuple[str, str]  # which kind, and its text


def persons_of(credentials: Iterable[Credential], *, now: datetime) -> Mapping[Credential, Person]:
    """Who stands behind each credential that is good at `now`."""
    asked = set(credentials)
    by_token = persons_of_tokens([text for kind, text in asked if kind == TOKEN], now=now)
    by_session = accounts_of_sessions([text for kind, text in asked if kind == SESSION], now=now)
    found = {(TOKEN, text): person for text, person in by_token.items()}
    return found | {(SESSION, text): account.person for text, account in by_session.items()}
