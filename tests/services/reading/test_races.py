"""Many desks and phones at once: one copy goes out once, no reader has more than the rule, one hold gets the copy.

Each promise has its control: the same race decided by counting first, without the guard, gives too much.
"""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import F

from gonghui.kernel.window import Window
from gonghui.primitives.places import actions as places
from gonghui.services.reading import actions as reading
from gonghui.services.reading.actions import holds
from gonghui.services.reading.actions.readers import count_up
from gonghui.services.reading.forms.sheets import BOOKS, BookRow
from gonghui.services.reading.models import CatalogueImport, Copy, Hold, Loan, Reader, Seat, SeatBooking
from tests.races.admission_world import until_it_waits
from tests.rush import kinds, rush

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
CLIENTS = 12


@pytest.fixture
def shelf(library, by, now):
    """`shelf("活着", 3)` puts so many copies of a title on the shelf."""
    return lambda name, many=1: reading.add_copies(library, BookRow(number=1, name=name, copies=many), by=by, now=now)


@pytest.fixture
def members(enrol, works):
    return [enrol(f"职工{'甲乙丙丁戊己庚辛壬癸子丑'[number]}", 400 + number, works) for number in range(CLIENTS)]


def test_one_copy_goes_to_exactly_one_of_twelve_readers(library, shelf, members, by, now):
    [copy] = shelf("活着")

    def lend(n):
        return reading.lend(library.premises, Copy.objects.get(pk=copy.pk), members[n], key="k", by=by, now=now)

    answers = rush(lend, CLIENTS)
    assert kinds(answers) == {"Loan": 1, "CopyOut": CLIENTS - 1}
    assert Loan.objects.count() == 1
    assert sum(Reader.objects.values_list("loans", flat=True)) == 1, "who got nothing is counted nothing"


def test_twelve_desks_lend_one_reader_no_more_than_five(library, shelf, lin, by, now):
    copies = shelf("活着", CLIENTS)

    def lend(n):
        return reading.lend(library.premises, Copy.objects.get(pk=copies[n].pk), lin, key=f"k{n}", by=by, now=now)

    assert kinds(rush(lend, CLIENTS)) == {"Loan": 5, "TooManyLoans": CLIENTS - 5}
    assert Reader.objects.get(person=lin).loans == Loan.objects.open().count() == 5
    assert Copy.objects.filter(status="lent").count() == 5


def test_twelve_want_the_last_copy_set_aside_and_stand_in_one_line(library, shelf, members, by, now):
    [copy] = shelf("活着")

    def hold(n):
        return reading.place_hold(copy.title, members[n], library.premises, key="k", by=by, now=now)

    assert kinds(rush(hold, CLIENTS)) == {"Hold": CLIENTS}
    served = Hold.objects.exclude(copy=None)
    assert served.count() == 1
    assert served.get().turn.number == 1, "the first in line has it"
    assert Copy.objects.get().status == "set_aside"


def test_a_double_click_on_twelve_phones_is_one_hold(library, shelf, lin, by, now):
    [copy] = shelf("活着")

    def hold(_n):
        return reading.place_hold(copy.title, lin, library.premises, key="k", by=by, now=now)

    answers = rush(hold, CLIENTS)
    assert kinds(answers) == {"Hold": CLIENTS}, "whoever is second is answered the first's"
    assert Hold.objects.count() == 1
    assert Reader.objects.get(person=lin).holds == 1
    assert {answer.pk for answer in answers} == {Hold.objects.get().pk}


def test_a_double_click_on_twelve_screens_is_one_loan(library, shelf, lin, by, now):
    [copy] = shelf("活着")

    def lend(_n):
        return reading.lend(library.premises, Copy.objects.get(pk=copy.pk), lin, key="k", by=by, now=now)

    assert kinds(rush(lend, CLIENTS)) == {"Loan": CLIENTS}, "whoever is second is answered the first's"
    assert Loan.objects.count() == Reader.objects.get(person=lin).loans == 1


def test_one_list_sent_by_twelve_clicks_is_one_import(library, by, now):
    def load(_n):
        sheet = BOOKS.open("书名,条码,册数\n三体,S1,\n活着,,3\n".encode(), "书单.csv")
        return reading.import_books(library, sheet, by=by, now=now)

    assert kinds(rush(load, CLIENTS)) == {"CatalogueImport": CLIENTS}
    assert CatalogueImport.objects.count() == 1
    assert Copy.objects.count() == 4


def test_one_seat_taken_by_twelve_clicks_is_one_booking(seat, lin, by, now):
    window = Window(now, now + timedelta(hours=1))
    answers = rush(lambda _n: reading.book_seat(seat, lin, window, key="k", by=by, now=now), CLIENTS)
    assert kinds(answers) == {"SeatBooking": CLIENTS}
    assert SeatBooking.objects.count() == 1


def test_a_book_given_back_at_many_desks_comes_back_once(library, shelf, lin, by, now):
    [copy] = shelf("活着")
    reading.lend(library.premises, copy, lin, key="k", by=by, now=now)

    def back(_n):
        return reading.take_back(library.premises, Copy.objects.get(pk=copy.pk), by=by, now=now)

    assert kinds(rush(back, CLIENTS)) == {"Back": 1, "NotLent": CLIENTS - 1}
    assert Reader.objects.get(person=lin).loans == 0


def test_a_book_weeded_and_lent_at_once_ends_in_one_of_both(library, shelf, members, by, now):
    copies = shelf("活着", CLIENTS // 2)

    def act(n):
        copy = Copy.objects.get(pk=copies[n // 2].pk)
        if n % 2:
            return reading.weed([copy], reason="旧", by=by, now=now)
        return reading.lend(library.premises, copy, members[n], key="k", by=by, now=now)

    rush(act, CLIENTS)
    for copy in Copy.objects.all():
        lent = copy.loans.open().exists()
        assert (copy.status, lent) in (("lent", True), ("weeded", False))


def test_one_stock_take_begins_in_a_room_whoever_clicks_first(library, lin, by, now):
    answers = rush(lambda _n: reading.start_stock_take(library.premises, by_person=lin, by=by, now=now), CLIENTS)
    assert kinds(answers) == {"StockTake": 1, "StockTakeRuns": CLIENTS - 1}


# The negative control: count, then write, with a barrier between.


@pytest.mark.usefixtures("weaker_isolation")
def test_counting_first_lends_one_more_than_the_rule_allows(lin):
    Reader.objects.create(person=lin, loans=4)
    looked = threading.Barrier(2)

    def count_first(_n):
        with transaction.atomic():
            may = Reader.objects.get(person=lin).loans < 5
            looked.wait(30)
            if may:
                Reader.objects.filter(person=lin).update(loans=F("loans") + 1)

    assert rush(count_first, 2) == [None, None]
    assert Reader.objects.get(person=lin).loans == 6
    Reader.objects.update(loans=4)
    assert sorted(rush(lambda _n: count_up(lin, "loans", 5), 2)) == [False, True]
    assert Reader.objects.get(person=lin).loans == 5


def test_a_lost_book_handed_in_at_twelve_desks_is_found_once(library, shelf, by, now):
    [copy] = shelf("活着")
    Copy.objects.filter(pk=copy.pk).update(status="lost")
    seen = [Copy.objects.select_related("title", "at").get(pk=copy.pk) for _desk in range(CLIENTS)]
    answers = rush(lambda n: reading.take_back(library.premises, seen[n], by=by, now=now), CLIENTS)
    assert kinds(answers) == {"Back": 1, "NotLent": CLIENTS - 1}


def test_a_plan_that_is_drawn_by_a_double_click_has_each_seat_once(library, by, now):
    room = places.add_room(library.premises, kind="reading", name="阅览室", by=by, now=now)
    assert kinds(rush(lambda _nth: reading.draw_plan(room, "DDD", by=by, now=now), 6)) == {"int": 6}
    assert Seat.objects.filter(room=room).count() == 3


@pytest.fixture
def joined(monkeypatch):
    """The row is locked and read with all that is joined to it by one statement."""
    monkeypatch.setattr(holds, "hold_rows", lambda rows, **_how: rows.select_for_update(of=("self",)))


def cancel_while_it_comes_in(library, shelf, lin, chen, by, now):
    """Chen brings the book back for which Lin waits, who gives up in this moment; the status of the copy then."""
    [copy] = shelf("活着")
    reading.lend(library.premises, copy, chen, key="k", by=by, now=now)
    hold = reading.place_hold(copy.title, lin, library.premises, key="k", by=by, now=now)
    with ThreadPoolExecutor(1) as others:
        with transaction.atomic():
            reading.take_back(library.premises, Copy.objects.get(pk=copy.pk), by=by, now=now)
            cancelling = others.submit(rush, lambda _n: reading.cancel_hold(hold, by=by, now=now), 1)
            until_it_waits(cancelling)
        assert kinds(cancelling.result(30)) == {"Hold": 1}
    return Copy.objects.get(pk=copy.pk).status


def test_a_book_that_comes_in_while_its_reader_gives_up_stands_on_the_shelf(library, shelf, lin, chen, by, now):
    assert cancel_while_it_comes_in(library, shelf, lin, chen, by, now) == "in"


def test_read_in_one_statement_it_is_set_aside_for_nobody(library, shelf, lin, chen, by, now, joined):
    assert cancel_while_it_comes_in(library, shelf, lin, chen, by, now) == "set_aside"
    assert not Hold.objects.open().exists()
