"""The worker's loop: each task for itself, at its own pace, ended without losing anything."""

import threading
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session

from gonghui.faces.services import product
from gonghui.faces.slices import Task
from gonghui.primitives import clock
from gonghui.site import worker
from gonghui.site.house import forget

pytestmark = pytest.mark.django_db


class Asked:
    """A task that does what it was told, and counts how often it was asked."""

    def __init__(self, *answers):
        self.answers, self.times = list(answers), 0

    def __call__(self, now):
        self.times += 1
        answer = self.answers.pop(0) if self.answers else 0
        if isinstance(answer, Exception):
            raise answer
        return answer


class Stop:
    """Writes down every pause instead of waiting for its end, and stops after so many."""

    def __init__(self, most):
        self.most, self.pauses = most, []

    def wait(self, pause):
        if len(self.pauses) == self.most:
            return True
        self.pauses.append(pause)
        return False


def pauses_of(work, most, **pace):
    """The pauses before each of so many asks."""
    stop = Stop(most)
    thread = threading.Thread(target=worker.tend, args=(Task("t", work, **pace), stop))
    thread.start()
    thread.join(60)
    assert work.times == most
    return stop.pauses


def test_a_task_with_work_is_asked_again_at_once_and_an_idle_one_ever_more_seldom():
    assert pauses_of(Asked(*[1] * 5), 5, shortest=0.01, longest=1) == [0.01] * 5
    assert pauses_of(Asked(), 5, shortest=0.01, longest=0.07) == [0.01, 0.02, 0.04, 0.07, 0.07]
    assert pauses_of(Asked(0, 0, 1, 0), 5, shortest=0.01, longest=1) == [0.01, 0.02, 0.04, 0.01, 0.02]


def test_a_task_that_raises_is_logged_and_asked_again_later(caplog):
    failing = Asked(ValueError("first"), ValueError("second"), 0)
    assert pauses_of(failing, 4, shortest=0.01, longest=0.1) == [0.01, 0.5, 1.0, 0.1]
    assert "task t failed 2 times in a row" in caplog.text


def test_one_task_does_not_wait_for_another():
    done, stop = threading.Event(), threading.Event()
    slow = threading.Thread(target=worker.tend, args=(Task("slow", lambda now: done.wait(60) and 0), stop))
    slow.start()
    try:
        assert len(pauses_of(Asked(), 4, shortest=0.01, longest=0.05)) == 4
    finally:
        stop.set()
        done.set()
        slow.join(60)
    assert not slow.is_alive()


def test_drain_goes_on_until_nothing_is_due():
    assert worker.drain(Task("t", Asked(3, 2, 1))) == 6


def test_every_task_can_be_asked_when_nothing_is_due(transactional_db):
    assert [task.work(clock.now()) for task in product().tasks] == [0] * len(product().tasks)


def test_ended_sessions_are_forgotten():
    moment = clock.now()
    for key, when in (("old", -1), ("new", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=moment + timedelta(hours=when))
    assert forget(moment) == 1
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]
