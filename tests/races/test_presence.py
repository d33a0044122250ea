"""32 at once at the door: never more inside than there is room for.

The promise has its control: the same race decided by counting first, without the check, lets in too many.
"""

import threading

import pytest
from django.db import transaction

from gonghui.primitives.presence import actions as presence
from gonghui.primitives.presence.models import DoorEntry, Presence
from gonghui.primitives.rows import new_id
from tests.crowd import NOON
from tests.rush import constraint_dropped, kinds, rush

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
CLIENTS = 32


def test_ten_of_32_come_into_a_room_for_ten():
    home = presence.set_presence(new_id(), capacity=10).pk
    answers = rush(lambda n: presence.come_in(home, key=f"visit-{n}", group="lorry", now=NOON), CLIENTS)
    assert kinds(answers) == {"DoorEntry": 10, "Crowded": 22}
    assert presence.inside([home])[home].inside == DoorEntry.objects.inside().count() == 10
    rush(lambda n: presence.go_out(home, now=NOON), 16)
    assert presence.inside([home])[home].inside == 0


def test_of_32_who_come_from_one_network_five_are_in():
    home = presence.set_presence(new_id(), capacity=100).pk
    answers = rush(lambda n: presence.come_in(home, key=f"visit-{n}", mark="one", share=5, now=NOON), CLIENTS)
    assert kinds(answers) == {"DoorEntry": 5, "ShareTaken": 27}
    assert presence.inside([home])[home].inside == 5


@pytest.mark.usefixtures("weaker_isolation")
def test_a_share_that_is_counted_first_lets_all_in():
    home, looked = presence.set_presence(new_id(), capacity=100).pk, threading.Barrier(4)

    def act(n):
        with transaction.atomic():
            taken = DoorEntry.objects.inside().filter(subject=home, mark="one").count()
            looked.wait(30)
            if taken < 1:
                DoorEntry.objects.create(subject_id=home, key=f"visit-{n}", mark="one", came_at=NOON)

    rush(act, 4)
    assert DoorEntry.objects.inside().count() == 4 > 1


# The negative control: count, then come in, with a barrier between.


@pytest.mark.usefixtures("weaker_isolation")
def test_counting_first_crowds_a_room_without_the_check():
    home = presence.set_presence(new_id(), capacity=1).pk
    looked = threading.Barrier(2)

    def act(_n):
        with transaction.atomic():
            room = Presence.objects.get(pk=home)
            looked.wait(30)
            if room.inside < room.capacity:
                with transaction.atomic():
                    Presence.objects.filter(pk=home).update(inside=inside_by_counting() + 1)
                    DoorEntry.objects.create(subject=room, key=new_id().hex, came_at=NOON)

    def inside_by_counting():
        return DoorEntry.objects.inside().filter(subject=home).count()

    with constraint_dropped("presence_doorentry, presence_attendance, presence_presence", "never_crowded"):
        rush(act, 2)
        assert DoorEntry.objects.inside().count() == 2 > 1
