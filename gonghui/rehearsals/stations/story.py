"""Plays a week of drivers in Baotou over HTTP: an open place with a shower, in, washed, a bed, mended, a load, out."""

import time
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from gonghui.kernel.geo import Point
from gonghui.primitives import clock
from gonghui.primitives.people.models import Division, Person, Role
from gonghui.rehearsals import cast
from gonghui.rehearsals.cast import BY
from gonghui.rehearsals.driver import Play, fresh, together
from gonghui.rehearsals.stage import Stage
from gonghui.services.stations.models import FraudReport
from gonghui.services.stations.road.loads import actions as loads

from . import reading_back
from .world import Ground, lay, near

MIDDLE = Point(40.6424, 109.8387)  # Kundulun, Baotou
STATIONS, DRIVERS, DAYS = 15, 500, 7
CROWD = 130  # come to the home for 100 at one moment
TROUBLES = ("右后轮爆胎", "打不着火", "刹车气压低", "水温高", "大灯不亮")
MOBILES = "1995000"


def play(stage: Stage, *, scale: float, clients: int) -> dict[str, Any]:
    """The whole story; its figures are what the product says afterwards."""
    now = clock.now()
    city = cast.union("BT", "包头市总工会", "city", "150200", now=now)
    union = cast.union("BT-KDL", "昆都仑区总工会", "district", "150203", city, now=now)
    officer = cast.person("赵志远", f"{MOBILES}0001", office=(union, Role.OFFICER), now=now)
    division = Division.objects.get(pk="150203")
    ground = lay(
        union, division, MIDDLE, stations=STATIONS, officer=officer, mobiles=f"{MOBILES[:-1]}1", by=BY, now=now
    )
    came = cast.members(city, max(20, round(DRIVERS * scale)), now=now)
    drivers = [Driver(number, one.token) for number, one in enumerate(came)]
    story = Story(stage, ground, clients, drivers, officer)
    story.play(now)
    return story.figures()


@dataclass(frozen=True, slots=True)
class Driver:
    """One driver's phone: a number for what they do, and a token."""

    number: int
    token: str


class Story(Play):
    """The week, and what the phones were told."""

    def __init__(self, stage: Stage, ground: Ground, clients: int, drivers: list[Driver], officer: Person) -> None:
        super().__init__(stage, clients)
        self.ground, self.drivers, self.officer = ground, drivers, officer
        self.said: Counter[str] = Counter()
        self.find_ms: list[float] = []
        self.over_capacity = 0

    def play(self, now: datetime) -> None:
        """Seven days; each driver comes on one of them, and once the whole park comes at one moment."""
        staff = [self.ground.keeper, *(one.person for one in self.ground.workshops), self.ground.shippers[0].person]
        self.keeper, *self.mechanics, self.boss = cast.tokens(staff, now=now)
        noon = timezone.localtime(now).replace(hour=12, minute=0, second=0, microsecond=0)
        for day in range(1, DAYS + 1):
            self.stage.at(noon + timedelta(days=day))
            self._keeper_taps()
            self._shipper_posts()
            self.together(self._drive, self.drivers[day - 1 :: DAYS])
        self._all_at_once()
        self._frauds()
        self.stage.at(noon + timedelta(days=DAYS, hours=11))
        self.left_inside = reading_back.emptied(self.ground.stations)

    def _keeper_taps(self) -> None:
        def tap(premises: Any) -> None:
            self.api.must("POST", f"/stations/{premises.pk}/signs", {"way": "tap"}, token=self.keeper)

        self.together(tap, [self.ground.home, *self.ground.stations])

    def _shipper_posts(self) -> None:
        today = timezone.localdate(clock.now())
        for number, target in enumerate(("140100", "370100", "110000", "610100", "130100")):
            terms = {
                "origin": "150200",
                "target": target,
                "goods": "钢材",
                "weight_kg": 20_000 + number,
                "lorry": "any",
            }
            terms["loads_on"] = (today + timedelta(days=number % 3)).isoformat()
            self.api.must("POST", "/stations/loads", terms, token=self.boss, key=fresh())

    def _drive(self, driver: Driver) -> None:
        """One driver's stop: a place with a shower, in, washed, perhaps a bed, a call, a load; and out."""
        dice = Random(driver.number)  # noqa: S311  # invented roads
        here = near(MIDDLE, dice.randrange(STATIONS))
        if driver.number % 25 == 0:
            self._be_mended(driver, here)
        began = time.perf_counter()
        found = self.api.must("GET", f"/stations/?lat={here.lat}&lon={here.lon}&need=shower&open=1")
        self.find_ms.append((time.perf_counter() - began) * 1000)
        self.said["offered_shut"] += sum(not each["open"] for each in found)
        code = found[0]["code"] if driver.number % 2 else self.ground.home.code
        visit = self._enter(code)
        if visit is None:
            return
        if code == self.ground.home.code:
            self._wash(driver)
            if driver.number % 6 == 0:
                self._sleep(driver)
        if driver.number % 4 == 0:
            self._find_load(driver)
        self.api.must("DELETE", f"/stations/at/{code}/visits/{visit['key']}")

    def _enter(self, code: str) -> Any:
        status, answer = self.api.act(f"/stations/at/{code}/visits", {"trade": "truck"})
        if status == 409:
            self.said[answer["error"]["code"]] += 1
            return None
        if status >= 400:
            self.said[f"entry_{status}"] += 1
            return None
        self.over_capacity += answer["inside"] > answer["capacity"]
        self.said["entered"] += 1
        return answer

    def _wash(self, driver: Driver) -> None:
        home = self.ground.home.pk
        turn = self.api.must("POST", f"/stations/{home}/lines/shower", token=driver.token, key=fresh())
        for _look in range(100):
            if turn["called_until"]:
                break
            time.sleep(0.05)
            turn = self.api.must("GET", f"/stations/turns/{turn['id']}", token=driver.token)
        status, use = self.api.call("POST", f"/stations/turns/{turn['id']}/use", token=driver.token)
        if status >= 400:
            self.said["not_washed"] += 1
            self.api.call("DELETE", f"/stations/turns/{turn['id']}", token=driver.token)
            return
        self.api.must("DELETE", f"/stations/uses/{use['id']}", token=driver.token)
        self.said["washed"] += 1

    def _sleep(self, driver: Driver) -> None:
        starts = clock.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        asked = {"kind": "bed", "starts": starts.isoformat(), "hours": 8}
        status, answer = self.api.act(f"/stations/{self.ground.home.pk}/stays", asked, token=driver.token)
        self.said["bed" if status == 200 else answer["error"]["code"]] += 1

    def _be_mended(self, driver: Driver, here: Point) -> None:
        asked = {"plate": f"蒙B{10_000 + driver.number}", "trouble": TROUBLES[driver.number % 5]}
        asked |= {"lat": str(here.lat), "lon": str(here.lon)}
        call = self.api.must("POST", "/stations/repairs", asked, token=driver.token, key=fresh())["id"]
        for number, mechanic in enumerate(self.mechanics):
            price = {"minutes": 20 + 10 * number, "price": 20_000 - 3_000 * number, "note": "含上门"}
            self.api.must("POST", f"/stations/jobs/{call}/quotes", price, token=mechanic)
        quotes = self.api.must("GET", f"/stations/repairs/{call}", token=driver.token)["quotes"]
        # Both quotes in one moment: one of them is taken.
        chosen = together(lambda each: self._choose(driver, call, each["id"]), quotes, 2)
        self.said["chosen_twice"] += chosen.count(200) > 1
        won = self.api.must("GET", f"/stations/repairs/{call}", token=driver.token)["chosen"]
        quote = next(each for each in quotes if each["id"] == won)
        names = [one.name for one in self.ground.workshops]
        token = self.mechanics[names.index(quote["workshop"])]
        self.api.must("POST", f"/stations/jobs/{call}/arrival", token=token)
        self.api.must("POST", f"/stations/jobs/{call}/finish", {"charged": quote["price"]}, token=token)
        self.api.must("POST", f"/stations/repairs/{call}/rating", {"stars": 4 + driver.number % 2}, token=driver.token)

    def _choose(self, driver: Driver, call: str, quote: str) -> int:
        path = f"/stations/repairs/{call}/choice"
        return self.api.call("POST", path, {"quote": quote}, token=driver.token)[0]

    def _find_load(self, driver: Driver) -> None:
        items = self.api.must("GET", "/stations/loads?origin=150200&lorry=flat")["items"]
        load = items[driver.number % len(items)]["id"]
        self.api.must("POST", f"/stations/loads/{load}/contact", token=driver.token)
        if driver.number % 100 == 0:
            self.api.must("POST", f"/stations/loads/{load}/reports", {"what": "装货前要交信息费"}, token=driver.token)

    def _all_at_once(self) -> None:
        """A snowed-in evening: 130 drivers at the door of a home for 100."""
        code = self.ground.home.code
        came = [visit for visit in together(lambda _n: self._enter(code), range(CROWD), 32) if visit]
        self.crowd_in, self.crowd_refused = len(came), CROWD - len(came)
        self.peak = self.api.must("GET", f"/stations/at/{code}")["inside"]
        self.together(lambda visit: self.api.must("DELETE", f"/stations/at/{code}/visits/{visit['key']}"), came)

    def _frauds(self) -> None:
        """The officer looks into the reports, oldest first; the first upheld ends the account."""
        for report in FraudReport.objects.waiting().select_related("load__shipper__person", "person").order_by("pk"):
            loads.decide_report(
                report, upheld=True, note="查实收费不发货", by_person=self.officer, by=BY, now=clock.now()
            )

    def figures(self) -> dict[str, Any]:
        """What the product says, and whether it is as it should be."""
        told = reading_back.figures(self.ground, self.drivers, clock.now())
        waits = sorted(self.find_ms)
        told |= {
            "crowd_in": self.crowd_in,
            "crowd_refused": self.crowd_refused,
            "peak_inside": self.peak,
            "over_capacity": self.over_capacity,
            "offered_shut": self.said["offered_shut"],
            "chosen_twice": self.said["chosen_twice"],
            "washed": self.said["washed"],
            "not_washed": self.said["not_washed"],
            "beds_answered": self.said["bed"],
            "left_inside_after_closing": self.left_inside,
            "find_ms_p50": round(waits[len(waits) // 2]),
            "find_ms_p95": round(waits[len(waits) * 95 // 100]),
            "said": dict(self.said),
            "requests": self.api.requests,
            "memory_mb": round(self.stage.memory_mb()),
        }
        return told | {"ok": reading_back.as_told(told, drivers=len(self.drivers), entered=self.said["entered"])}
