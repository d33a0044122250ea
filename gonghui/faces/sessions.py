"""Sessions whose keys are in their browsers alone: the database holds a digest, which opens nothing."""

import hashlib
from datetime import datetime
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session

from gonghui.primitives import clock

from . import askers


def stored(session_key: str) -> str:
    """Under what the database knows a session. A key is random enough that its plain digest cannot be turned back."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:40]


class SessionStore(db.SessionStore):
    """Django's own, but for the key that is looked up and written. What it offers to coroutines is not used here.

    `asker` is who signed in with it, once it was read: both come by one statement.
    """

    asker: askers.Asker | None = None

    def _get_session_from_db(self) -> Session | None:
        """Asked by every request: a statement that is planned already."""
        found = askers.of_session(stored(self.session_key), now=clock.now())
        if not found:
            self._session_key = None  # Django makes another
            return None
        session, self.asker = found
        return session

    def get_expiry_date(self, **about: Any) -> datetime:
        """By the clock by which expired sessions are forgotten."""
        return super().get_expiry_date(**{"modification": clock.now()} | about)

    def exists(self, session_key: str) -> bool:
        return super().exists(stored(session_key))

    def create_model_instance(self, data: dict[str, object]) -> Session:
        made = super().create_model_instance(data)
        made.session_key = stored(made.session_key)
        return made

    def delete(self, session_key: str | None = None) -> None:
        if key := session_key or self.session_key:
            super().delete(stored(key))
