"""Two workers on one outbox: every message goes once; without the conditional claim it goes twice."""

import threading
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection

from gonghui.primitives.notices import actions as notices
from gonghui.primitives.notices.models import Delivery
from gonghui.primitives.notices.querysets import DeliveryQuerySet
from gonghui.primitives.notices.sms import chosen
from gonghui.primitives.notices.sms.base import Backend
from tests.rush import rush

from .conftest import FACTS, NOW, SIGNED_UP, make_person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


class Counting(Backend):
    """Counts what it is given; it is not idempotent, like a real carrier."""

    def __init__(self) -> None:
        super().__init__({})
        self.seen: Counter = Counter()

    def send_batch(self, messages):
        self.seen.update(message.delivery_id for message in messages)
        return ["id" for _ in messages]


@pytest.fixture
def carrier(settings, monkeypatch, request) -> Counting:
    one = Counting()
    monkeypatch.setitem(chosen.BACKENDS, "counting", lambda _options: one)
    settings.SMS = {"backend": "counting", "test": request.node.nodeid}
    return one


def tell(count: int) -> None:
    people = [make_person(f"p{number}", f"138{number:08}") for number in range(count)]
    notices.tell_many([(person, FACTS) for person in people], SIGNED_UP, now=NOW)


def work(_number: int, limit: int = 7) -> int:
    """A worker's loop until nothing is left."""
    sent = 0
    while taken := notices.send_due(now=NOW, limit=limit):
        sent += taken
    return sent


def test_two_workers_send_every_message_once(carrier):
    tell(500)
    assert sum(rush(work, people=2)) == 500
    assert (len(carrier.seen), set(carrier.seen.values())) == (500, {1})
    assert Delivery.objects.filter(state="sent", attempts=1).count() == 500


def test_without_the_conditional_claim_messages_go_twice(carrier, monkeypatch):
    """The negative control: look first, then write. A barrier between the two makes the race certain."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW transaction_isolation")
        if cursor.fetchone() == ("serializable",):
            pytest.skip("the database itself refuses this race at SERIALIZABLE")
    both_have_looked = threading.Barrier(2, timeout=30)

    def claim_by_looking(self, *, now, lease, limit, urgent):
        if urgent:
            return []
        found = list(Delivery.objects.filter(state="due", due_at__lte=now).order_by("due_at", "id")[:limit])
        both_have_looked.wait()
        Delivery.objects.filter(pk__in=[one.pk for one in found]).update(state="sending", claimed_until=now + lease)
        return found

    monkeypatch.setattr(DeliveryQuerySet, "claim_due", claim_by_looking)
    tell(20)
    rush(lambda _number: notices.send_due(now=NOW, limit=20), people=2)
    assert set(carrier.seen.values()) == {2}


def test_two_rescuers_take_each_lost_delivery_once(carrier):
    tell(40)
    Delivery.objects.update(state="sending", claimed_until=NOW)
    asked: Counter = Counter()
    carrier.was_sent = lambda message: bool(asked.update([message.delivery_id])) or True

    def loop(_number: int) -> int:
        rescued = 0
        while taken := notices.rescue_claimed(now=NOW + timedelta(seconds=1), limit=3):
            rescued += taken
        return rescued

    assert sum(rush(loop, people=2)) == 40
    assert (len(asked), set(asked.values())) == (40, {1})
    assert Delivery.objects.filter(state="sent").count() == 40
