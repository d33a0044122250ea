"""How long a month of a hundred rooms takes to show, and with how many queries."""

import http.client
import time
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from gonghui.primitives import clock
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Role, Union
from gonghui.rehearsals.stage import Stage
from gonghui.services.hub import calendar_pages

from . import bench_world

ROOMS, PAGES = 100, 40
BACKEND = "gonghui.faces.accounts.SessionAccounts"


def measure(stage: Stage, _options: Any) -> dict[str, Any]:
    """calendar_ms: the officer's month of 100 rooms with four bookings a room and day, whole page over HTTP, of 40
    requests how long 95 in 100 take at most. calendar_queries: the same page's queries, sign-in included."""
    house = bench_world.house(ROOMS)
    first = calendar_pages.days_of(timezone.localdate(clock.now()))
    many = bench_world.fill_month(house, first[0], len(first), holder=bench_world.members(1)[0][0])
    client = _officer()
    address = reverse("hub-console:month", args=[house.pk])
    host = f"{stage.host}:{stage.port}"
    client.get(address, headers={"Host": host})
    with CaptureQueriesContext(connection) as queries:
        page = client.get(address, headers={"Host": host})
    assert page.status_code == 200, page.status_code
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    times = sorted(_timed(stage, address, cookie) for _page in range(PAGES))
    figures = {"calendar_queries": len(queries), "calendar_ms": round(times[int(PAGES * 0.95) - 1], 1)}
    stage.say(f"month of {ROOMS} rooms, {many} bookings: median {times[PAGES // 2]:.1f} ms, {len(queries)} queries")
    return figures | {"calendar_bookings": many, "calendar_median_ms": round(times[PAGES // 2], 1)}


def _officer() -> Client:
    now, client = clock.now(), Client()
    person = people.enrol(name="压测干部", mobile=None, documents=[], by=bench_world.BY, now=now)
    people.appoint(person, Union.objects.get(code=bench_world.CODE), Role.OFFICER, by=bench_world.BY, now=now)
    client.force_login(people.open_account(person, by=bench_world.BY, now=now), backend=BACKEND)
    return client


def _timed(stage: Stage, address: str, cookie: str) -> float:
    """Milliseconds of one page."""
    wire = http.client.HTTPConnection(stage.host, stage.port, timeout=60)
    begun = time.perf_counter()
    wire.request("GET", address, headers={"Cookie": cookie})
    answer = wire.getresponse()
    answer.read()
    taken = (time.perf_counter() - begun) * 1000
    wire.close()
    if answer.status != 200:
        raise RuntimeError(f"the month answers {answer.status}")
    return taken
