"""The measured rush: rounds of claims over HTTP and of pgbench in turn, and what the books say afterwards."""

import json
import random
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.urls import reverse
from django.utils import timezone

from gonghui.primitives.admission.models import Place, Pool
from gonghui.primitives.draws import actions as draws
from gonghui.primitives.draws.models import Lot
from gonghui.rehearsals import cast
from gonghui.rehearsals.stage import Stage
from gonghui.services.fairs.models import Fair, Session

from . import clients, crowd, pgbench, world
from .clients import Outcome

POOLS = 100  # of a spread rush
HEADROOM = 1.5  # members a round may use up, beside what the last one did
FEWEST = 2_000
VISITS = 1_000  # a second are more than any machine serves
MOST_MEMBERS = 120_000
FAULTS = ("oversold", "lost", "duplicated", "unsent")
SEND_SECONDS = 600
STATISTICS_SECONDS = 1.1  # the server tells its counts so late


@dataclass(slots=True)
class Books:
    """What clients were told, to be held against what is stored."""

    codes: list[str] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)
    lots: dict[UUID, list[str]] = field(default_factory=dict)  # by fair
    unanswered: int = 0

    def keep(self, outcome: Outcome) -> None:
        self.codes += outcome.codes
        self.unanswered += outcome.unanswered

    def entered(self, fair: UUID, outcome: Outcome) -> None:
        self.lots[fair] = outcome.codes
        self.unanswered += outcome.unanswered


class Rush:
    """One stage, its members, and the rounds played on it."""

    def __init__(self, stage: Stage, *, people: int, members: int, seconds: float) -> None:
        self.stage, self.people, self.seconds = stage, people, seconds
        self.books, self.repeats = Books(), 0
        self.union = world.union(timezone.now())
        self.members = cast.members(self.union, members, now=timezone.now())
        self.tokens = [member.token for member in self.members]
        walking = self.members[: int(VISITS * max(1.0, seconds))]
        self.cookies = cast.cookies([member.person for member in walking], now=timezone.now())
        pgbench.prepare([member.person.pk for member in self.members])
        crowd.analyze()
        crowd.until_sealed(SEND_SECONDS)

    def round(self, *, backwards: bool) -> dict[str, float]:
        """One of each measure; every other round backwards, for whoever comes next meets what the worker still does."""
        told: dict[str, float] = {}

        def hot() -> float:
            outcome = self.claims(1)
            told["p99"] = outcome.percentile_ms(0.99)
            return outcome.per_second

        measures: dict[str, Callable[[], float]] = {
            "hot": hot,
            "alone": lambda: self.alone(1, self.people),
            "alone_8": lambda: self.alone(1, 8),
            "alone_1": lambda: self.alone(1, 1),
            "spread": lambda: self.claims(POOLS).per_second,
            "wide": lambda: self.alone(POOLS, self.people),
            "entries": lambda: self.entries().per_second,
            "visits": lambda: self.visits().codes_per_second,
        }
        for name in reversed(measures) if backwards else measures:
            told[name] = measures[name]()
        return told

    def claims(self, pools: int) -> Outcome:
        """Members claim places of a new fair for some seconds, each once."""
        sessions = self.fair(pools)
        paths = [f"/api/v1/fairs/sessions/{session.pk}/place" for session in sessions]
        outcome = self._rush(clients.Crowd(paths, self.tokens))
        self.books.sessions += sessions
        self.books.keep(outcome)
        if outcome.statuses.keys() - {200}:
            self.stage.say(f"answers that were no receipt: {dict(outcome.statuses)}")
        return outcome

    def entries(self) -> Outcome:
        """Members enter the draw of a new fair for some seconds, each once, with three sessions."""
        sessions = self.fair(POOLS, by_draw=True)
        fair = sessions[0].venue.fair_id
        bodies = [_chosen(sessions) for _some in range(1000)]
        outcome = self._rush(clients.Crowd([f"/api/v1/fairs/{fair}/draw/lot"], self.tokens, bodies))
        self.books.entered(fair, outcome)
        return outcome

    def visits(self) -> Outcome:
        """Members open home, a new fair and its session, and claim a place, one after the other for some seconds."""
        [session] = sessions = self.fair(1)
        pages = [reverse("faces:home"), reverse("fairs:fair", args=[session.venue.fair_id])]
        pages.append(reverse("fairs:session", args=[session.pk]))
        claims, many = [f"/api/v1/fairs/sessions/{session.pk}/place"], len(self.cookies)
        outcome = self._rush(clients.Crowd(claims, self.tokens[:many], pages=pages, cookies=self.cookies))
        self.books.sessions += sessions
        self.books.keep(outcome)
        if outcome.statuses.keys() - {200}:
            self.stage.say(f"answers of the crowd that were no page and no receipt: {dict(outcome.statuses)}")
        return outcome

    def alone(self, pools: int, people: int) -> float:
        """The same of pgbench, without us: nothing else is under way."""
        sessions = self.fair(pools)
        crowd.until_sent(SEND_SECONDS)
        return pgbench.claims_per_second(
            self.stage.programs / "pgbench",
            self.stage.url,
            [session.pool_id for session in sessions],
            members=len(self.members),
            clients=people,
            seconds=self.seconds,
        )

    def _rush(self, wishes: clients.Crowd) -> Outcome:
        crowd.until_sent(SEND_SECONDS)  # each pays for its own messages
        before = rolled_back()
        outcome = clients.rush(self.stage.port, wishes, clients=self.people, seconds=self.seconds)
        self.repeats += rolled_back() - before
        return outcome

    def fair(self, pools: int, *, by_draw: bool = False) -> list[Session]:
        """A new fair of so many pools, larger than all who come."""
        sizes, by_person = [1_000_000] * pools, self.members[0].person
        return world.fair(self.union, sizes, by_person=by_person, now=timezone.now(), by_draw=by_draw)


def _chosen(sessions: Sequence[Session]) -> bytes:
    return json.dumps({"sessions": [str(one.pk) for one in random.sample(sessions, 3)]}).encode()


def play(
    stage: Stage,
    *,
    people: int,
    seconds: float,
    rounds: int,
    already: int,
    entries: int,
) -> dict[str, Any]:
    """The figures of a rush. `already` places are in the table before the last rounds, to see what growth costs."""
    rush = Rush(stage, people=people, members=_members(seconds), seconds=seconds)
    rush.claims(1)  # connections opened, plans made, caches warm
    seen: dict[str, list[float]] = defaultdict(list)
    for nth in range(rounds):
        for name, value in rush.round(backwards=nth % 2 == 1).items():
            seen[name].append(value)
        stage.say(f"round {nth + 1}: " + ", ".join(f"{name} {values[-1]:.0f}" for name, values in seen.items()))
    grown = _grown(rush, rounds, already)
    more = {"isolation": isolation(), "repeats": rush.repeats}
    more |= {"rss_mb": round(stage.memory_mb()), "draw_200k_s": drawn_in(rush, entries)}
    return _figures(seen, grown) | more | checked(rush.books, stage)


def drawn_in(rush: Rush, entries: int) -> float | None:
    """Seconds to freeze a list of so many entries and to draw it: ranks, places and lines written."""
    if not entries:
        return None
    rush.stage.say(f"entering {entries} members in a draw, and drawing")
    sessions = rush.fair(40, by_draw=True)
    draw = Fair.objects.get(pk=sessions[0].venue.fair_id).draw
    pools = [session.pool_id for session in sessions]
    Pool.objects.filter(pk__in=pools).update(capacity=entries // 100)
    persons = [one.pk for one in cast.enrolled(rush.union, entries, now=timezone.now())]
    for at in range(0, entries, 500):
        draws.enter_many(
            [draws.Entering(draw.pk, one, "draw", tuple(random.sample(pools, 3))) for one in persons[at : at + 500]],
            now=timezone.now(),
        )
    crowd.until_sent(SEND_SECONDS)
    crowd.analyze()
    late, begun = draw.closes_at + timedelta(seconds=1), time.monotonic()
    draws.close_draw(draw, title="压测", labels={pool: str(pool) for pool in pools}, now=late)
    draws.draw_lots(draw, now=late)
    return round(time.monotonic() - begun, 1)


def isolation() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW default_transaction_isolation")
        return str(cursor.fetchone()[0])


def rolled_back() -> int:
    """Transactions that were rolled back so far: under a rush of claims that all fit, those that had to be repeated."""
    time.sleep(STATISTICS_SECONDS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT xact_rollback FROM pg_stat_database WHERE datname = current_database()")
        return int(cursor.fetchone()[0])


def _members(seconds: float) -> int:
    """As many as a fast machine could serve in one round."""
    return min(MOST_MEMBERS, max(FEWEST, int(12_000 * seconds)))


def _grown(rush: Rush, rounds: int, already: int) -> list[float]:
    if not already:
        return []
    rush.stage.say(f"putting {already} places into the table")
    [past] = rush.fair(1)  # of which the books know nothing
    crowd.fill(already, past.pool_id, len(rush.members))
    rush.claims(1)
    return [rush.claims(1).per_second for _round in range(rounds)]


def _figures(seen: dict[str, list[float]], grown: Sequence[float]) -> dict[str, Any]:
    middle = {name: statistics.median(values) for name, values in seen.items()}
    best = max(middle["alone"], middle["alone_8"], middle["alone_1"])
    return {
        "hot_claims_per_s": round(middle["hot"]),
        "hot_pgbench_tps": round(middle["alone"]),
        "hot_ratio": round(middle["hot"] / middle["alone"], 2),
        "hot_ratio_best": round(middle["hot"] / best, 2),
        "spread_claims_per_s": round(middle["spread"]),
        "spread_pgbench_tps": round(middle["wide"]),
        "spread_ratio": round(middle["spread"] / middle["wide"], 2),
        "p99_ms": round(middle["p99"], 1),
        "draw_entries_per_s": round(middle["entries"]),
        "crowd_visits_per_s": round(middle["visits"]),
        "growth_ratio": round(statistics.median(grown) / middle["hot"], 2) if grown else None,
        "rounds": {name: [round(value, 1) for value in values] for name, values in seen.items()},
    }


def checked(books: Books, stage: Stage) -> dict[str, Any]:
    """What was acknowledged against what is stored, and whether everybody was told, once."""
    pools = [session.pool_id for session in books.sessions]
    stage.say(f"holding {len(books.codes)} receipts against the books, and waiting until all are sent")
    stored = set(_in_parts(pools, lambda part: Place.objects.filter(pool__in=part).values_list("code", flat=True)))
    twice = Counter(
        _in_parts(pools, lambda part: Place.objects.live().filter(pool__in=part).values_list("scope", "holder"))
    )
    return {
        "acknowledged": len(books.codes),
        "unanswered": books.unanswered,
        "oversold": crowd.oversold(pools),
        "lost": len(set(books.codes) - stored) + _lost_lots(books),
        "duplicated": sum(many - 1 for many in twice.values()) + len(books.codes) - len(set(books.codes)),
        "unsent": crowd.until_sent(SEND_SECONDS),
    }


def _lost_lots(books: Books) -> int:
    """Entries that were acknowledged and are not there, and draws whose count does not say what is there."""
    faults = 0
    for fair, codes in books.lots.items():
        draw = Fair.objects.select_related("draw").get(pk=fair).draw
        stored = set(Lot.objects.filter(draw=draw).values_list("code", flat=True))
        faults += len(set(codes) - stored) + abs(draw.entries - len(stored))
    return faults


def _in_parts(pools: Sequence[UUID], rows: Callable[[Sequence[UUID]], Any]) -> list[Any]:
    return [row for at in range(0, len(pools), 500) for row in rows(pools[at : at + 500])]
