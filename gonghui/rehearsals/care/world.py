"""Who is there before the month of care begins: a city of four districts, staff, lawyers, counsellors and clinics."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from gonghui.kernel.geo import Point
from gonghui.kernel.window import Window
from gonghui.primitives.people.models import Division, Person, Role, Union
from gonghui.primitives.places import actions as places
from gonghui.primitives.places.models import Premises
from gonghui.rehearsals import cast
from gonghui.rehearsals.cast import BY, Member
from gonghui.services.aid.models import Standard
from gonghui.services.clinic import actions as clinic
from gonghui.services.clinic.actions import Plan
from gonghui.services.clinic.models import Day
from gonghui.services.counselling import actions as counselling
from gonghui.services.counselling.models import Counsellor
from gonghui.services.stations.actions import ensure_presence
from gonghui.services.stations.models import STATION

from . import plan

CITY, DISTRICTS, ELSEWHERE = "140100", ("140105", "140106", "140107", "140108"), "140200"
HERE, SEATS, TABLES, EACH, FIRMS, OTHERS = 4, 6, 3, 5, 4, 2  # of the staff; finance besides: forty in all
LAWYERS, COUNSELLORS = 6, 5
CHECKER, SEAT, TABLE, FINANCE, NEIGHBOUR = "care-city", "care-seat", "care-clinic", "care-finance", "care-neighbour"
COUNSELLOR = "care-counsellor"  # and their number
MEASURES = ["systolic", "diastolic", "pulse", "glucose"]
OPEN_AT, OPEN_HOURS = time(9), timedelta(hours=8)  # a counsellor's day
CLINIC_AT, CLINIC_MINUTES = time(9), 240
SCALE_OF_AID = {"monthly": 86_000, "deep": 500_000, "relative": 300_000, "accident": 400_000}
YEAR = date(2020, 1, 1)


@dataclass(slots=True)
class City:
    """What stands before the month begins. `officers`: of a union, by its name."""

    top: Union
    districts: list[Union]
    monday: date
    officers: dict[str, list[Person]] = field(default_factory=dict)
    seats: list[Person] = field(default_factory=list)
    tables: list[Person] = field(default_factory=list)
    outsiders: list[Person] = field(default_factory=list)  # staff of firms' unions and of another city
    finance: Person | None = None
    lawyers: list[Person] = field(default_factory=list)
    counsellors: list[Counsellor] = field(default_factory=list)
    workers: list[Member] = field(default_factory=list)
    mobiles: list[str] = field(default_factory=list)  # of the workers
    days: list[Day] = field(default_factory=list)  # of the clinics, twelve

    @property
    def staff(self) -> list[Person]:
        """All forty."""
        here = [one for officers in self.officers.values() for one in officers]
        return [*here, *self.seats, *self.tables, *self.outsiders, *([self.finance] if self.finance else [])]

    def at(self, day: int, clock: time) -> datetime:
        """That day of work of the story, at that time where the site is."""
        weeks, weekday = divmod(day, 5)
        return _local(self.monday + timedelta(weeks=weeks, days=weekday), clock)


def set_up(asked: Sequence[plan.Wish], now: datetime) -> City:
    """The city, in which as many work as ask."""
    places.load_calendar(by=BY, now=now)
    top = cast.union("CARE", "云岭市总工会", Union.Kind.CITY, CITY, now=now)
    districts = [
        cast.union(f"CARE-{n}", f"云岭市{word}区总工会", Union.Kind.DISTRICT, place, top, now=now)
        for n, (word, place) in enumerate(zip("东南西北", DISTRICTS, strict=True))
    ]
    today = timezone.localtime(now, timezone.get_default_timezone()).date()
    found = City(top, districts, today + timedelta(days=7 - today.weekday()))
    _staff(found, now)
    firms = [
        cast.union(f"CARE-F{n}", f"{cast.name(n + 60)}制造公司工会", Union.Kind.GRASSROOTS, place, above, now=now)
        for n, (above, place) in enumerate(zip(districts, DISTRICTS, strict=True))
    ]
    other = cast.union("CARE-O", "临川市总工会", Union.Kind.CITY, ELSEWHERE, now=now)
    found.outsiders += [_officer(f"1995000{n:04}", firm, now) for n, firm in enumerate(firms)]
    found.outsiders += [_officer(f"1995001{n:04}", other, now) for n in range(OTHERS)]
    _workers(found, firms, len(asked), now)
    _standards(top)
    _counsellors(found, now)
    _clinics(found, sum(one.kind == "clinic" for one in asked), now)
    return found


def _officer(mobile: str, union: Union, now: datetime, role: str = Role.OFFICER, username: str = "") -> Person:
    name = cast.name(int(mobile[-5:]) + 200)
    return cast.person(name, mobile, office=(union, role), username=username or None, now=now)


def _staff(city: City, now: datetime) -> None:
    """Those with a username open pages."""
    top = city.top
    here = [_officer(f"1995100{n:04}", top, now, username="" if n else CHECKER) for n in range(HERE)]
    city.officers[top.name] = here
    for at, union in enumerate(city.districts):
        names = ["" if at or n else NEIGHBOUR for n in range(EACH)]
        city.officers[union.name] = [
            _officer(f"19952{at}0{n:04}", union, now, username=name) for n, name in enumerate(names)
        ]
    said = [(f"1995300{n:04}", "" if n else SEAT) for n in range(SEATS)]
    city.seats = [_officer(mobile, top, now, Role.OPERATOR, name) for mobile, name in said]
    said = [(f"1995400{n:04}", f"{TABLE}-{n}") for n in range(TABLES)]
    city.tables = [_officer(mobile, top, now, Role.OPERATOR, name) for mobile, name in said]
    city.finance = _officer("19955000001", top, now, Role.FINANCE, FINANCE)
    city.lawyers = [_officer(f"1995600{n:04}", top, now) for n in range(LAWYERS)]


def _workers(city: City, firms: Sequence[Union], many: int, now: datetime) -> None:
    """Members of the firms, in turn: of a hundred beside each other a quarter works at each."""
    each = -(-many // len(firms))
    by_firm: list[list[tuple[Member, str]]] = []
    for firm in firms:
        first = Person.objects.count()
        made = cast.members(firm, each, now=now)
        by_firm.append([(one, f"198{first + n:08}") for n, one in enumerate(made)])
    mixed = [one for row in zip(*by_firm, strict=True) for one in row][:many]
    city.workers, city.mobiles = [one for one, _mobile in mixed], [mobile for _one, mobile in mixed]


def _standards(top: Union) -> None:
    said = {"source": "演练数据，不是当地标准", "weak": True, "union": top}
    Standard.objects.create(division_id=CITY, since=YEAR, **SCALE_OF_AID, **said)


def _counsellors(city: City, now: datetime) -> None:
    """Each open to be booked on every day of the month."""
    for n in range(COUNSELLORS):
        person = _officer(f"1995700{n:04}", city.top, now, Role.COUNSELLOR, f"{COUNSELLOR}-{n}")
        made = counselling.introduce(person, city.top, about="慢慢说，不急。", ways=["phone"], by=BY, now=now)
        for weekday in range(5):
            starts = city.at(weekday, OPEN_AT)
            counselling.open_hours(made, Window(starts, starts + OPEN_HOURS), weeks=5, by=BY, now=now)
        city.counsellors.append(made)


def _clinics(city: City, asked: int, now: datetime) -> None:
    """Three, each on the last day of every week: one person a slot."""
    groups = -(-asked // plan.TOGETHER)
    rounds = max(1, -(-groups // (plan.CLINICS * plan.WEEKS)))
    minutes = CLINIC_MINUTES // (plan.TOGETHER * rounds)
    there = [_premises(city, n, now) for n in range(plan.CLINICS)]
    for week in range(plan.WEEKS):
        starts = city.at(5 * week + 4, CLINIC_AT)
        window = Window(starts, starts + timedelta(minutes=CLINIC_MINUTES))
        for premises in there:
            hospital = ("云岭市职工医院", "云岭市东区医院路 1 号", "0351-5550120")
            wish = Plan(premises, f"{premises.name}义诊", window, MEASURES, minutes, 1, *hospital)
            city.days.append(clinic.plan(city.top, wish, by=BY, now=now))


def _premises(city: City, number: int, now: datetime) -> Premises:
    division = Division.objects.get(pk=DISTRICTS[number])
    return places.open_premises(
        union=city.top, kind=STATION, name=f"{'东南西'[number]}区职工驿站", address=f"云岭市工人路 {number + 1} 号",
        point=Point(37.8 + number / 50, 112.5 + number / 50), division=division, phone=f"0351-555020{number}",
        capacity=30, on_saved=ensure_presence, by=BY, now=now,
    )  # fmt: skip


def _local(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, timezone.get_default_timezone())
