"""Gates that come back to the network at the same moment: each scan is kept once, one of a place is the check-in."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from gonghui.kernel.callers import Caller
from gonghui.primitives.admission import actions as admission
from gonghui.primitives.admission.actions import Report
from gonghui.primitives.admission.models import CheckIn, Pool, Scan
from gonghui.primitives.rows import new_id
from tests.crowd import NOON, crowd
from tests.rush import rush

from .admission_world import alarm, open_pool, without

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
WU = Caller(person=None, name="吴", origin="gate")
LATER = NOON + timedelta(minutes=30)


@pytest.fixture
def places():
    """Twenty places in two pools."""
    scope, people = new_id(), crowd(20)
    pools = [open_pool(20, scope) for _pool in range(2)]
    return [admission.take(pools[n % 2], person, key="click", now=NOON) for n, person in enumerate(people)]


def scans_of(places, device):
    """A device's scans of all places, each device at times of its own."""
    ordered = places if device % 2 else places[::-1]
    second = timedelta(seconds=1)
    return [
        Report(uuid4(), place, NOON + second * ((device * 7 + n * 3) % 11), "live", inside=True)
        for n, place in enumerate(ordered)
    ]


def send(reports):
    return admission.record_scans(reports, device=uuid4(), by=WU, now=LATER)


def wrong():
    """How the stored scans break their promise."""
    found = alarm()
    for place in {scan.place_id for scan in Scan.objects.all()}:
        scans = list(Scan.objects.filter(place=place).order_by("at", "pk"))
        standing = [scan for scan in scans if scan.outcome == "admitted"]
        if len(standing) != 1 or standing[0].at != scans[0].at:
            found.append(f"of {len(scans)} scans {len(standing)} stand")
        if CheckIn.objects.get(pk=place).at != scans[0].at:
            found.append("the check-in is not the earliest scan")
    return found


def test_six_devices_send_the_same_receipts_at_the_same_moment(places):
    batches = [scans_of(places, device) for device in range(6)]
    rush(lambda n: send(batches[n]), 6)
    assert Scan.objects.count() == 6 * len(places)
    assert sum(Pool.objects.values_list("checked_in", flat=True)) == len(places)
    assert wrong() == []


def test_one_batch_sent_by_eight_connections_is_kept_once(places):
    batch = scans_of(places, 1)
    answers = rush(lambda n: send(batch), 8)
    assert {tuple(scan.pk for scan in told) for told in answers} == {tuple(report.id for report in batch)}
    assert Scan.objects.count() == len(places)
    assert wrong() == []


def test_one_id_for_two_pools_at_the_same_moment_stands_for_one_of_them(places):
    pk = uuid4()
    reports = [Report(pk, place, NOON, "live", inside=True) for place in places[:2]]
    answers = rush(lambda n: send([reports[n]])[0], 2)
    assert sorted(type(answer).__name__ for answer in answers) == ["Scan", "ScanReused"]
    assert wrong() == []


def look_first(place, barrier):
    """Admit by looking whether a scan stands: what record_scans must not do."""
    with transaction.atomic():
        standing = Scan.objects.filter(place=place, outcome="admitted").exists()
        barrier.wait(30)
        outcome = "again" if standing else "admitted"
        more = {"received_at": LATER, "by_name": "吴", "way": "live", "outcome": outcome}
        return Scan.objects.create(id=uuid4(), place=place, at=NOON, **more)


def answered(act):
    try:
        return act()
    except IntegrityError as error:
        return error


@pytest.mark.usefixtures("weaker_isolation")
def test_looking_first_would_let_two_scans_stand_and_the_constraint_stops_it(places):
    barrier = threading.Barrier(2)
    told = rush(lambda n: answered(lambda: look_first(places[0], barrier)), 2)
    assert sorted(type(one).__name__ for one in told) == ["IntegrityError", "Scan"]


@pytest.mark.usefixtures("weaker_isolation")
def test_without_the_constraint_looking_first_lets_two_scans_stand(places):
    with without(Scan, "one_scan_admits"):
        barrier = threading.Barrier(2)
        rush(lambda n: look_first(places[0], barrier), 2)
        assert Scan.objects.filter(place=places[0], outcome="admitted").count() == 2
