"""A place taken or given back in the moment in which an officer moves its session: the receipt is there, and right.

Each has its control: the same without the pools' locks, or with the session as it was loaded.
"""

from datetime import timedelta

import pytest

from gonghui.kernel.window import Window
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.agenda.models import Matter
from gonghui.services.fairs import actions
from gonghui.services.fairs.actions import receipts
from gonghui.services.fairs.models import Session
from gonghui.services.fairs.pages.agenda import PLACES
from tests.races.reckoning import in_between

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
DAY = timedelta(days=1)


@pytest.fixture
def later(sessions, by, now):
    """Tomorrow's first session; `to` is a day on."""
    session = sessions[2]
    session.to = Window(session.starts_at + DAY, session.ends_at + DAY)
    return session


@pytest.fixture
def moved_meanwhile(later, by, now):
    """Moves the session; once its receipts are reckoned `act` happens, or waits for a lock, before they are written."""

    def moved(act):
        in_between(PLACES, lambda: actions.move_session(later, to=later.to, reason="停电", by=by, now=now), act)
        return agenda.unlike(PLACES, now=now)

    return moved


@pytest.fixture
def loaded(later):
    """The session as a page loaded it before it was moved."""
    return Session.objects.to_act_on().get(pk=later.pk)


def test_a_place_taken_while_its_session_is_moved_has_a_receipt_that_says_the_new_time(
    moved_meanwhile, later, loaded, lin, by, now
):
    assert moved_meanwhile(lambda: actions.sign_up(loaded, lin, key="k", by=by, now=now)) == []
    assert Matter.objects.get(person=lin).starts == later.to.starts


def test_a_place_given_back_meanwhile_leaves_none(moved_meanwhile, loaded, lin, by, now):
    actions.sign_up(loaded, lin, key="k", by=by, now=now)
    assert moved_meanwhile(lambda: actions.give_back(loaded.venue.fair, lin, by=by, now=now)) == []
    assert not Matter.objects.filter(person=lin).exists()


@pytest.mark.rows_by_hand
@pytest.mark.usefixtures("weaker_isolation")
def test_without_the_locks_the_receipt_is_lost(moved_meanwhile, loaded, lin, by, now, monkeypatch):
    monkeypatch.setattr(receipts, "hold_pools", lambda _fair: None)
    [found] = moved_meanwhile(lambda: actions.sign_up(loaded, lin, key="k", by=by, now=now))
    assert found.startswith("missing")


@pytest.mark.rows_by_hand
@pytest.mark.usefixtures("weaker_isolation")
def test_by_the_session_as_it_was_loaded_it_says_the_old_time(moved_meanwhile, loaded, lin, by, now, monkeypatch):
    monkeypatch.setattr(receipts, "STAND", "SELECT WHERE %(sessions)s::uuid[] IS NULL")
    [found] = moved_meanwhile(lambda: actions.sign_up(loaded, lin, key="k", by=by, now=now))
    assert found.startswith("wrong")
