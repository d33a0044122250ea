"""Many at once for few places: exactly as many as there are, one for each, and the alarm rings when a guard is gone."""

import logging
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from gonghui.kernel.callers import Caller
from gonghui.kernel.codes import new_code
from gonghui.primitives.admission import actions as admission
from gonghui.primitives.admission import refusals
from gonghui.primitives.admission.models import CheckIn, Place, Pool
from gonghui.primitives.admission.rules import Claim
from gonghui.primitives.rows import new_id
from tests.crowd import NOON, crowd
from tests.rush import rush

from .admission_world import alarm, open_pool, until_it_waits, without

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
WU = Caller(person=None, name="吴", origin="gate")


def kinds(answers):
    """How often each kind of answer came."""
    names = [type(answer).__name__ for answer in answers]
    return {name: names.count(name) for name in sorted(set(names))}


def answer(act, *args, **kwargs):
    """What `act` gave, or the refusal it raised."""
    try:
        return act(*args, **kwargs)
    except refusals.Refused as refusal:
        return refusal


def test_the_last_hundred_places_among_four_hundred_people():
    pool, people = open_pool(100, new_id()), crowd(400)

    def act(thread):
        return [answer(admission.take, pool, person, key="click", now=NOON) for person in people[thread::32]]

    answers = [one for of_thread in rush(act, 32) for one in of_thread]
    assert kinds(answers) == {"Full": 300, "Place": 100}
    assert Place.objects.count() == 100
    assert alarm() == []


def test_batches_at_the_same_time_give_exactly_what_there_is():
    scope, people = new_id(), crowd(300)
    pools = [open_pool(40, scope) for _pool in range(3)]

    def act(thread):  # every person asks in three batches, for another pool in each
        turn = people[thread % 10 :: 10]
        wishes = [Claim(pools[(thread + n) % 3].pk, person.pk, f"k{thread}") for n, person in enumerate(turn)]
        return admission.take_many(wishes, now=NOON)

    answers = [one for of_thread in rush(act, 30) for one in of_thread]
    holders = set(Place.objects.values_list("holder", flat=True))
    assert len(holders) == 120
    wished = [person.pk for thread in range(30) for person in people[thread % 10 :: 10]]
    for person, said in zip(wished, answers, strict=True):
        assert isinstance(said, Place | refusals.AlreadyHolds) == (person in holders), "no holder hears: full"
    assert alarm() == []


def test_one_person_clicking_in_eight_windows_gets_one_place():
    scope = new_id()
    pools, [lin] = [open_pool(5, scope) for _pool in range(2)], crowd(1)
    answers = rush(lambda n: admission.take(pools[n % 2], lin, key=f"window-{n}", now=NOON), 8)
    assert kinds(answers) == {"AlreadyHolds": 7, "Place": 1}
    [place] = [one for one in answers if isinstance(one, Place)]
    assert {one.facts["code"] for one in answers if one is not place} == {place.code}
    assert alarm() == []


def test_one_click_sent_eight_times_is_one_place():
    pool, [lin] = open_pool(5, new_id()), crowd(1)
    answers = rush(lambda n: admission.take(pool, lin, key="click", now=NOON), 8)
    assert kinds(answers) == {"Place": 8}
    assert len({place.pk for place in answers}) == 1
    assert alarm() == []


def test_eight_gates_admit_one_receipt_once():
    pool, [lin] = open_pool(1, new_id()), crowd(1)
    place = admission.take(pool, lin, key="click", now=NOON)
    answers = rush(lambda n: admission.check_in(Place.objects.get(pk=place.pk), by=WU, now=NOON, way="receipt"), 8)
    assert kinds(answers) == {"AlreadyIn": 7, "CheckIn": 1}
    assert alarm() == []


def test_coming_in_and_giving_back_at_once_ends_in_one_of_both():
    pool, people = open_pool(30, new_id()), crowd(30)
    places = [admission.take(pool, person, key="click", now=NOON) for person in people]

    def act(n):
        place = Place.objects.get(pk=places[n // 2].pk)
        if n % 2:
            return answer(admission.release, place, now=NOON)
        return answer(admission.check_in, place, by=WU, now=NOON, way="receipt")

    count = kinds(rush(act, 60))
    assert count.get("CheckIn", 0) + count.get("list", 0) == 30
    assert count.get("AlreadyIn", 0) + count.get("Released", 0) == 30
    assert alarm() == []


@pytest.mark.usefixtures("weaker_isolation")
def test_moves_in_opposite_directions_end_without_an_error_or_a_deadlock(caplog):
    scope, people = new_id(), crowd(20)
    pools = [open_pool(15, scope), open_pool(15, scope)]
    for n, person in enumerate(people):
        admission.take(pools[n % 2], person, key="click", now=NOON)

    def act(thread):
        answers = []
        for turn in range(10):
            place = Place.objects.live().get(holder=people[thread])
            to_pool = pools[place.pool_id == pools[0].pk]
            answers.append(answer(admission.move, place, to_pool, key=f"turn-{turn}", now=NOON))
        return answers

    with caplog.at_level(logging.INFO, "gonghui.transactions"):
        results = rush(act, 20)
    assert caplog.messages == []  # nothing had to be repeated
    assert set(kinds(one for of_thread in results for one in of_thread)) <= {"Place", "Full"}
    assert sum(pool.taken for pool in Pool.objects.all()) == 20
    assert alarm() == []


@pytest.fixture
def another():
    """Runs a call on a thread and connection of its own."""

    def closing(act):
        try:
            return answer(act)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as threads:
        yield lambda act: threads.submit(closing, act)


def test_a_rank_lost_to_a_rival_still_unseen_goes_to_the_next(another):
    pool, (lin, chen, su) = open_pool(2, new_id()), crowd(3)
    wishes = [Claim(pool.pk, person.pk, f"batch-{n}") for n, person in enumerate([lin, chen, su])]
    with transaction.atomic():
        mine = admission.take(pool, lin, key="click", now=NOON)
        batch = another(lambda: admission.take_many(wishes, now=NOON))
        until_it_waits(batch)
    holds, place, full = batch.result(30)
    assert isinstance(holds, refusals.AlreadyHolds)
    assert holds.facts["code"] == mine.code
    assert place.holder_id == chen.pk
    assert isinstance(full, refusals.Full)
    assert alarm() == []


@pytest.mark.parametrize("places", [1, 2])
def test_a_repeat_finds_the_place_of_a_click_still_unseen(another, places):
    pool, [lin] = open_pool(places, new_id()), crowd(1)
    with transaction.atomic():
        mine = admission.take(pool, lin, key="click", now=NOON)
        repeat = another(lambda: admission.take(pool, lin, key="click", now=NOON))
        until_it_waits(repeat)
    assert repeat.result(30) == mine


def test_who_just_got_the_last_place_hears_of_it_and_not_that_the_pool_is_full(another):
    pool, [lin] = open_pool(1, new_id()), crowd(1)
    with transaction.atomic():
        mine = admission.take(pool, lin, key="click", now=NOON)
        other = another(lambda: admission.take(pool, lin, key="other window", now=NOON))
        until_it_waits(other)
    assert isinstance(other.result(30), refusals.AlreadyHolds)
    assert other.result().facts["code"] == mine.code


def test_a_repeat_finds_its_place_in_a_pool_closed_meanwhile(another):
    pool, [lin] = open_pool(2, new_id()), crowd(1)
    with transaction.atomic():
        mine = admission.take(pool, lin, key="click", now=NOON)
        admission.close_pool(pool, now=NOON)
        repeat = another(lambda: admission.take(pool, lin, key="click", now=NOON))
        until_it_waits(repeat)
    assert repeat.result(30) == mine


def test_places_released_while_a_batch_waits_for_the_lock_are_given(another):
    pool, people = open_pool(6, new_id()), crowd(9)
    held = [admission.take(pool, person, key="click", now=NOON) for person in people[:5]]
    with transaction.atomic():
        for place in held[:2]:
            admission.release(place, now=NOON)
        batch = another(lambda: admission.take_many([Claim(pool.pk, each.pk, "k") for each in people[5:]], now=NOON))
        until_it_waits(batch)
    assert kinds(batch.result(30)) == {"Full": 1, "Place": 3}
    assert alarm() == []


def test_places_added_while_a_batch_waits_for_the_lock_are_given(another):
    pool, people = open_pool(1, new_id()), crowd(4)
    with transaction.atomic():
        admission.change_pool(Pool.objects.get(pk=pool.pk), capacity=3, now=NOON)
        batch = another(lambda: admission.take_many([Claim(pool.pk, each.pk, "k") for each in people], now=NOON))
        until_it_waits(batch)
    assert kinds(batch.result(30)) == {"Full": 1, "Place": 3}
    assert alarm() == []


def test_joining_a_line_sees_a_place_just_given_in_another_pool(another):
    scope, [lin] = new_id(), crowd(1)
    free, full = open_pool(1, scope), open_pool(0, scope)
    with transaction.atomic():
        admission.take(free, lin, key="click", now=NOON)
        line = another(lambda: admission.wait(full, lin, now=NOON))
        until_it_waits(line)
    assert isinstance(line.result(30), refusals.AlreadyHolds)
    assert alarm() == []


def test_a_place_given_sees_a_line_just_joined_in_another_pool(another):
    scope, [lin] = new_id(), crowd(1)
    free, full = open_pool(1, scope), open_pool(0, scope)
    with transaction.atomic():
        admission.wait(full, lin, now=NOON)
        place = another(lambda: admission.take(free, lin, key="click", now=NOON))
        until_it_waits(place)
    assert isinstance(place.result(30), Place)
    assert Pool.objects.counts([full.pk])[full.pk].waiting == 0
    assert alarm() == []


# The negative controls: the same races decided by counting first, with a barrier between the look and the leap.


def take_by_counting(pool, person, barrier):
    with transaction.atomic():
        free = Pool.objects.filter(pk=pool.pk, taken__lt=F("capacity")).exists()
        held = Place.objects.live().filter(scope=pool.scope, holder=person).exists()
        barrier.wait(30)
        if free and not held:
            new = {"code": new_code(), "key": new_id().hex, "taken_at": NOON}
            Place.objects.create(pool=pool, scope=pool.scope, holder=person, **new)
            Pool.objects.filter(pk=pool.pk).update(taken=F("taken") + 1)


def count_first(people, capacity):
    pool, barrier = open_pool(capacity, new_id()), threading.Barrier(len(people))
    return rush(lambda n: take_by_counting(pool, people[n], barrier), len(people))


@pytest.mark.usefixtures("weaker_isolation")
def test_counting_first_oversells_without_the_check_and_the_alarm_rings():
    with without(Pool, "pool_never_oversold"):
        count_first(crowd(2), capacity=1)
        assert Place.objects.count() == 2
        assert any("oversold: 2 of 1" in wrong for wrong in alarm())


@pytest.mark.usefixtures("weaker_isolation")
def test_the_check_stops_even_who_counts_first():
    errors = [one for one in count_first(crowd(2), capacity=1) if one is not None]
    assert [type(error) for error in errors] == [IntegrityError]
    assert alarm() == []


@pytest.mark.usefixtures("weaker_isolation")
def test_looking_first_gives_one_person_two_places_without_the_constraint_and_the_alarm_rings():
    with without(Place, "one_live_place_per_person"):
        count_first(crowd(1) * 2, capacity=5)
        assert any("two places" in wrong for wrong in alarm())


@pytest.mark.usefixtures("weaker_isolation")
def test_the_constraint_stops_even_who_looks_first():
    errors = [one for one in count_first(crowd(1) * 2, capacity=5) if one is not None]
    assert [type(error) for error in errors] == [IntegrityError]
    assert alarm() == []


@pytest.mark.usefixtures("weaker_isolation")
def test_looking_first_admits_twice_what_the_key_would_refuse():
    pool, [lin] = open_pool(1, new_id()), crowd(1)
    place, barrier = admission.take(pool, lin, key="click", now=NOON), threading.Barrier(2)

    def act(_n):
        with transaction.atomic():
            seen = CheckIn.objects.filter(pk=place.pk).exists()
            barrier.wait(30)
            if seen:
                return None
            return CheckIn.objects.create(place=place, at=NOON, by_name="吴", way="receipt")

    assert kinds(rush(act, 2)) == {"CheckIn": 1, "IntegrityError": 1}
    with connection.cursor() as cursor:
        CheckIn.objects.all().delete()
        cursor.execute("ALTER TABLE admission_checkin DROP CONSTRAINT admission_checkin_pkey")
        try:
            barrier.reset()
            assert kinds(rush(act, 2)) == {"CheckIn": 2}
            assert CheckIn.objects.count() == 2
        finally:
            cursor.execute("DELETE FROM admission_checkin")
            cursor.execute("ALTER TABLE admission_checkin ADD PRIMARY KEY (place_id)")
