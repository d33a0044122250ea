"""Lots for members in need: a list brought before anyone enters, told before entering, fixed from the opening on."""
# ruff: noqa: F811 - fixtures of the draws' tests

from datetime import timedelta

import pytest

from gonghui.kernel import draws as kernel
from gonghui.primitives.draws import actions as draws
from gonghui.primitives.draws import refusals
from gonghui.primitives.draws.models import Draw, Lot, Need
from gonghui.primitives.rows import new_id
from tests.crowd import NOON, crowd

from .test_draws import AFTER, enter, make, open_draw, pools, unzipped  # noqa: F401

HOUR = timedelta(hours=1)
BEFORE = NOON - 2 * HOUR


@pytest.fixture
def draw(open_draw):
    """Open from an hour before noon, two lots more for need."""
    return open_draw(rule=kernel.Rule(need=2))


def on_list(draw):
    return set(Need.objects.filter(draw=draw).values_list("person", flat=True))


def test_who_is_on_the_list_has_more_lots_and_is_told_so_before_entering(draw, pools):
    [lin, chen] = crowd(2)
    assert draws.set_need(draw, [lin.pk], now=BEFORE) == 1
    assert draws.weight_for(draw, lin) == (3, {"base": 1, "past": 0, "missed": 0, "need": 2})
    assert draws.weight_for(draw, chen) == (1, {"base": 1, "past": 0, "missed": 0, "need": 0})
    mine, theirs = enter(draw, lin, *pools), enter(draw, chen, *pools)
    assert (mine.weight, mine.why) == draws.weight_for(draw, lin)
    assert (theirs.weight, theirs.why) == draws.weight_for(draw, chen)
    stored = Lot.objects.get(pk=mine.pk)
    assert (stored.weight, stored.why) == (mine.weight, mine.why)
    assert enter(draw, lin, *pools).why == mine.why, "the same key answers the same"
    draw.refresh_from_db()
    assert (draw.entries, draw.lots) == (2, 4)


def test_the_published_file_fits_with_lots_for_need_and_without(draw, open_draw, open_pool, pools):
    people = crowd(6)
    draws.set_need(draw, [person.pk for person in people[:3]], now=BEFORE)
    for person in people:
        enter(draw, person, *pools)
    text = unzipped(draws.file_of(make(draw)))
    paper = kernel.parse(text)
    assert [step for step in kernel.verify(paper) if not step.fits] == []
    assert sorted(entry.weight for entry in paper.entries) == [1, 1, 1, 3, 3, 3]
    assert paper.header.rule == kernel.Rule(need=2)
    other = open_pool(scope=new_id())
    plain = open_draw(scope=other.scope)
    enter(plain, people[0], other, key="another")
    assert "need" not in unzipped(draws.file_of(make(plain)))


def test_lots_for_need_and_for_missed_draws_add_up(draw, open_draw, open_pool, pools):
    [lin] = crowd(1)
    series, nothing = new_id(), open_pool(0, scope=new_id())
    earlier = open_draw(scope=nothing.scope, series=series)
    enter(earlier, lin, nothing)
    make(earlier)
    later = open_pool(scope=new_id(), closes_at=NOON + 9 * HOUR)
    again = open_draw(
        scope=later.scope, series=series, opens_at=AFTER + HOUR, closes_at=AFTER + 2 * HOUR,
        rule=kernel.Rule(1, 1, 3, need=2),
    )  # fmt: skip
    draws.set_need(again, [lin.pk], now=AFTER)
    lot = enter(again, lin, later, key="again", now=AFTER + HOUR)
    assert (lot.weight, lot.why) == (4, {"base": 1, "past": 1, "missed": 1, "need": 2})
    assert draws.weight_for(again, lin)[0] == 4


def test_a_list_is_replaced_whole_and_counts_a_person_once(draw):
    [lin, chen, su] = crowd(3)
    draws.set_need(draw, [lin.pk, chen.pk], now=BEFORE)
    assert draws.set_need(draw, [su.pk, su.pk], now=BEFORE) == 1
    assert on_list(draw) == {su.pk}
    assert draw.in_need.count() == 1
    assert draws.set_need(draw, [], now=BEFORE) == 0
    assert draw.in_need.count() == 0


def test_the_list_is_fixed_when_the_window_opens(draw):
    [lin, chen] = crowd(2)
    draws.set_need(draw, [lin.pk], now=draw.opens_at - timedelta(microseconds=1))
    for late in (draw.opens_at, NOON, AFTER + HOUR):
        with pytest.raises(refusals.NeedFixed):
            draws.set_need(draw, [chen.pk], now=late)
    assert on_list(draw) == {lin.pk}


def test_one_entry_fixes_the_list_whatever_the_officers_clock_says(draw, pools):
    [lin, chen] = crowd(2)
    lot = enter(draw, lin, *pools)
    draws.withdraw(lot, now=NOON)
    with pytest.raises(refusals.NeedFixed):
        draws.set_need(draw, [chen.pk], now=BEFORE)


def test_a_draw_called_off_takes_no_list(draw):
    draws.cancel_draw(draw, now=BEFORE)
    with pytest.raises(refusals.NeedFixed):
        draws.set_need(draw, [], now=BEFORE)


def test_a_rule_that_gives_nothing_for_need_takes_no_list(open_draw):
    [lin] = crowd(1)
    plain = open_draw()
    with pytest.raises(refusals.NoLotsForNeed):
        draws.set_need(plain, [lin.pk], now=BEFORE)
    assert not Need.objects.exists()


def test_a_list_says_nothing_in_another_draw_also_in_one_statement(draw, open_draw, open_pool, pools):
    [lin, chen] = crowd(2)
    other = open_pool(scope=new_id())
    generous = open_draw(scope=other.scope, rule=kernel.Rule(need=5))
    draws.set_need(draw, [lin.pk], now=BEFORE)
    draws.set_need(generous, [chen.pk], now=BEFORE)
    wishes = [
        draws.Entering(each.pk, person.pk, str(each.pk), (pool.pk,))
        for each, pool in ((draw, pools[0]), (generous, other))
        for person in (lin, chen)
    ]
    assert [lot.weight for lot in draws.enter_many(wishes, now=NOON)] == [3, 1, 1, 6]
    assert [Draw.objects.get(pk=each.pk).lots for each in (draw, generous)] == [4, 7]


def test_a_row_left_over_gives_nothing_where_the_rule_does_not(open_draw, pools):
    [lin] = crowd(1)
    plain = open_draw()
    Need.objects.create(draw=plain, person=lin)
    assert enter(plain, lin, *pools).why == {"base": 1, "past": 0, "missed": 0, "need": 0}
