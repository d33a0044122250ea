"""A day of the free clinic at a truckers' home of Taiyuan: three slots of two places."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gonghui.kernel.geo import Point
from gonghui.kernel.window import Window
from gonghui.primitives.places import actions as places
from gonghui.services.clinic import actions
from gonghui.services.clinic.actions import Plan
from gonghui.services.clinic.models import Slot

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
HOSPITAL = {
    "hospital": "市第三人民医院", "hospital_address": "双塔街29号", "hospital_phone": "0351-5550110"
}  # fmt: skip


@pytest.fixture
def home(taiyuan, by, now):
    return places.open_premises(
        union=taiyuan, kind="truckers_home", name="物流园司机之家", address="物流园1号", point=Point(37.87, 112.56),
        division=taiyuan.division, by=by, now=now,
    )  # fmt: skip


@pytest.fixture
def as_(by):
    """`as_(lin)` is who acts."""
    return lambda person: replace(by, person=person.pk, name=person.name)


@pytest.fixture
def wish(home, now):
    """`wish(places=1)`: an hour tomorrow, by twenty minutes."""

    def wish(**changes):
        starts = now + DAY
        said = {
            "premises": home, "title": "司机健康义诊", "window": Window(starts, starts + HOUR), "minutes": 20,
            "places": 2, "measures": ["systolic", "diastolic", "glucose"], "says": "测血糖请空腹来。",
        }  # fmt: skip
        return Plan(**said | HOSPITAL | changes)

    return wish


@pytest.fixture
def day(taiyuan, wish, by, now):
    return actions.plan(taiyuan, wish(), by=by, now=now)


@pytest.fixture
def slots(day):
    return list(Slot.objects.for_page().filter(day=day).order_by("starts"))


@pytest.fixture
def take(slots, lin, as_, now):
    """`take()`: Lin has a place in the first slot."""
    return lambda person=lin, nth=0, key="k": actions.take(slots[nth], person, key=key, by=as_(person), now=now)
