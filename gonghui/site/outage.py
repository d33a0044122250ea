"""While the database is away each process says so in one line: a hundred tracebacks hide what else is wrong."""

import logging
import time
from http import HTTPStatus

import psycopg
from django.db import InterfaceError, OperationalError

AWAY = (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError)
QUIET_SECONDS = 60.0  # after a line; an outage that lasts is told once a minute


GONE = ("08", "53", "57P")  # of SQLSTATE: no connection, no room for one, shutting down; others are of one statement


def is_away(error: BaseException | None) -> bool:
    """Whether the database is not to be had: not when it gave up one statement, which says whose that was."""
    if not isinstance(error, AWAY):
        return False
    state = getattr(error, "sqlstate", None) or getattr(error.__cause__, "sqlstate", None)
    return state is None or state.startswith(GONE)


class OneLine(logging.Filter):
    """Lets one record of an outage through, without its traceback, and holds the others back."""

    def __init__(self) -> None:
        super().__init__()
        self._told = float("-inf")

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        within = time.monotonic() - self._told < QUIET_SECONDS
        if not is_away(error):
            return not (within and says_the_same(record))
        if not within:
            self._told = time.monotonic()
            record.msg, record.args = "the database does not answer: %s", (" ".join(str(error).split()),)
            record.exc_info = record.exc_text = None
        return not within


def says_the_same(record: logging.LogRecord) -> bool:
    """What the pool says of each connection it cannot make, and Django of each page answered with 503."""
    if record.name.startswith("psycopg.pool"):
        return True
    status = getattr(record, "status_code", 0)
    return record.name.startswith("django.request") and status == HTTPStatus.SERVICE_UNAVAILABLE
