"""Two at once, really: two officers who answer, two clicks for one address. And each without its guard."""

import threading

import pytest

from gonghui.primitives.notices.models import Notice
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Role
from gonghui.services.hub import actions, refusals
from gonghui.services.hub.actions import deciding
from gonghui.services.hub.models import Feed, RoomBooking, RoomTerms
from tests.rush import kinds, rush

from .conftest import DAY, TODAY, at

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


@pytest.fixture
def officers(enrol, province, by, now):
    """Two officers of the province."""
    both = [enrol(name, number, None) for name, number in (("赵甲", 301), ("孙乙", 302))]
    for person in both:
        people.appoint(person, province, Role.OFFICER, by=by, now=now)
    return both


def answers(held, officers, by, now):
    """What a yes and a no to the same booking at the same moment come to."""

    def answer(nth):
        if nth:
            return actions.refuse(held, reason="当天有会", by_person=officers[1], by=by, now=now)
        return actions.admit(held, by_person=officers[0], by=by, now=now)

    return rush(answer, 2)


def test_two_officers_who_answer_at_once_are_one_answer(reception, lin, officers, book, by, now):
    held = book(reception, lin, at(10))
    given = kinds(answers(held, officers, by, now))
    assert given == {"RoomBooking": 1, "AlreadyDecided": 1}
    decided = RoomBooking.objects.for_page().get()
    assert decided.state(now) in ("coming", "refused")
    assert (decided.state(now) == "refused") == (decided.reason == "当天有会")
    assert Notice.objects.filter(person=lin).count() == 2, "that it was asked for, and one answer"


@pytest.mark.usefixtures("weaker_isolation")
def test_looking_first_answers_twice(reception, lin, officers, book, by, now, monkeypatch):
    """The control: both look whether it still waits before either writes."""
    held, both_looked = book(reception, lin, at(10)), threading.Barrier(2)

    def decide_by_looking(asked, person, now, reason=""):
        found = RoomBooking.objects.for_page().get(pk=asked.pk)
        assert found.decided_at is None
        both_looked.wait(30)
        RoomBooking.objects.filter(pk=asked.pk).update(decided_at=now, decided_by=person, reason=reason)
        return found

    monkeypatch.setattr(deciding, "_decide", decide_by_looking)
    rush(lambda nth: actions.admit(held, by_person=officers[nth], by=by, now=now), 2)
    assert Notice.objects.filter(person=lin).count() == 3, "told yes twice"


def test_a_calendars_address_asked_for_twice_at_once_is_one_that_works(lin, by, now):
    tokens = rush(lambda _nth: actions.open_feed(lin, by=by, now=now), 8)
    assert kinds(tokens) == {"str": 8}
    assert Feed.objects.open().count() == 1
    assert sum(Feed.objects.behind(token) is not None for token in tokens) == 1


def test_terms_of_one_day_written_twice_at_once_stand_once(make_room, by, now):
    room, day = make_room("茶室"), TODAY + 9 * DAY

    def write(nth):
        return actions.set_terms(room, since=day, longest_minutes=60 + 15 * nth, by=by, now=now)

    told = rush(write, 8)
    assert all(isinstance(one, RoomTerms | refusals.TermsStand) for one in told), told
    standing = RoomTerms.objects.get(room=room, since=day)
    assert standing.longest_minutes in {one.longest_minutes for one in told if isinstance(one, RoomTerms)}


def test_a_layout_added_twice_at_once_is_offered_once(make_room, by, now):
    room = make_room("茶室")
    told = kinds(rush(lambda _nth: actions.add_layout(room, name="围坐", seats=6, by=by, now=now), 8))
    assert told == {"Layout": 1, "LayoutStands": 7}
    assert room.layouts.filter(gone_at=None).count() == 1


def test_given_back_and_called_off_at_once_is_one_of_both(tea_room, lin, book, by, now):
    held = [book(tea_room, lin, at(10, day=1 + nth)) for nth in range(4)]

    def let_go(nth):
        one = RoomBooking.objects.for_page().get(pk=held[nth // 2].pk)
        if nth % 2:
            return actions.cancel(one, reason="停水", by=by, now=now)
        return actions.give_back(one, by=by, now=now)

    rush(let_go, 8)
    for one in RoomBooking.objects.for_page():
        told = Notice.objects.filter(person=lin, link__endswith=str(one.pk)).exclude(template="hub.booked")
        assert [notice.template for notice in told] == [f"hub.{one.state(now)}"], "told once, and what came of it"
