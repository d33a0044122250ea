"""One seat, one copy, many readers: what `bench places` sends."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from functools import cache
from itertools import islice

from django.utils import timezone

from gonghui.primitives import clock
from gonghui.rehearsals.bench.contention import Ask, Contest
from gonghui.services.reading import actions
from gonghui.services.reading.books_sheet import BookRow
from gonghui.services.reading.models import Loan, Seat, SeatBooking

from .catalogue import books
from .world import BY, World, set_up

HOURS, DAYS = 8, 3  # contended for: hours of a day from 10, days from tomorrow
SEED = 7  # other books than the story's


def contests(rounds: int, clients: int) -> list[Contest]:
    """What is contended for here, in worlds of their own."""
    return [seats(rounds, clients), copies(rounds, clients)]


@cache
def _world(readers: int) -> World:
    return set_up(rooms=2, readers=readers, now=clock.now())


def seats(rounds: int, clients: int) -> Contest:
    """Every round another seat or another hour, asked for by so many readers at once."""
    world = _world(clients)
    chairs = list(Seat.objects.filter(room__premises=world.library.premises_id).order_by("y", "x"))
    things = [(chairs[number // (HOURS * DAYS)], _hour(number % (HOURS * DAYS))) for number in range(rounds)]
    tokens = [world.tokens[reader.pk] for reader in world.readers]
    asks = [
        [Ask("POST", f"/reading/seats/{seat.pk}/bookings", _window(at), own) for own in tokens] for seat, at in things
    ]

    def held() -> Sequence[int]:
        live = SeatBooking.objects.filter(booking__released_at=None).values_list("seat", "booking__starts")
        found = list(live)
        return [found.count((seat.pk, at)) for seat, at in things]

    return Contest("seats", asks, held)


def copies(rounds: int, clients: int) -> Contest:
    """Every round another copy, lent at the desk to so many readers at once."""
    world, room = _world(clients), _world(clients).library
    codes = [f"WANTED{number:04}" for number in range(rounds)]
    for number, (name, author, isbn) in enumerate(islice(books(rounds, seed=SEED), rounds)):
        row = BookRow(number=number, name=name, author=author, isbn=isbn, subject="general", code=codes[number])
        actions.add_copies(room, row, by=BY, now=clock.now())
    path, cards = f"/reading/desks/{room.pk}/scans", [reader.member_code for reader in world.readers]
    asks = [[Ask("POST", path, {"code": code, "reader": card}, world.librarian) for card in cards] for code in codes]

    def held() -> Sequence[int]:
        found = list(Loan.objects.open().filter(copy__code__in=codes).values_list("copy__code", flat=True))
        return [found.count(code) for code in codes]

    return Contest("copies", asks, held)


def _hour(number: int) -> datetime:
    day = timezone.localdate(clock.now()) + timedelta(days=1 + number // HOURS)
    return datetime.combine(day, time(10 + number % HOURS), timezone.get_default_timezone())


def _window(starts: datetime) -> dict[str, str]:
    return {"starts": starts.isoformat(), "ends": (starts + timedelta(hours=1)).isoformat()}
