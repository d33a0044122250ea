"""The worker's loop: each task for itself, at its own pace, ended without losing anything."""

import itertools
import threading
import time
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session

from gonghui.faces.services import product
from gonghui.faces.slices import Task
from gonghui.primitives import clock
from gonghui.site import worker
from gonghui.site.house import forget

pytestmark = pytest.mark.django_db


class Counter:
    """A task that tells when it was asked, and does what it was told."""

    def __init__(self, *answers):
        self.answers, self.times = list(answers), []

    def __call__(self, now):
        self.times.append(time.monotonic())
        answer = self.answers.pop(0) if self.answers else 0
        if isinstance(answer, Exception):
            raise answer
        return answer


def tended(work, seconds, **pace):
    stop = threading.Event()
    thread = threading.Thread(target=worker.tend, args=(Task("t", work, **pace), stop))
    thread.start()
    time.sleep(seconds)
    stop.set()
    thread.join(5)
    assert not thread.is_alive()
    return work.times


def test_a_task_with_work_is_asked_again_at_once_and_an_idle_one_ever_more_seldom():
    busy = tended(Counter(*[1] * 1000), 0.5, shortest=0.01, longest=1)
    idle = tended(Counter(), 0.5, shortest=0.01, longest=1)
    assert len(busy) > 2 * len(idle)
    gaps = [b - a for a, b in itertools.pairwise(idle)]
    assert gaps == sorted(gaps)


def test_a_task_that_raises_is_logged_and_asked_again_later(caplog):
    times = tended(Counter(ValueError("first"), 0), 1.2, shortest=0.01, longest=0.1)
    assert "task t failed 1 times in a row" in caplog.text
    assert times[1] - times[0] >= 0.5
    assert len(times) >= 3


def test_one_task_does_not_wait_for_another():
    quick, stop = Counter(), threading.Event()
    slow = threading.Thread(target=worker.tend, args=(Task("slow", lambda now: time.sleep(0.6) or 0), stop))
    slow.start()
    assert len(tended(quick, 0.4, shortest=0.01, longest=0.05)) > 3
    stop.set()
    slow.join(5)


def test_drain_goes_on_until_nothing_is_due():
    assert worker.drain(Task("t", Counter(3, 2, 1))) == 6


def test_every_task_can_be_asked_when_nothing_is_due(transactional_db):
    assert [task.work(clock.now()) for task in product().tasks] == [0] * len(product().tasks)


def test_ended_sessions_are_forgotten():
    moment = clock.now()
    for key, when in (("old", -1), ("new", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=moment + timedelta(hours=when))
    assert forget(moment) == 1
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]
