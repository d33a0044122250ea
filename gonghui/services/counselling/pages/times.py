"""Which hours of counsellors can still be had, and by which ways; for one or for many in as many queries."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from gonghui.kernel.window import Window
from gonghui.primitives.hours import actions as hours

from .. import rules
from ..models import Counsellor, Opening


@dataclass(frozen=True, slots=True)
class Offered:
    """An hour, and by which of the counsellor's ways it can be had: face to face only while the room is free."""

    window: Window
    ways: tuple[str, ...]

    @property
    def starts(self) -> datetime:
        return self.window.starts

    @property
    def ends(self) -> datetime:
        return self.window.ends


def offered(counsellors: Collection[Counsellor], *, now: datetime) -> dict[UUID, list[Offered]]:
    """Of each, in order, as far ahead as hours are offered; two queries."""
    reach = Window(now, now + rules.AHEAD)
    openings: dict[UUID, list[Window]] = {one.pk: [] for one in counsellors}
    for one in _openings(openings, reach):
        openings[one.counsellor_id].append(Window(one.starts, one.ends))
    there = [one for of_one in openings.values() for one in of_one]
    if not there:
        return {pk: [] for pk in openings}
    span = Window(min(one.starts for one in there), max(one.ends for one in there))
    rooms = {one.room_id for one in counsellors if one.room_id}
    busy = {pk: [each.blocked for each in booked] for pk, booked in hours.busy({*openings, *rooms}, span).items()}
    found = {}
    for one in counsellors:
        of_room = busy[one.room_id] if one.room_id else []
        found[one.pk] = _by_way(one, rules.times(openings[one.pk], busy[one.pk], now), of_room)
    return found


def free(counsellor: Counsellor, way: str = "", *, now: datetime) -> list[Window]:
    """Of one, by this way; by any where none is named."""
    return [one.window for one in offered([counsellor], now=now)[counsellor.pk] if not way or way in one.ways]


def is_offered(counsellor: Counsellor, window: Window, way: str, *, now: datetime) -> bool:
    """Whether it is one of them; also by who has it, which hours decides."""
    return window in free(counsellor, way, now=now)


def soonest(counsellors: Collection[Counsellor], *, now: datetime) -> list[tuple[Counsellor, datetime | None]]:
    """Each with the first hour that can be had; who has none comes last, else as they came."""
    found = offered(counsellors, now=now)
    first = {pk: of_one[0].starts for pk, of_one in found.items() if of_one}
    in_order = sorted(counsellors, key=lambda one: (one.pk not in first, first.get(one.pk, now)))
    return [(one, first.get(one.pk)) for one in in_order]


def _openings(counsellors: Iterable[UUID], reach: Window) -> Iterable[Opening]:
    there = Opening.objects.filter(counsellor__in=list(counsellors), ends__gt=reach.starts, starts__lt=reach.ends)
    return there.order_by("starts")


def _by_way(counsellor: Counsellor, times: Sequence[Window], taken: Sequence[Window]) -> list[Offered]:
    shut = Counsellor.Way.ROOM in counsellor.ways and not _has_room(counsellor)
    found = []
    for one in times:
        roomless = shut or any(one.overlaps(each) for each in taken)
        ways = tuple(way for way in counsellor.ways if way != Counsellor.Way.ROOM or not roomless)
        found += [Offered(one, ways)] if ways else []
    return found


def _has_room(counsellor: Counsellor) -> bool:
    """Still: a room may be given up, or the house it is in."""
    room = counsellor.room
    return room is not None and room.closed_on is None and room.premises.closed_on is None
