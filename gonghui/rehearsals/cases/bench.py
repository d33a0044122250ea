"""bench cases: the queue of 300,000 open cases, a sweep of 1,000,000 deadlines while cases move, and how both grow."""

import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Protocol
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.urls import reverse

from gonghui.kernel.callers import Caller
from gonghui.primitives import clock
from gonghui.primitives.casework import actions as casework
from gonghui.primitives.casework.models import Case
from gonghui.primitives.people.models import Person, Role
from gonghui.rehearsals import cast
from gonghui.rehearsals.driver import Play
from gonghui.rehearsals.membership import country
from gonghui.rehearsals.membership.passport import Desk
from gonghui.rehearsals.stage import Stage
from gonghui.services.hotline.rules import HOTLINE

from . import city

OFFICER, HANDLERS, PLACE = "bench-cases", 10, "140105"
QUEUE = "hotline-console:index"
FEW, ASKED_EACH = 100, 10  # it begins with so small a part; so many cases of one person
ASKS = ({"topic": "wages"}, {"which": "free"}, {"which": "late"}, {"q": "赵建"}, {"q": "1234"}, {"stage": "working"})
Bar = Callable[[float], bool]
BARS: dict[str, Bar] = {
    "cases_queue_ms": lambda ms: ms <= 100,
    "cases_queue_cpu_ms": lambda _it: True,
    "cases_queue_queries": lambda many: many <= 12,
    "cases_search_ms": lambda ms: ms <= 150,
    "sweep_s": lambda seconds: seconds <= 5,
    "swept": lambda many: many > 0,
    "sweep_cpu_s": lambda _it: True,
    "idle_sweep_s": lambda _it: True,
    "moved_meanwhile": lambda many: many > 0,
    "moved_worst_ms": lambda _it: True,
    "growth_cases": lambda ratio: ratio <= 1.5,
}


class Options(Protocol):
    cases: int
    deadlines: int


def play(stage: Stage, options: Options) -> dict[str, Any]:
    """The figures of BARS; `ok` when none misses its bar."""
    now = clock.now()
    top, levels = country.unions(100, now=now)
    cast.person("赵千件", "19940000911", username=OFFICER, office=(top, Role.OFFICER), now=now)
    handlers = [
        cast.person(cast.name(n), f"1994000{n + 9300}", office=(top, Role.OFFICER), now=now) for n in range(HANDLERS)
    ]
    browser, cookie = Play(stage, 1).staff(OFFICER), settings.SESSION_COOKIE_NAME
    desk = Desk(stage, f"{cookie}={browser.session.cookies[cookie]}")
    askers = city.workers(max(1, options.deadlines // ASKED_EACH), now=now)
    of = {"askers": askers, "unions": levels[0], "handlers": handlers, "place": PLACE, "now": now}
    few = options.deadlines // FEW
    city.cases(few, **of)
    before = _slow(desk)
    city.cases(options.cases - few, **of)
    stage.say(f"{options.cases} cases are open")
    figures: dict[str, Any] = desk.look("cases_queue", reverse(QUEUE))
    figures["cases_search_ms"] = max(_asked(desk, stage).values())
    city.cases(options.deadlines - options.cases, **of)
    after = _slow(desk)
    figures["growth_cases"] = round(statistics.fmean(after[name] / before[name] for name in before), 2)
    told = ", ".join(f"{name or 'queue'} {before[name]:.0f} to {ms:.0f} ms" for name, ms in after.items())
    stage.say(f"{few} to {options.deadlines} open: {told}")
    figures |= _swept(handlers[0], now)
    return figures | {"ok": not missed(figures)}


def _address(asks: dict[str, str]) -> str:
    return reverse(QUEUE) + (f"?{urlencode(asks)}" if asks else "")


def _asked(desk: Desk, stage: Stage) -> dict[str, float]:
    """The queue filtered and searched, each in time, 95 %."""
    found = {urlencode(asks): desk.within(_address(asks)) for asks in ASKS}
    stage.say(", ".join(f"{asks} {ms:.0f} ms" for asks, ms in found.items()))
    return found


def _slow(desk: Desk) -> dict[str, float]:
    """Medians of the pages that must not grow."""
    pages: tuple[dict[str, str], ...] = ({}, *ASKS)
    return {urlencode(asks): statistics.median(desk.milliseconds(_address(asks))) for asks in pages}


def _swept(handler: Person, now: datetime) -> dict[str, Any]:
    """A round of the worker that finds nothing, and that of the minute in which the first day's cases are late."""
    begun = time.perf_counter()
    casework.sweep(HOTLINE, now)
    idle, then = time.perf_counter() - begun, city.first_due(now)
    with moving(handler, now) as moved:
        begun, spent = time.perf_counter(), time.thread_time()
        swept = casework.sweep(HOTLINE, then)
        seconds, spent = time.perf_counter() - begun, time.thread_time() - spent
    return {
        "sweep_s": round(seconds, 2), "sweep_cpu_s": round(spent, 2), "swept": swept,
        "idle_sweep_s": round(idle, 2), "moved_meanwhile": len(moved), "moved_worst_ms": round(max(moved, default=0.0)),
    }  # fmt: skip


@contextmanager
def moving(handler: Person, now: datetime) -> Iterator[list[float]]:
    """Meanwhile cases are given to a handler, one after the other: milliseconds of each."""
    over, took, by = threading.Event(), list[float](), Caller(handler.pk, handler.name, "cli")

    def move() -> None:
        try:
            for one in Case.objects.of_kind(HOTLINE).filter(assigned_to=None).order_by("due_at", "pk")[:5_000]:
                begun = time.perf_counter()
                casework.assign(one, handler, by=by, now=now)
                took.append((time.perf_counter() - begun) * 1000)
                if over.is_set():
                    return
        finally:
            connection.close()

    mover = threading.Thread(target=move)
    mover.start()
    try:
        yield took
    finally:
        over.set()
        mover.join()


def missed(figures: dict[str, Any]) -> list[str]:
    """What misses its bar or was not measured."""
    return [name for name, bar in BARS.items() if figures.get(name) is None or not bar(figures[name])]
