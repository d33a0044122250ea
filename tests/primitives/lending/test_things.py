"""Things kept: one keeper at a time, given back, due later; who has it is not told."""

import itertools
from datetime import timedelta

import pytest

from gonghui.kernel.scarcity import BadKey
from gonghui.primitives.lending import actions as lending
from gonghui.primitives.lending import refusals
from gonghui.primitives.lending.models import Keeping
from gonghui.primitives.rows import new_id
from tests.crowd import NOON

THING, OTHER = new_id(), new_id()
DAY = timedelta(days=1)
KEYS = itertools.count(1)


def keep(person, thing=THING, *, key=None, due=NOON + 30 * DAY, now=NOON):
    return lending.keep(thing, person, key=key or f"key-{next(KEYS)}", due=due, now=now)


def test_it_is_kept_until_given_back_and_then_by_another(lin, chen):
    first = keep(lin)
    assert first.just_kept
    back = lending.give_back(THING, now=NOON + DAY)
    assert (back, back.holder, back.ended_at) == (first, lin, NOON + DAY)
    assert keep(chen, now=NOON + DAY).holder == chen
    assert list(Keeping.objects.open().of(lin)) == []


def test_what_is_out_cannot_go_out_and_nobody_hears_who_has_it(lin, chen):
    keep(lin)
    with pytest.raises(refusals.Kept, match="7月1日") as refusal:
        keep(chen)
    assert list(refusal.value.facts) == ["due"]
    assert Keeping.objects.count() == 1


def test_its_keeper_cannot_have_it_a_second_time_under_another_key(lin):
    keep(lin)
    with pytest.raises(refusals.Kept):
        keep(lin)


def test_the_same_key_answers_the_same_keeping_even_one_that_ended(lin):
    first = keep(lin, key="click")
    assert keep(lin, key="click") == first
    lending.give_back(THING, now=NOON + DAY)
    again = keep(lin, key="click", now=NOON + DAY)
    assert (again, again.ended_at, again.just_kept) == (first, NOON + DAY, False)
    with pytest.raises(refusals.KeepingKeyReused):
        keep(lin, OTHER, key="click")


def test_what_was_not_lent_cannot_be_given_back(lin):
    with pytest.raises(refusals.NotKept):
        lending.give_back(THING, now=NOON)
    keep(lin)
    lending.give_back(THING, now=NOON + DAY)
    with pytest.raises(refusals.NotKept):
        lending.give_back(THING, now=NOON + DAY)


def test_due_later_but_never_earlier(lin):
    kept = lending.extend(keep(lin), NOON + 60 * DAY, now=NOON + DAY)
    kept.refresh_from_db()
    assert (kept.due, kept.extended) == (NOON + 60 * DAY, 1)
    with pytest.raises(refusals.BadDue):
        lending.extend(kept, NOON + 59 * DAY, now=NOON + DAY)


def test_what_was_given_back_is_not_extended(lin):
    kept = keep(lin)
    lending.give_back(THING, now=NOON + DAY)
    with pytest.raises(refusals.KeepingEnded):
        lending.extend(kept, NOON + 60 * DAY, now=NOON + DAY)


def test_it_is_due_after_it_is_given(lin):
    with pytest.raises(refusals.BadDue):
        keep(lin, due=NOON)


def test_it_refuses_a_key_that_cannot_be_kept(lin):
    with pytest.raises(BadKey):
        keep(lin, key="a\x00b")


def test_overdue_are_the_open_ones_past_their_day(lin):
    kept, _other = keep(lin, due=NOON + DAY), keep(lin, OTHER, due=NOON + 2 * DAY)
    assert list(Keeping.objects.overdue(NOON + DAY + timedelta(seconds=1))) == [kept]
