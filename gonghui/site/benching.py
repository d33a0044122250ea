"""How fast this machine is: pages a second (client and server on it, so compare figures of one machine only), or how
long a large roster takes."""

import argparse
import http.client
import json
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from gonghui.services.membership.bench import bench_roster, roster_arguments

from . import crashing, installation, measuring, performance, processes, serving, static, stories
from .trouble import Trouble

PATHS = ("/", "/services/", "/subsidies/")


def bench_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what",
        nargs="?",
        choices=("pages", "roster", "rush", "crash", "places"),
        default="pages",
        help="default: pages",
    )
    parser.add_argument("paths", nargs="*", default=PATHS, metavar="PATH", help=f"pages (default: {' '.join(PATHS)})")
    parser.add_argument("--clients", type=int, default=16, metavar="N", help="connections at a time (default 16)")
    parser.add_argument("--seconds", type=float, default=5, metavar="S", help="how long for each page (default 5)")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="rush: rounds of each kind (default 5)")
    parser.add_argument(
        "--already",
        type=int,
        default=10_000_000,
        metavar="N",
        help="rush: places there before the last rounds",
    )
    parser.add_argument(
        "--entries", type=int, default=200_000, metavar="N", help="rush: entries of the draw that is drawn"
    )
    parser.add_argument("--kills", type=int, default=50, metavar="N", help="crash: processes to kill (default 50)")
    parser.add_argument(
        "--spare", action="append", metavar="KIND", help="crash: kill none of web, worker, connection, server, database"
    )
    parser.add_argument(
        "--patience",
        type=float,
        default=480,
        metavar="S",
        help="crash: wait so long for messages; a killed worker's are free after five minutes (default 480)",
    )
    parser.add_argument(
        "--doc", type=Path, metavar="FILE", help="rush, crash, places: note the figures in docs/performance.md"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to FILE")
    measuring.measuring_arguments(parser)
    roster_arguments(parser)


def bench(options: argparse.Namespace) -> int:
    """Measure how many times a second each page is served to visitors, on a web server of its own.

    `bench roster` imports an invented roster, twice, into a database of its own, and prints its figures as JSON.
    `bench rush` lets clients claim places from real server processes on a database of their own, and pgbench beside
    them, in turn; then it holds what the clients were told against what is stored. `bench crash` kills web, lane,
    worker and PostgreSQL meanwhile. `bench places` measures rooms, seats, books and the nearest open door.
    """
    if options.what == "places":
        return measuring.bench_places(options)
    if options.what == "crash":
        return crashing.bench_crash(options)
    if options.what == "rush":
        return bench_rush(options)
    if options.what == "roster":
        installation.django()
        return bench_roster(options)
    port = serving.free_port("127.0.0.1", 0)
    static.collect()
    child = serving.web("127.0.0.1", port)
    figures = {}
    with processes.running([child]):
        if not serving.wait_for_answer("127.0.0.1", port, child):
            raise Trouble("the web server does not answer; is the database at this release (bin/gonghui migrate)?")
        for path in options.paths:
            figures[path] = one = measure(port, path, options.clients, options.seconds)
            print(
                f"{path:20} {one['per_second']:>8} /s   median {one['median_ms']} ms   99 % {one['p99_ms']} ms"
                f"   status {one['status']}",
                flush=True,
            )
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n")
    return 0


def bench_rush(options: argparse.Namespace) -> int:
    """Status 1 when a place was oversold, lost or given twice, or a message not sent."""
    with stories.stage(keep=False) as stage:
        from gonghui.services.fairs.rushing import run

        figures = run.play(
            stage,
            people=options.clients,
            seconds=options.seconds,
            rounds=options.rounds,
            already=options.already,
            entries=options.entries,
            say=serving.say,
        )
        note_rush(options, figures)
    return 1 if any(figures[name] for name in ("oversold", "lost", "duplicated", "unsent")) else 0


def note_rush(options: argparse.Namespace, figures: dict[str, Any]) -> None:
    """Print them, and write them where they are wanted."""
    text = json.dumps(figures, indent=2)
    print(text)
    if options.json:
        options.json.write_text(text + "\n")
    if options.doc:
        command = (
            f"bin/gonghui bench rush --clients {options.clients} --seconds {options.seconds:g}"
            f" --rounds {options.rounds} --already {options.already} --entries {options.entries}"
        )
        method = performance.RUSH.format(clients=options.clients, rounds=options.rounds, seconds=options.seconds)
        performance.note(options.doc, "Rush", command, method, figures)


def measure(port: int, path: str, clients: int, seconds: float) -> dict:
    """Requests a second, median and 99th percentile in ms, and the statuses seen. Two processes make the load."""
    crews = 2
    with get_context("spawn").Pool(crews) as pool:
        parts = pool.starmap(crew, [(port, path, max(1, clients // crews), seconds)] * crews)
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
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    times, seen = [], set()
    while (begun := time.perf_counter()) < until:
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        times.append(time.perf_counter() - begun)
        seen.add(answer.status)
    connection.close()
    return times, seen
