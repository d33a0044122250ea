"""Who is there before the story begins: the province's unions and staff, and the roster that the officer will bring."""

from collections.abc import Iterator
from datetime import date, datetime

from gonghui.primitives.people.models import Role, Union
from gonghui.rehearsals import cast

from .plan import CITIES, Plan

FACTORIES = 8  # grassroots unions in each city
OFFICER, FINANCE = "story-officer", "story-finance"


def mobile_of(worker: int) -> str:
    return f"1991{worker:07}"


def clerk_mobile(dealer: int) -> str:
    return f"1992{dealer:07}"


def operator(city: str) -> str:
    """The username of who stands at a city's gates."""
    return f"story-gate-{city}"


def roster_rows(plan: Plan) -> Iterator[list[str]]:
    """The province's roster, one row for each worker."""
    for city in plan.cities:
        for worker in city.workers:
            born = date(1965 + worker % 38, 1 + worker % 12, 1 + worker % 28)
            # The last digits of the place and the sequence together keep 50,000 numbers apart.
            number = cast.resident_id(f"{city.code[:4]}{worker // 1000 % 100:02}", born, worker)
            union = f"SX{city.code}-{worker % FACTORIES + 1}"
            joined = date(2010 + worker % 12, 3, 1).isoformat()
            yield [cast.name(worker), number, mobile_of(worker), union, joined]


def set_up(now: datetime) -> None:
    """Unions, an officer and a finance officer of the province, an operator for each city."""
    province = cast.union("SX", "山西省总工会", Union.Kind.PROVINCE, "140000", now=now)
    for code, name, *_rest in CITIES:
        city = cast.union(f"SX{code}", f"{name}总工会", Union.Kind.CITY, code, province, now=now)
        for number in range(1, FACTORIES + 1):
            works = f"{name}第{number}工厂工会"
            cast.union(f"SX{code}-{number}", works, Union.Kind.GRASSROOTS, code, city, now=now)
        office = (city, Role.OPERATOR)
        cast.person(f"吴门{name[0]}", f"1993{code:>07}", username=operator(code), office=office, now=now)
    cast.person("赵志远", "19940000001", username=OFFICER, office=(province, Role.OFFICER), now=now)
    cast.person("孙静", "19940000002", username=FINANCE, office=(province, Role.FINANCE), now=now)
