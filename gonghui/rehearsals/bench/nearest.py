"""How long it takes to find the nearest open premises, among few and among very many."""

import random
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from django.db import connection

from gonghui.kernel.codes import new_code
from gonghui.kernel.geo import BadPoint, Point, cell
from gonghui.kernel.hours import Week
from gonghui.primitives.people.models import Union
from gonghui.primitives.places import nearby
from gonghui.primitives.places.models import Premises
from gonghui.primitives.rows import new_id
from gonghui.rehearsals import cast
from gonghui.rehearsals.stage import Stage

FEW = 2_000
TOWNS, SPREAD = 300, 0.12  # of every ten premises nine lie in towns, so many degrees around their middles
# Of a hundred of a kind so many offer it; what else there is plays no part in the questions.
OFFERS: dict[str, dict[str, int]] = {
    "station": {"water": 100, "charging": 95, "seats": 95, "microwave": 85, "toilet": 60, "fridge": 40, "shower": 8},
    "truckers_home": {"lorry_parking": 95, "toilet": 95, "hot_water": 90, "shower": 85, "laundry": 70, "beds": 50},
    "reading_room": {"books": 100, "periodicals": 80, "water": 70, "toilet": 60},
    "hub": {"projector": 80, "tea_set": 60, "water": 90, "toilet": 90},
}
WEEKS = (
    Week.daily("8:30-18:00"),
    Week.parse(dict.fromkeys(range(5), "8:30-12:00、14:30-18:00")),
    Week.daily("6:00-22:00"),
    Week.daily("20:00-6:00"),
    Week.daily("24小时"),
)
MORNING = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # a Tuesday, 10:00 in Beijing
NIGHT = datetime(2026, 11, 24, 19, 0, tzinfo=UTC)
QUESTIONS: tuple[dict[str, Any], ...] = (
    {"kinds": ["station"], "open_at": MORNING},
    {"kinds": ["station"], "open_at": MORNING, "facilities": ["microwave", "toilet"]},
    {"kinds": ["station", "truckers_home"], "open_at": MORNING, "facilities": ["shower"]},
    {"kinds": ["truckers_home"], "open_at": NIGHT, "facilities": ["lorry_parking", "beds"]},
)
FIELDS = (
    "id, created_at, union_id, kind, code, name, address, lat, lon, cell, phone, host_kind, host_name, facilities,"
    " note, star, week, by_calendar, opened_on"
)


class Options(Protocol):
    places: int


@dataclass(frozen=True, slots=True)
class Country:
    """Where premises lie and where people ask, the same for few and for many."""

    towns: tuple[Point, ...]

    def somewhere(self, luck: random.Random) -> Point:
        """In a town, or one time in ten anywhere."""
        return _on_land(luck) if luck.random() < 0.1 else self.in_town(luck.choice(self.towns), luck)

    def many(self, count: int, luck: random.Random) -> Iterator[Point]:
        """Town by town, as their unions hand in their lists."""
        yield from (_on_land(luck) for _each in range(count // 10))
        rest = count - count // 10
        for number, town in enumerate(self.towns):
            share = rest * (number + 1) // len(self.towns) - rest * number // len(self.towns)
            yield from (self.in_town(town, luck) for _each in range(share))

    def in_town(self, town: Point, luck: random.Random) -> Point:
        try:
            return Point(luck.gauss(town.lat, SPREAD), luck.gauss(town.lon, SPREAD))
        except BadPoint:
            return town


def measure(stage: Stage, options: Options) -> dict[str, Any]:
    """nearest_ms: of a hundred questions for the first 20, how long 95 take at most, in the database, planning and
    the way there included. nearest_growth: their median among all places, to that among 2,000."""
    luck = random.Random(20261123)  # noqa: S311 - the same country every time
    land = country(luck)
    union = cast.union("PLACES", "压测省总工会", "province", "140000", now=MORNING - timedelta(days=500))
    figures: dict[str, Any] = {"nearest_places": options.places}
    medians = []
    for until in (FEW, options.places):
        fill(union, land, until - Premises.objects.count(), luck)
        times = sorted(_asked(land))
        medians.append(statistics.median(times))
        figures["nearest_ms"] = round(times[int(len(times) * 0.95)], 2)
        stage.say(f"{until} premises: median {medians[-1]:.2f} ms, 95 % {figures['nearest_ms']} ms")
    return figures | {"nearest_median_ms": round(medians[1], 2), "nearest_growth": round(medians[1] / medians[0], 2)}


def _asked(country: Country) -> Iterator[float]:
    """Milliseconds of each question; each kind is asked everywhere once before, so that both sizes are warm."""
    luck = random.Random(7)  # noqa: S311 - the same questions of both sizes
    asked = [(country.somewhere(luck), luck.choice(QUESTIONS)) for _each in range(100)]
    for timed in (False, True):
        for point, question in asked:
            matching = Premises.objects.visible().of_kind(*question["kinds"]).open_at(question["open_at"])
            matching = matching.with_facilities(question.get("facilities", ()))
            statement, params = nearby.walk(matching, point, limit=20, within_m=nearby.FARTHEST)
            with connection.cursor() as cursor:
                begun = time.perf_counter()
                cursor.execute(statement, params)
                cursor.fetchall()
                if timed:
                    yield (time.perf_counter() - begun) * 1000


def country(luck: random.Random) -> Country:
    """Where its towns are."""
    return Country(tuple(_on_land(luck) for _town in range(TOWNS)))


def fill(
    union: Union, country: Country, many: int, luck: random.Random, *, kinds: Sequence[str] = tuple(OFFERS)
) -> None:
    """So many more premises of this union, of these kinds, all over the country."""
    with connection.cursor() as cursor:
        table = f"COPY {Premises._meta.db_table} ({FIELDS}) FROM STDIN"
        with cursor.cursor.copy(table) as copy:
            for number, point in enumerate(country.many(many, luck)):
                copy.write_row(_row(union, luck.choice(kinds), number, point, luck))
        cursor.execute(f"VACUUM ANALYZE {Premises._meta.db_table}")


def _row(union: Union, kind: str, number: int, point: Point, luck: random.Random) -> tuple[Any, ...]:
    pk = new_id()
    codes = [code for code, share in OFFERS[kind].items() if luck.randrange(100) < share]
    since = MORNING - timedelta(days=400)
    return (
        pk, since, union.pk, kind, new_code(), f"{pk.hex[-12:]}号", f"{number}号路口", point.lat, point.lon,
        cell(point), "", "bank", "", codes, "", 0, luck.choice(WEEKS).edges(), luck.random() < 0.5, since.date(),
    )  # fmt: skip


def _on_land(luck: random.Random) -> Point:
    while True:
        try:
            return Point(luck.uniform(20, 50), luck.uniform(85, 125))
        except BadPoint:
            continue
