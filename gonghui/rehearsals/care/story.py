"""Plays a month in which a city answers: what people ask over every channel, by whom and when it is answered.

Over HTTP: workers on pages and over the API, the hotline's seats, officers, lawyers, counsellors and the clinics' desks
in the console, at the counter and over the API. One kind of request is one desk (`DESKS`).
"""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import time, timedelta
from typing import Any

from gonghui.faces.services import product
from gonghui.primitives import clock
from gonghui.rehearsals.stage import Stage

from . import plan, planted, reading_back
from .aiding import AidDesk
from .calls import LATE, CallDesk
from .cases import CaseDesk
from .clinics import ClinicDesk
from .month import Desk, Month
from .plan import DAYS, Fate, Wish
from .seats import HotlineDesk
from .talks import TalkDesk
from .world import CHECKER, COUNSELLOR, COUNSELLORS, NEIGHBOUR, set_up

BEFORE, MORNING, AFTERNOON = time(7, 30), time(8), time(15, 30)
LONGEST = 60  # days after the last request until everything is over, holidays among them
ROUNDS = ("cases", "legal", "aid", "counselling", "clinic")  # the worker's tasks that watch what people asked for
LAW = ("wages", "overtime", "injury", "contract", "dismissal", "insurance")
RECOVERED = {"outcome": "settled", "recovered_fen": 960_000, "recovered_hours": 8}


def legal_desk(month: Month) -> CaseDesk:
    """Questions of law, which the city's lawyers answer."""
    return CaseDesk(month, "legal", "/legal/ask/", LAW, month.city.lawyers, RECOVERED)


DESKS: dict[str, Callable[[Month], Desk]] = {
    "hotline": HotlineDesk,
    "legal": legal_desk,
    "aid": AidDesk,
    "call": CallDesk,
    "talk": TalkDesk,
    "clinic": ClinicDesk,
}


def play(stage: Stage, *, scale: float, clients: int) -> dict[str, Any]:
    """The whole story; its figures are what the product says afterwards."""
    now, asked = clock.now(), plan.wishes(scale)
    city = set_up(asked, now)
    stage.at(city.at(0, BEFORE))
    month = Month(stage, city, clients, now)
    story = Story(month, asked)
    story.aid.fund()
    for day in range(DAYS):
        story.day(day)
        stage.say(f"day {day + 1}")
    story.until_over()
    return story.figures()


class Story:
    """The desks of the month, and its days."""

    def __init__(self, month: Month, asked: Sequence[Wish]) -> None:
        self.month, self.asked = month, asked
        self.desks = {kind: made(month) for kind, made in DESKS.items()}

    @property
    def aid(self) -> AidDesk:
        found = self.desks["aid"]
        assert isinstance(found, AidDesk)
        return found

    @property
    def calls(self) -> CallDesk:
        found = self.desks["call"]
        assert isinstance(found, CallDesk)
        return found

    @property
    def cases(self) -> list[CaseDesk]:
        return [desk for desk in self.desks.values() if isinstance(desk, CaseDesk)]

    # --- the month

    def day(self, day: int) -> None:
        """In the morning people ask and who waits for a call is called; in the afternoon the staff works."""
        month, city = self.month, self.month.city
        month.stage.at(city.at(day, MORNING))
        self.rounds()
        with month.cost.of("asked"):
            month.together(lambda wish: self.desks[wish.kind].ask(wish), plan.of_day(self.asked, day))
        self._work(AFTERNOON, city.at(day, MORNING))

    def until_over(self) -> None:
        """Day by day, until nothing waits: what was late, the public notices and the holidays among them."""
        begins = self.month.city.at(DAYS, MORNING)
        for days in range(LONGEST):
            if not any(desk.waits() for desk in self.desks.values()):
                return
            self.month.stage.at(begins + timedelta(days=days))
            self.rounds()
            self._work(AFTERNOON, begins + timedelta(days=days))

    def _work(self, until: time, begun: Any) -> None:
        """What is seen in the morning, what waits for a human too long, what is done in the afternoon."""
        with self.month.cost.of("morning"):
            for desk in self.desks.values():
                desk.morning()
        if self.calls.waits():
            self.month.stage.at(begun + LATE)
            self.rounds()
        self.month.stage.at(begun.replace(hour=until.hour, minute=until.minute))
        for kind, desk in self.desks.items():
            with self.month.cost.of(kind):
                desk.afternoon()

    def rounds(self) -> None:
        """As the worker does within a minute; its own are asleep while days pass in seconds."""
        with self.month.cost.of("rounds"):
            for task in product().tasks:
                while task.name in ROUNDS and task.work(clock.now()):
                    pass

    # --- what the product says

    def figures(self) -> dict[str, Any]:
        """Read back from pages, workbooks and the API; at last strangers ask for everything."""
        month = self.month
        with month.cost.of("read back"):
            by_kind = {kind: desk.read() for kind, desk in self.desks.items()}
            paid, unmatched = self.aid.money()
            listed = sum(self._listed(desk) for desk in self.cases)
            risks, pace = self.calls.risks(), reading_back.pace(month.desk())
        with month.cost.of("strangers"):
            intruders = self._intruded()
        with month.cost.of("dump"):
            readable = planted.left_readable(month.stage, month.city.top.name)
        fared = sum(by_kind.values(), Counter[str]())
        told = {
            "requests": fared.total() - fared["missing"],
            "answered_in_time": fared["in_time"],
            **{name: fared[name] for name in ("escalated", "overdue", "withdrawn", "unanswered", "missing")},
            "seen_by_strangers": intruders["shown"],
            "strangers_turned_away": intruders["turned_away"],
            "refusals": month.noes.met.total(),
            "refusals_without_rule": month.noes.without.total(),
            "refusals_met": dict(month.noes.met),
            "without_rule": {code: many for code, many in month.noes.without.items() if many},
            "aid_paid_fen": int(paid),
            "aid_unmatched_fen": int(unmatched),
            "risk_answers": risks,
            "risk_seconds_to_human_path": round(max([pace, *self.calls.seconds]), 2),
            "planted": month.planter.many,
            "planted_found": readable,
            "cases_listed": listed,
            "by_kind": {kind: dict(counted) for kind, counted in by_kind.items()},
            "http_requests": month.api.requests + month.strange.requests + month.pages.requests,
            "parts": month.cost.figures(),
        } | self._planned()
        return told | {"ok": reading_back.as_told(told)}

    def _planned(self) -> dict[str, int]:
        """What the product's figures are held against."""
        return {
            "asked": len(self.asked),
            "cases_asked": sum(self.desks[one.kind] in self.cases for one in self.asked),
            "left_lying": sum(one.fate is Fate.LATE for one in self.asked),
            "risk_asked": self.calls.asked,
        }

    def _listed(self, desk: CaseDesk) -> int:
        """Rows of the city's list of a kind: none more than was asked for."""
        return len(reading_back.lines(self.month.desk(), f"{desk.pages}?stage=all"))

    def _intruded(self) -> "Counter[str]":
        """By strangers who are signed in and at their desks."""
        for name in (CHECKER, NEIGHBOUR):
            self.month.desk(name).get("/console/hotline/cases/")
        for number in range(COUNSELLORS):
            self.month.desk(f"{COUNSELLOR}-{number}").get("/console/counselling/desk/")
        return sum((desk.intrude() for desk in self.desks.values()), Counter[str]())
