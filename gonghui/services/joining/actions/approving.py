"""What a yes brings about, of many at once: memberships begin or move, documents and work are written down."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from gonghui.kernel.callers import Caller
from gonghui.kernel.refusals import Refused
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Document, Employment, Membership, Person
from gonghui.primitives.people.refusals import UnionClosed

from .. import refusals, rules
from ..models import Application
from .holding import forget_number, renew_many, rivals_of, today, unsealed

Members = Mapping[UUID, Membership]


def ready(held: Sequence[Application], *, now: datetime) -> tuple[list[Application], Members, dict[UUID, Refused]]:
    """Of those that wait: which may be approved, what their persons are members of, and why the others may not.

    The persons are held from here on: a roster waits, or we see it.
    """
    persons = Person.objects.select_for_update(no_key=True).filter(pk__in=[one.person_id for one in held])
    known = {person.pk: person for person in persons.order_by("pk")}
    standing = Membership.objects.active().filter(person__in=known).select_related("union")
    members, rivals = {one.person_id: one for one in standing}, rivals_of(held)
    identified = set(Document.objects.filter(person__in=known).values_list("person", flat=True))
    no: dict[UUID, Refused] = {}
    for one in held:
        one.person = known[one.person_id]
        if refusal := _why_not(one, members.get(one.person_id), rivals.get(one.pk)):
            no[one.pk] = refusal
        elif one.kind == Application.Kind.JOIN and one.number_sealed is None and one.person_id not in identified:
            no[one.pk] = refusals.NotIdentified()
    _write_down({one.pk: rivals[one.pk] for one in held if one.pk in rivals and one.rival_id is None}, held, now=now)
    return [one for one in held if one.pk not in no], members, no


def _write_down(rivals: Mapping[UUID, Person], held: Sequence[Application], *, now: datetime) -> None:
    """Whose document was written down for another after it was sent: a conflict, which both unions see from here on."""
    found = [one for one in held if one.pk in rivals]
    for one in found:
        one.rival = rivals[one.pk]
        one.save(update_fields=["rival"])
    if found:
        renew_many(found, now=now)


def _why_not(one: Application, member: Membership | None, rival: Person | None) -> Refused | None:
    """What stands against a yes. Saves nothing; whether they are met by a roster is written into the application."""
    assert one.union is not None
    if rival is not None:
        return refusals.InConflict()
    one.met = member is not None and member.union_id == one.union_id
    if one.kind == Application.Kind.TRANSFER:
        if member is None:
            return refusals.NotMemberYet()
    elif member is not None and not one.met:
        return refusals.IsMemberElsewhere(union=member.union.name)
    if not one.met and one.union.closed_at:
        return UnionClosed(union=one.union.name)
    return None


def take_in(held: Sequence[Application], members: Members, *, by: Caller, now: datetime) -> None:
    """All that a yes writes about their persons. Saves nothing of the applications."""
    typed = [(one, document) for one in held if (document := unsealed(one)) is not None]
    people.add_documents([(one.person, document) for one, document in typed], by=by, now=now)
    for one, _document in typed:
        if one.person.name != one.name:
            people.rename(one.person, one.name, by=by, now=now)
    homes = [(one.person, one.union) for one in held if one.union is not None and not one.met]
    people.settle_many(homes, on=today(now), by=by, now=now)
    people.employ_many((work for one in held for work in _works(one, now)), by=by, now=now)
    for one in held:
        forget_number(one)


def _works(one: Application, now: datetime) -> Iterable[Employment]:
    """Where the person works: at the employer, by each platform, else in the trade."""
    said = {"person": one.person, "trade": one.trade, "starts_on": today(now), "created_at": now}
    if one.employer:
        yield Employment(employer=one.employer, **said)
    by_platform = [name for name in rules.platforms(one.platforms) if not one.employer or name != one.employer.name]
    for name in by_platform or ([""] if one.trade and not one.employer else []):
        yield Employment(platform=name[: rules.LONGEST_PLATFORM], **said)
