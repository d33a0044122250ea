"""The same matter put, renewed and settled by many at once is one matter, and none is left that should be gone.

The promise has its control: the same by looking first, without the constraint, leaves two.
"""

import threading

import pytest
from django.db import transaction

from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.agenda.querysets import only
from gonghui.primitives.people.models import Person
from gonghui.primitives.rows import new_id
from gonghui.primitives.transactions import action
from tests.crowd import NOON, crowd
from tests.races.reckoning import changed, in_between
from tests.rush import constraint_dropped, kinds, rush

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
CLIENTS, WAITS = 16, "waits"


def matter(subject, person, title):
    return Matter(subject=subject, key="tests.thing", person_id=person, queue="other", title=title, link="faces:mine")


def _waiting(subjects, _people, _now):
    """Of each person whose row says so: the rows that the tests reckon from."""
    for person in only(Person.objects.filter(sort_key=WAITS), pk=subjects):
        yield matter(person.pk, person.pk, "事")


def _many(subjects, _people, _now):
    """One matter of the first of the crowd: how many there are."""
    many = Person.objects.filter(sort_key=WAITS).count()
    return [matter(one, one, f"{many} 人") for one in subjects or () if many]


WANTED = agenda.Source("tests.thing", _waiting)
COUNTED = agenda.Source("tests.thing", _many, counted=True)


def test_sixteen_who_put_the_same_leave_one_and_those_who_put_several_wait_in_no_ring():
    people, subject = [person.pk for person in crowd(4)], new_id()

    def act(n):
        turned = people if n % 2 else people[::-1]
        agenda.put([matter(subject, person, f"第{n}次") for person in turned])

    assert kinds(rush(act, CLIENTS)) == {"NoneType": CLIENTS}
    assert Matter.objects.filter(subject=subject).count() == len(people)
    assert len(set(Matter.objects.values_list("title", flat=True))) == 1, "who came last wrote all of them"


def test_renewing_while_others_renew_leaves_what_the_rows_say():
    """Whether a person's own row says that it waits is turned by four at once; who comes last has seen the others."""
    persons = crowd(4)

    @action
    def turn(n):
        person = persons[n % len(persons)]
        Person.objects.filter(pk=person.pk).update(sort_key=WAITS if n % 8 < 4 else "")
        agenda.renew(WANTED, [person.pk], now=NOON)

    for _time in range(3):
        assert kinds(rush(turn, CLIENTS)) == {"NoneType": CLIENTS}
        assert agenda.unlike(WANTED, now=NOON) == []


@pytest.fixture
def two_come_at_once():
    """Two acts write each a row of its own; the second comes between the first one's count and its writing of it."""
    first, second = crowd(2)

    @action
    def come(person):
        Person.objects.filter(pk=person.pk).update(sort_key=WAITS)
        agenda.renew(COUNTED, [first.pk], now=NOON)

    def at_once():
        in_between(COUNTED, lambda: come(first), lambda: come(second))
        return Matter.objects.get(subject=first.pk).title

    return at_once


def test_what_two_at_once_have_added_to_is_counted_whole(two_come_at_once):
    assert two_come_at_once() == "2 人"


# The negative controls: count without waiting for each other; look, then put, with a barrier between.


@pytest.mark.usefixtures("weaker_isolation")
def test_counting_without_waiting_leaves_one_out(two_come_at_once):
    with changed(COUNTED, counted=False):
        assert two_come_at_once() == "1 人"


@pytest.mark.usefixtures("weaker_isolation")
def test_looking_first_leaves_two_without_the_constraint():
    person, subject = crowd(1)[0].pk, new_id()
    looked = threading.Barrier(2)

    def act(n):
        with transaction.atomic():
            there = Matter.objects.filter(subject=subject, person=person).exists()
            looked.wait(30)
            if not there:
                matter(subject, person, f"第{n}次").save(force_insert=True)

    with constraint_dropped("agenda_matter", "one_matter_per_addressee"):
        rush(act, 2)
        assert Matter.objects.filter(subject=subject).count() == 2
