"""bench membership: queue and coverage in a province of 50,000 unions and a million members, as officers open them."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import Any, Protocol
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gonghui.primitives import clock
from gonghui.primitives.people.models import Role
from gonghui.rehearsals import cast
from gonghui.rehearsals.bench.visitors import visits
from gonghui.rehearsals.driver import Browser, Play
from gonghui.rehearsals.stage import Stage
from gonghui.services.joining.models import Application
from gonghui.services.membership.coverage.actions import count

from . import country

OFFICER = "bench-passport"
FEW = 100  # the province begins with so small a part of its members
DECIDED, AT_ONCE = 1_000, 500  # with one yes; so many are picked at a time
SEARCHED = ("赵建", "1234")  # the beginning of a name, the end of a number
COVERAGE = "membership:coverage"
LOOKS, AGAIN = 20, 5  # times a page is looked at, and asked for to count its queries
Bar = Callable[[float], bool]
BARS: dict[str, Bar] = {
    "queue_ms": lambda ms: ms <= 100,
    "queue_cpu_ms": lambda _it: True,
    "queue_queries": lambda many: many <= 12,
    "queue_search_ms": lambda ms: ms <= 100,
    "decided_1000_s": lambda seconds: seconds <= 10,
    "decided_1000_cpu_s": lambda _it: True,
    "coverage_ms": lambda ms: ms <= 200,
    "coverage_cpu_ms": lambda _it: True,
    "coverage_queries": lambda _it: True,
    "growth_membership": lambda ratio: ratio <= 1.5,
}


GROWING = (COVERAGE, "joining-console:index", "faces:unions", "membership:rosters", "membership:claims")


class Options(Protocol):
    unions: int
    members: int
    applications: int


@dataclass(frozen=True, slots=True)
class Desk:
    """The officer of the whole province, as the server knows their browser."""

    stage: Stage
    cookie: str

    def milliseconds(self, path: str) -> list[float]:
        """How long each of some looks at a page took over HTTP, ascending. Raises RuntimeError if it is not shown."""
        asked = islice(visits(self.stage.port, path, {"Cookie": self.cookie}), LOOKS + 1)
        looks = list(asked)[1:]  # the first one makes what all share
        if {status for _seconds, status in looks} != {200}:
            raise RuntimeError(f"{path}: {looks[0][1]}")
        return sorted(seconds * 1000 for seconds, _status in looks)

    def within(self, path: str) -> float:
        """Milliseconds within which 95 % of the looks were answered."""
        return round(self.milliseconds(path)[int(LOOKS * 0.95) - 1], 1)

    def look(self, name: str, path: str) -> dict[str, float]:
        """A page's figures: in time, in processor time of the web processes, in queries."""
        before = self.stage.web_seconds(self.stage.port)
        within = self.within(path)
        spent = (self.stage.web_seconds(self.stage.port) - before) * 1000 / (LOOKS + 1)
        return {f"{name}_ms": within, f"{name}_cpu_ms": round(spent, 1), f"{name}_queries": self.queries(path)}

    def queries(self, path: str) -> int:
        """How many a page asks, sign-in included: the fewest of some times."""
        client, counts = Client(), []
        name, _is, value = self.cookie.partition("=")
        client.cookies[name] = value
        for _time in range(AGAIN):
            with CaptureQueriesContext(connection) as asked:
                answer = client.get(path, headers={"Host": f"{self.stage.host}:{self.stage.port}"})
            if answer.status_code != 200:
                raise RuntimeError(f"{path}: {answer.status_code}")
            counts.append(len(asked))
        return min(counts)


def play(stage: Stage, options: Options) -> dict[str, Any]:
    """The figures of BARS and what they were measured with; `ok` when none misses its bar."""
    now = clock.now()
    top, levels = country.unions(options.unions, now=now)
    homes = levels[-1]
    country.workforce(levels[min(1, len(levels) - 1)], now=now)
    cast.person("赵百万", "19940000901", username=OFFICER, office=(top, Role.OFFICER), now=now)
    browser = Play(stage, 1).staff(OFFICER)
    cookie = settings.SESSION_COOKIE_NAME
    desk = Desk(stage, f"{cookie}={browser.session.cookies[cookie]}")
    country.members(homes, options.members // FEW, now=now)
    few = _counted(desk)
    stage.say(f"{options.members // FEW} members: {_told(few)}")
    country.members(homes, options.members - options.members // FEW, now=now)
    many = _counted(desk)
    stage.say(f"{options.members} members: {_told(many)}")
    country.applications(homes, options.applications, now=now)
    growth = statistics.fmean(many[name] / few[name] for name in GROWING)
    figures: dict[str, Any] = _queue(desk) | desk.look("coverage", reverse(COVERAGE))
    figures |= _decided(stage, browser, min(DECIDED, options.applications))
    figures["growth_membership"] = round(growth, 2)
    return figures | {"ok": not missed(figures)}


def _queue(desk: Desk) -> dict[str, float]:
    """The queue as it opens, and the slowest of the searches."""
    queue = reverse("joining-console:index")
    searches = [desk.within(f"{queue}?{urlencode({'q': words})}") for words in SEARCHED]
    return desk.look("queue", queue) | {"queue_search_ms": max(searches)}


def _decided(stage: Stage, officer: Browser, many: int) -> dict[str, float]:
    """A yes to so many, as many at a time as the queue takes: seconds for a thousand, and those of the web's processor.

    Raises RuntimeError where one is refused.
    """
    queue = reverse("joining-console:index")
    keys = Application.objects.waiting().order_by("due_at", "pk").values_list("pk", flat=True)
    waiting = [str(key) for key in keys[:many]]
    begun, spent = time.perf_counter(), stage.web_seconds(stage.port)
    for at in range(0, many, AT_ONCE):
        officer.submit(queue, queue, {"bulk": "approve", "row": waiting[at : at + AT_ONCE]})
    seconds, spent = time.perf_counter() - begun, stage.web_seconds(stage.port) - spent
    left = Application.objects.waiting().filter(pk__in=waiting).count()
    if left:
        raise RuntimeError(f"{left} of {many} were not decided")
    each = DECIDED / many
    return {"decided_1000_s": round(seconds * each, 1), "decided_1000_cpu_s": round(spent * each, 1)}


def _counted(desk: Desk) -> dict[str, float]:
    """The members counted, as the worker does once a day; then the median of each page that must not grow, ms."""
    count(now=clock.now())
    return {name: statistics.median(desk.milliseconds(reverse(name))) for name in GROWING}


def _told(pages: dict[str, float]) -> str:
    return ", ".join(f"{name} {ms:.0f} ms" for name, ms in pages.items())


def missed(figures: dict[str, Any]) -> list[str]:
    """What misses its bar or was not measured."""
    return [name for name, bar in BARS.items() if figures.get(name) is None or not bar(figures[name])]
