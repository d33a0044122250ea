"""How fast this machine is: pages a second, client and server on it, so compare figures of one machine only."""

import contextlib
import http.client
import statistics
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from typing import Any

CREWS = 2  # processes that make the load


def measure(port: int, path: str, clients: int, seconds: float) -> dict[str, Any]:
    """Requests a second, median and 99th percentile in ms, and the statuses seen."""
    with get_context("spawn").Pool(CREWS) as pool:
        parts = pool.starmap(crew, [(port, path, max(1, clients // CREWS), seconds)] * CREWS)
    times = sorted(each for part, _ in parts for each in part)
    return {
        "per_second": round(len(times) / seconds),
        "median_ms": round(statistics.median(times) * 1000, 1),
        "p99_ms": round(times[int(len(times) * 0.99)] * 1000, 1),
        "status": sorted({status for _, seen in parts for status in seen}),
    }


def crew(port: int, path: str, clients: int, seconds: float) -> tuple[list[float], set[int]]:
    until = time.perf_counter() + seconds
    with ThreadPoolExecutor(clients) as threads:
        parts = list(threads.map(lambda _: visitor(port, path, until), range(clients)))
    return [each for times, _ in parts for each in times], {status for _, seen in parts for status in seen}


def visitor(port: int, path: str, until: float) -> tuple[list[float], set[int]]:
    """One kept connection that asks again and again."""
    times, seen = [], set()
    for taken, status in visits(port, path):
        times.append(taken)
        seen.add(status)
        if time.perf_counter() >= until:
            break
    return times, seen


def visits(port: int, path: str, headers: Mapping[str, str] | None = None) -> Iterator[tuple[float, int]]:
    """Asks for a page again and again over one kept connection: seconds and status of each answer."""
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        while True:
            begun = time.perf_counter()
            connection.request("GET", path, headers=headers or {})
            answer = connection.getresponse()
            answer.read()
            yield time.perf_counter() - begun, answer.status
