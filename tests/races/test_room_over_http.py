"""32 clients over HTTP for one room-hour: exactly one, round after round; and the control that double-books."""

import threading
from urllib.parse import urlsplit

import pytest

from gonghui.primitives.hours.actions import reserving
from gonghui.primitives.hours.models import Hour
from gonghui.rehearsals.bench import contention
from gonghui.rehearsals.hub.contention import room_hours
from tests.rush import constraint_dropped

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
ROUNDS = 3


def test_one_room_hour_is_had_by_exactly_one_of_32_clients(live_server):
    contest = room_hours(ROUNDS, contention.CLIENTS)
    where = urlsplit(live_server.url)
    assert contention.play(where.hostname, where.port, contest.rounds) == [1] * ROUNDS
    assert contest.held() == [1] * ROUNDS


@pytest.mark.usefixtures("weaker_isolation")
def test_looking_first_double_books_over_http_without_the_constraint(live_server, monkeypatch):
    """Two of the 32 look before either writes: both are told yes, and both hold the hour."""
    contest, both_looked = room_hours(1, contention.CLIENTS), threading.Barrier(2)

    def hold_by_looking(booking):
        free = not Hour.objects.filter(resource=booking.resource, at=booking.starts).exists()
        if free:
            both_looked.wait(20)
            Hour.objects.create(booking=booking, resource=booking.resource, holder=booking.holder, at=booking.starts)
        return free

    monkeypatch.setattr(reserving, "_hold", hold_by_looking)
    where = urlsplit(live_server.url)
    with constraint_dropped("hours_hour", "one_booking_per_quarter_hour"):
        assert contention.play(where.hostname, where.port, [contest.rounds[0][:2]]) == [2]
        assert contest.held() == [2]
