"""A database that is away for some seconds is one line of the log, and what else goes wrong keeps its traceback."""

import io
import logging

import psycopg
import pytest
from django.db import InterfaceError, OperationalError

from gonghui.site import outage


@pytest.fixture
def log():
    """A logger that writes as the site's does; what it wrote is `.text()`."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(outage.OneLine())
    logger = logging.getLogger("django.request.test")
    logger.addHandler(handler)
    logger.propagate = False
    logger.text = written.getvalue
    yield logger
    logger.removeHandler(handler)
    logger.propagate = True


def fail(log, error, words="task %s failed"):
    try:
        raise error
    except Exception:
        log.exception(words, "send")


AWAY = (
    OperationalError("server closed\nthe connection"),
    InterfaceError("closed"),
    psycopg.OperationalError("refused"),
)


def test_a_hundred_failures_of_an_outage_are_one_line(log):
    for nth in range(102):
        fail(log, AWAY[nth % 3])
        log.error("Service Unavailable: /", extra={"status_code": 503})
    assert log.text() == "the database does not answer: server closed the connection\n"


def test_an_outage_that_lasts_is_told_again(log, monkeypatch):
    monkeypatch.setattr(outage, "QUIET_SECONDS", 0)
    fail(log, AWAY[0])
    fail(log, AWAY[1])
    assert log.text().count("does not answer") == 2


def test_what_else_goes_wrong_meanwhile_is_told_in_full(log):
    fail(log, AWAY[0])
    fail(log, ValueError("ours"), "a fault in %s")
    log.error("Internal Server Error: /x", extra={"status_code": 500})
    assert "Traceback" in log.text()
    assert "ValueError: ours" in log.text()
    assert "Internal Server Error: /x" in log.text()


def test_a_busy_page_outside_an_outage_is_told(log):
    log.error("Service Unavailable: /", extra={"status_code": 503})
    assert log.text() == "Service Unavailable: /\n"


def test_the_site_logs_through_it(settings):
    assert "outage" in settings.LOGGING["handlers"]["stderr"]["filters"]


@pytest.mark.parametrize("ours", [psycopg.errors.QueryCanceled("too long"), psycopg.errors.LockNotAvailable("held")])
def test_a_statement_that_was_given_up_is_no_outage_and_names_its_task(log, ours):
    try:
        raise OperationalError("canceling statement") from ours
    except OperationalError:
        log.exception("task %s failed", "roster")
    assert "task roster failed" in log.text()
    assert "Traceback" in log.text()


def test_a_server_that_shuts_down_or_is_full_is_away(log):
    fail(log, psycopg.errors.AdminShutdown("bye"))
    fail(log, psycopg.errors.TooManyConnections("full"))
    assert log.text() == "the database does not answer: bye\n"
