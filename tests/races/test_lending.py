"""32 at once for one copy, and in one line: the thing goes out once, and no number is given twice.

Each promise has its control: the same race decided by looking first, without the constraint, gives too much.
"""

import threading

import pytest
from django.db import IntegrityError, transaction

from gonghui.primitives.lending import actions as lending
from gonghui.primitives.lending import refusals as lending_refusals
from gonghui.primitives.lending.models import Keeping, Turn
from gonghui.primitives.rows import new_id
from tests.crowd import HOUR, NOON, crowd
from tests.rush import constraint_dropped, kinds, rush

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
CLIENTS = 32


def test_one_copy_goes_out_to_exactly_one_of_32():
    copy, people = new_id(), crowd(CLIENTS)
    answers = rush(lambda n: lending.keep(copy, people[n], key="k", due=NOON + HOUR, now=NOON), CLIENTS)
    assert kinds(answers) == {"Keeping": 1, "Kept": CLIENTS - 1}
    assert Keeping.objects.count() == 1
    back = rush(lambda _n: lending.give_back(copy, now=NOON + HOUR), 8)
    assert kinds(back) == {"Keeping": 1, "NotKept": 7}


def test_no_two_in_a_line_have_the_same_number_and_one_person_stands_once():
    subject, people = new_id(), crowd(8)
    rush(lambda n: lending.queue(subject, people[n % 8], key=f"phone-{n}", now=NOON), CLIENTS)
    assert sorted(Turn.objects.values_list("number", flat=True)) == list(range(1, 9))
    offered = rush(lambda _n: lending.offer_next(subject, until=NOON + HOUR, now=NOON), 12)
    assert len({turn.pk for turn in offered if turn}) == 8, "nobody is offered twice"
    assert offered.count(None) == 4


# The negative controls: look, then leap, with a barrier between.


def lend_by_looking(copy, people):
    looked = threading.Barrier(len(people))

    def act(n):
        with transaction.atomic():
            out = Keeping.objects.open().filter(thing=copy).exists()
            looked.wait(30)
            if not out:
                Keeping.objects.create(thing=copy, holder=people[n], key="k", since=NOON, due=NOON + HOUR)

    return rush(act, len(people))


@pytest.mark.usefixtures("weaker_isolation")
def test_looking_first_lends_one_copy_twice_without_the_constraint():
    copy, people = new_id(), crowd(2)
    with constraint_dropped("lending_keeping", "one_keeper_of_a_thing"):
        assert lend_by_looking(copy, people) == [None, None]
        assert Keeping.objects.open().filter(thing=copy).count() == 2
    assert kinds(lend_by_looking(copy, people)) == {"NoneType": 1, "IntegrityError": 1}


def test_what_refuses_the_second_is_the_database_and_not_the_look():
    copy, [lin, chen] = new_id(), crowd(2)
    lending.keep(copy, lin, key="k", due=NOON + HOUR, now=NOON)
    with pytest.raises(lending_refusals.Kept):
        lending.keep(copy, chen, key="k", due=NOON + HOUR, now=NOON)
    with pytest.raises(IntegrityError):
        Keeping.objects.create(thing=copy, holder=chen, key="k", since=NOON, due=NOON + HOUR)
