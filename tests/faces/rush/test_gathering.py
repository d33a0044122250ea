"""The gatherer by itself: no database, no clock but the loop's."""

import asyncio
import itertools
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from gonghui.faces.rush.gathering import Gatherer, NotNow, Standing
from tests.asgi import run


class Desk:
    """Answers each ask with its capital letter, a company at a time, whenever the test lets it."""

    def __init__(self) -> None:
        self.companies: list[list[str]] = []
        self.open = asyncio.Event()
        self.open.set()
        self.fails: list[Exception] = []

    async def __call__(self, asks):
        self.companies.append(list(asks))
        await self.open.wait()
        if self.fails:
            raise self.fails.pop()
        return [ask.upper() for ask in asks]


def plays(act: Callable[[Gatherer, Desk], Coroutine[Any, Any, None]], **options: int) -> None:
    async def play() -> None:
        desk = Desk()
        async with asyncio.timeout(60):
            await act(Gatherer(desk, **options), desk)

    run(play())


moments = itertools.count(1)


def asked(gatherer, ask, *, arrived=None, patience=2.0):
    """The ask under way, as a task; each arrives after the one before."""
    moment = next(moments) if arrived is None else arrived
    return asyncio.create_task(gatherer.ask(ask, name=ask, arrived=moment, patience=patience))


async def turns(number=5):
    for _ in range(number):
        await asyncio.sleep(0)


def test_one_ask_is_decided_at_once():
    async def act(gatherer, desk):
        assert await gatherer.ask("a", name="a", arrived=1.0) == "A"
        assert desk.companies == [["a"]]

    plays(act)


def test_those_who_arrive_meanwhile_are_decided_together_in_order_of_arrival():
    async def act(gatherer, desk):
        desk.open.clear()
        first = asked(gatherer, "a")
        await turns()
        rest = [asked(gatherer, name) for name in "bcd"]
        await turns()
        assert desk.companies == [["a"]]
        desk.open.set()
        assert await asyncio.gather(first, *rest) == ["A", "B", "C", "D"]
        assert desk.companies == [["a"], ["b", "c", "d"]]

    plays(act)


def test_a_company_has_its_measure():
    async def act(gatherer, desk):
        desk.open.clear()
        all_of_them = [asked(gatherer, name) for name in "abcde"]
        await turns()
        desk.open.set()
        assert await asyncio.gather(*all_of_them) == list("ABCDE")
        assert max(map(len, desk.companies)) == 2
        assert list(itertools.chain(*desk.companies)) == list("abcde")

    plays(act, most=2)


def test_the_same_name_finds_the_ask_that_stands():
    async def act(gatherer, desk):
        desk.open.clear()
        asked(gatherer, "z")
        await turns()
        twice = [asked(gatherer, "a"), asked(gatherer, "a")]
        await turns()
        desk.open.set()
        assert await asyncio.gather(*twice) == ["A", "A"]
        assert desk.companies == [["z"], ["a"]]

    plays(act)


def test_a_decided_ask_asked_again_is_decided_again():
    """The verb knows its keys; the gatherer keeps no answers."""

    async def act(gatherer, desk):
        assert [await asked(gatherer, "a"), await asked(gatherer, "a")] == ["A", "A"]
        assert desk.companies == [["a"], ["a"]]

    plays(act)


def slow(gatherer, asks_a_second=1.0):
    gatherer._pace = asks_a_second


def test_with_too_many_ahead_one_is_told_where_one_stands_and_decided_all_the_same():
    async def act(gatherer, desk):
        slow(gatherer)
        desk.open.clear()
        asked(gatherer, "a")
        await turns()
        for name in "bcd":
            asked(gatherer, name, patience=100)
        await turns()
        standing = await asked(gatherer, "e")
        assert standing == Standing(ahead=3, seconds=3.0)
        desk.open.set()
        while gatherer._at_work:
            await asyncio.sleep(0)
        assert "e" in itertools.chain(*desk.companies)
        assert len(gatherer) == 0

    plays(act)


def test_who_asks_again_while_waiting_stands_further_ahead():
    async def act(gatherer, desk):
        slow(gatherer)
        desk.open.clear()
        for name in "abc":
            asked(gatherer, name, patience=100)
        await turns()
        last = asked(gatherer, "z", patience=0.1)
        assert (await last).ahead == 3 - len(desk.companies[0])
        desk.open.set()
        assert await asked(gatherer, "z", patience=100) == "Z"

    plays(act, most=1)


def test_who_comes_back_after_the_decision_hears_it_though_a_crowd_has_come_since():
    """They hold a ticket older than the crowd: they are in the next company, not sent to the end again and again."""

    async def act(gatherer, desk):
        slow(gatherer)
        early = 1.0
        assert await asked(gatherer, "early", arrived=early) == "EARLY"
        desk.open.clear()
        asked(gatherer, "x", arrived=2.0)
        await turns()
        crowd = [asked(gatherer, f"late{n}", arrived=3.0 + n, patience=100) for n in range(10)]
        await turns()
        slow(gatherer)
        again = asked(gatherer, "early", arrived=early)
        await turns()
        desk.open.set()
        assert await again == "EARLY"
        assert desk.companies[2][0] == "early"
        await asyncio.gather(*crowd)

    plays(act, most=3)


def test_an_older_arrival_is_decided_first():
    async def act(gatherer, desk):
        desk.open.clear()
        asked(gatherer, "now", arrived=10.0)
        await turns()
        late, early = asked(gatherer, "late", arrived=30.0), asked(gatherer, "early", arrived=20.0)
        await turns()
        desk.open.set()
        await asyncio.gather(late, early)
        assert desk.companies[1] == ["early", "late"]

    plays(act)


@pytest.mark.parametrize("fault", [NotNow(), ValueError("a bug"), RuntimeError("another")])
def test_a_decision_that_fails_tells_all_and_the_gatherer_goes_on(fault, caplog):
    async def act(gatherer, desk):
        desk.open.clear()
        desk.fails = [fault]
        both = [asked(gatherer, "a"), asked(gatherer, "b")]
        await turns()
        desk.open.set()
        told = await asyncio.gather(*both, return_exceptions=True)
        assert [type(one) for one in told] == [NotNow, NotNow]
        assert await asked(gatherer, "c") == "C"
        assert len(gatherer) == 0

    plays(act)


def test_answers_in_the_wrong_number_are_a_fault_that_leaves_nobody_waiting(caplog):
    async def play():
        async def decide(asks):
            return []

        gatherer = Gatherer(decide)
        for name in "ab":
            with pytest.raises(NotNow):
                await asked(gatherer, name)

    run(play())
    assert "undecided" in caplog.text


def test_an_answer_nobody_waits_for_harms_nothing():
    async def act(gatherer, desk):
        for fails in ([], [NotNow()]):
            desk.open.clear()
            gone = asked(gatherer, "gone")
            await turns()
            gone.cancel()
            desk.fails = fails
            desk.open.set()
            await turns()
            assert await asked(gatherer, "next") == "NEXT"
        assert desk.companies == [["gone"], ["next"]] * 2

    plays(act)


def test_who_waits_longer_than_was_thought_is_told_where_they_stand():
    async def act(gatherer, desk):
        desk.open.clear()
        first = asked(gatherer, "a", patience=0.01)
        assert isinstance(await first, Standing)
        again = asked(gatherer, "a")
        desk.open.set()
        assert await again == "A"
        assert desk.companies == [["a"]]

    plays(act)
