"""A database that says nothing for a while: 503 and when to come back, and nothing is lost or done twice."""

import http.client
import threading
import time
import uuid

import pytest
from django.utils import timezone
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from gonghui.primitives.admission.models import Place
from gonghui.rehearsals import cast
from gonghui.rehearsals.fairs.bench import world
from gonghui.site import processes, serving
from tests.races.stalling import Cable
from tests.rush import address

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
LONGEST = 6.0  # seconds until everybody is told, where nothing else keeps the machine busy
PATIENCE = 25.0  # seconds that a busy one may take; what waits for the database waits longer


def asked(port, path, token="", key=""):
    """Status, Retry-After and seconds until the answer."""
    begun, connection = time.monotonic(), http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key} if token else {}
    connection.request("POST" if token else "GET", path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, answer.headers["Retry-After"], time.monotonic() - begun, body


@pytest.fixture
def cable(db):
    where = conninfo_to_dict(address())
    made = Cable(where.get("host", "127.0.0.1"), int(where.get("port", 5432)))
    yield made
    made.cut()


@pytest.fixture
def port(cable):
    url = make_conninfo(**{**conninfo_to_dict(address()), "host": "127.0.0.1", "port": cable.port})
    port = serving.free_port("127.0.0.1", 0)
    child = serving.web("127.0.0.1", port, workers=1, GONGHUI_DATABASE_URL=url, GONGHUI_STATIC_MANIFEST="0")
    with processes.running([child]):
        assert serving.wait_for_answer("127.0.0.1", port, child)
        yield port


def test_who_asks_a_silent_database_is_told_when_to_come_back_and_loses_nothing(port, cable):
    union = world.union(timezone.now())
    members = cast.members(union, 12, now=timezone.now())
    [session] = world.fair(union, [100], by_person=members[0].person, now=timezone.now())
    path, keys = f"/api/v1/fairs/sessions/{session.pk}/place", [str(uuid.uuid4()) for _member in members]
    assert asked(port, path, members[0].token, keys[0])[0] == 200
    told = []

    def ask(nth):
        told.append((nth, *asked(port, path, members[nth].token, keys[nth])))

    def look():
        told.append((None, *asked(port, "/subsidies/")))

    with cable.silent():
        early = [threading.Thread(target=ask, args=(nth,)) for nth in range(6)]
        pages = [threading.Thread(target=look) for _page in range(6)]
        for thread in early + pages:
            thread.start()
        time.sleep(LONGEST - 1)
        late = [asked(port, path, members[nth].token, keys[nth]) for nth in range(6, 12)]
        late.append(asked(port, "/sign-in/"))  # of home it would be given the last good one
        for thread in early + pages:
            thread.join(30)
    assert {status for _who, status, *_rest in told} == {503}
    assert {status for status, *_rest in late} == {503}
    assert all(int(again) > 0 for _who, _status, again, *_rest in told)
    assert max(seconds for _who, _status, _again, seconds, _body in told) < PATIENCE
    assert max(seconds for _status, _again, seconds, _body in late) < PATIENCE
    until = time.monotonic() + 60
    while asked(port, "/subsidies/")[0] != 200:
        assert time.monotonic() < until, "it does not come back by itself"
        time.sleep(0.2)
    assert [asked(port, path, member.token, key)[0] for member, key in zip(members, keys, strict=True)] == [200] * 12
    assert Place.objects.live().count() == 12
