"""What gates did on their own: kept once each, a place's earliest stands, and nothing is believed that cannot be."""

import itertools
from datetime import timedelta
from uuid import uuid4

import pytest

from gonghui.primitives.admission import actions as admission
from gonghui.primitives.admission import refusals
from gonghui.primitives.admission.actions import Report
from gonghui.primitives.admission.models import CheckIn, Pool, Scan
from tests.crowd import NOON, crowd

from .conftest import WU

MINUTE = timedelta(minutes=1)
LATER = NOON + 30 * MINUTE
ONE, TWO = uuid4(), uuid4()  # devices


@pytest.fixture
def place(pool, lin, take):
    return take(pool, lin)


def inside(place, at=NOON, *, id=None, fault=""):
    return Report(id or uuid4(), place, at, "live", inside=True, fault=fault)


def send(*reports, device=ONE, now=LATER):
    return admission.record_scans(reports, device=device, by=WU, now=now)


def outcomes():
    return list(Scan.objects.order_by("at").values_list("outcome", flat=True))


def test_a_scan_of_before_is_the_check_in_at_its_own_time(place, pool):
    [scan] = send(inside(place))
    assert (scan.outcome, scan.received_at, scan.device) == ("admitted", LATER, ONE)
    assert (CheckIn.objects.get().at, CheckIn.objects.get().way) == (NOON, "live")
    assert Pool.objects.counts([pool.pk])[pool.pk].checked_in == 1


def test_a_batch_sent_again_changes_nothing(place, pool):
    reports = [inside(place), inside(place, NOON + MINUTE)]
    first = send(*reports)
    again = send(*reports, now=LATER + MINUTE)
    assert [scan.pk for scan in again] == [scan.pk for scan in first]
    assert [scan.just_kept for scan in (*first, *again)] == [True, True, False, False]
    assert (Scan.objects.count(), Pool.objects.counts([pool.pk])[pool.pk].checked_in) == (2, 1)


@pytest.mark.parametrize("order", list(itertools.permutations([0, 1, 2])))
def test_of_three_devices_the_earliest_stands_in_whatever_order_they_are_heard(order, place, pool):
    reports = [inside(place, NOON + n * MINUTE) for n in range(3)]
    for n in order:
        send(reports[n], device=uuid4())
    assert outcomes() == ["admitted", "again", "again"]
    assert Scan.objects.get(outcome="admitted").pk == reports[0].id
    assert CheckIn.objects.get().at == NOON
    assert Pool.objects.counts([pool.pk])[pool.pk].checked_in == 1


def test_an_earlier_scan_also_replaces_one_made_with_a_network(place):
    admission.check_in(place, by=WU, now=NOON + MINUTE, way="receipt")
    send(inside(place))
    assert (CheckIn.objects.get().at, outcomes()) == (NOON, ["admitted", "again"])


def test_a_gate_that_asks_hears_no_and_no_scan_is_kept(place):
    send(inside(place))
    [answer] = send(Report(uuid4(), place, LATER, "receipt"))
    assert isinstance(answer, refusals.AlreadyIn)
    assert Scan.objects.count() == 1


def test_who_was_let_in_on_a_place_given_back_is_kept_for_the_officer(place, pool):
    admission.release(place, now=NOON)
    [kept] = send(inside(place, NOON + MINUTE))
    assert (kept.outcome, CheckIn.objects.exists()) == ("released", False)
    assert list(Scan.objects.to_look_at().in_scope(pool.scope)) == [kept]
    [asked] = send(Report(uuid4(), place, LATER, "receipt"))
    assert isinstance(asked, refusals.Released)


def test_what_was_against_a_rule_is_kept_and_is_no_check_in(place):
    [kept] = send(inside(place, fault="fairs.wrong_session"))
    assert (kept.outcome, kept.reason, CheckIn.objects.exists()) == ("doubtful", "fairs.wrong_session", False)


@pytest.mark.parametrize("ago", [timedelta(minutes=-3), timedelta(days=3, seconds=1), timedelta(days=9000)])
def test_a_time_that_cannot_be_is_refused_by_name(ago, place):
    [answer] = send(inside(place, LATER - ago))
    assert isinstance(answer, refusals.AbsurdTime)
    assert not Scan.objects.exists()


@pytest.mark.parametrize("ago", [timedelta(minutes=-2), timedelta(0), timedelta(days=3)])
def test_clocks_may_differ_a_little_and_networks_fail_for_days(ago, place):
    [answer] = send(inside(place, LATER - ago))
    assert answer.outcome == "admitted"


def test_one_bad_report_spoils_no_other(place, pool, take):
    [other] = crowd(1)
    bad, good = inside(place, LATER + timedelta(days=1)), inside(take(pool, other))
    answers = send(bad, good)
    assert [type(answer).__name__ for answer in answers] == ["AbsurdTime", "Scan"]


def test_an_id_stands_for_one_place_only(place, pool, take):
    [other] = crowd(1)
    report = inside(place)
    send(report)
    [answer] = send(inside(take(pool, other), id=report.id))
    assert isinstance(answer, refusals.ScanReused)


def test_the_same_scan_is_answered_the_same_with_its_own_time(place):
    id = uuid4()
    first = admission.check_in(place, by=WU, now=NOON, way="live", scan=id)
    again = admission.check_in(place, by=WU, now=LATER, way="live", scan=id)
    assert (first.just_in, again.just_in, again.at) == (True, False, NOON)


def test_a_scan_that_an_earlier_one_replaced_is_answered_already_in(place):
    id = uuid4()
    admission.check_in(place, by=WU, now=NOON + MINUTE, way="live", scan=id)
    send(inside(place))
    with pytest.raises(refusals.AlreadyIn):
        admission.check_in(place, by=WU, now=LATER, way="live", scan=id)
