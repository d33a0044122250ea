"""A driver's thumb on both quotes at once: one workshop comes, and the twin without the guard sends two."""

import threading
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from gonghui.kernel.callers import Caller
from gonghui.kernel.geo import Point
from gonghui.kernel.money import Fen
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.people import actions as people
from gonghui.primitives.people import divisions
from gonghui.primitives.people.models import Division
from gonghui.services.stations.models import Call, Quote
from gonghui.services.stations.road.repair import actions
from gonghui.services.stations.road.repair.refusals import CallTaken
from tests.cast import contact, mobile
from tests.rush import rush

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
NOON = datetime(2026, 5, 20, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
BY = Caller(person=None, name="测试", origin="page 10.0.0.7")
HERE = Point(37.8735, 112.5624)
MANY = 8


@pytest.fixture
def quotes():
    """Eight workshops offer on one call."""
    divisions.load()
    place = Division.objects.get(pk="140100")
    union = people.found_union(
        code="TY", name="太原市总工会", kind="city", parent=None, division=place, by=BY, now=NOON
    )
    persons = [
        people.enrol(name=f"师傅{'甲乙丙丁戊己庚辛壬'[n]}", mobile=mobile(400 + n), documents=[], by=BY, now=NOON)
        for n in range(MANY + 1)
    ]
    facts = {"name": "修车", "phone": "1", "licence": "二类", "reach_km": 50}
    workshops = [
        actions.verify_provider(union, **contact(one), **facts, point=HERE, by_person=persons[-1], by=BY, now=NOON)
        for one in persons[:-1]
    ]
    call = actions.ask(persons[-1], point=HERE, plate="晋A12345", near="", trouble="爆胎", key="k", by=BY, now=NOON)
    return [
        actions.offer(call, one, minutes=10 + n, price=Fen(100 * n), note="", by=BY, now=NOON + timedelta(seconds=n))
        for n, one in enumerate(workshops)
    ]


def choose(quote):
    return actions.choose(Quote.objects.select_related("provider__person", "call").get(pk=quote.pk), by=BY, now=NOON)


def choose_by_looking_first(barrier):
    """The same without the condition in the write: look, wait until all have looked, write."""

    def chosen(quote):
        free = Call.objects.get(pk=quote.call_id).chosen_id is None
        barrier.wait(30)
        if not free:
            raise CallTaken(name="")
        with connection.cursor() as cursor:
            cursor.execute("UPDATE stations_call SET chosen_id = %s WHERE id = %s", [quote.pk, quote.call_id])
        return quote

    return chosen


def test_of_eight_choices_at_once_one_is_taken(quotes):
    outcomes = rush(lambda n: choose(quotes[n]), MANY)
    won = [each for each in outcomes if not isinstance(each, Exception)]
    assert len(won) == 1
    assert all(isinstance(each, CallTaken) for each in outcomes if isinstance(each, Exception))
    assert Entry.objects.filter(act="stations.choose_repair").count() == 1
    assert Call.objects.get().chosen_id in {quote.pk for quote in quotes}


@pytest.mark.usefixtures("weaker_isolation")
def test_without_the_condition_all_of_them_believe_they_were_chosen(quotes):
    by_looking = choose_by_looking_first(threading.Barrier(MANY))
    outcomes = rush(lambda n: by_looking(quotes[n]), MANY)
    assert len([each for each in outcomes if not isinstance(each, Exception)]) == MANY
