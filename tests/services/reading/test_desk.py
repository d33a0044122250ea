import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F

from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.lending.models import Keeping
from gonghui.primitives.notices.models import Notice
from gonghui.services.reading import actions as reading
from gonghui.services.reading import refusals
from gonghui.services.reading.models import Copy, DeskScan, Loan, Visit
from gonghui.services.reading.pages.agenda import SCANS
from tests.races.reckoning import changed, in_between

pytestmark = pytest.mark.django_db


@pytest.fixture
def tell(library, by, now):
    """Tells what the desk did: `tell(("lend", copy code, card), …)`, an hour ago and a minute apart."""

    def told(*acts, ids=None, at=now - timedelta(hours=1)):
        done = [
            reading.DeskAct(
                id=ids[number] if ids else uuid.uuid4(),
                act=act,
                at=at + timedelta(minutes=number),
                copy=shown[0] if shown else "",
                reader=shown[1] if len(shown) > 1 else "",
            )
            for number, (act, *shown) in enumerate(acts)
        ]
        return reading.record_acts(library.premises, done, device=uuid.UUID(int=1), by=by, now=now)

    return told


def test_what_a_desk_lent_alone_is_booked_as_of_then(dream, lin, tell, now):
    [scan] = tell(("lend", "hlm1", lin.member_code))
    assert scan.outcome == "done"
    assert Loan.objects.get().lent_at == now - timedelta(hours=1)


def test_telling_it_again_changes_nothing(dream, lin, tell):
    ids = [uuid.uuid4()]
    first, again = (tell(("lend", "HLM1", lin.member_code), ids=ids) for _time in range(2))
    assert [scan.pk for scan in first] == [scan.pk for scan in again] == ids
    assert Loan.objects.count() == DeskScan.objects.count() == 1


def test_a_book_goes_and_comes_back_within_the_hour(dream, lin, chen, tell):
    told = tell(("lend", "HLM1", lin.member_code), ("give_back", "HLM1"), ("lend", "HLM1", chen.member_code))
    assert {scan.outcome for scan in told} == {"done"}
    assert Loan.objects.get(ended_at=None).reader == chen


def test_what_does_not_fit_is_kept_for_somebody_to_look(dream, lin, chen, lend, tell, by, now):
    lend(dream, chen)
    told = tell(("lend", "HLM1", lin.member_code), ("give_back", "NOSUCH"), ("lend", "HLM1", "WRONGCARD"), ("visit",))
    assert [(scan.outcome, scan.reason) for scan in told] == [
        ("conflict", "reading.copy_out"),
        ("conflict", "reading.unknown_copy"),
        ("conflict", "reading.unknown_reader"),
        ("done", ""),
    ]
    assert Loan.objects.get(ended_at=None).reader == chen
    assert Visit.objects.count() == 1
    assert reading.settle_scan(told[0], by=by, now=now)
    assert not reading.settle_scan(told[0], by=by, now=now)


def test_a_return_of_what_was_not_lent_is_kept(dream, tell):
    [scan] = tell(("give_back", "HLM1"))
    assert (scan.outcome, scan.reason) == ("conflict", "reading.not_lent")
    assert Copy.objects.get().status == "in"


def test_times_that_cannot_be_and_ids_used_twice_are_refused(dream, lin, tell, now):
    [early] = tell(("visit",), at=now - timedelta(days=4))
    [late] = tell(("visit",), at=now + timedelta(hours=1))
    assert {type(early), type(late)} == {refusals.AbsurdTime}
    ids = [uuid.uuid4()]
    tell(("visit",), ids=ids)
    [other] = tell(("give_back", "HLM1"), ids=ids)
    assert isinstance(other, refusals.ScanReused)


def test_a_number_is_no_card_where_guesses_are_not_counted_and_is_kept_by_its_last_four(dream, lin, tell):
    [scan] = tell(("lend", "HLM1", "19900000101"))
    assert (scan.outcome, scan.reason) == ("conflict", "reading.unknown_reader")
    assert (scan.reader_shown, scan.reader) == ("****0101", None)
    assert not Loan.objects.exists()


def test_a_return_told_late_ends_no_loan_that_began_since(dream, lin, chen, lend, back, tell, now):
    lend(dream, lin, at=now - timedelta(hours=3))
    back(dream)
    lend(dream, chen, at=now - timedelta(minutes=5))
    [scan] = tell(("give_back", "HLM1"), at=now - timedelta(minutes=30))
    assert (scan.outcome, scan.reason) == ("conflict", "reading.lent_since")
    assert Loan.objects.get(ended_at=None).reader == chen


@pytest.mark.django_db(transaction=True)
def test_a_device_that_tells_twice_at_once_gets_one_answer_twice(dream, lin, library, tell, by, now):
    ids = [uuid.uuid4()]
    with ThreadPoolExecutor(2) as pool:

        def told(_n):
            try:
                return tell(("lend", "HLM1", lin.member_code), ids=ids)
            finally:
                connection.close()

        first, second = pool.map(told, range(2))
    assert [scan.outcome for scan in (*first, *second)] == ["done", "done"]
    assert Loan.objects.count() == DeskScan.objects.count() == 1


@pytest.fixture
def awaited(dream, lin, chen, su, library, lend, by, now):
    """A book that lin has and su waits for."""
    lend(dream, lin, at=now - timedelta(hours=3))
    reading.place_hold(dream.title, su, library.premises, key="h1", by=by, now=now - timedelta(hours=2))
    return dream


def told_to(person):
    return list(Notice.objects.filter(person=person, template="reading.ready"))


def test_nobody_hears_of_a_book_that_went_out_again_before_the_desk_told(awaited, chen, su, tell):
    told = tell(("give_back", "HLM1"), ("lend", "HLM1", chen.member_code))
    assert {scan.outcome for scan in told} == {"done"}
    assert told_to(su) == []
    assert Loan.objects.get(ended_at=None).reader == chen


def test_whoever_waits_hears_of_a_book_that_is_there_once_all_is_told(awaited, chen, su, tell):
    tell(("give_back", "HLM1"), ("lend", "HLM1", chen.member_code), ("give_back", "HLM1"))
    assert len(told_to(su)) == 1
    awaited.refresh_from_db()
    assert awaited.status == "set_aside"


@pytest.mark.rows_by_hand
def test_who_waits_for_a_book_that_travelled_for_nobody_is_told_once(awaited, su, tell):
    Loan.objects.update(ended_at=F("lent_at"))
    Keeping.objects.update(ended_at=F("since"))
    Copy.objects.update(status="moving")  # its reader gave up while it was in the van
    tell(("give_back", "HLM1"))
    assert len(told_to(su)) == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_officers_who_settle_at_once_leave_nothing_to_settle(tell, by, now):
    told = tell(("give_back", "NOSUCH"), ("lend", "HLM1", "WRONGCARD"))
    first, second = (lambda scan=scan: reading.settle_scan(scan, by=by, now=now) for scan in told)
    in_between(SCANS, first, second)
    assert agenda.unlike(SCANS, now=now) == []


@pytest.mark.race
@pytest.mark.rows_by_hand
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("weaker_isolation")
def test_without_waiting_for_each_other_they_leave_one_that_is_settled(tell, by, now):
    told = tell(("give_back", "NOSUCH"), ("lend", "HLM1", "WRONGCARD"))
    first, second = (lambda scan=scan: reading.settle_scan(scan, by=by, now=now) for scan in told)
    with changed(SCANS, counted=False):
        in_between(SCANS, first, second)
    assert [found.split(":")[0] for found in agenda.unlike(SCANS, now=now)] == ["too many"]
