"""One room-hour, many members: what `bench places` sends."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from gonghui.primitives import clock
from gonghui.primitives.hours.models import Booking
from gonghui.primitives.places.models import Room
from gonghui.rehearsals.bench.contention import Ask, Contest

from . import bench_world

A_DAY = 12  # hours contended for on a day, from 9


def contests(rounds: int, clients: int) -> list[Contest]:
    """What is contended for here, in worlds of their own."""
    return [room_hours(rounds, clients)]


def room_hours(rounds: int, clients: int) -> Contest:
    """Every round another hour of one room, asked for by so many members at once."""
    house = bench_world.house(1)
    room = Room.objects.get(premises=house)
    tokens = [token for _person, token in bench_world.members(clients)]
    hours = [_hour(number) for number in range(rounds)]
    path = f"/hub/rooms/{room.pk}/bookings"
    asked = [
        {"starts_at": starts.isoformat(), "ends_at": (starts + timedelta(hours=1)).isoformat(), "purpose": "开会"}
        for starts in hours
    ]
    asks = [[Ask("POST", path, body, token) for token in tokens] for body in asked]

    def held() -> list[int]:
        live = list(Booking.objects.live().filter(resource=room.pk).values_list("starts", flat=True))
        return [live.count(starts) for starts in hours]

    return Contest("room-hours", asks, held)


def _hour(number: int) -> datetime:
    day = timezone.localdate(clock.now()) + timedelta(days=1 + number // A_DAY)
    return datetime.combine(day, time(9 + number % A_DAY), timezone.get_default_timezone())
