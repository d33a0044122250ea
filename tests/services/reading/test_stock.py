"""A stock-take loses no scan, names how many books its end books as missing, and can be undone."""

from datetime import timedelta

import pytest

from gonghui.services.reading import actions as reading
from gonghui.services.reading import refusals
from gonghui.services.reading.models import Absence, Copy, StockTake

from .conftest import refusal, said, to

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def desk(officer, browser_of):
    return browser_of(officer)


@pytest.fixture
def shelf(add):
    """Four books on the library's shelf."""
    return add("活着", codes=("A", "B", "C", "D"))


@pytest.fixture
def counting(shelf, library, officer, by, now):
    """A stock-take that began an hour later."""
    return reading.start_stock_take(library.premises, by_person=officer, by=by, now=now + HOUR)


def scan(client, library, codes, **more):
    return client.post(to("-console:stock", library), {"codes": codes, **more})


def status():
    return dict(Copy.objects.values_list("code", "status"))


def test_each_scan_is_saved_by_itself_and_the_counts_are_shown(library, counting, desk):
    for code, seen, left in (("A", 1, 3), ("B", 2, 2), ("B", 2, 2)):
        page = scan(desk, library, code)
        assert (page.context["count"], page.context["left"]) == (seen, left)
    assert counting.sightings.count() == 2
    assert [copy.code for copy in desk.get(to("-console:stock", library)).context["unseen"].page] == ["C", "D"]


def test_what_is_in_the_field_when_the_end_is_asked_for_is_saved_and_the_number_named(library, counting, desk):
    page = scan(desk, library, "A\nB", end="1")
    assert "结束盘点，登记 2 册未见" in said(page)
    assert (counting.sightings.count(), StockTake.objects.get().ended_at) == (2, None)
    assert set(status().values()) == {"in"}, "nothing is missing before the officer said yes to the number"


def test_an_end_that_would_miss_more_than_was_named_is_refused(library, counting, desk, add, back, lend, lin, by, now):
    scan(desk, library, "A B C")
    end = to("-console:end-stock", library, counting)
    assert refusal(desk.post(end, {"missing": "0"})) == (409, "reading.more_missing")
    assert status()["D"] == "in"
    answer = desk.post(end, {"missing": "1"})
    assert "见到 3 册，未见 1 册" in said(desk.get(answer.headers["Location"]))
    assert status() == {"A": "in", "B": "in", "C": "in", "D": "missing"}


def test_an_end_is_undone_and_the_counting_goes_on(library, counting, desk, set_clock, now):
    scan(desk, library, "A")
    set_clock(now + 2 * HOUR)
    desk.post(to("-console:end-stock", library, counting), {"missing": "3"})
    assert "撤销结束" in said(desk.get(to("-console:stock", library)))
    answer = desk.post(to("-console:undo-stock", library, counting))
    page = said(desk.get(answer.headers["Location"]))
    assert "3 册恢复在架" in page
    assert set(status().values()) == {"in"}
    assert (counting.sightings.count(), Absence.objects.count()) == (1, 0)
    desk.post(to("-console:end-stock", library, counting), {"missing": "3"})
    assert list(status().values()).count("missing") == 3


def test_what_was_found_since_stays_as_it_is_when_the_end_is_undone(shelf, counting, bank, back, lin, lend, by, now):
    reading.end_stock_take(counting, by=by, now=now + 2 * HOUR)
    back(shelf[0], room=bank)  # found elsewhere
    lend(shelf[1], lin)
    assert reading.undo_end(counting, by=by, now=now + 3 * HOUR) == 2
    assert status() == {"A": "in", "B": "lent", "C": "in", "D": "in"}
    assert Copy.objects.get(code="A").at == bank.premises


def test_only_the_last_end_is_undone(library, counting, officer, by, now):
    with pytest.raises(refusals.StockTakeNotEnded):
        reading.undo_end(counting, by=by, now=now)
    reading.end_stock_take(counting, by=by, now=now + 2 * HOUR)
    reading.start_stock_take(library.premises, by_person=officer, by=by, now=now + 3 * HOUR)
    with pytest.raises(refusals.StockTakeSuperseded):
        reading.undo_end(counting, by=by, now=now + 4 * HOUR)
    assert set(status().values()) == {"missing"}


def test_a_neighbours_officer_undoes_nothing(library, counting, neighbour, browser_of, by, now):
    reading.end_stock_take(counting, by=by, now=now + 2 * HOUR)
    assert browser_of(neighbour).post(to("-console:undo-stock", library, counting)).status_code == 404
    assert set(status().values()) == {"missing"}
