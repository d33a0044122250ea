"""One seat, one copy, many readers: what `bench places` sends."""

from datetime import datetime, timedelta
from functools import cache

from gonghui.primitives import clock
from gonghui.rehearsals.bench.contention import Ask, Contest, hours
from gonghui.rehearsals.cast import BY
from gonghui.services.reading.models import Loan, Seat, SeatBooking

from .catalogue import books
from .world import World, bring, set_up

SEATS_HOURS = 24  # each seat is wanted for so many hours
SEED = 7  # other books than the story's


def contests(rounds: int, clients: int) -> list[Contest]:
    """What is contended for here, in a world of its own."""
    return [seats(rounds, clients), copies(rounds, clients)]


@cache
def _world(readers: int) -> World:
    return set_up(rooms=2, readers=readers, now=clock.now())


def seats(rounds: int, clients: int) -> Contest:
    """Every round another seat or another hour, asked for by so many readers at once."""
    world = _world(clients)
    chairs = Seat.objects.filter(room__premises=world.library.premises_id).order_by("y", "x")
    times = hours(SEATS_HOURS, a_day=8, first=10)
    things = [(chair.pk, starts) for chair in chairs for starts in times][:rounds]
    asks = [
        [Ask("POST", f"/reading/seats/{chair}/bookings", _window(starts), reader.token) for reader in world.readers]
        for chair, starts in things
    ]
    held = SeatBooking.objects.filter(booking__released_at=None).values_list("seat", "booking__starts")
    return Contest("seats", things, asks, held.all)


def copies(rounds: int, clients: int) -> Contest:
    """Every round another copy, lent at the desk to so many readers at once."""
    world = _world(clients)
    wanted = ((*book, "general") for book in books(rounds, seed=SEED))
    codes = bring(world.library, wanted, code="WANTED", by=BY, now=clock.now())
    path, cards = f"/reading/desks/{world.library.pk}/scans", [one.person.member_code for one in world.readers]
    asks = [[Ask("POST", path, {"code": code, "reader": card}, world.librarian) for card in cards] for code in codes]
    held = Loan.objects.open().filter(copy__code__in=codes).values_list("copy__code", flat=True)
    return Contest("copies", codes, asks, held.all)


def _window(starts: datetime) -> dict[str, str]:
    return {"starts": starts.isoformat(), "ends": (starts + timedelta(hours=1)).isoformat()}
