"""Whoever breaks into the web or the worker finds a role that cannot change what was written down."""

import argparse

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from gonghui.kernel.callers import Caller
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.journal.models import Entry
from gonghui.site import at_work, checking, migrating, roles, serving, worker
from tests.rush import address

pytestmark = pytest.mark.django_db(transaction=True)
FORBIDDEN = (
    "UPDATE {} SET id = id",
    "DELETE FROM {}",
    "RESET ROLE; DELETE FROM {}",
    "TRUNCATE {} CASCADE",
    "ALTER TABLE {} DISABLE TRIGGER ALL",
    "DROP TABLE {} CASCADE",
)


@pytest.fixture
def signed_in(lin, now):
    """`signed_in(roles.WEB)`: a connection of that role, beside a journal that holds something."""
    migrating.grant()
    journal.record("tests.act", lin, by=Caller(lin.pk, lin.name, "page 10.0.0.7"), now=now, label="林小雨")
    opened = []

    def connection(role, **more):
        if roles.restricted(address(), role) == address():
            pytest.skip("the server at hand was not made by us: its roles are its operator's")
        opened.append(psycopg.connect(roles.restricted(address(), role), autocommit=True, **more))
        return opened[-1]

    yield connection
    for one in opened:
        one.close()


@pytest.mark.parametrize("table", roles.FINAL)
@pytest.mark.parametrize("role", [roles.WEB, roles.WORKER])
def test_what_was_written_down_is_not_theirs_to_change(role, table, signed_in):
    theirs = signed_in(role)
    for statement in FORBIDDEN:
        with pytest.raises(InsufficientPrivilege):
            theirs.execute(statement.format(table))


def test_the_owner_could(signed_in):
    """The control: what they are refused is refused for who they are, and not for how it was asked."""
    with psycopg.connect(address()) as owner:
        owner.execute("ALTER TABLE journal_entry DISABLE TRIGGER USER")
        assert owner.execute("DELETE FROM journal_entry").rowcount > 0
        owner.rollback()


@pytest.mark.parametrize("table", roles.KEPT)
def test_nor_is_anything_deleted_that_is_kept(table, signed_in):
    with pytest.raises(InsufficientPrivilege):
        signed_in(roles.WEB).execute(f"DELETE FROM {table}")


def test_the_web_adds_to_the_journal_and_the_worker_seals_it(signed_in, now):
    entry = Entry.objects.latest("pk")
    copied = "INSERT INTO journal_entry SELECT gen_random_uuid(), at, by_person, by_name, origin, act, thing, label,"
    signed_in(roles.WEB).execute(f"{copied} on_person, facts, NULL FROM journal_entry WHERE id = %s", [entry.pk])
    assert Entry.objects.filter(act="tests.act").count() == 2
    columns = "id, created_at, number, entries_count, last_entry, digest"
    seal = f"INSERT INTO journal_seal ({columns}) VALUES (%s, now(), 9, 1, %s, '')"
    with pytest.raises(InsufficientPrivilege):
        signed_in(roles.WEB).execute(seal, [entry.pk, entry.pk])
    worker = signed_in(roles.WORKER)
    worker.execute(seal, [entry.pk, entry.pk])
    assert worker.execute("UPDATE journal_entry SET seal_id = %s WHERE id = %s", [entry.pk, entry.pk]).rowcount == 1


def test_serve_gives_its_children_those_roles_and_keeps_the_owner(signed_in, monkeypatch):
    signed_in(roles.WEB)  # or skip
    monkeypatch.setenv("GONGHUI_DATABASE_URL", address())
    told = [child.environment["GONGHUI_DATABASE_URL"] for child in (serving.web("127.0.0.1", 1), serving.worker())]
    assert ["gonghui_web" in told[0], "gonghui_worker" in told[1]] == [True, True]
    monkeypatch.setenv("GONGHUI_DATABASE_WEB_URL", "postgresql://visitors:x@db/gonghui")
    assert serving.web("127.0.0.1", 1).environment["GONGHUI_DATABASE_URL"] == "postgresql://visitors:x@db/gonghui"
    assert roles.names() == ["visitors", roles.WORKER]


def test_check_names_a_web_that_signs_in_as_the_owner(signed_in, settings, monkeypatch):
    monkeypatch.setattr(at_work, "WEB", "gonghui's web here")  # a thread may still keep the web's of a test before
    settings.ALLOWED_HOSTS, settings.SESSION_COOKIE_SECURE = ["localhost"], False
    web = signed_in(roles.WEB, application_name=at_work.WEB)
    assert checking.roles().level == "ok"
    web.close()
    with psycopg.connect(address(), application_name=at_work.WEB) as owner:
        found = checking.roles()
        assert f"web signs in as {owner.info.user}" in found.words
        assert found.level == "note"  # nobody but this machine's own people comes
        settings.ALLOWED_HOSTS = ["gh.example.org"]
        assert checking.roles().level == "no"


def test_a_table_that_a_later_release_brings_is_granted_too(signed_in):
    web = signed_in(roles.WEB)
    with psycopg.connect(address(), autocommit=True) as owner:
        owner.execute("CREATE TABLE tests_later (id int)")
        try:
            with pytest.raises(InsufficientPrivilege):
                web.execute("SELECT * FROM tests_later")
            migrating.grant()
            web.execute("INSERT INTO tests_later VALUES (1)")
        finally:
            owner.execute("DROP TABLE tests_later")


class Connections(dict):
    """As Django's: iterated by their names, their entries in `settings`."""

    settings = property(lambda self: self)

    def close_all(self):
        """Nothing is open."""


def test_a_worker_goes_to_the_address_that_its_role_has(monkeypatch):
    entry = {"USER": "owner", "PASSWORD": "o", "HOST": "db", "PORT": "5432", "NAME": "gonghui"}
    monkeypatch.setattr("django.db.connections", Connections(default=entry))
    monkeypatch.setenv("GONGHUI_DATABASE_WORKER_URL", "postgresql://worker:w@second:6432/union")
    roles.work_as(roles.WORKER)
    assert entry == {"USER": "worker", "PASSWORD": "w", "HOST": "second", "PORT": "6432", "NAME": "union"}


@pytest.mark.parametrize("once", [True, False])
def test_a_worker_signs_in_as_its_role_also_when_it_works_once(once, monkeypatch):
    taken = []
    monkeypatch.setattr(roles, "work_as", taken.append)
    monkeypatch.setattr(worker, "work_until_stopped", list)
    monkeypatch.setattr(worker.os, "nice", int)
    monkeypatch.setattr(at_work, "name_this_worker", list)
    worker.worker(argparse.Namespace(only=["send"], as_root=True, once=once))
    assert taken == [roles.WORKER]
