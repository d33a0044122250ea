"""The last place of a slot goes to one, whoever comes at the same moment; two stations that type at once are both kept.
Each has its control: counting first oversells, and without holding the person one station's value is lost."""

import threading
from decimal import Decimal

import pytest
from django.db import transaction
from django.db.models import QuerySet

from gonghui.kernel.codes import new_code
from gonghui.primitives.admission.models import CheckIn, Place, Pool, Waiter
from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.notices.models import Notice
from gonghui.primitives.rows import new_id
from gonghui.services.clinic import actions
from gonghui.services.clinic.actions import coming
from gonghui.services.clinic.models import Finding, Slot
from gonghui.services.clinic.pages import shown
from tests.rush import kinds, rush

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


@pytest.fixture
def crowd(enrol, works):
    """Eight workers."""
    return [enrol(f"工友{'甲乙丙丁戊己庚辛'[n]}", 400 + n, works) for n in range(8)]


@pytest.fixture
def alone(taiyuan, wish, by, now):
    """A slot of one place."""
    day = actions.plan(taiyuan, wish(places=1, minutes=60), by=by, now=now)
    return Slot.objects.for_page().get(day=day)


def test_eight_who_want_the_last_place_are_one(alone, crowd, as_, now):
    answers = rush(lambda n: actions.take(alone, crowd[n], key=f"k{n}", by=as_(crowd[n]), now=now), 8)

    assert kinds(answers) == {"Place": 1, "Full": 7}
    assert Place.objects.live().count() == Pool.objects.get(pk=alone.pool_id).taken == 1
    assert Matter.objects.filter(key="clinic.place").count() == 1


@pytest.mark.usefixtures("weaker_isolation")
@pytest.mark.rows_by_hand
def test_counting_first_gives_it_twice(alone, crowd, now):
    looked = threading.Barrier(2)

    def take_by_counting(n):
        with transaction.atomic():
            if Place.objects.live().filter(pool=alone.pool_id).count() < alone.pool.capacity:
                looked.wait(30)
                Place.objects.create(
                    pool=alone.pool, scope=alone.pool.scope, holder=crowd[n], code=new_code(), key=new_id().hex,
                    taken_at=now,
                )  # fmt: skip

    assert rush(take_by_counting, 2) == [None, None]
    assert Place.objects.live().count() == 2  # of one


def test_two_who_give_back_at_once_serve_the_line_in_its_order(slots, crowd, as_, now):
    slot = slots[0]
    held = [actions.take(slot, one, key="k", by=as_(one), now=now) for one in crowd[:2]]
    for one in crowd[2:6]:
        actions.wait(slot, one, by=as_(one), now=now)
    rush(lambda n: actions.give_back(Place.objects.get(pk=held[n].pk), by=as_(crowd[n]), now=now), 2)

    assert {one.holder_id for one in Place.objects.live()} == {one.pk for one in crowd[2:4]}
    line = Waiter.objects.live().filter(pool=slot.pool_id).order_by("number").values_list("holder", flat=True)
    assert list(line) == [one.pk for one in crowd[4:6]]
    assert Notice.objects.filter(title__startswith="排到了").count() == 2


def test_who_takes_a_slot_while_the_day_is_called_off_is_told_or_refused(day, slots, crowd, as_, by, now):
    def act(n):
        if n == 0:
            return actions.call_off(day, "医生有急诊", by=by, now=now)
        return actions.take(slots[n % 3], crowd[n], key="k", by=as_(crowd[n]), now=now)

    said = kinds(rush(act, 8))
    assert set(said) <= {"Day", "Place", "Closed", "CalledOff", "Full"}
    assert not Place.objects.live().exists()
    taken = Place.objects.values_list("holder", flat=True)
    told = Notice.objects.filter(title__startswith="义诊取消").values_list("person", flat=True)
    assert sorted(taken) == sorted(told)


def test_one_code_read_at_four_desks_is_one_arrival(take, by, now):
    place = take()
    answers = rush(lambda n: actions.receive(Place.objects.get(pk=place.pk), by=by, now=now), 4)

    assert kinds(answers) == {"CheckIn": 4}
    assert CheckIn.objects.count() == Pool.objects.get(pk=place.pool_id).checked_in == 1


VALUES = ({"systolic": Decimal(150)}, {"glucose": Decimal("5.6")})


def test_two_stations_that_type_at_once_are_both_kept(take, by, now):
    place = take()
    rush(lambda n: actions.find(Place.objects.get(pk=place.pk), VALUES[n], by=by, now=now), 2)

    [one] = shown.results(Finding.objects.all())
    assert {each.measure.code for each in one.reads} == {"systolic", "glucose"}
    assert Notice.objects.filter(title="测量结果好了").count() == 1


@pytest.mark.usefixtures("weaker_isolation")
def test_without_holding_the_person_one_of_them_is_lost(take, by, now, monkeypatch):
    place = take()
    actions.find(place, {"diastolic": Decimal(80)}, by=by, now=now)
    opened, looked = coming.unsealed, threading.Barrier(2)

    def looking_first(finding):
        told = opened(finding)
        looked.wait(30)
        return told

    monkeypatch.setattr(coming, "unsealed", looking_first)
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_how: rows)
    rush(lambda n: actions.find(Place.objects.get(pk=place.pk), VALUES[n], by=by, now=now), 2)
    monkeypatch.undo()
    [one] = shown.results(Finding.objects.all())
    assert len(one.reads) == 2  # of three
