"""A risk answer, the way to a human that it opens, and the call: taken at once, or told that nobody did."""

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from gonghui.primitives import clock
from gonghui.rehearsals.driver import Browser, Failed, fresh
from gonghui.services.counselling.models import Counsellor

from .month import Month
from .plan import PAGE, Fate, Wish

LINE = "12356"
RISKY, CALM = (1, 2, 2, 1, 1, 1, 1, 0, 1), (0, 1, 1, 1, 0, 0, 1, 0, 0)  # answers to PHQ-9; the last question is the one
LATE = timedelta(minutes=16)
SCALE = "/counselling/scales/phq9/"


@dataclass(slots=True)
class Called:
    """A call that somebody asked for, and the counsellor who is to take it."""

    wish: Wish
    id: str
    counsellor: Counsellor


class CallDesk:
    """Who answers a scale so that somebody should hear it, and the counsellors on call."""

    def __init__(self, month: Month) -> None:
        self.month, self.api = month, month.api
        self.calls: list[Called] = []
        self.waiting: list[Called] = []
        self.seconds: list[float] = []  # from a risk answer to the way, as phones counted them
        self.asked = 0

    # --- asked

    def ask(self, wish: Wish) -> None:
        """They agree to be asked, answer, and are shown the line and a button; they press it."""
        self.asked += 1
        by = self._on_pages if wish.channel == PAGE else self._in_app
        counsellors = self.month.city.counsellors
        self.waiting.append(Called(wish, by(wish), counsellors[wish.number % len(counsellors)]))

    def _in_app(self, wish: Wish) -> str:
        token, said = self.month.worker(wish), {"answers": list(RISKY)}
        self.api.call("POST", f"{SCALE}results", said, token=token, key=fresh())  # before they agreed
        self.api.send("/counselling/consent", token=token)
        begun = time.perf_counter()
        taken = self.api.send(f"{SCALE}results", said, token=token)
        if taken["path"] is None or taken["line"] != LINE:
            raise Failed(f"a risk answer opened no way: {taken}")
        self.seconds.append(time.perf_counter() - begun)
        return str(self.api.send("/counselling/calls", {"path": taken["path"]}, token=token)["id"])

    def _on_pages(self, wish: Wish) -> str:
        phone = self.month.phone_of(wish)
        phone.submit(SCALE, f"{SCALE}consent/", {})
        begun = time.perf_counter()
        way = phone.submit(SCALE, SCALE, {f"q{at}": str(answer) for at, answer in enumerate(RISKY)})
        if LINE not in phone.get(way):
            raise Failed(f"{way} does not show the line")
        self.seconds.append(time.perf_counter() - begun)
        return urlsplit(phone.submit(way, way, {})).path.rstrip("/").rsplit("/", 1)[1]

    # --- heard

    def morning(self) -> None:
        """Each counsellor takes theirs at once and calls; of some nobody hears in time."""
        self._hear([one for one in self.waiting if one.wish.fate is not Fate.LATE])

    def afternoon(self) -> None:
        self._hear(self.waiting)

    def waits(self) -> bool:
        return bool(self.waiting)

    def _hear(self, calls: list[Called]) -> None:
        self.month.at_desks(calls, lambda one: self.month.username(one.counsellor), self._call)
        self.calls += calls
        self.waiting = [one for one in self.waiting if one not in calls]

    def _call(self, desk: Browser, one: Called) -> None:
        """Taken, talked, noted; half of them rate it, of the others the counsellor ends it."""
        page = f"/console/counselling/calls/{one.id}/"
        desk.submit("/console/counselling/calls/", f"{page}taking/", {})
        desk.submit(page, f"{page}reached/", {"words": self.month.plant("约好周四再说，夜里打 12356")})
        desk.submit(page, f"{page}note/", {"words": self.month.plant("睡得少，有人陪着，下次问家里")})
        if one.wish.number % 2:
            mine = f"/counselling/calls/{one.id}/"
            self.month.phone_of(one.wish).submit(mine, f"{mine}rating/", {"stars": "5"})
        else:
            said = {"outcome": "heard", "words": self.month.plant("什么时候想说，随时再来")}
            desk.submit(page, f"{page}end/", said)

    # --- read back

    def read(self) -> "Counter[str]":
        return Counter(self.month.together(self._fared, [*self.calls, *self.waiting]))

    def _fared(self, one: Called) -> str:
        path = f"/counselling/calls/{one.id}"
        status, told = self.api.call("GET", path, token=self.month.worker(one.wish))
        if status != 200:
            return "missing"
        if told["stage"] != "closed":
            return "overdue" if _at(told["due_at"]) <= clock.now() else "unanswered"
        if told["reached_at"] is None:
            return "unanswered"
        return "in_time" if _at(told["taken_at"]) <= _at(told["due_at"]) else "escalated"

    def risks(self) -> int:
        """Results that their persons read with the line above them."""
        return sum(self.month.together(self._dangers, self.calls))

    def _dangers(self, one: Called) -> int:
        told: list[Any] = self.api.must("GET", "/counselling/results", token=self.month.worker(one.wish))
        return sum(each["danger"] for each in told)

    # --- strangers

    def intrude(self) -> "Counter[str]":
        """The counsellor beside who took it, another worker, an officer."""
        return self.month.intruded(status for one in self.calls for status in self._strangers(one))

    def _strangers(self, one: Called) -> Iterator[int]:
        other = self.month.beside(one.counsellor)
        yield self.month.status(self.month.desk(other), f"/console/counselling/calls/{one.id}/")
        path, asks = f"/counselling/calls/{one.id}", self.month.strange
        for token in (self.month.other_worker(one.wish), self.month.checker):
            yield asks.call("GET", path, token=token)[0]
        yield self.month.status(self.month.desk(), f"/console/counselling/calls/{one.id}/")


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)
