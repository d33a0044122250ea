"""A table that somebody holds locked: who needs it is told within five seconds, who does not is served."""

import http.client
import threading
import time

import psycopg
import pytest

from gonghui.site import processes, serving
from tests.rush import address

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
LONGEST = 10.0  # seconds: five, and five for a busy machine; without being told the last would wait fifteen
SENTENCE = "系统暂时答不上来"


def asked(port, path):
    """By somebody whose page is their own: what all visitors are given is made once, and waited for in another way."""
    begun, connection = time.monotonic(), http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={"Cookie": "somebody=1"})
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, body, time.monotonic() - begun, answer.headers["Retry-After"]


@pytest.fixture
def port(db):
    port = serving.free_port("127.0.0.1", 0)
    child = serving.web(
        "127.0.0.1", port, workers=1, threads=2, GONGHUI_DATABASE_URL=address(), GONGHUI_STATIC_MANIFEST="0"
    )
    with processes.running([child]):
        assert serving.wait_for_answer("127.0.0.1", port, child)
        yield port


def rush_of(port, path, many):
    told = []
    threads = [threading.Thread(target=lambda: told.append(asked(port, path))) for _ in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return told


def test_all_who_need_a_locked_table_are_told_within_five_seconds_however_many_wait(port):
    with psycopg.connect(address()) as holder:
        holder.execute("LOCK TABLE fairs_fair IN ACCESS EXCLUSIVE MODE")
        told = rush_of(port, "/subsidies/", 12)  # two threads: the last would wait six times as long as the first
        again = asked(port, "/api/v1/fairs/")
    assert {status for status, *_rest in told} == {503}
    assert all(SENTENCE in body and int(later) > 0 for _status, body, _seconds, later in told)
    assert max(seconds for _status, _body, seconds, _later in told) < LONGEST
    assert (again[0], again[2] < LONGEST) == (503, True)
    until = time.monotonic() + 60
    while asked(port, "/subsidies/")[0] != 200:
        assert time.monotonic() < until, "it does not come back by itself"
        time.sleep(0.2)


def test_pages_that_do_not_need_it_go_on(port):
    with psycopg.connect(address()) as holder:
        holder.execute("LOCK TABLE catalogue_sale IN ACCESS EXCLUSIVE MODE")
        assert asked(port, "/sign-in/")[0] == 200


def test_without_the_bounds_a_page_waits_for_as_long_as_the_lock_lasts(db, monkeypatch):
    """The control: what the test above would see if nothing gave up."""
    monkeypatch.setattr(serving, "BOUNDS", {})
    port = serving.free_port("127.0.0.1", 0)
    child = serving.web(
        "127.0.0.1", port, workers=1, threads=2, GONGHUI_DATABASE_URL=address(), GONGHUI_STATIC_MANIFEST="0"
    )
    with processes.running([child]):
        assert serving.wait_for_answer("127.0.0.1", port, child)
        with psycopg.connect(address()) as holder:
            holder.execute("LOCK TABLE fairs_fair IN ACCESS EXCLUSIVE MODE")
            told = []
            waiting = threading.Thread(target=lambda: told.append(asked(port, "/subsidies/")))
            waiting.start()
            waiting.join(6)
            assert told == []
        waiting.join(30)
    assert told[0][0] == 200
