"""What reading rooms put on the common pages: home, near, the desks, my work, and the code that was scanned."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse

from gonghui.faces import agenda as waiting_for
from gonghui.faces.slices import Where
from gonghui.kernel.window import Window
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.people.permissions import offices_of
from gonghui.primitives.places import actions as places
from gonghui.services.reading import actions as reading
from gonghui.services.reading.pages import cards

from .conftest import said, to

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def to_do(officer, now):
    return [(one.title, one.queue) for one in agenda.of_offices(offices_of(officer, now=now), now=now)]


@pytest.fixture
def asks(now):
    """Somebody who opens the common pages: `asks(lin)`."""

    def asked(person, at=now):
        offices = offices_of(person, now=at) if person else []
        return SimpleNamespace(person=person, now=at, offices=offices)

    return asked


def shown_to(request):
    return waiting_for.cards(waiting_for.mine(request), now=request.now)


def test_home_shows_my_seat_the_book_that_lies_ready_and_the_next_due(add, seat, lin, chen, lend, hold, asks, by, now):
    due, ready, waiting = (add(name, codes=(name,))[0] for name in ("A1", "B1", "C1"))
    lend(due, lin)
    hold(ready.title, lin)
    lend(waiting, chen)
    hold(waiting.title, lin)
    reading.book_seat(seat, lin, Window(now + HOUR, now + 2 * HOUR), key="k", by=by, now=now)
    shown = [card for card in shown_to(asks(lin)) if not card.quiet]
    assert [(card.title, card.act) for card in shown] == [("A1号座位", "签到"), ("B1", "看看"), ("A1", "看看")]
    assert "预约的书到了" in shown[1].note
    assert shown[2].due.date() == (now + 30 * DAY).date()
    assert shown_to(asks(lin, now + 31 * DAY))[-2].late
    assert [card.title for card in waiting_for.mine(asks(lin)) if card.quiet] == ["C1"], "to wait asks for nothing"


def test_who_has_nothing_has_no_cards(library, lin, asks):
    assert waiting_for.mine(asks(lin)) == []
    assert waiting_for.mine(asks(None)) == []


def test_after_coming_the_card_offers_to_leave(seat, lin, asks, by, now):
    booked = reading.book_seat(seat, lin, Window(now, now + HOUR), key="k", by=by, now=now)
    reading.arrive(booked, by=by, now=now)
    assert [card.act for card in shown_to(asks(lin))] == ["离座"]
    assert waiting_for.mine(asks(lin, now + 2 * HOUR)) == []


def test_near_are_rooms_that_are_open_with_their_free_seats(library, hall, bank, lin, by, now):
    shown = cards.near(Where(""), now=now)
    assert {(card.title, card.number) for card in shown} == {("工惠图书馆", "6"), ("金融书屋", "")}
    places.close_for(bank.premises, Window(now - HOUR, now + HOUR), reason="消杀", by=by, now=now)
    assert [card.title for card in cards.near(Where(""), now=now)] == ["工惠图书馆"]
    assert cards.near(Where(""), now=now.replace(hour=23)) == []


def test_a_desk_is_offered_to_who_may_stand_at_one(library, bank, librarian, wu, officer, lin, neighbour, asks):
    assert [cards.has_desk(asks(person)) for person in (librarian, wu, officer, lin, neighbour)] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_a_scanned_code_leads_to_my_seat_or_to_the_room(library, seat, lin, chen, asks, by, now):
    booked = reading.book_seat(seat, lin, Window(now, now + HOUR), key="k", by=by, now=now)
    code, door = booked.booking.code, library.premises.code
    assert cards.page_of_code(asks(lin), code) == to(":mine")
    assert cards.page_of_code(asks(chen), code) is None, "another's receipt says nothing"
    assert cards.page_of_code(asks(chen), door) == to(":here", door)
    assert cards.page_of_code(asks(None), door) is None
    assert cards.page_of_code(asks(lin), "NOSUCHCODE") is None
    places.close_premises(library.premises, reason="搬迁", by=by, now=now)
    assert cards.page_of_code(asks(chen), door) is None


def test_work_is_what_waits_in_the_rooms_of_my_office(library, lin, officer, neighbour, wu, asks, by, now):
    asked = reading.propose(library.premises, lin, name="三体", by=by, now=now)
    scan = reading.DeskAct(id=asked.pk, act="give_back", at=now, copy="NOSUCH")
    [kept] = reading.record_acts(library.premises, [scan], device=asked.pk, by=by, now=now)
    assert to_do(officer, now) == [("借还台有 1 条离线记录对不上", "借还核对"), ("荐购：《三体》", "荐购")]
    assert to_do(neighbour, now) == []
    assert to_do(wu, now) == [], "who stands at the desk does not answer for it"
    reading.answer(asked, outcome="bought", says="已买", by=by, now=now)
    reading.settle_scan(kept, by=by, now=now)
    assert to_do(officer, now) == []


def test_the_cards_stand_on_the_real_pages(library, hall, dream, lin, lend, officer, browser_of, by, now):
    lend(dream, lin)
    reading.propose(library.premises, lin, name="三体", by=by, now=now)
    assert "红楼梦" in said(browser_of(lin).get(reverse("faces:home")))
    assert "荐购：《三体》" in said(browser_of(officer).get("/console/"))


def test_an_officer_sees_on_a_persons_page_books_holds_and_seats(
    add, seat, lin, chen, lend, hold, officer, asks, browser_of, by, now
):
    lent, aside, out = (add(name, codes=(name,))[0] for name in ("A1", "B1", "C1"))
    lend(lent, lin)
    hold(aside.title, lin)
    lend(out, chen)
    hold(out.title, lin)
    reading.book_seat(seat, lin, Window(now + HOUR, now + 2 * HOUR), key="k", by=by, now=now)
    lines = cards.person_part(asks(officer), lin).lines
    assert [(line.title, line.state) for line in lines] == [
        ("A1", ""), ("B1", "可以取了"), ("C1", "等待中"), ("A1号座位", ""),
    ]  # fmt: skip
    assert [line.title for line in cards.person_part(asks(officer), chen).lines] == ["C1"]
    assert {browser_of(officer).get(line.url).status_code for line in lines} == {200}


def test_what_somebody_has_elsewhere_is_on_no_neighbours_page(
    add, dream, seat, lin, lend, hold, neighbour, asks, by, now
):
    lend(dream, lin)
    [aside] = add("活着", codes=("H1",))
    hold(aside.title, lin)
    reading.book_seat(seat, lin, Window(now + HOUR, now + 2 * HOUR), key="k", by=by, now=now)
    assert cards.person_part(asks(neighbour), lin).lines == []
