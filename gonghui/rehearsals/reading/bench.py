"""How long a search takes here, over few and over many copies. Needs a database of its own, empty of books."""

import statistics
import time
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import connection

from gonghui.kernel.geo import Point
from gonghui.kernel.sounds import initials, sounds
from gonghui.primitives import clock
from gonghui.primitives.rows import insert_columns, new_ids
from gonghui.rehearsals import cast
from gonghui.rehearsals.stage import Stage
from gonghui.services.reading import actions
from gonghui.services.reading.actions.catalogue import index
from gonghui.services.reading.models import Copy, Title
from gonghui.services.reading.pages import finding

from .catalogue import SUBJECTS, books

FEW = 10_000  # copies
COPIES = 4  # of each title, on average
PLACES = 90
AT_ONCE = 5_000  # titles in one statement
PAGE = 20  # titles shown at a time
BOOKS_ASKED = 40  # each asked for in every way of WAYS
ROUNDS = 3  # of which the quickest counts: what the machine does besides is not the search's


def measure(stage: Stage, options: Any) -> dict[str, Any]:
    """search_ms: the mean of the slowest way to ask, over `options.copies`; search_growth: all, many over few.

    Everything counts: reading the question, the database, ranking, and the copies of a page of twenty titles.
    """
    many = options.copies
    stage.say(f"Searching among {FEW:,} and {many:,} copies of books …")
    now = clock.now()
    places, union = _rooms(now)
    catalogue = books(many // COPIES)
    fill(islice(catalogue, FEW // COPIES), places, union, now)
    small = _times()
    fill(catalogue, places, union, now)
    large = _times()
    slowest = max(large, key=lambda way: large[way])
    growth = statistics.fmean(large.values()) / statistics.fmean(small.values())
    return {
        "search_ms": round(large[slowest], 2),
        "search_growth": round(growth, 2),
        "search_slowest": slowest,
        "search_ways_ms": {way: [round(small[way], 2), round(large[way], 2)] for way in large},
        "search_copies": Copy.objects.count(),
        "search_titles": Title.objects.count(),
    }


def _rooms(now: datetime) -> tuple[list[Any], Any]:
    union = cast.union("BENCH-READ", "测速市总工会", "city", "220700", now=now)
    rooms = [
        actions.open_room(
            union=union, name=f"测速书屋{number}", address="路", point=Point(45.14 + number / 1000, 124.82),
            by=cast.BY, now=now,
        )
        for number in range(PLACES)
    ]  # fmt: skip
    return [room.premises_id for room in rooms], union


def fill(source: Iterator[tuple[str, str, str]], places: list[Any], union: Any, now: datetime) -> int:
    """Store these books, COPIES copies of each over the places, and take statistics. Returns how many copies."""
    stored = 0
    while part := list(islice(source, AT_ONCE)):
        titles = [_title(name, author, isbn, union) for name, author, isbn in part]
        Title.objects.bulk_create(titles, batch_size=1_000)
        ids = [title.pk for title in titles for _copy in range(COPIES)]
        at = [places[(stored + number * 7) % len(places)] for number in range(len(ids))]
        codes = [f"{title.isbn}-{copy}" for title in titles for copy in range(COPIES)]
        status = ["lent" if number % 5 == 0 else "in" for number in range(len(ids))]
        stored += insert_columns(
            Copy, id=new_ids(len(ids)), title_id=ids, home_id=at, at_id=at, code=codes, status=status,
            came_on=now.date(), created_at=now,
        )  # fmt: skip
    with connection.cursor() as cursor:
        for model in (Title, Copy):
            cursor.execute(f"VACUUM ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
    return stored


def _title(name: str, author: str, isbn: str, union: Any) -> Title:
    subject = SUBJECTS[int(isbn[-2]) % len(SUBJECTS)]
    title = Title(key=isbn, isbn=isbn, name=name, author=author, subject=subject, catalogued_by=union)
    index(title)
    return title


WAYS = {
    "name": lambda title: title.name,
    "part of the name": lambda title: title.name[2:6],
    "one word of it": lambda title: title.name[:2],
    "author": lambda title: title.author,
    "name and author": lambda title: f"{title.author} {title.name[:4]}",
    "pinyin": lambda title: "".join(sounds(title.name)),
    "part in pinyin": lambda title: "".join(sounds(title.name[2:5])),
    "one word in pinyin": lambda title: " ".join(sounds(title.name[:2])),
    "author in pinyin": lambda title: "".join(sounds(title.author)),
    "initials": lambda title: initials(title.name),
    "part in initials": lambda title: initials(title.name[1:5]),
    "ISBN": lambda title: title.isbn,
    "nothing there": lambda title: title.name[:2] + "龘靐",
}


def _times() -> dict[str, float]:
    """Milliseconds of each way to ask, the mean over BOOKS_ASKED books that are spread over the catalogue."""
    step = max(1, Title.objects.count() // BOOKS_ASKED)
    ids = Title.objects.order_by("pk").values_list("pk", flat=True)[::step]
    titles = list(Title.objects.filter(pk__in=ids[:BOOKS_ASKED]))
    return {way: min(_mean([ask(title) for title in titles]) for _round in range(ROUNDS)) for way, ask in WAYS.items()}


def _mean(questions: list[str]) -> float:
    spent = []
    for question in questions:
        begun = time.perf_counter()
        page = finding.find(question).titles[:PAGE]
        finding.standings([title.pk for title in page])
        spent.append((time.perf_counter() - begun) * 1000)
    return statistics.fmean(spent)
