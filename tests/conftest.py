"""The test suite's own ground: settings that every test needs before Django starts."""

import base64
import os
import shutil
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

pytest_plugins = ["tests.cast", "tests.flickering", "tests.properties", "pytester"]

os.environ.setdefault("GONGHUI_KEY", base64.b64encode(b"a key for tests, thirty-two long").decode())
if "GONGHUI_STATE" not in os.environ:
    FOLDER = tempfile.TemporaryDirectory(prefix="gonghui-tests-")  # kept by its name, removed when the process ends
    os.environ["GONGHUI_STATE"] = FOLDER.name


@pytest.fixture(scope="session", autouse=True)
def _passwords_hashed_quickly() -> None:
    """Argon2 takes its time and a hundred megabytes on purpose, at every password of a test; here it takes neither."""
    from django.contrib.auth.hashers import Argon2PasswordHasher as Argon2

    Argon2.time_cost, Argon2.memory_cost, Argon2.parallelism = 1, 8, 1


@pytest.fixture(scope="session", autouse=True)
def _files_of_one_process(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where what the tests attach lies: processes that test at once would take one another's bytes for orphans."""
    from django.conf import settings

    folder = tmp_path_factory.mktemp("files")
    settings.STORAGES["files"]["OPTIONS"]["location"] = str(folder)
    return folder


@pytest.fixture(autouse=True)
def _files_of_one_test(_files_of_one_process: Path) -> Iterator[None]:
    """What a test attached is gone with its rows."""
    yield
    for folder in _files_of_one_process.iterdir():
        shutil.rmtree(folder)


@pytest.fixture(autouse=True)
def _nothing_is_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    """What pages share is made anew each time it is asked for: a test changes something and looks at once.

    A test of the sharing itself sets a `shared.Store` of its own.
    """
    from gonghui.faces import shared

    monkeypatch.setattr(shared, "STORE", shared.Store(now=count(step=10**6).__next__))


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker):
    """A copy of the run's migrated database for this process, in place of pytest-django's own migrating.

    Race tests empty the tables between them. Append-only tables refuse TRUNCATE by trigger, and the product has no
    setting that lets anyone past it. In the tests' own database those statement triggers are therefore switched off;
    row triggers stay on, and a test that wants to see TRUNCATE refused switches its trigger on again inside its own
    transaction.
    """
    from django.conf import settings
    from django.core.servers.basehttp import WSGIServer
    from django.db import connection
    from django.test import TransactionTestCase

    from gonghui.site.installation import collect_seldom
    from tests import emptying, migrated

    TransactionTestCase._fixture_teardown = emptying.quickly
    WSGIServer.request_queue_size = 128  # of ten, it resets some of 32 clients that come at once
    collect_seldom()
    name = settings.DATABASES["default"]["TEST"]["NAME"] + os.environ.get("PYTEST_XDIST_WORKER", "")
    with django_db_blocker.unblock():
        migrated.copy(name)
        connection.close()
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
        connection.settings_dict["OPTIONS"]["connect_timeout"] = 60  # thirty at once on a busy machine take their time
        let_truncate(connection)
        emptying.divisions_at_first()
    yield
    with django_db_blocker.unblock():
        connection.close()
        migrated.drop(name)


def let_truncate(connection) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, quote_ident(tgname) FROM pg_trigger"
            " WHERE NOT tgisinternal AND tgtype & 32 <> 0"  # 32: fires on TRUNCATE
        )
        for table, trigger in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """The template goes last: the process that gives the tests out ends after those that run them."""
    if "PYTEST_XDIST_WORKER" not in os.environ and "GONGHUI_DATABASE_URL" in os.environ:
        from tests import migrated

        migrated.drop_templates()


HERE = Path(__file__).parent
LONG = ("site", "law", "rehearsals", "browser")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long comes first: at the end no process stands still while another is at a test of a minute."""
    items.sort(key=lambda item: not str(item.path.relative_to(HERE)).startswith(LONG))


@pytest.fixture(autouse=True)
def _language():
    """Every test starts in the language of the site, whatever page the one before has asked for."""
    from django.conf import settings
    from django.utils import translation

    translation.activate(settings.LANGUAGE_CODE)


WANTED = ("Chromium", "PostgreSQL")  # what a machine may lack


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What was not tested for want of something on this machine is said where nobody can miss it."""
    reasons = [one.longrepr[2].removeprefix("Skipped: ") for one in terminalreporter.stats.get("skipped", [])]
    for wanted in WANTED:
        if found := [reason for reason in reasons if reason.startswith(f"no {wanted}")]:
            terminalreporter.write_line(f"{len(found)} tests were skipped: {found[0]}", yellow=True)


@pytest.fixture
def weaker_isolation(db):
    """For controls that look before they write, or count repeats: at SERIALIZABLE the database decides otherwise."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SHOW default_transaction_isolation")
        if cursor.fetchone() == ("serializable",):
            pytest.skip("at SERIALIZABLE looking first cannot go wrong")


FAR_AHEAD = 4_102_444_800.0  # 2100: whatever the clock of a test says, nobody was away from the desk


@pytest.fixture(autouse=True)
def _browsers_on_duty(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who is signed in by a test without a door gave the password just now, as staff must; tests of that say otherwise
    by `pytest.mark.by_sms`."""
    from django.test import Client

    from gonghui.faces import duty

    signed_in = Client.force_login

    def on_duty(client: Client, *args: object, **named: object) -> None:
        signed_in(client, *args, **named)
        session = client.session
        session[duty.DUTY] = session[duty.AT_COUNTER] = session[duty.PROVED] = FAR_AHEAD
        session.save()

    if not request.node.get_closest_marker("by_sms"):
        monkeypatch.setattr(Client, "force_login", on_duty)
