"""Asks are gathered while others are being decided, and then decided together, in order of arrival."""

import asyncio
import heapq
import itertools
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

A = TypeVar("A")  # an ask
R = TypeVar("R")  # its answer

log = logging.getLogger(__name__)

MOST = 500  # asks decided together
LOOK = 0.001  # seconds between two looks whether they are all there: the shortest that event loops keep
LOOKS = 6  # a breath at most, in which those who were just answered may ask again and be in the same company
NEARLY = 0.9  # of those expected are enough
PATIENCE = 2.0  # seconds somebody may be kept waiting without being told a position
OF_THE_LATEST = 0.2  # how much the latest company says about the pace


class NotNow(Exception):
    """Nothing was decided: the database does not answer. The same ask may be made again."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A place in the visible queue: how many are decided before, and in how many seconds it will be so far."""

    ahead: int
    seconds: float


@dataclass(slots=True)
class Waiting(Generic[A, R]):
    arrived: float  # Unix time
    nth: int
    name: object  # the same ask again has the same name
    ask: A
    answer: "asyncio.Future[R]"
    _order: tuple[float, int] = field(init=False)

    def __post_init__(self) -> None:
        self._order = (self.arrived, self.nth)

    def __lt__(self, other: "Waiting[A, R]") -> bool:
        return self._order < other._order


class Gatherer(Generic[A, R]):
    """One queue of asks in front of one `decide`, which is given many at once and runs elsewhere (a thread).

    Nobody waits for company that does not come: the first ask is decided at once, and whoever arrives meanwhile is
    decided next. Only when asks keep coming in numbers are they given a breath to gather.
    """

    def __init__(
        self,
        decide: Callable[[Sequence[A]], Awaitable[Sequence[R]]],
        *,
        most: int = MOST,
        silent: Callable[[], bool] = lambda: False,
    ) -> None:
        self._decide = decide
        self._most = most
        self._silent = silent
        self._queue: list[Waiting[A, R]] = []
        self._by_name: dict[object, Waiting[A, R]] = {}
        self._nth = itertools.count()
        self._taken_up = 0
        self._reached = 0.0  # the latest arrival that was taken up
        self._at_work: asyncio.Task[None] | None = None
        self._answered = 0  # in the latest company
        self._answered_at = 0.0
        self._left = 0  # in the queue at that moment
        self._returning = 0.5  # of those answered, so many asked again within a breath, lately
        self._pace = 0.0  # asks decided a second, lately

    def __len__(self) -> int:
        return len(self._queue)

    async def ask(self, ask: A, *, name: object, arrived: float, patience: float = PATIENCE) -> R | Standing:
        """The answer or, when too many are ahead for `patience`, where the ask stands: it stays in the queue.

        The same `name` again finds the ask that already stands there. Raises NotNow, at once while those who decide
        are `silent`; an ask that was not taken up by then never will be.
        """
        if self._silent():
            raise NotNow
        waiting = self._by_name.get(name)
        if waiting is None or waiting.answer.done():
            waiting = self._join(ask, name, arrived)
        standing = self.standing(waiting)
        if standing.seconds > patience:
            return standing
        done, _ = await asyncio.wait([waiting.answer], timeout=2 * patience)
        if not done and self._silent():
            self._forget(waiting)
            waiting.answer.cancel()
            raise NotNow
        return waiting.answer.result() if done else self.standing(waiting)

    def standing(self, waiting: Waiting[A, R]) -> Standing:
        """Where one stands now. Who came back after those of that moment were taken up is in the next company."""
        come_back = waiting.arrived <= self._reached
        ahead = 0 if come_back else min(len(self._queue), max(0, waiting.nth - self._taken_up))
        return Standing(ahead, ahead / self._pace if self._pace else 0.0)

    def _join(self, ask: A, name: object, arrived: float) -> Waiting[A, R]:
        answer: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        waiting = Waiting(arrived, next(self._nth), name, ask, answer)
        heapq.heappush(self._queue, waiting)
        self._by_name[name] = waiting
        if self._at_work is None:
            self._at_work = asyncio.create_task(self._work())
        return waiting

    async def _work(self) -> None:
        try:
            while self._queue:
                await self._gather()
                together = [heapq.heappop(self._queue) for _ in range(min(self._most, len(self._queue)))]
                self._taken_up += len(together)
                self._reached = max(self._reached, together[-1].arrived)
                if still := [waiting for waiting in together if not waiting.answer.cancelled()]:
                    await self._settle(still)
                self._answered, self._answered_at, self._left = len(together), time.monotonic(), len(self._queue)
        finally:
            self._at_work = None

    async def _gather(self) -> None:
        """A breath for those just answered, as far as such people lately came back: programs do, most workers do not.

        Who comes alone waits for nobody, and one company more costs more than a breath.
        """
        answered = self._answered if time.monotonic() - self._answered_at < LOOK * LOOKS else 0
        hoped = answered * self._returning
        await asyncio.sleep(0)
        for _look in range(LOOKS):
            if len(self._queue) - self._left >= NEARLY * hoped:
                break
            await asyncio.sleep(LOOK)
        if answered:
            came = len(self._queue) - self._left
            share = 1.0 if came >= NEARLY * hoped else came / answered  # who came soon enough may not have been all
            self._returning += (share - self._returning) * OF_THE_LATEST

    async def _settle(self, together: Sequence[Waiting[A, R]]) -> None:
        begun = time.monotonic()
        try:
            answers = await self._decide([waiting.ask for waiting in together])
            told = list(zip(together, answers, strict=True))
        except NotNow:
            self._all_wait(together)
            return
        except Exception:  # a fault of ours; those who asked are told to try again, and nobody waits for ever
            log.exception("%d asks undecided", len(together))
            self._all_wait(together)
            return
        self._learn(len(together), time.monotonic() - begun)
        for waiting, answer in told:
            self._forget(waiting)
            if not waiting.answer.done():
                waiting.answer.set_result(answer)

    def _learn(self, decided: int, seconds: float) -> None:
        """A company that was not full took up everybody who waited: it tells what is possible, not what is too much."""
        pace = decided / max(seconds, 1e-6)
        if decided >= self._most or 0 < self._pace < pace:
            self._pace += (pace - self._pace) * (OF_THE_LATEST if self._pace else 1)

    def _all_wait(self, together: Sequence[Waiting[A, R]]) -> None:
        for waiting in together:
            self._forget(waiting)
            if not waiting.answer.done():
                waiting.answer.set_exception(NotNow())
                waiting.answer.exception()  # nobody may be listening any more; that is no fault

    def _forget(self, waiting: Waiting[A, R]) -> None:
        if self._by_name.get(waiting.name) is waiting:
            del self._by_name[waiting.name]
