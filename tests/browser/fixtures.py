"""Fixtures that most paths of members share; a module that wants them imports them."""

from collections.abc import Callable
from datetime import datetime

import pytest

from gonghui.kernel.callers import Caller
from gonghui.primitives import clock
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Person


@pytest.fixture(autouse=True)
def standing_clock(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    """It is the tests' moment, however long the browser takes."""
    monkeypatch.setattr(clock, "now", lambda: now)


@pytest.fixture
def enrol(enrol: Callable[..., Person], by: Caller, now: datetime) -> Callable[..., Person]:
    """Whoever is enrolled here can sign in."""

    def enrolled(*facts: object) -> Person:
        person = enrol(*facts)
        people.open_account(person, by=by, now=now)
        return person

    return enrolled
