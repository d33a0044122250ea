"""What waits for whom, written in the act that makes it wait and taken away by the one that settles it."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from gonghui.primitives.people.models import Office, Person
from gonghui.primitives.people.powers import acts_of
from gonghui.primitives.planned import planned
from gonghui.primitives.rows import Columns, upsert_many
from gonghui.primitives.statements import Texts, Uuids, run, send
from gonghui.primitives.transactions import action

from . import rules
from .links import address
from .matters import ADDRESSEE, SAID, by_identity, identity, in_order, lasts, said, weighty
from .models import Matter
from .querysets import Ids

__all__ = [
    "Source",
    "Waiting",
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
DONE = "DELETE FROM agenda_matter WHERE key = %(key)s AND subject = ANY (%(subjects)b::uuid[])"
HOLD = "SELECT pg_advisory_xact_lock(hashtextextended(name, 0)) FROM unnest(%b::text[]) AS name"  # in that order
MOST = 200  # matters of one person that are read
MOST_OF_OFFICES = 1_000  # of an officer, where nobody asks for a page


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
    told = {"key": key, "subjects": Uuids(subjects)}
    if people is None:
        send(DONE, told)
    else:
        send(f"{DONE} AND person_id = ANY (%(people)b::uuid[])", told | {"people": Uuids(people)})


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
    run(HOLD, [Texts(sorted(f"{key} {subject}" for subject in set(subjects)))])


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


@dataclass(frozen=True, slots=True)
class Waiting:
    """A matter as an officer is shown it; of its union what it is called and where it stands."""

    title: str
    queue: str
    note: str
    step: str
    link: str
    due: datetime | None
    union: str
    code: str
    path: str

    @property
    def url(self) -> str:
        return address(self.link)


def of_offices(
    offices: Iterable[Office], *, now: datetime, queue: str = "", first: int = 0, most: int = MOST_OF_OFFICES
) -> list[Waiting]:
    """What waits for one officer, the oldest deadline first, without the `first` so many; one query."""
    asked = _reach(offices) | ({"queue": queue} if queue else {})
    return [Waiting(*row) for row in _of_offices.part(first, most, now=now, **asked)]


def queues(offices: Iterable[Office], *, now: datetime) -> dict[str, int]:
    """How many of them are in each queue; one query."""
    return dict(_queues.rows(now=now, **_reach(offices)))


@planned
def _of_offices(now: Any, queue: Any = None, **reach: Any) -> QuerySet[Matter]:
    waiting = Matter.objects.of_offices(**reach).shown(now).by_deadline()
    waiting = waiting if queue is None else waiting.filter(queue=queue)
    of_matter = ("title", "queue", "note", "step", "link", "due")
    return waiting.values_list(*of_matter, "union__name", "union__code", "union__path")


@planned
def _queues(now: Any, **reach: Any) -> QuerySet[Matter]:
    waiting = Matter.objects.of_offices(**reach).shown(now)
    return waiting.order_by("queue").values_list("queue").annotate(many=Count("pk"))


def _reach(offices: Iterable[Office]) -> dict[str, Any]:
    """Where these offices may do what, and whose they are."""
    roles: dict[str, set[str]] = defaultdict(set)
    persons = set()
    for office in offices:
        roles[office.union.path].add(office.role)
        persons.add(office.person_id)
    acts = tuple(_acts_of(frozenset(held)) for held in roles.values())
    return {"paths": tuple(roles), "acts": acts, "persons": list(persons)}


@cache
def _acts_of(roles: frozenset[str]) -> Texts:
    """What somebody with these roles at a union may do, as a parameter: asked for by every front of the console."""
    return Texts(sorted({act for role in roles for act in acts_of(role)}))


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
