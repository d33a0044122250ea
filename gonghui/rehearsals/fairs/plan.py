"""What will happen at the fairs, decided before anything happens: who comes when, and who buys what.

The figures of the page at scale 1: 50,000 workers, three cities, a pool of 14,000,000 yuan, sales of 71,360,000 yuan
at ex-factory price. Purchases are drawn from a catalogue of over a hundred brands until little is left; two last
pieces per city, priced to fit, bring sales and subsidy to the fen. Seeded: the same scale gives the same plan.
"""

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from gonghui.kernel.money import Fen
from gonghui.kernel.percent import Percent
from gonghui.services.fairs import rules

WORKERS = 50_000
POOL = Fen(1_400_000_000)
SALES = Fen(7_136_000_000)
RATE_LOW, RATE_HIGH = 500, 3_000  # basis points
CLOSING_FROM = 1_500_000  # fen of sales left at which the two closing pieces are cut
CLOSING_BRAND = "收官"
SMALL = 300_000  # fen
MAX_ITEMS = 4
EXTRA_BUYERS = 3  # a city: they come when the pool is empty and must be refused

CITIES = (  # code, name, hall, share of everything in per mille
    ("140100", "太原市", "滨河会展中心", 500),
    ("140200", "大同市", "御东体育馆", 300),
    ("140300", "阳泉市", "桃河展厅", 200),
)
CATEGORIES = (  # name, ex-factory price from and to in yuan
    ("冰箱", 1_800, 9_000),
    ("洗衣机", 1_200, 6_000),
    ("空调", 1_700, 8_000),
    ("电视", 1_500, 9_500),
    ("热水器", 800, 3_600),
    ("油烟机", 900, 4_200),
    ("微波炉", 300, 1_100),
    ("电饭煲", 150, 900),
)
SYLLABLES = ("海", "星", "云", "松", "虹", "晨", "泰", "禾", "岚", "川", "明", "远", "佳", "瑞")


@dataclass(frozen=True, slots=True)
class PlannedOffer:
    """One model a dealer brings: prices in fen, rate in basis points."""

    dealer: int
    brand: str
    model: str
    name: str
    category: str
    list_price: Fen
    ex_factory_price: Fen
    rate: int

    @property
    def subsidy(self) -> Fen:
        return rules.split(self.ex_factory_price, Percent(self.rate)).subsidy


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """A slot of a city and the workers (by their number) who come to it."""

    starts: datetime
    ends: datetime
    workers: range


@dataclass(frozen=True, slots=True)
class PlannedSale:
    """Worker `worker` buys offer `offer` (its index in the plan)."""

    worker: int
    offer: int


@dataclass(frozen=True, slots=True)
class CityPlan:
    """One city's part: `pool` and `sales` in fen; sales in the order in which they happen."""

    code: str
    name: str
    hall: str
    workers: range
    pool: Fen
    sales_total: Fen
    capacity: int
    sessions: list[PlannedSession]
    sales: list[PlannedSale]
    late_buyers: list[PlannedSale]


@dataclass(frozen=True, slots=True)
class Plan:
    workers: int
    pool: Fen
    sales: Fen
    days: list[date]
    opens: time
    closes: time
    minutes: int
    dealers: int
    offers: list[PlannedOffer]
    cities: list[CityPlan]


def make_plan(scale: float, *, first_day: date, zone: tzinfo, seed: int = 1400) -> Plan:
    """The whole story at `scale` (1 = the page's figures). Raises ValueError below 0.002, where nothing is left."""
    if not 0.002 <= scale <= 10:
        raise ValueError("scale runs from 0.002 to 10")
    rng = random.Random(seed)  # noqa: S311  # a plan, not a secret
    workers, pool, sales = round(WORKERS * scale), Fen(round(int(POOL) * scale)), Fen(round(int(SALES) * scale))
    days = [first_day + timedelta(days=n) for n in range(2)]
    opens, closes, minutes = time(9), time(18), 90
    dealers = 6
    offers = _catalogue(rng, dealers)
    cities = []
    shares = _shares(workers, pool, sales)
    for (code, name, hall, _share), (city_workers, city_pool, city_sales) in zip(CITIES, shares, strict=True):
        windows = rules.plan_sessions(days, opens, closes, minutes, zone)
        capacity = -(-len(city_workers) // len(windows))
        sessions = [
            PlannedSession(w.starts, w.ends, city_workers[n * capacity : (n + 1) * capacity])
            for n, w in enumerate(windows)
        ]
        chosen = _purchases(rng, offers, code, city_pool, city_sales)
        bought = _give_to_workers(chosen, city_workers)
        late = [PlannedSale(worker, 0) for worker in city_workers[-EXTRA_BUYERS:]]
        cities.append(CityPlan(code, name, hall, city_workers, city_pool, city_sales, capacity, sessions, bought, late))
    return Plan(workers, pool, sales, days, opens, closes, minutes, dealers, offers, cities)


def _shares(workers: int, pool: Fen, sales: Fen) -> list[tuple[range, Fen, Fen]]:
    """Workers, pool and sales of each city; the last takes what rounding leaves."""
    shares, start, pool_given, sales_given = [], 0, 0, 0
    for at, (*_names, share) in enumerate(CITIES):
        last = at == len(CITIES) - 1
        count = workers - start if last else workers * share // 1000
        part_pool = pool - pool_given if last else int(pool) * share // 1000
        part_sales = sales - sales_given if last else int(sales) * share // 1000
        shares.append((range(start, start + count), Fen(part_pool), Fen(part_sales)))
        start, pool_given, sales_given = start + count, pool_given + part_pool, sales_given + part_sales
    return shares


def _catalogue(rng: random.Random, dealers: int) -> list[PlannedOffer]:
    """Over a hundred brands, two models each, at rates from 5 to 30 percent."""
    brands = [a + b for a in SYLLABLES for b in SYLLABLES if a != b][:104]
    offers = []
    for at, brand in enumerate(brands):
        for number in (1, 2):
            category, low, high = CATEGORIES[(at + number) % len(CATEGORIES)]
            price = Fen(rng.randrange(low, high) * 100)
            rate = rng.choice(range(RATE_LOW, RATE_HIGH + 1, 250))
            offers.append(
                PlannedOffer(
                    dealer=at % dealers,
                    brand=brand,
                    model=f"{'BXKTDYRW'[at % 8]}{100 + at}-{number}",
                    name=category,
                    category=category,
                    list_price=Fen(int(price) * 5 // 4),
                    ex_factory_price=price,
                    rate=rate,
                )
            )
    return offers


def _purchases(rng: random.Random, offers: list[PlannedOffer], city: str, pool: Fen, sales: Fen) -> list[int]:
    """Indexes of offers whose prices sum to `sales` and subsidies to `pool`, exactly; adds the closing pieces."""
    sales, pool = int(sales), int(pool)
    left_sales, left_pool = sales, pool
    kinds = {
        (rich, small): [
            n
            for n, offer in enumerate(offers)
            if offer.brand != CLOSING_BRAND
            and (offer.rate * sales >= pool * 10_000) == rich
            and (not small or offer.ex_factory_price <= SMALL)
        ]
        for rich in (True, False)
        for small in (True, False)
    }
    chosen = []
    while left_sales > CLOSING_FROM:
        # Steer: where more subsidy per yuan is left than planned, take a rich piece, else a lean one;
        # near the end only small pieces, so that the two closing ones can make up for any difference.
        rich = left_pool * sales >= pool * left_sales
        at = rng.choice(kinds[rich, left_sales < 4 * CLOSING_FROM])
        chosen.append(at)
        left_sales -= offers[at].ex_factory_price
        left_pool -= offers[at].subsidy
    for price, rate in _closing(left_sales, left_pool):
        chosen.append(len(offers))
        offers.append(
            PlannedOffer(
                dealer=0,
                brand=CLOSING_BRAND,
                model=f"S{city}-{rate}",
                name="收官家电",
                category="冰箱",
                list_price=Fen(price + price // 5),
                ex_factory_price=Fen(price),
                rate=rate,
            )
        )
    return chosen


def _closing(sales: int, pool: int) -> list[tuple[int, int]]:
    """Two prices (fen) at 30 % and 5 % that sum to `sales` and whose subsidies sum to `pool`."""
    guess = (pool * 10_000 - RATE_LOW * sales) // (RATE_HIGH - RATE_LOW)
    for price in range(guess - 50, guess + 51):
        rest = sales - price
        if price > 0 and rest > 0 and price * RATE_HIGH // 10_000 + rest * RATE_LOW // 10_000 == pool:
            return [(price, RATE_HIGH), (rest, RATE_LOW)]
    raise AssertionError("the steering left a remainder that two pieces cannot close")


def _give_to_workers(chosen: list[int], workers: range) -> list[PlannedSale]:
    """Deal the purchases to the workers in turn, closing pieces last; nobody gets more than the limit."""
    buyers = list(workers[:-EXTRA_BUYERS])
    if len(chosen) > MAX_ITEMS * len(buyers):
        raise AssertionError("more purchases than the workers may make")
    turns = -(-len(chosen) // len(buyers))
    step = max(1, len(buyers) * turns // len(chosen))
    sales = [PlannedSale(buyers[n * step % len(buyers)], offer) for n, offer in enumerate(chosen[:-2])]
    closing = [PlannedSale(worker, offer) for worker, offer in zip(buyers[-2:], chosen[-2:], strict=True)]
    return sorted(sales, key=lambda sale: sale.worker) + closing
