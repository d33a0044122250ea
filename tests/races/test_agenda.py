"""The same matter put, renewed and settled by many at once is one matter, and none is left that should be gone.

The promise has its control: the same by looking first, without the constraint, leaves two.
"""

import threading

import pytest
from django.db import transaction

from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.rows import new_id
from tests.crowd import NOON, crowd
from tests.rush import constraint_dropped, kinds, rush

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
CLIENTS = 16


def matter(subject, person, title):
    return Matter(subject=subject, key="tests.thing", person_id=person, queue="other", title=title, link="faces:mine")


def test_sixteen_who_put_the_same_leave_one_and_those_who_put_several_wait_in_no_ring():
    people, subject = [person.pk for person in crowd(4)], new_id()

    def act(n):
        turned = people if n % 2 else people[::-1]
        agenda.put([matter(subject, person, f"第{n}次") for person in turned])

    assert kinds(rush(act, CLIENTS)) == {"NoneType": CLIENTS}
    assert Matter.objects.filter(subject=subject).count() == len(people)
    assert len(set(Matter.objects.values_list("title", flat=True))) == 1, "who came last wrote all of them"


def test_renewing_while_others_renew_leaves_what_the_rows_say():
    person, subjects = crowd(1)[0].pk, [new_id() for _each in range(4)]
    source = agenda.Source("tests.thing", lambda asked, _people, _now: [matter(one, person, "事") for one in asked[:2]])
    rush(lambda n: agenda.renew(source, subjects if n % 2 else subjects[:2], now=NOON), CLIENTS)
    assert set(Matter.objects.values_list("subject", flat=True)) == set(subjects[:2])


# The negative control: look, then put, with a barrier between.


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
