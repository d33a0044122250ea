"""How many are inside, never more than there is room for, and nobody's name."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from gonghui.kernel.scarcity import bad_capacity, bad_key
from gonghui.primitives import clock
from gonghui.primitives.planned import planned
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action

from . import refusals
from .models import Attendance, DoorEntry, Presence


@action
def set_presence(subject: UUID, *, capacity: int) -> Presence:
    """So many may be inside at once. Raises BelowInside, BadCapacity."""
    if refusal := bad_capacity(capacity):
        raise refusal
    Presence.objects.bulk_create([Presence(subject=subject, capacity=capacity)], ignore_conflicts=True)
    if not Presence.objects.filter(pk=subject, inside__lte=capacity).update(capacity=capacity):
        inside = Presence.objects.values_list("inside", flat=True).get(pk=subject)
        raise refusals.BelowInside(inside=inside, capacity=capacity)
    return Presence.objects.get(pk=subject)


@action
def come_in(
    subject: UUID, *, key: str, group: str = "", mark: str = "", share: int | None = None, now: datetime
) -> DoorEntry:
    """One more is inside; the same key answers the same entry, even one that has gone.

    `key` is made for this visit; `group` is what the day's counts are kept by; of those whose `mark` is the same, as
    they came from one place, no more than `share` are inside. Raises Crowded, ShareTaken, UnknownPresence.
    """
    if refusal := bad_key(key):
        raise refusal
    room = Presence.objects.filter(pk=subject).first()
    if room is None:
        raise refusals.UnknownPresence()
    entry = DoorEntry(subject=room, key=key, group=group, mark=mark, came_at=now)
    if not insert_unless_taken(entry):
        return DoorEntry.objects.get(subject=subject, key=key)
    if not Presence.objects.filter(pk=subject, inside__lt=F("capacity")).update(inside=F("inside") + 1):
        raise refusals.Crowded(capacity=room.capacity)
    # Counted behind that write, which all who come in here take in turn: nobody is overlooked.
    if share is not None and DoorEntry.objects.inside().filter(subject=subject, mark=mark).count() > share:
        raise refusals.ShareTaken(share=share)
    _count(subject, group, now)
    entry.just_in = True
    return entry


def _count(subject: UUID, group: str, now: datetime) -> None:
    day = clock.date_of(now)
    Attendance.objects.bulk_create([Attendance(subject_id=subject, day=day, group=group)], ignore_conflicts=True)
    Attendance.objects.filter(subject=subject, day=day, group=group).update(came=F("came") + 1)


@action
def go_out(subject: UUID, *, key: str | None = None, now: datetime) -> DoorEntry:
    """One less is inside: who came in under `key`, or without it whoever is inside longest. Raises NotInside.

    Going out again under the same key changes nothing.
    """
    entries = DoorEntry.objects.filter(subject=subject).order_by("came_at", "pk")
    found = entries.filter(key=key) if key is not None else entries.inside()
    entry = found.select_for_update().first()
    if entry is None:
        raise refusals.NotInside()
    if entry.went_at is None:
        entry.went_at, entry.mark = now, ""
        entry.save(update_fields=["went_at", "mark"])
        Presence.objects.filter(pk=subject).update(inside=F("inside") - 1)
    return entry


@action
def clear(subject: UUID, *, came_before: datetime | None = None, now: datetime) -> int:
    """At closing time: whoever did not say that he left, left now; or those who came before. Returns how many."""
    inside_now = DoorEntry.objects.inside().filter(subject=subject)
    left = (inside_now.filter(came_at__lt=came_before) if came_before else inside_now).update(went_at=now, mark="")
    Presence.objects.filter(pk=subject).update(inside=F("inside") - left)
    return left


def inside(subjects: list[UUID]) -> dict[UUID, Presence]:
    """How many are inside each, and how many may be; one query."""
    return {one.pk: one for one in _inside.rows(subjects=subjects)}


@planned
def _inside(subjects: Any) -> QuerySet[Presence]:
    return Presence.objects.filter(pk__among=subjects)
