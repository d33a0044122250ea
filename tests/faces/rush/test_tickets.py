"""A ticket keeps a place in the queue for whoever asked, and for nobody else."""

import base64
import time

import pytest

from gonghui.faces.rush import tickets


def test_a_ticket_says_when_its_ask_arrived():
    arrived = time.time() - 60
    assert tickets.arrival("lin", tickets.ticket("lin", arrived)) == pytest.approx(arrived, abs=1e-5)


def test_the_second_ticket_for_the_same_arrival_is_the_first():
    shown = tickets.ticket("lin", time.time() - 60)
    assert tickets.ticket("lin", tickets.arrival("lin", shown)) == shown


def nudged(shown, at):
    raw = bytearray(base64.urlsafe_b64decode(shown))
    raw[at] ^= 1
    return base64.urlsafe_b64encode(bytes(raw)).decode()


@pytest.mark.parametrize("at", range(8 + tickets.BYTES))
def test_a_ticket_changed_in_one_bit_is_worth_nothing(at):
    assert is_worth_nothing("lin", nudged(tickets.ticket("lin", time.time() - 60), at))


@pytest.mark.parametrize("shown", ["", "x", "====", "没有", "A" * 7, "A" * 64, "A" * 100_000, "\0"])
def test_what_is_no_ticket_is_worth_nothing(shown):
    assert is_worth_nothing("lin", shown)


def test_anothers_ticket_is_worth_nothing():
    assert is_worth_nothing("chen", tickets.ticket("lin", time.time() - 60))


@pytest.mark.parametrize("seconds", [-tickets.LIVES - 1, 600, 10_000])
def test_an_old_ticket_and_one_of_the_future_are_worth_nothing(seconds):
    assert is_worth_nothing("lin", tickets.ticket("lin", time.time() + seconds))


def is_worth_nothing(name, shown):
    """Who shows it has arrived at the moment of being asked, and no earlier."""
    before = time.time()
    return before <= tickets.arrival(name, shown) <= time.time()
