"""What waits for whom, written in the act that makes it wait and taken away by the one that settles it."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from django.db.models import Count

from gonghui.primitives.people.models import Office, Person
from gonghui.primitives.rows import Columns, upsert_many
from gonghui.primitives.statements import run
from gonghui.primitives.transactions import action

from . import rules
from .matters import ADDRESSEE, SAID, by_identity, identity, in_order, lasts, said, weighty
from .models import Matter
from .querysets import Ids, MatterQuerySet

__all__ = [
    "Source",
    "done",
    "forget",
    "of",
    "of_offices",
    "put",
    "queues",
    "rebuild",
    "renew",
    "unlike",
    "waits",
]

MATTER = Columns(Matter, "t")
MOST = 200  # matters of one person that are read


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of matter, as its slice reckons from its own rows what should wait.

    `standing(subjects, people, now)`: the matters of these subjects (None: of all), of these persons at least (None: of
    all); what is over by `now` may be left out. `numbers`: what matters about them, by id, where it changes with what
    others do and cannot be written down; asked for all that is shown of this kind at once. `counted`: one matter says
    how many rows of the slice there are, which no act holds all.
    """

    key: str
    standing: Callable[[Ids, Ids, datetime], Iterable[Matter]]
    numbers: Callable[[list[Matter]], dict[UUID, str]] | None = None
    counted: bool = False


@action
def put(matters: Iterable[Matter]) -> None:
    """These wait; what waits already for the same addressee, by subject and key, says what it says now."""
    each = by_identity(matters)
    if each:
        upsert_many(sorted(each.values(), key=in_order), unique=ADDRESSEE, changing=SAID)


@action
def done(key: str, subjects: Collection[UUID], *, people: Ids = None) -> None:
    """Nothing of this waits any more: for anybody, or for these people."""
    settled = Matter.objects.filter(key=key, subject__in=subjects)
    (settled if people is None else settled.filter(person__in=people)).delete()


@action
def renew(source: Source, subjects: Collection[UUID], *, people: Ids = None, now: datetime) -> None:
    """Exactly what should stand of these subjects stands, for these people or for all.

    Called once the act has written its own rows: they are locked by it, so that who comes later reckons later. Where
    rows are counted, two acts write each a row of its own: the second waits here for the first to end.
    """
    if source.counted:
        hold(source.key, subjects)
    standing = by_identity(source.standing(subjects, people, now))
    there = Matter.objects.filter(key=source.key, subject__in=subjects)
    there = there if people is None else there.filter(person__in=people)
    over = [one.pk for one in there if identity(one) not in standing]
    if over:
        Matter.objects.filter(pk__in=over).delete()
    put(standing.values())


def hold(key: str, subjects: Collection[UUID]) -> None:
    """Whoever else counts for one of these subjects waits until this transaction has ended."""
    for name in sorted(f"{key} {subject}" for subject in set(subjects)):
        run("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def of(person: Person, *, now: datetime) -> list[Matter]:
    """What waits for a person, the most urgent first; one query, by a statement that is planned already.

    Where there is more than MOST, the most urgent are read; among those without a moment what asks for something, then
    the newest.
    """
    rows = run(_of_person(), {"person": person.pk, "now": now, "soon": now + rules.PRESSING, "most": MOST})
    shown = [matter for row in rows if (matter := MATTER.taken_from(iter(row)))]
    return sorted(shown, key=lambda one: (rules.urgency(one.moment, now), one.pk))


@cache
def _of_person() -> str:
    """As `MatterQuerySet.of_person` and `shown` say it: every page that is somebody's asks."""
    return (
        f"SELECT {MATTER} FROM agenda_matter t WHERE t.person_id = %(person)s"  # noqa: S608  names of columns
        " AND (t.shows_from IS NULL OR t.shows_from <= %(now)s) AND (t.until IS NULL OR t.until > %(now)s)"
        " ORDER BY (LEAST(t.starts, t.due) BETWEEN %(now)s AND %(soon)s) IS NOT TRUE,"
        " LEAST(t.starts, t.due) NULLS LAST, t.quiet, t.id DESC LIMIT %(most)s"
    )


def waits(key: str, subject: UUID) -> bool:
    """Whether anything of this waits for anybody; one query."""
    return Matter.objects.filter(key=key, subject=subject).exists()


def of_offices(offices: Iterable[Office], *, now: datetime, queue: str = "") -> MatterQuerySet:
    """What waits for one officer, the oldest deadline first, with its union; one query."""
    waiting = Matter.objects.of_offices(offices).shown(now).select_related("union").by_deadline()
    return waiting.filter(queue=queue) if queue else waiting


def queues(offices: Iterable[Office], *, now: datetime) -> dict[str, int]:
    """How many of them are in each queue; one query."""
    waiting = Matter.objects.of_offices(offices).shown(now)
    return dict(waiting.order_by("queue").values_list("queue").annotate(many=Count("pk")))


@action
def rebuild(source: Source, *, now: datetime) -> None:
    """All of one kind anew, from the rows of its slice."""
    Matter.objects.filter(key=source.key).delete()
    put(source.standing(None, None, now))


def unlike(source: Source, *, now: datetime) -> list[str]:
    """What stands and should not, should and does not, or says something else: "too many: …"; reads only.

    "wrong" has another time, page, code or addressee than it should, "other" other words alone.
    """
    reckoned = by_identity(source.standing(None, None, now))
    should = {key: said(one) for key, one in reckoned.items() if lasts(one, now)}
    there = {identity(one): said(one) for one in Matter.objects.filter(key=source.key).lasting(now).iterator()}
    other = {key for key in should.keys() & there.keys() if should[key] != there[key]}
    wrong = {key for key in other if weighty(should[key]) != weighty(there[key])}
    missing, over = should.keys() - there.keys(), there.keys() - should.keys()
    found = (("missing", missing), ("too many", over), ("wrong", wrong), ("other", other - wrong))
    return [f"{what}: {source.key} {key[3]}" for what, keys in found for key in sorted(keys, key=str)]


@action
def forget(*, now: datetime) -> int:
    """Deletes what nobody is shown any more. Returns how many."""
    return Matter.objects.filter(until__lte=now).delete()[0]
