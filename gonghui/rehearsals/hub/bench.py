"""How long a month of a hundred rooms takes to show, and with how many queries."""

from itertools import islice
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from gonghui.primitives import clock
from gonghui.primitives.people.models import Role
from gonghui.rehearsals import cast
from gonghui.rehearsals.bench.visitors import visits
from gonghui.rehearsals.stage import Stage
from gonghui.services.hub.pages import calendar_pages

from .world import OFFICER, bench_house, bench_union, fill_month

ROOMS, PAGES = 100, 40


def measure(stage: Stage, _options: Any) -> dict[str, Any]:
    """calendar_ms: the officer's month of 100 rooms with four bookings a room and day, whole page over HTTP, of 40
    requests how long 95 in 100 take at most. calendar_queries: the same page's queries, sign-in included."""
    now = clock.now()
    house, union = bench_house(ROOMS, now=now), bench_union(now)
    first = calendar_pages.days_of(timezone.localdate(now))
    [holder] = cast.enrolled(union, 1, now=now)
    many = fill_month(house, first[0], len(first), holder=holder)
    client, address = Client(), reverse("hub-console:month", args=[house.pk])
    cast.person("赵干事", "19940000109", username=OFFICER, office=(union, Role.OFFICER), now=now)
    host = {"Host": f"{stage.host}:{stage.port}"}
    client.post(reverse("faces:staff-sign-in"), {"username": OFFICER, "password": cast.PASSWORD}, headers=host)
    client.get(address, headers=host)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(address, headers=host)
    assert page.status_code == 200, page.status_code
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    pages = list(islice(visits(stage.port, address, {"Cookie": cookie}), PAGES))
    if {status for _seconds, status in pages} != {200}:
        raise RuntimeError("the month does not answer")
    times = sorted(seconds * 1000 for seconds, _status in pages)
    figures = {"calendar_queries": len(queries), "calendar_ms": round(times[int(PAGES * 0.95) - 1], 1)}
    stage.say(f"month of {ROOMS} rooms, {many} bookings: median {times[PAGES // 2]:.1f} ms, {len(queries)} queries")
    return figures | {"calendar_bookings": many, "calendar_median_ms": round(times[PAGES // 2], 1)}
