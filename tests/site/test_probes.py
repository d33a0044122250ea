"""A supervisor, a balancer and a monitor each hear what they must know, whatever state the pages are in."""

import os
import threading
import time

import psycopg
import pytest
from django.db import connections

from gonghui.faces.slices import Task
from gonghui.site import at_work, checking, serving
from gonghui.site.probes import probed
from gonghui.site.pulse import Asking
from gonghui.site.trouble import CommandTrouble
from tests.asgi import asked, run, scope_of
from tests.rush import address


async def broken(scope, receive, send):
    raise AssertionError("no page is asked for")


def heard(path, asking, *, silent=False):
    app = probed(broken, asking, lambda: silent)
    return run(asked(app, scope_of(path, {}, method="GET")))


def after(*, answered, worker=None):
    asking = Asking()
    asking.answered, asking.worker = answered, worker
    return asking


@pytest.mark.parametrize("path", ["/livez", "/livez/"])
@pytest.mark.parametrize("answered", [True, False, None])
def test_a_process_that_answers_is_alive_whatever_the_database_does(db, path, answered):
    assert heard(path, after(answered=answered), silent=True).status == 200


@pytest.mark.parametrize(
    ("answered", "worker", "silent", "said", "ready", "works"),
    [
        (True, True, False, {"database": "answers", "worker": "runs"}, 200, 200),
        (True, False, False, {"database": "answers", "worker": "stopped"}, 200, 503),
        (False, True, False, {"database": "away", "worker": "unknown"}, 503, 503),
        (True, True, True, {"database": "silent", "worker": "unknown"}, 503, 503),
    ],
)
def test_it_is_ready_when_its_database_answers_and_the_worker_has_an_address_of_its_own(
    db, answered, worker, silent, said, ready, works
):
    asking = after(answered=answered, worker=worker)
    for path, status in (("/readyz", ready), ("/readyz/", ready), ("/readyz/worker", works)):
        told = heard(path, asking, silent=silent)
        assert (told.status, told.json) == (status, said)
        assert told.headers["cache-control"] == "no-store"


def test_every_other_address_is_a_pages(db):
    seen = []

    async def page(scope, receive, send):
        seen.append(scope["path"])
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    for path in ("/", "/livezz", "/readyz/x", "/api/livez"):
        run(asked(probed(page, Asking(), lambda: False), scope_of(path, {}, method="GET")))
    assert seen == ["/", "/livezz", "/readyz/x", "/api/livez"]


@pytest.fixture
def looking(transactional_db):
    asking = Asking()
    yield asking
    if asking._connection:
        asking._connection.close()


def worker_there(looking):
    looking()
    return looking.worker


def test_a_worker_is_seen_while_it_lives_and_is_gone_with_its_connections(looking, settings):
    settings.ALLOWED_HOSTS = ["localhost"]
    assert worker_there(looking) is False
    with psycopg.connect(address(), application_name=at_work.name_of(())) as works:
        works.execute("SELECT 1")
        assert worker_there(looking) is True
        assert checking.worker().level == "ok"
    until = time.monotonic() + 30  # for the server to notice that the connection was closed
    while worker_there(looking):
        assert time.monotonic() < until
    assert checking.worker().level == "note"


def test_a_worker_that_asks_for_nothing_any_more_hangs(looking):
    with psycopg.connect(address(), application_name=at_work.name_of(()), autocommit=True) as works:
        works.execute("SELECT 1")
        assert worker_there(looking) is True
    with psycopg.connect(address(), application_name=f"{at_work.WORKER} 0", autocommit=True) as works:
        works.execute("SELECT 1")
        assert worker_there(looking) is False


def test_the_worker_command_gives_its_connections_the_name(transactional_db, monkeypatch):
    options = connections.settings["default"]["OPTIONS"]
    monkeypatch.setitem(options, "application_name", options["application_name"])
    named = []

    def look():
        with connections["default"].cursor() as cursor:
            cursor.execute("SHOW application_name")
            named.append(cursor.fetchone()[0])
        connections["default"].close()

    at_work.name_this_worker(())
    thread = threading.Thread(target=look)  # each task has one of its own
    thread.start()
    thread.join()
    assert named == [f"{at_work.WORKER} {at_work.STILL_SECONDS}"]


def test_a_worker_of_patient_tasks_alone_may_be_still_for_as_long_as_they_are():
    patient = Task("files", lambda now: 0, shortest=60, longest=3600)
    assert at_work.name_of([patient]) == f"{at_work.WORKER} 7200"
    assert at_work.name_of([patient, Task("send", lambda now: 0)]) == f"{at_work.WORKER} {at_work.STILL_SECONDS}"


@pytest.mark.parametrize(
    ("named", "value"),
    [("ALLOWED_HOSTS", ["gh.example.org"]), ("SESSION_COOKIE_SECURE", True), ("SMS", {"backend": "aliyun"})],
)
@pytest.mark.parametrize(("switch", "says"), [("DEMO", "GONGHUI_DEMO"), ("DEBUG", "GONGHUI_DEBUG")])
def test_demo_and_debug_are_faults_where_others_come(db, settings, named, value, switch, says):
    settings.ALLOWED_HOSTS, settings.SESSION_COOKIE_SECURE = ["localhost"], False
    setattr(settings, switch, True)
    assert [one.level for one in checking.settings() if says in one.words] == ["note"]
    setattr(settings, named, value)
    assert [one.level for one in checking.settings() if says in one.words] == ["no"]
    assert checking.worker().level == "no"


def test_the_web_server_is_nobodys_root(monkeypatch):
    with pytest.raises(CommandTrouble, match="does not run as root"):
        serving.refuse_root(0, anyway=False)
    serving.refuse_root(0, anyway=True)
    serving.refuse_root(1000, anyway=False)


def test_nor_is_the_worker():
    with pytest.raises(CommandTrouble, match="the worker does not run as root"):
        serving.refuse_root(0, anyway=False, what="the worker")
    assert serving.worker().command[-1] == ("--as-root" if os.geteuid() == 0 else "worker")


def test_a_question_that_fails_in_any_way_leaves_the_pulse_beating(db, monkeypatch):
    asking = Asking()
    monkeypatch.setattr(at_work, "worker_runs", lambda cursor: 1 / 0)
    asking()
    assert asking.answered is False
