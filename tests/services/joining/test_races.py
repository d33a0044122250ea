"""Two at once: each has its twin, the same decided by looking first, which gives too much."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext

import pytest
from django.db import connection, transaction

from gonghui.primitives.journal.models import Entry as JournalEntry
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Membership, Transfer
from gonghui.services.joining import actions, refusals
from gonghui.services.joining.actions import approving, deciding, going_on, late
from gonghui.services.joining.models import Application
from tests.cast import MEMBER_SINCE
from tests.primitives.people.constraints import without
from tests.races.admission_world import until_it_waits
from tests.rush import constraint_dropped, kinds, rush

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race, pytest.mark.rows_by_hand]
ROWS = Application.objects.select_related("person", "union", "before")


@pytest.fixture
def looking_first(monkeypatch):
    """Nobody holds the application: two read it, and both go on."""
    both_have_looked = threading.Barrier(2)

    def looked(application):
        found = ROWS.get(pk=application.pk)
        both_have_looked.wait(30)
        return found

    monkeypatch.setattr(deciding, "locked_many", lambda asked: [looked(one) for one in asked])
    monkeypatch.setattr(going_on, "locked", looked)


def approve_twice(made, by, now):
    return rush(lambda _n: actions.approve(made, by=by, now=now), 2)


def test_two_approvals_are_one(rider, applied, as_officer, now):
    answers = approve_twice(applied(rider), as_officer, now)

    assert kinds(answers) == {"Application": 1, "NotWaiting": 1}
    assert Membership.objects.filter(person=rider).count() == 1


def test_looking_first_approves_twice(rider, applied, as_officer, now, looking_first):
    answers = approve_twice(applied(rider), as_officer, now)

    assert kinds(answers) == {"Application": 2}
    assert JournalEntry.objects.filter(act__in=("joining.approve", "joining.met")).count() == 2


def approve_and_withdraw(made, officer, by, now):
    acts = (lambda: actions.approve(made, by=officer, now=now), lambda: actions.withdraw(made, by=by, now=now))
    return rush(lambda n: acts[n](), 2)


def test_what_was_withdrawn_makes_no_member_and_a_member_withdraws_no_more(rider, applied, as_officer, by, now):
    answers = approve_and_withdraw(applied(rider), as_officer, by, now)

    state, member = Application.objects.get().state, Membership.objects.filter(person=rider).exists()
    assert (state, member) in {("approved", True), ("withdrawn", False)}
    assert kinds(answers)["Application"] == 1


def test_looking_first_makes_a_member_of_who_withdrew(rider, applied, as_officer, by, now, looking_first):
    answers = approve_and_withdraw(applied(rider), as_officer, by, now)

    assert kinds(answers) == {"Application": 2}
    assert Membership.objects.filter(person=rider).exists()


@pytest.mark.parametrize("looked", [True, False])
def test_who_waited_for_what_went_up_meanwhile_decides_nothing_of_it(
    rider, applied, taiyuan, as_officer, now, monkeypatch, looked
):
    made = applied(rider)
    if not looked:  # at where it stands now
        monkeypatch.setattr(deciding, "_check_stands", lambda *_said: None)
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        late._raise(made, now=made.due_at)
        answer = pool.submit(refused, made, as_officer, now)
        until_it_waits(answer)

    told = answer.result()
    assert told == (f"NotYours {taiyuan.name}" if looked else "refused")
    assert Application.objects.get().state == ("waiting" if looked else "refused")


def refused(made, officer, now):
    try:
        return actions.refuse(made, ground="no_work", by=officer, now=now).state
    except refusals.NotYours as no:
        return f"NotYours {no.facts['union']}"
    finally:
        connection.close()


@pytest.mark.parametrize("guarded", [True, False])
def test_of_two_transfers_one_is_taken_unless_the_constraint_is_gone(lin, motors, datong, by, now, guarded):
    dropped = constraint_dropped("joining_application", "one_open_application_of_a_person")
    with nullcontext() if guarded else dropped:
        answers = rush(lambda n: actions.move(lin, (motors, datong)[n], by=by, now=now), 2)
        assert kinds(answers) == ({"Application": 1, "AlreadyOpen": 1} if guarded else {"Application": 2})
        if not guarded:
            Application.objects.all().delete()


def test_two_transfers_that_are_approved_leave_no_gap(lin, motors, as_officer, by, now):
    made = actions.move(lin, motors, by=by, now=now)

    assert kinds(approve_twice(made, as_officer, now)) == {"Application": 1, "NotWaiting": 1}
    assert Transfer.objects.get().old.ends_on == Transfer.objects.get().new.starts_on


def test_a_roster_and_an_approval_make_one_member(rider, applied, works, as_officer, by, now):
    made = applied(rider)
    acts = (
        lambda: actions.approve(made, by=as_officer, now=now),
        lambda: people.join(rider, works, starts_on=MEMBER_SINCE, by=by, now=now),
    )
    answers = rush(lambda n: acts[n](), 2)

    assert Membership.objects.filter(person=rider).count() == 1
    assert Application.objects.get().state == "approved"
    assert kinds(answers) in ({"Application": 1, "Membership": 1}, {"Application": 1, "AlreadyMember": 1})


def test_without_the_guards_a_roster_and_an_approval_make_two(rider, applied, works, as_officer, by, now, monkeypatch):
    made = applied(rider)
    both_have_looked = threading.Barrier(2)

    def late(enter):
        def entered(*args, **given):
            both_have_looked.wait(30)
            return enter(*args, **given)

        return entered

    monkeypatch.setattr(approving.people, "settle_many", late(people.settle_many))
    acts = (
        lambda: actions.approve(made, by=as_officer, now=now),
        lambda: late(people.join)(rider, works, starts_on=now.date(), by=by, now=now),
    )
    with without("one_active_membership"), without("no_day_of_two_memberships"):
        rush(lambda n: acts[n](), 2)
        assert Membership.objects.filter(person=rider, ends_on=None).count() == 2


def test_two_tabs_begin_one_application(rider, by, now):
    answers = rush(lambda _n: actions.begin(rider, by=by, now=now), 2)

    assert kinds(answers) == {"Application": 2}
    assert Application.objects.count() == 1


def test_it_says_so_when_it_is_sent_twice(rider, drafted, by, now):
    draft = drafted(rider)
    answers = rush(lambda _n: actions.send(draft, by=by, now=now), 2)

    assert [answer for answer in answers if isinstance(answer, refusals.NotWaiting)]
    assert kinds(answers)["Application"] == 1
