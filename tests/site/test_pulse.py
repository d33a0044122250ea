"""While the database is silent nobody waits for it: those who come and those who are waiting are told."""

import asyncio
import threading
import time

import psycopg
import pytest

from gonghui.site import pulse
from gonghui.site.pulse import Asking, Pulse, guarded
from tests.asgi import asked, run, scope_of


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(pulse, "SILENT_SECONDS", 0.1)
    monkeypatch.setattr(pulse, "BEAT_SECONDS", 0.01)
    monkeypatch.setattr(pulse, "LOOK_SECONDS", 0.02)


def until(true, seconds=60):
    limit = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < limit
        time.sleep(0.01)


def test_it_is_silent_while_a_question_has_no_answer_and_no_longer():
    answers = threading.Event()
    answers.set()
    one = Pulse(lambda: answers.wait() and None)
    assert not one.silent()
    answers.clear()
    until(one.silent)
    answers.set()
    until(lambda: not one.silent())


def test_a_database_that_refuses_is_not_silent(monkeypatch):
    def refuse(**_where):
        raise psycopg.OperationalError("no")

    monkeypatch.setattr(psycopg, "connect", refuse)
    asking = Asking()
    asking()
    asking()


def test_the_question_reaches_the_database(db):
    asking = Asking()
    asking()
    assert asking._connection.execute("SELECT 1").fetchone() == (1,)
    asking._connection.close()
    asking()  # a connection that was lost is no answer and no fault
    asking()
    assert not asking._connection.closed
    asking._connection.close()


async def answer(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"done"})


def heard(app, path, silent, **headers):
    return run(asked(guarded(app, silent), scope_of(path, headers, method="GET")))


def test_who_comes_is_told_when_to_come_back():
    page = heard(answer, "/subsidies/", lambda: True)
    assert (page.status, page.headers["retry-after"]) == (503, "2")
    assert "答不上来" in page.body.decode()
    assert 'lang="zh-Hant"' in heard(answer, "/", lambda: True, **{"Accept-Language": "zh-TW"}).body.decode()
    assert heard(answer, "/api/v1/me", lambda: True).code == "faces.database_silent"


def test_who_waits_already_is_told_too_and_the_late_answer_is_dropped():
    sent, waiting = [], []

    async def send(message):
        sent.append(message)

    async def play():
        told, answered = asyncio.Event(), asyncio.Event()

        async def late(scope, receive, send):
            waiting.append(True)
            await told.wait()
            await answer(scope, receive, send)
            answered.set()

        await guarded(late, lambda: bool(waiting))(scope_of("/", {}, method="GET"), None, send)
        told.set()
        await answered.wait()

    run(play())
    start, *bodies = sent
    assert start["status"] == 503
    assert b"done" not in b"".join(body["body"] for body in bodies)


def test_an_answer_that_began_is_not_interrupted():
    silent = []

    async def begun(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        silent.append(True)
        await asyncio.sleep(0.1)
        await send({"type": "http.response.body", "body": b"done"})

    page = heard(begun, "/", lambda: bool(silent))
    assert (page.status, page.body) == (200, b"done")


def test_styles_and_pictures_need_no_database():
    assert heard(answer, "/static/faces/kit.css", lambda: True).status == 200


def test_an_error_of_the_page_is_still_the_servers_to_see():
    async def broken(scope, receive, send):
        raise ValueError("a bug")

    with pytest.raises(ValueError, match="a bug"):
        heard(broken, "/", lambda: False)
