"""Everything at once, in random order, and at the end every promise of admission is kept."""

import logging
import random
from collections import Counter

import pytest
from django.db import OperationalError, connection
from psycopg import IsolationLevel

from gonghui.kernel.callers import Caller
from gonghui.kernel.refusals import Refused
from gonghui.primitives.admission import actions as admission
from gonghui.primitives.admission.models import Place, Waiter
from gonghui.primitives.admission.rules import Claim
from gonghui.primitives.rows import new_id
from gonghui.primitives.transactions import repeatable
from tests.crowd import NOON, crowd
from tests.rush import rush

from .admission_world import alarm, open_pool

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
WU = Caller(person=None, name="吴", origin="gate")


class Hand:
    """One of many hands: does random, mostly sensible things to the pools, and counts what came of them."""

    def __init__(self, seed, pools, people):
        self.dice, self.pools, self.people, self.came = random.Random(seed), pools, people, Counter()
        self.acts = (
            [self.take] * 8 + [self.release] * 6 + [self.wait] * 8 + [self.leave_line] * 2 + [self.move] * 4
        ) + [self.take_many, self.resize, self.check_in]

    def work(self, turns):
        for turn in range(turns):
            act = self.dice.choice(self.acts)
            try:
                act(f"{id(self)}-{turn}")
                self.came[act.__name__] += 1
            except Refused as refusal:
                self.came[type(refusal).__name__] += 1
            except OperationalError as error:  # after ten attempts in vain, which only SERIALIZABLE knows
                if not repeatable(error):
                    raise
                self.came["gave up"] += 1
        return self.came

    def take(self, key):
        admission.take(self.dice.choice(self.pools), self.dice.choice(self.people), key=key, now=NOON)

    def take_many(self, key):
        wishes = self.dice.choices(self.people, k=8)
        claims = [Claim(self.dice.choice(self.pools).pk, person.pk, f"{key}-{n}") for n, person in enumerate(wishes)]
        for answer in admission.take_many(claims, now=NOON):
            self.came[f"one of many: {type(answer).__name__}"] += 1

    def release(self, _key):
        self.with_a(Place, lambda place: admission.release(place, now=NOON))

    def move(self, key):
        self.with_a(Place, lambda place: admission.move(place, self.dice.choice(self.pools), key=key, now=NOON))

    def check_in(self, _key):
        self.with_a(Place, lambda place: admission.check_in(place, by=WU, now=NOON, way="receipt"))

    def wait(self, _key):
        admission.wait(self.dice.choice(self.pools), self.dice.choice(self.people), now=NOON)

    def leave_line(self, _key):
        self.with_a(Waiter, lambda waiter: admission.leave_line(waiter, now=NOON))

    def resize(self, _key):
        admission.change_pool(self.dice.choice(self.pools), capacity=self.dice.randint(3, 9), now=NOON)

    def with_a(self, model, act):
        rows = list(model.objects.live()[:50])
        if rows:
            act(self.dice.choice(rows))


def storm(hands, turns, level=None):
    """What came of it, and the errors that were no refusals."""
    scope, people = new_id(), crowd(60)
    pools = [open_pool(6, scope) for _pool in range(4)]

    def act(seed):
        if level is not None:
            connection.ensure_connection()
            connection.connection.isolation_level = level
        return Hand(seed, pools, people).work(turns)

    results = rush(act, hands)
    errors = [one for one in results if isinstance(one, Exception)]
    return sum((one for one in results if isinstance(one, Counter)), Counter()), errors


def test_after_a_storm_every_promise_is_kept():
    came, errors = storm(hands=32, turns=12)
    assert errors == []
    assert alarm() == []
    assert came["gave up"] == 0
    for act in ("take", "release", "wait", "leave_line", "move", "Full", "AlreadyHolds", "MayTakeNow"):
        assert came[act] > 0, f"the storm never saw {act}"


def test_after_a_storm_at_serializable_every_promise_is_kept(caplog):
    with caplog.at_level(logging.INFO, "gonghui.transactions"):
        came, errors = storm(hands=16, turns=10, level=IsolationLevel.SERIALIZABLE)
    assert errors == []
    assert alarm() == []
    repeats = [record for record in caplog.records if record.name == "gonghui.transactions"]
    assert repeats, "at this level somebody must have been asked to repeat"
    assert came["gave up"] < came.total() / 10
    print(f"{len(repeats)} repeats for {came.total()} acts, {came['gave up']} given up")
