"""The real-name roster as it is brought (roster/sheets.py says in which order, and by which paper): it can be brought
again as it is."""

from collections.abc import Iterator
from datetime import datetime

from gonghui.kernel.callers import Caller
from gonghui.kernel.text import one_line
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Document, Membership
from gonghui.primitives.people.querysets import MembershipQuerySet
from gonghui.primitives.transactions import action

from ..roster.rules import DOCUMENT, JOINED, KIND, MOBILE, NAME, UNION
from ..roster.sheets import ROSTER
from . import refusals as no

HEADER = tuple(column.name for column in ROSTER.columns)
NO_MOBILE = "无"  # as the roster that is brought has it
MOST = 5_000


@action
def export_roster(rows: MembershipQuerySet, *, why: str, by: Caller, now: datetime) -> Iterator[list[object]]:
    """The members with whole numbers; for each it is written down who took it and why. Raises ExportReason,
    TooManyToExport."""
    why = one_line(why, 200)
    if not why:
        raise no.ExportReason()
    if (many := rows.count()) > MOST:
        raise no.TooManyToExport(limit=MOST, many=many)
    taken = list(rows.select_related("person", "union").order_by("person__sort_key", "pk"))
    lines = [
        journal.JournalLine("membership.export_roster", one, one.person.name, one.person_id, facts={"why": why})
        for one in taken
    ]
    journal.record_many(lines, by=by, now=now)
    return iter(_lines(taken, why=why, by=by, now=now))


def _lines(taken: list[Membership], *, why: str, by: Caller, now: datetime) -> list[list[object]]:
    """Of each the newest document and the mobile; each look at a number is written down by people."""
    held = Document.objects.filter(person__in=[one.person_id for one in taken]).select_related("person")
    newest = {one.person_id: one for one in held.order_by("created_at", "pk")}
    said = {"why": why, "by": by, "now": now}
    mobiles = people.look_at_numbers([one.person for one in taken], **said)
    numbers = dict(zip(newest, people.look_at_numbers(list(newest.values()), **said), strict=True))
    return [
        _line(one, newest.get(one.person_id), numbers.get(one.person_id, ""), mobile)
        for one, mobile in zip(taken, mobiles, strict=True)
    ]


def _line(one: Membership, document: Document | None, number: str, mobile: str) -> list[object]:
    cells = {
        NAME: one.person.name,
        KIND: str(document.get_kind_display()) if document else "",
        DOCUMENT: number,
        MOBILE: mobile or NO_MOBILE,
        UNION: one.union.code,
        JOINED: one.starts_on,
    }
    return [cells[column.key] for column in ROSTER.columns]
