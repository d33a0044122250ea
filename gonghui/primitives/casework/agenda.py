"""What of a kind of cases waits for whom: its asker, who has it, its union, and the union above once it is late."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from django.db.models import Min, OuterRef, Subquery

from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives import clock
from gonghui.primitives.agenda import rules as heaps
from gonghui.primitives.agenda.actions import Source
from gonghui.primitives.agenda.links import link
from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.agenda.querysets import Ids, only
from gonghui.primitives.people.models import Union

from .kinds import Kind, Relation
from .models import Case


@cache
def sources_of(kind: Kind) -> tuple[Source, Source, Source, Source, Source]:
    """The asker's, the handler's, the late ones (of each the subject is the case); the union's queue, and what is to be
    given anew there."""
    return (
        Source(f"{kind.code}.mine", lambda cases, people, now: _mine(kind, cases, people)),
        Source(f"{kind.code}.given", lambda cases, people, now: _given(kind, cases, people)),
        Source(f"{kind.code}.late", lambda cases, people, now: _late(kind, cases)),
        Source(f"{kind.code}.queue", lambda unions, people, now: _queue(kind, unions), counted=True),
        Source(f"{kind.code}.left", lambda unions, people, now: _left(kind, unions), counted=True),
    )


BESIDE: dict[str, tuple[Source, ...]] = {}  # by the code of a kind, once its slice is imported


def also(kind: Kind, *sources: Source) -> None:
    """What else of a slice waits for one of its cases, with the case as its subject: every act on it renews this too,
    also those in which the slice has no part."""
    BESIDE[kind.code] = sources


def of_one(kind: Kind) -> tuple[Source, ...]:
    """What waits for somebody because of one case: of `sources_of` the first three, and what its slice says beside."""
    return (*sources_of(kind)[:3], *BESIDE.get(kind.code, ()))


def _mine(kind: Kind, cases: Ids, people: Ids) -> Iterable[Matter]:
    rows = only(Case.objects.of_kind(kind).open().exclude(person=None), pk=cases, person=people)
    for one in rows.order_by("pk"):
        yield Matter(
            subject=one.pk,
            key=f"{kind.code}.mine",
            person_id=one.person_id,
            queue=heaps.OTHER,
            title=f"{kind.title} {one.code}",
            note=_standing(one),
            step=_("去看"),
            icon=kind.icon,
            link=link(kind.page, one.pk),
        )


def _standing(one: Case) -> str:
    """Where it stands, for its asker."""
    title, dated = one.at_stage.title, one.at_stage.dated
    if one.due_at:
        return f"{title}，{clock.day(one.due_at)}前" if dated else title
    return f"{title}，时限已暂停"


def _given(kind: Kind, cases: Ids, people: Ids) -> Iterable[Matter]:
    rows = only(Case.objects.of_kind(kind).running().exclude(assigned_to=None), pk=cases, assigned_to=people)
    for one in rows.order_by("pk"):
        yield Matter(
            subject=one.pk,
            key=f"{kind.code}.given",
            person_id=one.assigned_to_id,
            queue=heaps.OTHER,
            title=f"交你办的{kind.title} {one.code}",
            note=one.at_stage.title,
            step=_("去办理"),
            icon=kind.icon,
            link=link(kind.desk, one.pk),
            due=one.due_at,
        )


def _late(kind: Kind, cases: Ids) -> Iterable[Matter]:
    """A pause does not take it from before the union above."""
    rows = only(Case.objects.of_kind(kind).open().filter(escalated_at__isnull=False), pk=cases)
    read = ("pk", "code", "stage", "due_at", "person", "union", "union__parent", "union__name")
    return late_matters(kind, rows.order_by("pk").values_list(*read))


def late_matters(kind: Kind, rows: Iterable[Sequence[Any]]) -> Iterator[Matter]:
    """Of late cases by their columns, as `_late` reads them: thousands are late in the same minute."""
    seen_above, first = Relation.ABOVE in kind.seen_by, None
    for pk, code, stage, due, person, union, above, name in rows:
        said = {
            "subject": pk, "union_id": above or union, "not_for": person, "due": due,
            "link": link(kind.desk, pk) if seen_above else link(kind.queue),
            "title": f"{kind.title} {code} 逾期：{name}", "note": kind.stage(stage).title,
        }  # fmt: skip
        if first is None:
            alike = {"key": f"{kind.code}.late", "act": kind.act.name, "queue": _("逾期督办"), "step": _("去督办")}
            first = Matter(**said, **alike)
            yield first
        else:
            yield first.alike(None, **said)


def _left(kind: Kind, unions: Ids) -> Iterable[Matter]:
    """Whose handlers may handle them no more, and nobody has them since."""
    rows = Case.objects.of_kind(kind).open().filter(left_at__isnull=False)
    waiting = only(rows, union=unions).order_by().values_list("union").annotate(first=Min("due_at"))
    for union, due in waiting.order_by("union"):
        yield Matter(
            subject=union,
            key=f"{kind.code}.left",
            union_id=union,
            act=kind.act.name,
            queue=kind.title,
            title=f"有{kind.title}要重新交办",
            note=_("原来办理的人已经不在岗位上"),
            step=_("去交办"),
            link=link(kind.queue),
            due=due,
        )


def _queue(kind: Kind, unions: Ids) -> Iterable[Matter]:
    first = Case.objects.of_kind(kind).running().filter(union=OuterRef("pk")).order_by("due_at").values("due_at")[:1]
    waiting = only(Union.objects.all(), pk=unions).annotate(first=Subquery(first)).order_by("pk")
    for union, due in waiting.exclude(first=None).values_list("pk", "first"):
        yield Matter(
            subject=union,
            key=f"{kind.code}.queue",
            union_id=union,
            act=kind.act.name,
            queue=kind.title,
            title=f"有{kind.title}等待办理",
            step=_("去办理"),
            link=link(kind.queue),
            due=due,
        )
