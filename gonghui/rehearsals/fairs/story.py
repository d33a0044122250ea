"""Plays the Shanxi fairs over HTTP: officers in the console, workers and desks over the API, SMS from the outbox."""

import contextlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from gonghui.rehearsals import cast
from gonghui.rehearsals.driver import Failed, Play, together, until
from gonghui.rehearsals.stage import Stage

from .console import prepare, settle
from .plan import CITIES, CityPlan, Plan, PlannedSale, make_plan
from .world import FINANCE, OFFICER, clerk_mobile, mobile_of, operator, set_up

KEYS = UUID("018f0000-0000-7000-8000-000000000000")  # the story's idempotency keys are derived, so a rerun repeats them
TWICE = 50  # every so many-th worker's receipt is shown at two gates at the same moment
SMS_SECONDS = 600


def play(stage: Stage, *, scale: float, clients: int) -> dict[str, Any]:
    """The whole story; the figures are what the product says afterwards, money in fen."""
    began = datetime.now(UTC)
    first_day = timezone.localtime(began).date() + timedelta(days=3)
    plan = make_plan(scale, first_day=first_day, zone=timezone.get_default_timezone())
    set_up(began)
    story = Story(stage, plan, clients)
    with story.showing():
        story.prepare()
        story.everybody_signs_in()
        story.sign_up()
        for moment in range(len(plan.cities[0].sessions)):
            story.session(moment)
        story.late_buyers()
        story.settle()
        return story.figures()


class Story(Play):
    def __init__(self, stage: Stage, plan: Plan, clients: int) -> None:
        super().__init__(stage, clients)
        self.plan = plan
        self.receipts: dict[int, str] = {}  # worker -> code
        self.admitted_twice = 0
        self.turned_away = 0
        self.peak_mb = 0.0
        self.fair = ""
        self.venues: dict[str, str] = {}  # division code -> venue id
        self.sessions: dict[tuple[str, str], str] = {}  # (venue id, starts_at) -> session id
        self.merchants: dict[int, str] = {}  # dealer number -> merchant id
        self.offers: dict[tuple[str, str], str] = {}  # (brand, model) -> offer id

    # --- showing how far it is

    @contextlib.contextmanager
    def showing(self) -> Iterator[None]:
        columns = (TextColumn("{task.description:<14}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=Console(stderr=True), refresh_per_second=1) as self.progress:
            yield

    def steps(self, name: str, items: list[Any], work: Callable[[Any], Any]) -> list[Any]:
        """Do `work` for all items together, on a progress bar."""
        task = self.progress.add_task(name, total=len(items))

        def step(item: Any) -> Any:
            done = work(item)
            self.progress.advance(task)
            return done

        with self.cost.of(name.split()[0]):
            done = self.together(step, items)
        self.peak_mb = max(self.peak_mb, self.stage.memory_mb())
        return done

    # --- before the fair

    def prepare(self) -> None:
        """The officer brings the roster, plans the fair and publishes it, all in the console."""
        task = self.progress.add_task("准备专场", total=None)
        prepared = prepare(self.staff(OFFICER), self.plan, lambda: self.progress.advance(task))
        self.fair, self.merchants, self.members = prepared.fair, prepared.merchants, prepared.members
        found = self.api.must("GET", f"/fairs/{self.fair}")
        self.venues = {venue["division"]: venue["id"] for venue in found["venues"]}
        self.sessions = {(s["venue"], s["starts_at"]): s["id"] for s in found["sessions"]}
        offers = self.api.all_of(f"/fairs/{self.fair}/offers")
        self.offers = {(offer["brand"], offer["model"]): offer["id"] for offer in offers}
        self.progress.update(task, total=1, completed=1)

    def everybody_signs_in(self) -> None:
        """Workers and clerks, each on a phone."""
        everyone = [
            *(mobile_of(number) for number in range(self.plan.workers)),
            *(clerk_mobile(number) for number in range(self.plan.dealers)),
        ]
        task = self.progress.add_task("登录", total=len(everyone))
        with self.cost.of("登录"):
            self.sign_in(everyone, lambda many: self.progress.advance(task, many))

    def sign_up(self) -> None:
        """All workers sign up, in no order; each asks for the session the plan gives them."""
        wishes = [
            (worker, self._session_id(city, moment))
            for city in self.plan.cities
            for moment, session in enumerate(city.sessions)
            for worker in session.workers
        ]
        Random(7).shuffle(wishes)  # noqa: S311
        self.steps("报名", wishes, self._sign_up)

    def _session_id(self, city: CityPlan, moment: int) -> str:
        starts = city.sessions[moment].starts.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return self.sessions[self.venues[city.code], starts]

    def _sign_up(self, wish: tuple[int, str]) -> None:
        worker, session = wish
        answer = self.api.must(
            "POST",
            f"/fairs/sessions/{session}/place",
            {},
            token=self.tokens[mobile_of(worker)],
            key=str(uuid5(KEYS, f"place-{worker}")),
        )
        self.receipts[worker] = answer["code"]

    # --- at the fair

    def session(self, moment: int) -> None:
        """One slot in all three cities: the gates admit, then the tills sell."""
        starts = self.plan.cities[0].sessions[moment].starts
        self.stage.at(starts + timedelta(minutes=2))
        self.sign_in_staff(operator(city.code) for city in self.plan.cities)
        comers = [(city, worker) for city in self.plan.cities for worker in city.sessions[moment].workers]
        self.steps(f"入场 {timezone.localtime(starts):%d日%H:%M}", comers, self._admit)
        here = {worker for _city, worker in comers}
        sales = [
            (city, n, sale) for city in self.plan.cities for n, sale in enumerate(city.sales) if sale.worker in here
        ]
        self.steps("购买", sales, self._buy)

    def _admit(self, comer: tuple[CityPlan, int]) -> None:
        city, worker = comer
        if worker % TWICE:
            answers = [self._show(city, worker)]  # by the connection that is open
        else:
            answers = together(lambda _n: self._show(city, worker), range(2), 2)
        admitted = sum(status == 200 for status, _answer in answers)
        if admitted == 0:
            raise Failed(f"worker {worker} was not admitted: {answers}")
        self.admitted_twice += admitted - 1

    def _show(self, city: CityPlan, worker: int) -> tuple[int, Any]:
        path = f"/fairs/gates/{self.venues[city.code]}/admissions"
        shown = {"code": self.receipts[worker], "name": cast.name(worker)}
        return self.api.call("POST", path, shown, token=self.tokens[operator(city.code)])

    def _buy(self, bought: tuple[CityPlan, int, PlannedSale]) -> None:
        city, number, sale = bought
        status, answer = self._sell(city, f"{number:07}", sale)
        if status != 200:
            raise Failed(f"sale {number} in {city.name}: {status} {answer}")

    def _sell(self, city: CityPlan, number: str, sale: PlannedSale) -> tuple[int, Any]:
        offer = self.plan.offers[sale.offer]
        body = {
            "buyer": self._shown_by(sale.worker),
            "offer": self.offers[offer.brand, offer.model],
            "serial": f"SN{city.code}{number}",
            "invoice": f"2023{city.code}{number:>010}",
        }
        return self.api.call(
            "POST",
            f"/fairs/tills/{self.venues[city.code]}/{self.merchants[offer.dealer]}/sales",
            body,
            token=self.tokens[clerk_mobile(offer.dealer)],
            key=str(uuid5(KEYS, f"sale-{city.code}-{number}")),
        )

    def _shown_by(self, worker: int) -> str:
        """What the receipt on the worker's phone shows now: its word to the till."""
        token = self.tokens[mobile_of(worker)]
        codes: list[str] = self.api.must("GET", f"/fairs/{self.fair}/place/codes", token=token)["codes"]
        return codes[0]

    def late_buyers(self) -> None:
        """The pools are empty: who still comes to the till is refused by that rule, and nothing moves."""
        late = [(city, n, sale) for city in self.plan.cities for n, sale in enumerate(city.late_buyers)]
        for status, answer in self.steps("晚到的人", late, lambda b: self._sell(b[0], f"9{b[1]:06}", b[2])):
            self.turned_away += status == 409 and answer["error"]["code"] == "fairs.pool_empty"

    # --- after the fair

    def settle(self) -> None:
        """The officer prepares the batches, finance approves and pays them, all in the console."""
        task = self.progress.add_task("结算", total=None)
        settle(
            self.staff(OFFICER),
            self.staff(FINANCE),
            self.fair,
            lambda: self.progress.advance(task),
        )
        self.progress.update(task, total=1, completed=1)

    def figures(self) -> dict[str, Any]:
        """What the board, the outbox and people's phones say now."""
        self.sign_in_staff([OFFICER])  # once: the product takes its time over a password
        until(self._all_told, "sending the notices", SMS_SECONDS, pause=1)  # the board counts everything
        board = self._board()
        figures = {
            "scale_workers": self.plan.workers,
            "workers": self.members,
            "signed_up": board["signed_up"],
            "admitted": board["admitted"],
            "cities": len(CITIES),
            "brands": len({brand for brand, _model in self.offers}),
            "sales_count": board["sales_count"],
            "sales_fen": board["sales"],
            "subsidy_fen": board["subsidy"],
            "pool_fen": board["pool"],
            "pool_left_fen": board["pool_left"],
            "oversold": board["oversold"],
            "duplicates_admitted": self.admitted_twice,
            "turned_away_pool_empty": self.turned_away,
            "unsettled_fen": board["unsettled"],
            "unsent_notices": board["unsent_notices"],
            "sms_receipts": self.told("fairs.signed_up"),
            "sms_sent_twice": self.phones.doubles,
            "requests": self.api.requests,
            "peak_memory_mb": round(self.peak_mb),
            "parts": self.cost.figures(),
        }
        return figures | {"ok": self._as_told(figures)}

    def _board(self) -> Any:
        return self.api.must("GET", f"/fairs/{self.fair}/board", token=self.tokens[OFFICER])

    def _all_told(self) -> bool:
        self.phones.look()
        return self._board()["unsent_notices"] == 0

    def _as_told(self, figures: dict[str, Any]) -> bool:
        plan = self.plan
        return (
            figures["workers"] == figures["signed_up"] == figures["admitted"] == plan.workers
            and figures["sms_receipts"] == plan.workers
            and figures["sales_fen"] == plan.sales
            and figures["subsidy_fen"] == figures["pool_fen"] == plan.pool
            and figures["turned_away_pool_empty"] == sum(len(city.late_buyers) for city in plan.cities)
            and not any(
                figures[name]
                for name in (
                    "pool_left_fen",
                    "oversold",
                    "duplicates_admitted",
                    "unsettled_fen",
                    "unsent_notices",
                    "sms_sent_twice",
                )
            )
        )
