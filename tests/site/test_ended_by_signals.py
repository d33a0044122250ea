"""Ctrl-C and SIGTERM end what runs, wherever in Python they find it."""

import os
import signal
import time

import pytest

from gonghui.site.installation import ENDING, ended_by_signals

PATIENCE_SECONDS = 20


class EndedWhereNothingCanBeRaised:
    """Its finalizer is where the signal arrives: Python prints what is raised there, and goes on."""

    def __del__(self):
        os.kill(os.getpid(), signal.SIGTERM)
        while signal.getsignal(signal.SIGTERM) is not signal.SIG_IGN:  # until the handler has run, in here
            time.sleep(0.001)


def waited():
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        time.sleep(0.01)


def in_the_block(act):
    with ended_by_signals():
        act()
        waited()


def ends(how):
    os.kill(os.getpid(), how)


def test_a_signal_ends_the_block_and_a_second_one_does_not_disturb_the_tidying_up():
    tidied = []

    def act():
        try:
            ends(signal.SIGTERM)
            waited()
        finally:
            for each in ENDING:
                ends(each)
            tidied.append("all of it")

    with pytest.raises(KeyboardInterrupt):
        in_the_block(act)
    assert tidied


def test_a_signal_that_arrives_in_a_finalizer_ends_the_block_a_moment_later():
    with pytest.raises(KeyboardInterrupt):
        in_the_block(EndedWhereNothingCanBeRaised)


def test_afterwards_signals_mean_what_they_meant_before():
    before = [signal.getsignal(each) for each in (*ENDING, signal.SIGALRM)]
    with pytest.raises(KeyboardInterrupt):
        in_the_block(lambda: ends(signal.SIGINT))
    assert [signal.getsignal(each) for each in (*ENDING, signal.SIGALRM)] == before
