"""The union looks at a station: checklists, and stars that go up and can be lost."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from gonghui.kernel.callers import Caller
from gonghui.kernel.text import fold
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people.models import Person
from gonghui.primitives.places import actions as places
from gonghui.primitives.places.models import Keeper, Premises
from gonghui.primitives.places.rules import Why
from gonghui.primitives.places.standing import state_of
from gonghui.primitives.rows import hold_rows, insert_unless_taken
from gonghui.primitives.transactions import action

from .. import rules
from ..models import HOME, Inspection, Scheme, StarChange
from ..pages.reviews import overdue_troubles, scheme_of
from . import words
from .schemes import PUBLISHED


@action
def load_schemes(*, by: Caller, now: datetime) -> int:
    """Bring the published checklists and star schemes into the tables; what is there stays. Returns how many new."""
    new = 0
    for row in PUBLISHED:
        values = {name: row[name] for name in ("title", "source", "grade", "items")}
        _scheme, made = Scheme.objects.get_or_create(kind=row["kind"], starts_on=row["starts_on"], defaults=values)
        new += made
    return new


@action
def inspect(
    premises: Premises,
    found: Mapping[str, str],
    *,
    note: str,
    key: str = "",
    by_person: Person,
    by: Caller,
    now: datetime,
) -> Inspection:
    """An officer went through the checklist in force: {code: good, poor, missing}. Being there is a sign of life,
    unless it is shut for a time. The same key answers the same inspection.

    Raises NoScheme, NotInspectedWhole.
    """
    scheme = scheme_of(HOME if premises.kind == HOME else "station", now=now)
    score = rules.score(scheme.items, found)
    marks = {item["code"]: found[item["code"]] for item in scheme.items}
    inspection = Inspection(premises=premises, scheme=scheme, at=now, by_person=by_person, found=marks, score=score)
    inspection.note, inspection.key = fold(note)[:500], key
    if not insert_unless_taken(inspection):
        return Inspection.objects.get(premises=premises, key=key)
    if state_of(premises, now).why is not Why.CLOSURE:
        places.confirm_open(premises, way="inspection", by=by, now=now)
    journal.record("stations.inspect", premises, by=by, now=now, facts={"score": score})
    return inspection


@action
def set_star(premises: Premises, star: int, *, reason: str, by_person: Person, by: Caller, now: datetime) -> StarChange:
    """Stars up or down, with a reason that everybody may read; keepers are told.

    Raises BadStarLevel, SameStars, NoStarReason; upwards OverdueTroubles, InspectedNever.
    """
    premises = hold_rows(Premises.objects.select_related("union").filter(pk=premises.pk)).get()
    last = Inspection.objects.filter(premises=premises).order_by("-at", "-pk").first()
    reason = fold(reason)[:300]
    standing = rules.Standing(premises.name, premises.star, overdue_troubles(premises, now), last and last.at)
    rules.check_star(standing, star, reason, now=now)
    change = StarChange.objects.create(
        premises=premises, before=premises.star, after=star, reason=reason, at=now, by_person=by_person, inspection=last
    )
    places.revise(premises, star=star, by=by, now=now)
    facts: dict[str, Any] = {"before": change.before, "after": star, "reason": reason}
    keepers = Keeper.objects.filter(premises=premises, ends_at=None).values_list("person", flat=True)
    told = ((person, facts | {"name": premises.name}) for person in sorted(set(keepers)))
    notices.tell_many(told, words.STARS, sms=False, now=now)
    journal.record("stations.set_star", premises, by=by, now=now, facts=facts)
    return change
