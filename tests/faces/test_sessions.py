"""What the database knows of a session opens none."""

import importlib
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from gonghui.faces.accounts import accounts_of_sessions
from gonghui.faces.sessions import SessionStore, stored
from gonghui.site.house import forget

MIGRATION = importlib.import_module("gonghui.faces.migrations.0002_session_keys")
pytestmark = pytest.mark.django_db


def with_cookie(key):
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    return client


def test_whoever_reads_the_table_cannot_come_in_with_what_stands_there(lin, as_person):
    browser = as_person(lin)
    key = browser.cookies[settings.SESSION_COOKIE_NAME].value
    kept = Session.objects.get()

    assert key not in str(kept.__dict__)
    assert with_cookie(key).get("/card/").status_code == 200
    assert with_cookie(kept.session_key).get("/card/").status_code == 303


def test_the_rush_lane_knows_sessions_by_their_keys_and_not_by_what_is_kept(lin, as_person, now):
    key = as_person(lin).cookies[settings.SESSION_COOKIE_NAME].value

    assert accounts_of_sessions([key, stored(key), "x" * 32], now=now) == {key: lin.account}


def test_signing_out_and_a_new_key_leave_nothing_behind(lin, as_person):
    browser = as_person(lin)
    session = browser.session
    session.cycle_key()
    assert Session.objects.count() == 1
    browser.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    browser.post("/sign-out/")
    assert Session.objects.count() == 0


def test_a_key_is_found_taken_and_deleted_as_django_means_it(db):
    store = SessionStore()
    store["a"] = 1
    store.save()
    again = SessionStore(store.session_key)
    assert again["a"] == 1
    assert again.session_key == store.session_key
    assert store.exists(store.session_key)
    assert not store.exists(stored(store.session_key))
    again.delete()
    lost = SessionStore(store.session_key)
    assert lost.load() == {}
    assert lost.session_key is None


def test_sessions_of_an_older_release_go_on(lin, as_person):
    key = as_person(lin).cookies[settings.SESSION_COOKIE_NAME].value
    Session.objects.update(session_key=key)
    with connection.cursor() as cursor:
        cursor.execute(MIGRATION.DIGEST)
    assert with_cookie(key).get("/card/").status_code == 200


def test_a_session_lives_and_ends_by_the_clock_by_which_old_ones_are_forgotten(db, now, monkeypatch):
    """Else a rehearsal a year ahead forgets everybody who has just signed in."""
    ahead = now + timedelta(days=400)
    monkeypatch.setattr("gonghui.primitives.clock.now", lambda: ahead)
    store = SessionStore()
    store["a"] = 1
    store.save()
    forget(ahead)
    assert SessionStore(store.session_key).get("a") == 1
    monkeypatch.setattr("gonghui.primitives.clock.now", lambda: ahead + timedelta(days=31))
    assert SessionStore(store.session_key).get("a") is None
