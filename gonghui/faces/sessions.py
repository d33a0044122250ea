"""Sessions whose keys are in their browsers alone: the database holds a digest, which opens nothing."""

import hashlib

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db import DEFAULT_DB_ALIAS
from django.utils import timezone

from gonghui.primitives.statements import run

FIND = "SELECT session_key, session_data, expire_date FROM django_session WHERE session_key = %s AND expire_date > %s"


def stored(session_key: str) -> str:
    """Under what the database knows a session. A key is random enough that its plain digest cannot be turned back."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:40]


class SessionStore(db.SessionStore):
    """Django's own, but for the key that is looked up and written. What it offers to coroutines is not used here."""

    def _get_session_from_db(self) -> Session | None:
        """Asked by every request: a statement that is planned already."""
        found = run(FIND, (stored(self.session_key), timezone.now()))
        if not found:
            self._session_key = None  # Django makes another
            return None
        return Session.from_db(DEFAULT_DB_ALIAS, ("session_key", "session_data", "expire_date"), found[0])

    def exists(self, session_key: str) -> bool:
        return super().exists(stored(session_key))

    def create_model_instance(self, data: dict[str, object]) -> Session:
        made = super().create_model_instance(data)
        made.session_key = stored(made.session_key)
        return made

    def delete(self, session_key: str | None = None) -> None:
        if key := session_key or self.session_key:
            super().delete(stored(key))
