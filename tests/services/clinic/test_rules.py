"""Limits as they were published, at their edges; what somebody types; how a day is cut."""

from datetime import timedelta
from decimal import Decimal

import pytest

from gonghui.kernel.window import StepTooLong, Window
from gonghui.services.clinic import refusals, rules
from tests.cast import NOW

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("code", "value", "outside"),
    [
        ("systolic", "139.9", ""), ("systolic", "140", "high"), ("systolic", "90", ""), ("systolic", "89", "low"),
        ("systolic", "89.9", "low"), ("diastolic", "59.9", "low"),
        ("diastolic", "89.9", ""), ("diastolic", "90", "high"), ("diastolic", "60", ""), ("diastolic", "59", "low"),
        ("glucose", "6.9", ""), ("glucose", "7.0", "high"), ("glucose", "4.0", ""), ("glucose", "3.9", "low"),
        ("pulse", "119", ""), ("pulse", "120", "high"), ("pulse", "50", "low"),
        ("bmi", "27.9", ""), ("bmi", "28", "high"), ("bmi", "18.5", ""), ("bmi", "18.4", "low"),
    ],
)  # fmt: skip
def test_what_wants_a_doctor_begins_at_the_published_edge(code, value, outside):
    assert rules.NAMED[code].outside(Decimal(value)) == outside


def test_every_limit_has_its_paper_and_somewhere_to_go():
    assert all(one.source and one.department and one.least < one.most for one in rules.MEASURES)


@pytest.mark.parametrize(
    ("text", "value"),
    [("128", "128"), (" 6.15 ", "6.2"), ("6，1", "6.1"), ("6,1", "6.1"), ("１２０", "120"), ("120.0", "120")],
)
def test_what_somebody_types_is_a_number(text, value):
    assert rules.parse(rules.NAMED["glucose" if "6" in text else "systolic"], text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "abc", "1e9", "-5", "NaN", "Infinity", "12/8", "49", "301"])
def test_what_no_pressure_can_be_is_refused_with_its_bounds(text):
    with pytest.raises(refusals.BadValue) as no:
        rules.parse(rules.NAMED["systolic"], text)
    assert "50 到 300" in no.value.advice()


def test_read_stands_in_the_order_of_the_stations_and_sends_once_to_each_department():
    reads = rules.read({"glucose": "8", "diastolic": "95", "systolic": "150"})
    assert [one.measure.code for one in reads] == ["systolic", "diastolic", "glucose"]
    assert rules.departments(reads) == ["心血管内科", "内分泌科"]
    assert rules.departments(rules.read({"systolic": "120"})) == []


@pytest.mark.parametrize(
    ("hours", "minutes", "no"),
    [
        ((-1, 1), 20, refusals.DayPast),
        ((1, 14), 20, refusals.DayTooLong),
        ((1, 11), 5, refusals.TooManySlots),
        ((1, 2), 90, StepTooLong),
    ],
)
def test_a_day_that_cannot_be_cut(hours, minutes, no):
    with pytest.raises(no):
        rules.cut(Window(NOW + hours[0] * HOUR, NOW + hours[1] * HOUR), minutes, NOW)


def test_a_day_is_cut_into_slots():
    slots = rules.cut(Window(NOW + HOUR, NOW + 2 * HOUR), 25, NOW)
    assert [slot.minutes for slot in slots] == [25, 25]
