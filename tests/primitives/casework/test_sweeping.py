"""Deadlines: warned before, brought before the union above after, each once; what is done in time is left alone."""

import re
import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.casework import actions
from gonghui.primitives.casework.actions import sweeping
from gonghui.primitives.casework.models import Case
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.notices.models import Notice
from gonghui.services.hotline.rules import HOTLINE

pytestmark = pytest.mark.django_db


def matters(case):
    keys = ("hotline.mine", "hotline.given", "hotline.late")
    return {one.key: one for one in Matter.objects.filter(subject=case.pk, key__in=keys)}


def test_what_waits_stands_in_the_agenda_of_each(asked, lin, guo, as_guo, taiyuan, now):
    case = asked()
    assert matters(case)["hotline.mine"].person_id == lin.pk
    queue = Matter.objects.get(subject=taiyuan.pk, key="hotline.queue")
    assert (queue.act, queue.due) == ("hotline.handle", case.due_at)

    case = actions.assign(case, guo, by=as_guo, now=now)
    given = matters(case)["hotline.given"]
    assert (given.person_id, given.due) == (guo.pk, case.due_at)

    actions.close(case, "solved", "办好了", by=as_guo, now=now)
    assert matters(case) == {}
    assert not Matter.objects.filter(key="hotline.queue").exists()


def test_who_has_it_is_warned_a_day_before_and_once(asked, guo, as_guo, now):
    case = actions.assign(asked(), guo, by=as_guo, now=now)
    assert actions.sweep(HOTLINE, case.due_at - timedelta(days=1, seconds=1)) == 0
    assert actions.sweep(HOTLINE, case.due_at - timedelta(days=1)) == 1
    assert actions.sweep(HOTLINE, case.due_at - timedelta(hours=1)) == 0

    assert Notice.objects.filter(person=guo, title="诉求快到期限").count() == 1


def test_what_nobody_moved_in_time_stands_before_the_union_above_once(asked, lin, province, taiyuan, now):
    case = asked()
    assert actions.sweep(HOTLINE, case.due_at - timedelta(seconds=1)) == 0
    assert actions.sweep(HOTLINE, case.due_at) == 1
    assert actions.sweep(HOTLINE, case.due_at + timedelta(days=1)) == 0

    late = matters(case)["hotline.late"]
    assert (late.union_id, late.due) == (province.pk, case.due_at)
    assert province.name in Notice.objects.get(person=lin, title="诉求已报上级督办").text
    assert Entry.objects.filter(act="hotline.escalate").count() == 1


def test_a_new_stage_has_a_new_clock_and_is_late_no_more(asked, guo, as_guo, now):
    case = asked()
    actions.sweep(HOTLINE, case.due_at)

    moved = actions.assign(case, guo, by=as_guo, now=case.due_at + timedelta(hours=1))

    assert moved.escalated_at is None
    assert "hotline.late" not in matters(case)
    assert actions.sweep(HOTLINE, moved.due_at) == 1


def test_a_pause_does_not_take_what_is_late_from_before_the_union_above(asked, as_guo, province, now):
    case = asked()
    actions.sweep(HOTLINE, case.due_at)
    actions.pause(case, why="等材料", by=as_guo, now=case.due_at + timedelta(hours=1))

    assert matters(case)["hotline.late"].union_id == province.pk


def test_at_the_top_it_stands_before_the_union_itself(asked, province):
    case = asked(union=province)
    actions.sweep(HOTLINE, case.due_at)
    assert matters(case)["hotline.late"].union_id == province.pk


def test_no_pause_lasts_longer_than_thirty_days(asked, guo, as_guo, lin, now):
    case = actions.pause(actions.assign(asked(), guo, by=as_guo, now=now), why="等法院", by=as_guo, now=now)
    later = now + timedelta(days=30)
    assert actions.sweep(HOTLINE, later - timedelta(seconds=1)) == 0
    assert actions.sweep(HOTLINE, later) == 1

    found = Case.objects.get()
    assert (found.paused_at, found.days_paused > 0) == (None, True)
    assert found.due_at > later
    assert matters(case)["hotline.given"].due == found.due_at
    assert actions.sweep(HOTLINE, later) == 0


def test_a_pause_that_ended_while_the_worker_looked_is_left_alone(asked, as_guo, now, monkeypatch):
    case, resume = actions.pause(asked(), why="等材料", by=as_guo, now=now), sweeping.resume

    def quicker(found, *, by, now):
        resume(found, by=as_guo, now=now)
        return resume(found, by=by, now=now)

    monkeypatch.setattr(sweeping, "resume", quicker)
    assert actions.sweep(HOTLINE, now + timedelta(days=31)) == 0
    assert Case.objects.get(pk=case.pk).paused_at is None


@pytest.mark.django_db(transaction=True)
@pytest.mark.race
def test_what_somebody_moves_at_this_moment_is_passed_over_and_looked_at_in_the_next_round(asked, guo, as_guo, now):
    held, other = asked(), asked()
    gate, swept = threading.Event(), threading.Event()

    def moving():
        with transaction.atomic():
            actions.assign(held, guo, by=as_guo, now=now)
            gate.set()
            swept.wait(30)
        connection.close()

    mover = threading.Thread(target=moving)
    mover.start()
    gate.wait(30)
    assert actions.sweep(HOTLINE, other.due_at) == 1, "it neither waits for who moves it nor takes it from them"
    swept.set()
    mover.join(30)

    assert Case.objects.get(pk=held.pk).escalated_at is None
    assert Case.objects.get(pk=other.pk).escalated_at == other.due_at
    assert Matter.objects.filter(key="hotline.late").count() == 1


def test_very_many_are_swept_in_parts(asked, guo, as_guo, now, monkeypatch):
    monkeypatch.setattr(sweeping, "AT_ONCE", 2)
    cases = [actions.assign(asked(), guo, by=as_guo, now=now) for _each in range(5)]
    due = cases[0].due_at

    assert actions.sweep(HOTLINE, due - timedelta(hours=1)) == 5
    assert actions.sweep(HOTLINE, due) == 5
    assert Notice.objects.filter(person=guo, title="诉求快到期限").count() == 5
    assert Matter.objects.filter(key="hotline.late").count() == 5
    monkeypatch.setattr(sweeping, "MOST", 1)
    for case in cases[:3]:
        actions.grade(case, "hard", why="涉及多人", by=as_guo, now=now)
    later = Case.objects.get(pk=cases[0].pk).due_at
    assert [actions.sweep(HOTLINE, later) for _round in range(3)] == [2, 1, 0]


@pytest.mark.rows_by_hand
def test_what_stands_before_the_union_above_already_is_not_read_again(asked, now):
    """Of a backlog of years each round would read all: by the plan, as it runs, no row is read to be passed over."""
    case = asked()
    made = {name: getattr(case, name) for name in ("kind", "person", "union", "stage", "stage_since", "level", "topic")}
    clock = {"clock_on": case.clock_on, "clock_days": case.clock_days, "due_at": case.due_at}
    Case.objects.bulk_create(Case(**made, **clock, escalated_at=now, created_at=now) for _each in range(400))
    asks = {"kind": "hotline", "now": case.due_at, "due": sweeping.FIRST[0], "last": sweeping.FIRST[1], "most": 99}
    assert passed_over(asks) == 0
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX cases_not_escalated")
    assert passed_over(asks) >= 400


def passed_over(asks):
    """Rows that a look for what is late reads in vain."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE casework_case")
        cursor.execute(f"EXPLAIN (ANALYZE, COSTS OFF) {sweeping.LATE}", asks)
        plan = "\n".join(line for (line,) in cursor.fetchall())
    return sum(map(int, re.findall(r"Rows Removed by Filter: (\d+)", plan)))
