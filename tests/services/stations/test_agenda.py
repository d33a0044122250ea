"""How long a call for help waits for whom, and at what price it is reckoned."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gonghui.kernel.money import Fen
from gonghui.primitives.agenda import actions as agenda
from gonghui.services.stations.pages.agenda import JOBS
from gonghui.services.stations.road.repair import actions

from .conftest import HERE

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def notes(person, now):
    return [one.note for one in agenda.of(person, now=now) if one.key in ("stations.call", "stations.job")]


@pytest.fixture
def chosen(call, workshop, by, now):
    quote = actions.offer(call, workshop, minutes=30, price=Fen(20_000), note="", by=by, now=now)
    return actions.choose(quote, by=by, now=now)


def test_a_call_that_nobody_answers_waits_as_long_as_workshops_see_it(call, lin, mechanic, now):
    assert (notes(lin, now + 23 * HOUR), notes(mechanic, now + 23 * HOUR)) == (["等报价"], ["附近的求助"])
    assert notes(lin, now + 24 * HOUR) == notes(mechanic, now + 24 * HOUR) == []


def test_work_is_to_be_rated_within_a_week_of_its_end(chosen, lin, workshop, by, now):
    ended = now + 6 * DAY
    actions.arrive(chosen, by=by, now=ended - HOUR)
    actions.finish(chosen, charged=Fen(20_000), by=by, now=ended)
    assert notes(lin, ended + 6 * DAY) == ["待评价"]
    assert notes(lin, ended + 7 * DAY) == []


def test_a_job_whose_end_nobody_tells_waits_for_a_week(chosen, lin, mechanic, now):
    assert (notes(lin, now + 6 * DAY), notes(mechanic, now + 6 * DAY)) == (["师傅在路上"], ["选定了你"])
    assert notes(lin, now + 7 * DAY) == notes(mechanic, now + 7 * DAY) == []


def test_many_calls_ask_for_the_workshops_once(call, workshop, second_workshop, chen, su, by, now):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            waiting = len(list(JOBS.standing(None, None, now)))
        return waiting, len(asked)

    assert queries() == (2, 3)
    for person in (chen, su):
        said = {"plate": "晋A12345", "near": "", "trouble": "爆胎", "key": "k"}
        actions.ask(person, point=HERE, **said, by=by, now=now)
    assert queries() == (6, 3)
