"""Workers that are killed, two at once, officers who change their mind: nothing is half done, nothing is done twice."""

import datetime as dt
import os
import subprocess
import sys
import time

import pytest
from django.db.models import Count

from gonghui.primitives.journal.models import Entry
from gonghui.primitives.people.models import Membership, Person
from gonghui.rehearsals.membership.roster import roster as invented
from gonghui.services.membership.models import RosterImport
from gonghui.services.membership.roster import actions
from gonghui.services.membership.roster.actions import leases, uploads
from gonghui.services.membership.roster.actions.work import TRIES
from gonghui.services.membership.roster.pages import roster_sheet
from tests.rush import address, rush

from ..conftest import csv_file, row

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]

ROWS = 400
PARTS = 4  # of 20 rows each, before the kill
LEASE_OVER = leases.LEASE + dt.timedelta(seconds=1)

# A worker of its own that works in small parts and, after a few, waits for the kill: always in the middle.
WORKER = """
import time, django
django.setup()
from datetime import datetime
from gonghui.services.membership.roster import actions
from gonghui.services.membership.roster.pages import roster_sheet
from gonghui.services.membership.roster.actions import checks, commits, leases
roster_sheet.AT_ONCE = 20
parts = []
renew = leases.renew
def renew_until_killed(*args, **kwargs):
    parts.append(1)
    if len(parts) > {parts}:
        time.sleep(600)
    return renew(*args, **kwargs)
commits.renew = checks.renew = renew_until_killed
actions.work_rosters(datetime.fromisoformat({now!r}))
"""


def start_worker(now):
    environment = {**os.environ, "GONGHUI_DATABASE_URL": address(), "DJANGO_SETTINGS_MODULE": "gonghui.site.settings"}
    return subprocess.Popen([sys.executable, "-c", WORKER.format(now=now.isoformat(), parts=PARTS)], env=environment)


def kill_when(worker, roster, reached):
    """SIGKILL the worker as soon as the import looks as `reached` wants, and in any case: one that stays holds rows."""
    until = time.monotonic() + 300  # a process of its own starts slowly on a busy machine
    try:
        while not reached(roster):
            assert worker.poll() is None, "the worker ended before it could be killed"
            assert time.monotonic() < until, "the worker did not come so far"
            time.sleep(0.01)
            roster.refresh_from_db()
    finally:
        worker.kill()
        worker.wait()
    roster.refresh_from_db()


def people_of(union):
    return Person.objects.filter(memberships__union=union)


def whole(union):
    """Every person of the union has one document, one membership and one line in the journal."""
    ids = set(people_of(union).values_list("pk", flat=True))
    documents = people_of(union).annotate(many=Count("documents")).values_list("many", flat=True)
    lines = list(Entry.objects.filter(act="people.enrol", on_person__in=ids).values_list("on_person", flat=True))
    return (
        set(documents) <= {1}
        and sorted(lines) == sorted(ids)
        and Membership.objects.filter(union=union).count() == len(ids)
    )


@pytest.fixture
def checked(works, zhao_calls, now):
    roster = actions.upload(works, invented(ROWS, bad=4, start=10_000, kind="csv"), "名单.csv", by=zhao_calls, now=now)
    actions.work_rosters(now)
    actions.confirm(roster, by=zhao_calls, now=now)
    roster.refresh_from_db()
    return roster


def test_a_worker_killed_while_it_lets_people_in_leaves_whole_people_and_another_goes_on(checked, works, now):
    kill_when(start_worker(now), checked, lambda roster: roster.rows_joined >= 60)
    assert checked.state == "committing"
    half = checked.rows_joined
    assert 60 <= half < ROWS - 4
    assert people_of(works).count() == half
    assert whole(works)

    actions.work_rosters(now + dt.timedelta(seconds=30))  # its lease still stands
    checked.refresh_from_db()
    assert checked.rows_joined == half

    actions.work_rosters(now + LEASE_OVER + dt.timedelta(seconds=30))
    checked.refresh_from_db()
    assert (checked.state, checked.rows_joined, checked.rows_seen, checked.rows_bad) == ("done", ROWS - 4, ROWS, 4)
    assert people_of(works).count() == ROWS - 4
    assert whole(works)


def test_a_worker_killed_while_it_checks_leaves_nothing_and_another_checks_anew(works, zhao_calls, now):
    roster = actions.upload(works, invented(ROWS, bad=4, start=10_000, kind="csv"), "名单.csv", by=zhao_calls, now=now)
    kill_when(start_worker(now), roster, lambda seen: seen.state == "checking" and seen.rows_seen > 20)
    assert roster.troubles.count() == 0
    actions.work_rosters(now + LEASE_OVER + dt.timedelta(seconds=30))
    roster.refresh_from_db()
    assert (roster.state, roster.rows_new, roster.rows_bad) == ("checked", ROWS - 4, 4)
    assert roster.troubles.count() == 4


def claims_won(roster, now):
    def claim(_number):
        return actions.take(RosterImport.objects.get(pk=roster.pk), now=now)

    return sum(won is True for won in rush(claim, people=8))


def test_of_many_workers_one_gets_the_import(works, zhao_calls, now):
    roster = actions.upload(works, csv_file(row("高一鸣", 1)), "名单.csv", by=zhao_calls, now=now)
    assert claims_won(roster, now) == 1


def test_without_the_condition_of_the_claim_several_get_it(works, zhao_calls, now, monkeypatch):
    roster = actions.upload(works, csv_file(row("高一鸣", 1)), "名单.csv", by=zhao_calls, now=now)
    monkeypatch.setattr(leases, "held", lambda roster: RosterImport.objects.filter(pk=roster.pk))
    assert claims_won(roster, now) > 1


def test_a_worker_that_was_taken_over_writes_nothing_more(checked, works, now):
    slow = RosterImport.objects.select_related("union").get(pk=checked.pk)
    assert actions.take(slow, now=now)
    actions.work_rosters(now + LEASE_OVER)  # another worker, after the lease
    with pytest.raises(actions.LostClaim):
        actions.commit(slow, by=None, clock=lambda: now + LEASE_OVER)
    checked.refresh_from_db()
    assert (checked.state, checked.rows_joined) == ("done", ROWS - 4)


def test_an_import_given_up_while_it_is_checked_stays_given_up(works, zhao_calls, now):
    roster = actions.upload(works, csv_file(row("高一鸣", 1), row("", 2)), "名单.csv", by=zhao_calls, now=now)
    mine = actions.claim(now=now)
    actions.discard(roster, by=zhao_calls, now=now)
    mine.file_sealed = roster.file_sealed
    with pytest.raises(actions.LostClaim):
        actions.check(mine, clock=lambda: now)
    roster.refresh_from_db()
    assert (roster.state, roster.troubles.count()) == ("discarded", 0)


def test_two_unions_that_let_the_same_people_in_at_once_get_each_person_once(
    works, motors, zhao_calls, now, monkeypatch
):
    monkeypatch.setattr(roster_sheet, "AT_ONCE", 20)
    rosters = []
    for union, rows in ((works, range(100)), (motors, reversed(range(100)))):
        data = csv_file(*(row("高一鸣", number) for number in rows))
        roster = actions.upload(union, data, "名单.csv", by=zhao_calls, now=now)
        rosters.append(roster)
    actions.work_rosters(now)
    for roster in rosters:
        actions.confirm(roster, by=zhao_calls, now=now)

    rush(lambda _number: actions.work_rosters(now), people=2)
    for roster in rosters:
        roster.refresh_from_db()
    assert [roster.state for roster in rosters] == ["done", "done"]
    assert Person.objects.filter(name="高一鸣").count() == 100
    assert sum(roster.rows_joined for roster in rosters) == 100
    assert sum(roster.rows_double for roster in rosters) == 100


def test_an_import_that_fails_each_time_stops_tells_who_confirmed_it_and_can_be_confirmed_again(
    bring, zhao, zhao_calls, now, caplog
):
    roster = bring(row("高一鸣", 1), row("方二鸣", 2))
    sealed = bytes(roster.file_sealed)
    RosterImport.objects.update(file_sealed=b"x" * len(sealed))
    actions.confirm(roster, by=zhao_calls, now=now)
    for attempt in range(TRIES + 2):
        actions.work_rosters(now + attempt * LEASE_OVER)
    roster.refresh_from_db()
    assert (roster.state, roster.claimed_until) == ("checked", None)
    assert "可以再确认一次" in roster.refusal
    assert [record.getMessage() for record in caplog.records if "failed, try" in record.getMessage()][-1].endswith("3")
    notice = zhao.notices.get(template="membership.roster_stopped")
    assert "名单.csv" in notice.text
    assert Entry.objects.filter(act="membership.stop_roster").count() == 1
    RosterImport.objects.update(file_sealed=sealed)
    actions.confirm(roster, by=zhao_calls, now=now)
    actions.work_rosters(now + 9 * LEASE_OVER)
    roster.refresh_from_db()
    assert (roster.state, roster.rows_joined, roster.refusal) == ("done", 2, "")


def test_a_file_sent_again_in_the_moment_its_first_import_ends_is_a_new_one(works, zhao_calls, now, monkeypatch):
    data = csv_file(row("高一鸣", 1))
    first, stored = actions.upload(works, data, "名单.csv", by=zhao_calls, now=now), uploads.insert_unless_taken

    def ends_meanwhile(fresh):
        kept = stored(fresh)
        if not kept:
            actions.discard(first, by=zhao_calls, now=now)
        return kept

    monkeypatch.setattr(uploads, "insert_unless_taken", ends_meanwhile)
    assert actions.upload(works, data, "名单.csv", by=zhao_calls, now=now) != first
