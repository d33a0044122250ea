"""A day of the province with Lin's place and what was measured of her; the other province has a day of its own."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from gonghui.kernel.geo import Point
from gonghui.kernel.window import Window
from gonghui.primitives.places import actions as places
from gonghui.services.clinic import actions
from gonghui.services.clinic.actions import Plan
from gonghui.services.clinic.models import Day, Slot
from tests.law.cases import DESK, EVERYONE, LIN, MANAGE, MANAGERS, SIGNED_IN, Law, Operation

ANYBODY = "yyyyyyyyyyyyy"
HOSPITAL = {"hospital": "市三院", "hospital_address": "双塔街29号", "hospital_phone": "0351-5550110"}
PAGES = {
    "GET clinic:home": EVERYONE,
    "GET clinic:day clinic_day": EVERYONE,
    "POST clinic:take clinic_slot": SIGNED_IN,
    "POST clinic:wait clinic_slot": SIGNED_IN,
    "POST clinic:leave clinic_slot": SIGNED_IN,
    "GET clinic:ticket clinic_place": LIN,
    "POST clinic:give-back clinic_place": LIN,
    "GET clinic:results": SIGNED_IN,
    "GET clinic:referral finding": LIN,
    "GET clinic-console:index": MANAGERS,
    "GET clinic-console:new": MANAGERS,
    "POST clinic-console:new": MANAGERS,
    "GET clinic-console:day clinic_day": MANAGE,
    "POST clinic-console:call-off clinic_day": MANAGE,
    "GET clinic-counter:home": SIGNED_IN,
    "GET clinic-counter:desk clinic_day": DESK,
    "POST clinic-counter:desk clinic_day": DESK,
    "POST clinic-counter:find clinic_day clinic_place": DESK,
}
OPERATIONS = {
    "GET /clinic/days": Operation(ANYBODY),
    "GET /clinic/days/{pk}": Operation(ANYBODY, "clinic_day"),
    "POST /clinic/slots/{pk}/place": Operation(SIGNED_IN, "clinic_slot"),
    "POST /clinic/slots/{pk}/line": Operation(SIGNED_IN, "clinic_slot"),
    "DELETE /clinic/slots/{pk}/line": Operation(SIGNED_IN, "clinic_slot"),
    "GET /clinic/places": Operation(SIGNED_IN),
    "DELETE /clinic/places/{pk}": Operation(LIN, "clinic_place"),
    "GET /clinic/results": Operation(SIGNED_IN),
}


def forms(things):
    return {
        "clinic-console:new": HOSPITAL | {
            "union": str(things["clinic_union"]), "title": "义诊", "premises": str(things["clinic_premises"]),
            "window_starts": "2026-05-22T09:00", "window_ends": "2026-05-22T10:00", "minutes": "20", "places": "2",
            "measures": ["pulse"], "says": "",
        },
        "clinic-console:call-off": {"reason": "医生有事"},
        "clinic-counter:desk": {"code": things["clinic_code"]},
        "clinic-counter:find": {"systolic": "120", "advice": "好"},
    }  # fmt: skip


def _day(union, division, title, by, now):
    premises = places.open_premises(
        union=union, kind="worksite", name=f"{title}厂区", address="物流园1号", point=Point(37.87, 112.56),
        division=division, by=by, now=now,
    )  # fmt: skip
    starts = now + timedelta(hours=6)
    window = Window(starts, starts + timedelta(hours=1))
    return actions.plan(union, Plan(premises, title, window, ["systolic"], 30, 2, **HOSPITAL), by=by, now=now)


@pytest.fixture
def clinic(lin, taiyuan, by, now):
    """All that Lin has."""
    day = _day(taiyuan, taiyuan.division, "义诊", by, now)
    slot = Slot.objects.for_page().filter(day=day).earliest("starts")
    place = actions.take(slot, lin, key="law", by=replace(by, person=lin.pk), now=now)
    found = actions.find(place, {"systolic": Decimal(150)}, "少吃盐", by=by, now=now)
    return {
        "clinic_day": day.pk, "clinic_slot": slot.pk, "clinic_place": place.pk, "clinic_code": place.code,
        "finding": found.pk, "clinic_union": taiyuan.pk, "clinic_premises": day.premises_id,
    }  # fmt: skip


@pytest.fixture
def foreign_clinic(cast, by, now):
    union = cast["foreign officer"].offices.get().union
    return {"clinic_day": _day(union, union.division, "中州义诊", by, now).pk}


def spoil(things, text, *, by, now):
    Day.objects.filter(pk=things["clinic_day"]).update(title=text[:40], says=text[:300], hospital=text[:60])


LAW = Law(
    world="clinic",
    pages=PAGES,
    operations=OPERATIONS,
    forms=forms,
    asked=("page", "q"),
    own="foreign_clinic",
    shown=lambda things: {"code": things["clinic_code"]},
    exports=frozenset({"clinic-console:index"}),
    spoil=spoil,
)
