"""Plays a county whose riders, lorry drivers and couriers become members in a month, and a year of transfers after it.

Over HTTP: newcomers on the pages, phones and the hotline over the API, officers in the console and over the API, the
platforms' file as a roster; three federations are founded on the way.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import islice
from typing import Any

from django.utils import timezone

from gonghui.kernel.workbooks import workbook
from gonghui.primitives import clock
from gonghui.primitives.people.models import Person
from gonghui.rehearsals import cast
from gonghui.rehearsals.driver import Play
from gonghui.rehearsals.stage import Stage
from gonghui.services.membership.coverage.actions import count_daily

from . import covering, reading_back, roster
from .applying import Joining, come, decide
from .federations import Founder
from .world import APPROVER, OFFICER, OPERATOR, TRADES, County, Worker, persons, set_up

WEEKS, MONTHS = 4, 12
TRANSFERS = 10_000
OFTEN, REFUSED, RETURNED = 25, 3, 8  # of so many one is refused and appeals, one has something to mend
NO_RECORD = "平台没有查到你的接单记录，请附近三个月的接单截图"
NO_WORK = "no_work"
MEND = "请补填主要接单的平台"
APPEAL = "已附近三个月的接单截图"


def play(stage: Stage, *, scale: float, clients: int) -> dict[str, Any]:
    """The whole story; its figures are what the product says afterwards."""
    now = clock.now()
    story = Story(stage, set_up(scale, now), clients)
    story.begin(now)
    for week in range(WEEKS):
        story.week(week)
    story.found_federations()
    story.year(max(MONTHS, round(TRANSFERS * scale)))
    return story.figures()


class Story(Play):
    """A month of joining, three foundings, a year of transfers."""

    def __init__(self, stage: Stage, county: County, clients: int) -> None:
        super().__init__(stage, clients)
        self.county, self.joining = county, Joining(self.api)
        self.applied: dict[int, str] = {}  # worker -> id of the application
        self.rostered = self.refused_with_reason = 0
        self.cases: list[dict[str, Any]] = []
        self.persons: list[Person] = []  # the workers, in their order
        self.movers: list[Person] = []

    def begin(self, now: datetime) -> None:
        """On a Monday, with the coverage of the trades as it is before anybody joined."""
        local = timezone.localtime(now)
        self.monday = datetime.combine(local.date() + timedelta(days=7 - local.weekday()), time(10), local.tzinfo)
        self.stage.at(self.monday)
        self.desks = {name: self.staff(name) for name in (OFFICER, APPROVER)}
        workers = Counter(one.plan.trade for one in self.county.workers)
        covering.enter(self.desks[OFFICER], self.county.top, workers, self.monday.date())
        self.before = self.coverage()

    def coverage(self) -> dict[str, dict[str, Any]]:
        """As the page says, once the members were counted anew; the worker does it within ten minutes of a new day."""
        count_daily(clock.now())
        return covering.read(self.desks[OFFICER], self.county.top, [plan.trade for plan in TRADES])

    def officers_at(self, moment: datetime, *names: str) -> None:
        """That moment, with those in office at their programs who act then."""
        self.stage.at(moment)
        self.sign_in_staff(names)

    # --- the month

    def week(self, week: int) -> None:
        """A quarter of the workers: applied for on Monday, decided on Tuesday, mended and appealed by Wednesday."""
        monday = self.monday + timedelta(weeks=week)
        workers = self.county.workers[week::WEEKS]
        phones = [one for one in workers if not (one.rostered or one.calls or one.comes)]
        self.officers_at(monday, OPERATOR)
        with self.cost.of("roster"):
            self._bring([one for one in workers if one.rostered])
        with self.cost.of("hotline"):
            self.together(self._call, [one for one in workers if one.calls])
        with self.cost.of("sign-in"):
            self.sign_in([one.mobile for one in phones])
        with self.cost.of("application"):
            self.together(self._apply, phones)
        with self.cost.of("newcomers"):
            self.together(self._come, [one for one in workers if one.comes])
        self.officers_at(monday + timedelta(days=1), OFFICER)
        with self.cost.of("decisions"):
            self._decide(workers)
        with self.cost.of("mended or appealed"):
            self.together(self._go_on, [one for one in phones if one.number % OFTEN in (REFUSED, RETURNED)])
        self.officers_at(monday + timedelta(days=2), APPROVER)
        with self.cost.of("decisions"):
            decide(self.desks[APPROVER], "approve", self.joining.queue(self.tokens[APPROVER]))
        self.stage.say(f"week {week + 1} of joining: {len(workers)} workers")

    def _bring(self, workers: list[Worker]) -> None:
        """The platforms' file of who works for them, brought in the console."""
        if workers:
            lines = [[one.name, one.document, one.mobile, self._home(one).code] for one in workers]
            sheet = workbook(["姓名", "证件号码", "手机号", "工会代码"], lines)
            self.rostered += roster.bring(self.desks[OFFICER], self.county.top.code, sheet)

    def _home(self, worker: Worker) -> Any:
        """The town where they live: who works for no employer with a union is at home there."""
        return self.county.townships[worker.number % len(self.county.townships)]

    def _call(self, worker: Worker) -> None:
        """They call the hotline, whose operator writes it down."""
        entered = self.joining.enter(self.tokens[OPERATOR], worker, str(self._home(worker).pk))
        self.applied[worker.number] = entered

    def _come(self, worker: Worker) -> None:
        self.applied[worker.number] = come(self, worker, self._home(worker).code)

    def _apply(self, worker: Worker) -> None:
        token = self.tokens[worker.mobile]
        self.applied[worker.number] = self.joining.apply(token, worker, str(self._home(worker).pk))

    def _decide(self, workers: list[Worker]) -> None:
        """The officer goes through the queue: some are refused, some have to mend something, all others join."""
        fates = {self.applied[one.number]: one.number % OFTEN for one in workers if one.number in self.applied}
        waiting = [each for each in self.joining.queue(self.tokens[OFFICER]) if each in fates]
        words = {REFUSED: ("refuse", NO_RECORD, NO_WORK), RETURNED: ("give_back", MEND)}
        for fate, (word, *why) in words.items():
            decide(self.desks[OFFICER], word, [each for each in waiting if fates[each] == fate], *why)
        decide(self.desks[OFFICER], "approve", [each for each in waiting if fates[each] not in words])

    def _go_on(self, worker: Worker) -> None:
        """They read why, on the phone: what was to mend is sent again, a no is brought before the union above."""
        token, application = self.tokens[worker.mobile], self.applied[worker.number]
        told = self.joining.one(token, application)
        if told["state"] == "refused":
            self.refused_with_reason += told["reason"] == NO_RECORD and told["ground"]["code"] == NO_WORK
            self.joining.appeal(token, application, APPEAL)
        else:
            self._apply(worker)

    # --- the federations

    def found_federations(self) -> None:
        """One after the other, by two officers; what the product says of each case in the end is kept."""
        self.officers_at(self.monday + timedelta(weeks=WEEKS), OFFICER, APPROVER)
        founder = Founder(self.api, self.tokens[OFFICER], self.tokens[APPROVER])
        today = timezone.localdate(clock.now())
        with self.cost.of("foundings"):
            self.cases = [founder.found(self.county, plan, nth, today) for nth, plan in enumerate(TRADES, start=1)]
        self.stage.say(f"{len(self.cases)} federations")

    # --- the year

    def year(self, transfers: int) -> None:
        """Month by month some move: first those of the trades to their federations, then members to other unions."""
        self.persons = persons(self.county.workers)
        moves = list(islice(self._moves(), transfers))
        self.movers = [person for person, _union in moves]
        for month in range(MONTHS):
            begins = self.monday + timedelta(weeks=WEEKS + 1 + 4 * month)
            self.officers_at(begins)
            part = moves[month::MONTHS]
            tokens = cast.tokens([person for person, _union in part], now=clock.now())
            asked = [(token, union) for token, (_person, union) in zip(tokens, part, strict=True)]
            with self.cost.of("transfers"):
                self.together(lambda wish: self.joining.move(*wish), asked)
            self.officers_at(begins + timedelta(days=1), OFFICER)
            with self.cost.of("decisions of transfers"):
                decide(self.desks[OFFICER], "approve", self.joining.queue(self.tokens[OFFICER]))
            self.stage.say(f"month {month + 1} of transfers: {len(part)}")

    def _moves(self) -> Iterator[tuple[Person, str]]:
        """Everybody of the county once, and where they move to."""
        federations = {plan.trade: case["union"] for plan, case in zip(TRADES, self.cases, strict=True)}
        for worker, person in zip(self.county.workers, self.persons, strict=True):
            yield person, federations[worker.plan.trade]
        unions = [str(union.pk) for union in self.county.grassroots]
        for number, (person, home) in enumerate(self.county.members):
            yield person, unions[(home + 1 + number % 5) % len(unions)]

    # --- what the product says

    def figures(self) -> dict[str, Any]:
        """Read back from pages and API; days without a union and days of two besides from the books."""
        self.officers_at(clock.now() + timedelta(days=1), OFFICER)
        everybody = list({one.pk: one for one in [*self.persons, *self.movers]}.values())
        tokens = cast.tokens(everybody, now=clock.now())
        with self.cost.of("read back"):
            own = self.together(lambda token: reading_back.own(self.joining, token), tokens)
        told = reading_back.figures(own[: len(self.persons)], own)
        told |= reading_back.foundings(self.api, self.tokens[OFFICER], self.desks[OFFICER])
        told |= {
            "coverage_before": self.before,
            "coverage_after": self.coverage(),
            "workers": len(self.county.workers),
            "joined_by_roster": self.rostered,
            "refused_with_reason": self.refused_with_reason,
            "transfers_asked_for": len(self.movers),
            "requests": self.api.requests,
            "peak_memory_mb": round(self.stage.memory_mb()),
            "parts": self.cost.figures(),
        }
        return told | {"ok": reading_back.as_told(told)}
