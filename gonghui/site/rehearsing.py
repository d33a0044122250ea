"""The commands that play and measure: what they are told, where it is played, and how the figures are given."""

import argparse
import contextlib
import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from time import monotonic
from typing import Any

from gonghui.rehearsals.bench import performance
from gonghui.rehearsals.programme import Part, played, slices

from . import serving, staging

FIGURES = "write the figures to FILE; without one nothing but them is printed"
SHOWN = "-"  # where --json names no file, the figures are on the output alone
CLIENTS = {"pages": 32, "rush": 32}  # others 16


def story_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", choices=sorted(slices(Part.STORY)), help="which story")
    parser.add_argument("--scale", type=float, default=0.02, help="1 is the newspaper's figures (default 0.02)")
    parser.add_argument("--json", nargs="?", const=SHOWN, metavar="FILE", help=FIGURES)
    parser.add_argument("--doc", type=Path, metavar="FILE", help="note the figures in docs/performance.md")
    parser.add_argument("--clients", type=int, default=32, metavar="N", help="clients at a time (default 32)")
    parser.add_argument("--from", dest="source", default="", metavar="DATABASE", help="begin with a copy of this one")
    parser.add_argument("--keep", action="store_true", help="leave the story's database there, to look at it")


def story(options: argparse.Namespace) -> int:
    """Play one of the ten stories over HTTP and check its figures, read back from the product.

    The story gets a database, a web server and a worker of its own; your data is not touched. Status 1 when a figure
    is not reached.
    """
    begun = monotonic()
    with quiet(options), staging.stage(keep=options.keep, source=options.source) as stage:
        figures = played(options.name, Part.STORY)(stage, scale=options.scale, clients=options.clients)
    figures["seconds"] = round(monotonic() - begun, 1)
    show(options, figures)
    if options.doc:
        asked = f"bin/gonghui story {options.name} --scale {options.scale:g} --clients {options.clients}"
        method, more = performance.STORY.format(clients=options.clients), performance.parts(figures.get("parts", {}))
        performance.note(options.doc, f"Story: {options.name}", asked, method, performance.of_story(figures), more)
    return 0 if figures["ok"] else 1


def bench_arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("what", nargs="?", choices=tuple(BENCHES), default="pages", help="default: pages")
    add("--clients", type=int, metavar="N", help="connections at a time (default 32; roster, crash, places 16)")
    add("--seconds", type=float, default=5, metavar="S", help="how long for each page or round (default 5)")
    add("--rounds", type=int, default=5, metavar="N", help="pages, rush: rounds of each kind (default 5)")
    empty = "pages, membership, cases: begin with a copy of this empty one"
    add("--from", dest="source", default="", metavar="DATABASE", help=empty)
    add("--members", type=int, default=1_000_000, metavar="N", help="pages, membership: members (default 1000000)")
    add("--things", type=int, default=100_000, metavar="N", help="pages: places and events (default 100000)")
    add("--matters", type=int, default=1_000, metavar="N", help="pages: what waits for an officer (default 1000)")
    add("--already", type=int, default=10_000_000, metavar="N", help="rush: places there before the last rounds")
    add("--entries", type=int, default=200_000, metavar="N", help="rush: entries of the draw that is drawn")
    add("--kills", type=int, default=50, metavar="N", help="crash: processes to kill (default 50)")
    kinds = "crash: kill none of web, worker, connection, server, database"
    add("--spare", action="append", metavar="KIND", help=kinds)
    patience = "crash: wait so long for messages; a killed worker's are free after five minutes (default 480)"
    add("--patience", type=float, default=480, metavar="S", help=patience)
    add("--doc", type=Path, metavar="FILE", help="note the figures in docs/performance.md; not those of the roster")
    add("--json", nargs="?", const=SHOWN, metavar="FILE", help=FIGURES)
    among = "places: premises to look among (default 200000)"
    add("--places", type=int, default=200_000, metavar="N", help=among)
    among = "places: books to search among (default 1000000)"
    add("--copies", type=int, default=1_000_000, metavar="N", help=among)
    add("--rows", type=int, default=50_000, metavar="N", help="rows of the roster (default 50000)")
    add("--unions", type=int, default=50_000, metavar="N", help="membership: unions (default 50000)")
    add("--applications", type=int, default=300_000, metavar="N", help="membership: in the queue (default 300000)")
    add("--cases", type=int, default=300_000, metavar="N", help="cases: open ones in the queue (default 300000)")
    add("--deadlines", type=int, default=1_000_000, metavar="N", help="cases: deadlines of a sweep (default 1000000)")
    add("--bad", type=int, default=200, metavar="N", help="rows with a wrong document number (default 200)")


def bench(options: argparse.Namespace) -> int:
    """Measure what pages of every kind and slice cost in a large invented country, beside a bare view.

    `bench roster` imports an invented roster, twice, into a database of its own, and prints its figures as JSON.
    `bench rush` lets clients claim places from real server processes on a database of their own, and pgbench beside
    them, in turn; then it holds what the clients were told against what is stored. `bench crash` kills web, lane,
    worker and PostgreSQL meanwhile. `bench acts` tells what one claim, entry, admission, sale or sign-in costs and
    leaves written. `bench places` measures rooms, seats, books and the nearest open door.
    `bench membership` opens the queue of applications and the coverage of a province of 50,000 unions.
    `bench cases` opens, filters and searches a queue of 300,000 open cases, and sweeps 1,000,000 deadlines.
    """
    options.clients = options.clients or CLIENTS.get(options.what, 16)
    with quiet(options):
        return BENCHES[options.what](options)


def bench_pages(options: argparse.Namespace) -> int:
    """Status 1 when a figure misses its bar."""
    served = ("gonghui.site.benched.settings", "gonghui.site.benched.more")
    with staging.stage(served=served, source=options.source) as stage:
        from gonghui.rehearsals.bench import pages

        figures = pages.play(stage, options)
    lines = figures.pop("pages")
    names = ("members", "things", "matters", "clients", "seconds", "rounds")
    asked = " ".join(["pages", *(f"--{name} {getattr(options, name):g}" for name in names)])
    method = performance.PAGES.format(**{name: getattr(options, name) for name in names})
    given(options, "Pages", asked, method, figures, performance.pages_table(lines))
    for name in pages.missed(figures):
        serving.say(f"missed: {name} {figures[name]}")
    return 1 if pages.missed(figures) else 0


def bench_roster(options: argparse.Namespace) -> int:
    with staging.own_database():
        from gonghui.rehearsals.membership.bench import measure

        figures = measure(options.rows, options.bad)
    show(options, figures)
    return 0 if figures["ok"] else 1


def bench_rush(options: argparse.Namespace) -> int:
    """Status 1 when a place was oversold, lost or given twice, or a message not sent."""
    with staging.stage() as stage:
        from gonghui.rehearsals.fairs.bench import rush

        figures = rush.play(
            stage,
            people=options.clients,
            seconds=options.seconds,
            rounds=options.rounds,
            already=options.already,
            entries=options.entries,
        )
        method = performance.RUSH.format(clients=options.clients, rounds=options.rounds, seconds=options.seconds)
        asked = (
            f"rush --clients {options.clients} --seconds {options.seconds:g}"
            f" --rounds {options.rounds} --already {options.already} --entries {options.entries}"
        )
        given(options, "Rush", asked, method, figures)
    return 1 if any(figures[name] for name in rush.FAULTS) else 0


def bench_crash(options: argparse.Namespace) -> int:
    """Kill web, lane, worker and PostgreSQL while clients claim; then hold the books against what they were told.

    Status 1 when anything acknowledged is lost or doubled, a pool is over, or the ledger does not sum to zero.
    """
    with staging.own_site() as site:
        from gonghui.rehearsals.fairs.bench import crash

        spared = options.spare or ()
        figures = crash.play(site, options.kills, clients=options.clients, spared=spared, patience=options.patience)
    given(options, "Crashes", f"crash --kills {options.kills}", performance.CRASH, figures)
    return 1 if any(figures[name] for name in crash.FAULTS) else 0


def bench_acts(options: argparse.Namespace) -> int:
    """In this process, on a database of its own: processor time and rows, not rates."""
    os.environ |= {"GONGHUI_HOSTS": "testserver", "GONGHUI_PROXIES": "127.0.0.1", "GONGHUI_LOG_LEVEL": "error"}
    with staging.own_database():
        from gonghui.rehearsals.fairs.bench import acts

        costs = acts.measure()
    show(options, {name: asdict(cost) for name, cost in costs.items()})
    if options.doc:
        more = performance.acts_table([cost.line(name) for name, cost in costs.items()])
        performance.note(options.doc, "Acts", "bin/gonghui bench acts", performance.ACTS, {}, more)
    return 0


def bench_places(options: argparse.Namespace) -> int:
    """Status 1 when a figure misses its bar or was not measured."""
    with staging.stage() as stage:
        from gonghui.rehearsals.bench import places

        figures = places.play(stage, options)
    given(options, "Places", "places", performance.PLACES, figures)
    for name in places.missed(figures):
        serving.say(f"missed or not measured: {name} {figures[name]}")
    return 0 if figures["ok"] else 1


def bench_membership(options: argparse.Namespace) -> int:
    """Status 1 when a figure misses its bar or was not measured."""
    with staging.stage(source=options.source) as stage:
        from gonghui.rehearsals.membership import passport

        figures = passport.play(stage, options)
    sizes = {name: getattr(options, name) for name in ("unions", "members", "applications")}
    asked = " ".join(["membership", *(f"--{name} {many}" for name, many in sizes.items())])
    given(options, "Membership", asked, performance.MEMBERSHIP.format(**sizes), figures)
    for name in passport.missed(figures):
        serving.say(f"missed or not measured: {name} {figures[name]}")
    return 0 if figures["ok"] else 1


def bench_cases(options: argparse.Namespace) -> int:
    """Status 1 when a figure misses its bar or was not measured."""
    with staging.stage(source=options.source) as stage:
        from gonghui.rehearsals.cases import bench as cases

        figures = cases.play(stage, options)
    sizes = {name: getattr(options, name) for name in ("cases", "deadlines")}
    asked = " ".join(["cases", *(f"--{name} {many}" for name, many in sizes.items())])
    given(options, "Cases", asked, performance.CASES.format(**sizes), figures)
    for name in cases.missed(figures):
        serving.say(f"missed or not measured: {name} {figures[name]}")
    return 0 if figures["ok"] else 1


def given(
    options: argparse.Namespace, title: str, asked: str, method: str, figures: dict[str, Any], more: str = ""
) -> None:
    """Print the figures as JSON, and write them where they are wanted."""
    show(options, figures)
    if options.doc:
        performance.note(options.doc, title, f"bin/gonghui bench {asked}", method, figures, more)


def show(options: argparse.Namespace, figures: dict[str, Any]) -> None:
    """Print the figures as JSON; `--json FILE` has them in a file too."""
    text = json.dumps(figures, ensure_ascii=False, indent=2)
    print(text, file=sys.__stdout__, flush=True)
    if options.json not in (None, SHOWN):
        Path(options.json).write_text(text + "\n")


@contextlib.contextmanager
def quiet(options: argparse.Namespace) -> Iterator[None]:
    """Where the figures are wanted on the output, whatever else is said goes beside it."""
    with contextlib.redirect_stdout(sys.stderr) if options.json == SHOWN else contextlib.nullcontext():
        yield


BENCHES: dict[str, Callable[[argparse.Namespace], int]] = {
    "pages": bench_pages,
    "roster": bench_roster,
    "rush": bench_rush,
    "crash": bench_crash,
    "places": bench_places,
    "acts": bench_acts,
    "membership": bench_membership,
    "cases": bench_cases,
}
