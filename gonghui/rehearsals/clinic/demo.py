"""The demo world's free clinic: a day ahead with somebody in it, and one last month that has measured."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from gonghui.kernel.callers import Caller
from gonghui.kernel.mobile import Mobile
from gonghui.kernel.window import Window
from gonghui.primitives.people.models import Person, Union
from gonghui.primitives.places.models import Premises
from gonghui.primitives.transactions import action
from gonghui.rehearsals.cast import DEMO as BY
from gonghui.services.clinic import actions
from gonghui.services.clinic.actions import Plan
from gonghui.services.clinic.models import Day, Slot

LIN = "19900000001"  # of the demo
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
ON_THE_HOUR = {"minute": 0, "second": 0, "microsecond": 0}
MEASURES = ["systolic", "diastolic", "pulse", "glucose"]
HOSPITAL = ("市第三人民医院", "双塔街29号", "0351-5550110")


@action
def demo(*, now: datetime) -> list[str]:
    """Make the days, once there are a city's union and premises of it."""
    city = Union.objects.filter(code="TY").first()
    premises = Premises.objects.visible().under([city]).order_by("name", "pk").first() if city else None
    if city is not None and premises is not None and not Day.objects.exists():
        _fill(city, premises, now)
    return ["健康义诊    /clinic/ ; officers /console/clinic/ , on the day /counter/clinic/"]


def _fill(city: Union, premises: Premises, now: datetime) -> None:
    before, ahead = now - 30 * DAY, now + 2 * DAY
    past = _plan(city, premises, "秋季健康义诊", before, now=before - 5 * DAY)
    coming = _plan(city, premises, "司机健康义诊", ahead, now=now)
    lin = Person.objects.by_mobile(Mobile.parse(LIN)).first()
    if lin is None:
        return
    hers = Caller(lin.pk, lin.name, BY.origin)
    then = actions.take(_first(past), lin, key="demo-clinic-1", by=hers, now=before - 4 * DAY)
    values = {"systolic": Decimal(146), "diastolic": Decimal(88), "pulse": Decimal(76), "glucose": Decimal("5.4")}
    actions.find(then, values, "少吃盐，两周后再量一次。", by=BY, now=before)
    actions.take(_first(coming), lin, key="demo-clinic-2", by=hers, now=now)


def _plan(city: Union, premises: Premises, title: str, day: datetime, *, now: datetime) -> Day:
    starts = timezone.localtime(day, timezone.get_default_timezone()).replace(hour=9, **ON_THE_HOUR)
    window = Window(starts, starts + 3 * HOUR)
    plan = Plan(premises, title, window, MEASURES, 20, 4, *HOSPITAL, says="测血糖请空腹来。")
    return actions.plan(city, plan, by=BY, now=now)


def _first(day: Day) -> Slot:
    return Slot.objects.for_page().filter(day=day).earliest("starts")
