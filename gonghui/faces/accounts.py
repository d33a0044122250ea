"""Whose account a session is: of one request, and of many at once."""

from collections.abc import Collection
from datetime import datetime

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.models import Session
from django.utils.crypto import constant_time_compare

from gonghui.primitives.people.models import Account

from . import askers
from .askers import Asker
from .sessions import SessionStore, stored

BACKEND = "gonghui.faces.accounts.SessionAccounts"


class SessionAccounts(ModelBackend):
    """Loads accounts for sessions; proves nobody's password (people.actions does, with its limits)."""

    def authenticate(self, request, username=None, password=None, **kwargs):  # type: ignore[no-untyped-def]
        return None

    def get_user(self, user_id):  # type: ignore[no-untyped-def]
        return Account.objects.select_related("person").filter(pk=user_id, is_active=True).first()


def asker_of(session: SessionStore) -> Asker | None:
    """Who is signed in with this session; one that their account has ended since is emptied."""
    pk = session.get(SESSION_KEY)
    if pk is None or session.get(BACKEND_SESSION_KEY) != BACKEND:
        return None
    noted = session.asker
    asker = noted if noted and str(noted.account.pk) == pk else askers.of_account(pk)
    if asker and not constant_time_compare(session.get(HASH_SESSION_KEY, ""), asker.account.get_session_auth_hash()):
        session.flush()
        return None
    return asker


def accounts_of_sessions(keys: Collection[str], *, now: datetime) -> dict[str, Account]:
    """The account (with its person) of each session that stands: what the middleware says of one request, for many."""
    if not keys:
        return {}
    known = {stored(key): key for key in keys}
    kept = Session.objects.filter(pk__in=known, expire_date__gt=now).values_list("pk", "session_data")
    held = {known[digest]: data for digest, data in kept}
    said = {key: SessionStore().decode(data) for key, data in held.items()}
    signed_in = {key: facts for key, facts in said.items() if facts.get(BACKEND_SESSION_KEY) == BACKEND}
    asked = {facts[SESSION_KEY] for facts in signed_in.values()}
    accounts = {str(a.pk): a for a in Account.objects.select_related("person").filter(pk__in=asked, is_active=True)}
    found = {key: accounts.get(facts[SESSION_KEY]) for key, facts in signed_in.items()}
    return {
        key: account
        for key, account in found.items()
        if account and constant_time_compare(said[key].get(HASH_SESSION_KEY, ""), account.get_session_auth_hash())
    }
