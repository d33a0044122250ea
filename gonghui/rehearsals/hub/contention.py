"""One room-hour, many members: what `bench places` sends."""

from datetime import timedelta

from gonghui.primitives import clock
from gonghui.primitives.hours.models import Booking
from gonghui.primitives.places.models import Room
from gonghui.rehearsals import cast
from gonghui.rehearsals.bench.contention import Ask, Contest, hours

from .world import bench_house, bench_union


def contests(rounds: int, clients: int) -> list[Contest]:
    """What is contended for here, in a world of its own."""
    return [room_hours(rounds, clients)]


def room_hours(rounds: int, clients: int) -> Contest:
    """Every round another hour of one room, asked for by so many members at once."""
    now = clock.now()
    room = Room.objects.get(premises=bench_house(1, now=now))
    members = cast.members(bench_union(now), clients, now=now)
    wanted = hours(rounds, a_day=12, first=9)
    bodies = [
        {"starts_at": starts.isoformat(), "ends_at": (starts + timedelta(hours=1)).isoformat(), "purpose": "开会"}
        for starts in wanted
    ]
    asks = [[Ask("POST", f"/hub/rooms/{room.pk}/bookings", body, one.token) for one in members] for body in bodies]
    held = Booking.objects.live().filter(resource=room.pk).values_list("starts", flat=True)
    return Contest("room-hours", wanted, asks, held.all)
