"""Counsellors introduce themselves and open hours."""

from datetime import datetime, timedelta

from gonghui.kernel.callers import Caller
from gonghui.kernel.window import Window
from gonghui.primitives import clock
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people.models import Person, Union
from gonghui.primitives.places.models import Room
from gonghui.primitives.transactions import action

from .. import refusals, rules
from ..models import Counsellor, Opening


@action
def introduce(
    person: Person, union: Union, *, about: str, ways: list[str], link: str = "", room: Room | None = None, by: Caller,
    now: datetime,
) -> Counsellor:  # fmt: skip
    """What people read of a counsellor, and how they may be met. Raises LinkMissing, RoomMissing."""
    if Counsellor.Way.VIDEO in ways and not link.startswith("https://"):
        raise refusals.LinkMissing()
    if Counsellor.Way.ROOM in ways and room is None:
        raise refusals.RoomMissing()
    said = {"about": about.strip(), "ways": ways, "link": link, "room": room}
    found, _new = Counsellor.objects.update_or_create(person=person, union=union, defaults=said)
    journal.record("counselling.introduce", found, by=by, now=now, label=person.name)
    return found


@action
def open_hours(counsellor: Counsellor, window: Window, *, weeks: int = 1, by: Caller, now: datetime) -> list[Opening]:
    """May be booked from then to then, so many weeks in a row; all or none.

    Raises OpeningPast, OpeningUneven, OpeningTooLong, TooManyWeeks, OpeningOverlaps.
    """
    rules.check_opening(window, weeks, now)
    held = Counsellor.objects.select_for_update(of=("self",)).get(pk=counsellor.pk)  # two forms at once: one after
    made = []
    for week in range(weeks):
        starts, ends = window.starts + week * timedelta(7), window.ends + week * timedelta(7)
        if there := held.openings.filter(starts__lt=ends, ends__gt=starts).order_by("starts").first():
            raise refusals.OpeningOverlaps(when=clock.span(there.starts, there.ends))
        made.append(Opening.objects.create(counsellor=held, starts=starts, ends=ends, created_at=now))
    journal.record("counselling.open_hours", held, by=by, now=now, label=clock.span(window.starts, window.ends))
    return made


@action
def close_hours(opening: Opening, *, by: Caller, now: datetime) -> None:
    """Not offered any more; what is booked in it stands. Once is enough."""
    if Opening.objects.filter(pk=opening.pk).delete()[0]:
        when = clock.span(opening.starts, opening.ends)
        journal.record("counselling.close_hours", opening.counsellor, by=by, now=now, label=when)
