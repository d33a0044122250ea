"""A line: in order of coming, offered in turn, passed on when nobody takes it up."""

import itertools
from datetime import timedelta

import pytest

from gonghui.primitives.lending import actions as lending
from gonghui.primitives.lending import refusals
from gonghui.primitives.lending.models import Turn
from gonghui.primitives.rows import new_id
from tests.crowd import NOON, crowd

SUBJECT = new_id()
MINUTE = timedelta(minutes=1)
LATER = NOON + 15 * MINUTE
KEYS = itertools.count(1)


def queue(person, subject=SUBJECT, *, key=None):
    return lending.queue(subject, person, key=key or f"key-{next(KEYS)}", now=NOON)


@pytest.fixture
def line(db):
    """Three people in the order in which they stand."""
    return [queue(person) for person in crowd(3)]


def test_the_first_to_come_is_the_first_in_line(line):
    assert [lending.position(turn) for turn in line] == [1, 2, 3]
    assert lending.next_in_line(SUBJECT) == line[0]
    assert lending.lengths([SUBJECT, line[0].pk]) == {SUBJECT: 3, line[0].pk: 0}


def test_the_positions_of_many_and_the_length_of_a_line_cost_one_query_each(line, django_assert_num_queries):
    other = queue(line[2].holder, new_id())
    lending.offer_next(SUBJECT, until=LATER, now=NOON)
    line[0].refresh_from_db()
    with django_assert_num_queries(1):
        assert lending.positions([*line, other]) == {line[0].pk: 0, line[1].pk: 1, line[2].pk: 2, other.pk: 1}
    with django_assert_num_queries(1) as asked:
        assert lending.lengths([SUBJECT, other.subject]) == {SUBJECT: 2, other.subject: 1}
    assert "COUNT" in asked[0]["sql"], "thousands in a line are no rows to be fetched"


def test_who_stands_in_line_keeps_the_turn(line):
    assert queue(line[1].holder) == line[1]
    assert [turn.just_queued for turn in line] == [True] * 3


def test_the_same_key_answers_the_same_turn_and_stands_for_one_line_only(lin):
    first = queue(lin, key="click")
    lending.leave_queue(first, now=NOON)
    again = queue(lin, key="click")
    assert (again, again.outcome, again.just_queued) == (first, "left", False)
    with pytest.raises(refusals.TurnKeyReused):
        queue(lin, new_id(), key="click")


def test_who_left_comes_back_at_the_end(line):
    first = line[0]
    lending.leave_queue(first, now=NOON)
    assert lending.position(queue(first.holder)) == 3


def test_each_offer_goes_to_the_next(line):
    assert [lending.offer_next(SUBJECT, until=LATER, now=NOON) for _n in range(4)] == [*line, None]


def test_an_offer_is_taken_up_in_time(line):
    offered = lending.offer_next(SUBJECT, until=LATER, now=NOON)
    served = lending.take_up(offered, now=LATER - MINUTE)
    assert (served.outcome, served.left_at) == ("served", LATER - MINUTE)
    with pytest.raises(refusals.TurnOver):
        lending.take_up(offered, now=LATER - MINUTE)


def test_what_is_not_offered_or_too_late_is_not_taken_up(line):
    with pytest.raises(refusals.NotOffered) as refusal:
        lending.take_up(line[1], now=NOON)
    assert refusal.value.facts == {"position": 2}
    offered = lending.offer_next(SUBJECT, until=LATER, now=NOON)
    with pytest.raises(refusals.OfferMissed):
        lending.take_up(offered, now=LATER)


def test_what_nobody_takes_up_is_passed_on(line):
    first = lending.offer_next(SUBJECT, until=LATER, now=NOON)
    assert lending.pass_on(minutes=15, now=LATER - MINUTE) == []
    [(missed, instead)] = lending.pass_on(minutes=15, now=LATER)
    assert (missed, missed.outcome, instead) == (first, "missed", line[1])
    assert instead.offered_until == LATER + 15 * MINUTE
    assert lending.pass_on(minutes=15, now=NOON + 60 * MINUTE) == [(line[1], line[2])]
    assert lending.pass_on(minutes=15, now=NOON + 90 * MINUTE) == [(line[2], None)]


def test_passing_on_keeps_to_the_lines_it_is_told(line):
    lending.offer_next(SUBJECT, until=LATER, now=NOON)
    assert lending.pass_on(minutes=15, now=LATER, subjects=[new_id()]) == []


def test_leaving_twice_is_leaving_once(line):
    lending.leave_queue(line[0], now=NOON)
    assert lending.leave_queue(line[0], now=LATER).left_at == NOON


def test_a_dissolved_line_tells_who_stood_in_it(line):
    assert lending.dissolve(SUBJECT, now=NOON) == line
    assert not Turn.objects.live().exists()
