"""Two at once: each has its twin, the same decided by looking first, which does it twice."""

import threading

import pytest

from gonghui.primitives.casework import actions
from gonghui.primitives.casework.actions import ending, moving
from gonghui.primitives.casework.models import Case, Message
from tests.rush import kinds, rush

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
ROWS = Case.objects.select_related("person", "union", "assigned_to")


@pytest.fixture
def looking_first(monkeypatch):
    """Nobody holds the case: two read it, and both go on."""
    both_have_looked = threading.Barrier(2)

    def looked(case, by=None, *, own=False):
        found = ROWS.get(pk=case.pk)
        both_have_looked.wait(30)
        return found

    monkeypatch.setattr(moving, "locked_open", looked)
    monkeypatch.setattr(ending, "locked", looked)


def handed_over_twice(case, unions, by, now):
    return rush(lambda n: actions.hand_over(case, unions[n], why="那里办", by=by, now=now), 2)


def test_it_is_handed_over_once(asked, datong, yangquan, as_guo, now):
    answers = handed_over_twice(asked(), (datong, yangquan), as_guo, now)

    assert kinds(answers) == {"Case": 1, "MovedOn": 1}
    assert Message.objects.filter(what="move").count() == 1


def test_looking_first_hands_it_over_to_two(asked, datong, yangquan, as_guo, now, looking_first):
    answers = handed_over_twice(asked(), (datong, yangquan), as_guo, now)

    assert kinds(answers) == {"Case": 2}
    assert Message.objects.filter(what="move").count() == 2


def merged_into_each_other(cases, by, now):
    return rush(lambda n: actions.merge(cases[n], cases[1 - n], by=by, now=now), 2)


def test_of_two_that_are_merged_into_each_other_one_stays(asked, as_guo, now):
    answers = merged_into_each_other((asked(), asked()), as_guo, now)

    assert kinds(answers) == {"Case": 1, "NotTheSame": 1}
    assert Case.objects.filter(closed_at=None).count() == 1


def test_looking_first_ends_both(asked, as_guo, now, looking_first):
    answers = merged_into_each_other((asked(), asked()), as_guo, now)

    assert kinds(answers) == {"Case": 2}
    assert not Case.objects.filter(closed_at=None).exists()


def rated_twice(case, by, now):
    return rush(lambda n: actions.rate(case, 5 - n, "", by=by, now=now), 2)


@pytest.fixture
def answered(asked, guo, as_guo, now):
    case = actions.assign(asked(), guo, by=as_guo, now=now)
    return actions.answer(case, "办好了", stage="answered", by=as_guo, now=now)


def test_it_is_rated_once(answered, as_lin, now):
    assert kinds(rated_twice(answered, as_lin, now)) == {"Case": 1, "RatedAlready": 1}


def test_looking_first_rates_it_twice(answered, as_lin, now, looking_first):
    assert kinds(rated_twice(answered, as_lin, now)) == {"Case": 2}
    assert Message.objects.filter(what="rate").count() == 2
