"""The demo's stations: a home and six stations in Taiyuan, somebody inside, a call on the road, loads to find."""

from datetime import datetime, timedelta

from django.utils import timezone

from gonghui.kernel.geo import Point
from gonghui.kernel.money import Fen
from gonghui.primitives.people.models import Division, Person, Role, Union
from gonghui.primitives.places import actions as places
from gonghui.primitives.places.models import Keeper, Premises
from gonghui.primitives.transactions import action
from gonghui.rehearsals.cast import DEMO as BY
from gonghui.services.stations import actions
from gonghui.services.stations.models import Amenity, BasicsDay
from gonghui.services.stations.pages.browse import KINDS
from gonghui.services.stations.road.loads import actions as loads
from gonghui.services.stations.road.repair import actions as repair

from .world import Ground, lay

MIDDLE = Point(37.8735, 112.5624)  # Taiyuan
MOBILES = "1990013"  # and four more digits: keeper 0001, workshops 0010 and 0011, shipper 0020
STATIONS = 6


def demo(*, now: datetime) -> list[str]:
    """Make the stations if there are none, confirm today what a keeper would, and tell who can sign in how."""
    union = Union.objects.filter(code="TY").first()
    if union is None:
        return []
    if not Premises.objects.of_kind(*KINDS).exists():
        make_world(union, now)
    confirm_today(now)
    return [
        f"A keeper     马守站  mobile {MOBILES}0001, then /counter/stations/",
        f"A mechanic   郝师傅  mobile {MOBILES}0010, then /counter/stations/jobs/",
    ]


@action
def make_world(union: Union, now: datetime) -> None:
    """Premises, people inside, a queue, a call with an offer, loads, an inspection and stars."""
    officer = Person.objects.filter(offices__role=Role.OFFICER).order_by("pk").first()
    division = Division.objects.get(pk="140106")
    ground = lay(
        union, division, MIDDLE, stations=STATIONS, officer=officer, mobiles=MOBILES, by=BY, now=now, beds=6, spaces=8
    )
    marks = dict.fromkeys(("parking", "rest", "meals", "shower", "laundry", "toilet", "other"), "good")
    actions.inspect(ground.home, marks, note="干净，热水足", by_person=officer, by=BY, now=now)
    actions.set_star(ground.home, 4, reason="检查满分，反映都按时答复", by_person=officer, by=BY, now=now)
    for number, trade in enumerate(("truck", "truck", "courier", "rider", "truck", "sanitation")):
        actions.let_in(ground.home, trade=trade, key=f"demo-{number}", by=BY, now=now)
    _road(ground, now)


def _road(ground: Ground, now: datetime) -> None:
    drivers = list(Person.objects.filter(name__startswith="林").order_by("pk")[:1]) + list(
        Person.objects.exclude(name__startswith="林").filter(memberships__ends_on=None).order_by("pk")[:3]
    )
    showers = Amenity.objects.select_related("premises").get(premises=ground.home, kind="shower")
    for number, driver in enumerate(drivers[1:]):
        actions.join_line(showers, driver, key=f"demo-{number}", by=BY, now=now)
    said = {"plate": "晋A12345", "near": "滨河东路北口", "trouble": "右后轮爆胎"}
    call = repair.ask(drivers[0], point=MIDDLE, **said, key="demo", by=BY, now=now)
    for provider, minutes, price in zip(ground.workshops, (25, 40), (18_000, 15_000), strict=True):
        repair.offer(call, provider, minutes=minutes, price=Fen(price), note="含上门和补胎", by=BY, now=now)
    here = Division.objects.get(pk="140100")
    for number, (target, goods, lorry) in enumerate(
        (("150200", "钢材", "flat"), ("370100", "煤炭", "tipper"), ("110000", "土豆", "high"), ("410100", "醋", "box"))
    ):
        loads.post_load(
            ground.shippers[0], origin=here, target=Division.objects.get(pk=target), goods=goods,
            weight_kg=12_000 + 4_000 * number, lorry=lorry, loads_on=timezone.localdate(now) + timedelta(days=number),
            price=None if number % 2 else Fen(380_000 + 50_000 * number), note="", key=f"demo-{number}", by=BY, now=now,
        )  # fmt: skip


@action
def confirm_today(now: datetime) -> None:
    """The keeper's taps and word of today, once a day."""
    kept = Keeper.objects.current().filter(premises__kind__in=KINDS).select_related("premises", "person").order_by("pk")
    for number, keeper in enumerate(kept):
        home = keeper.premises.kind == KINDS[1]
        if home and not BasicsDay.objects.filter(premises=keeper.premises, day=timezone.localdate(now)).exists():
            actions.confirm_basics(
                keeper.premises, ["parking", "hot_water", "hot_food", "shower"], note="洗衣机下午修好",
                by_person=keeper.person, by=BY, now=now,
            )  # fmt: skip
        if number % 3 == 0:
            places.confirm_open(keeper.premises, way="tap", by=BY, now=now - timedelta(minutes=20))
