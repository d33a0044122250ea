"""SMS to numbers that anybody can type: bounded by number, address, door, day and in all."""

from datetime import timedelta

import pytest

from gonghui.kernel.callers import Caller
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.notices import budgets
from gonghui.primitives.notices.models import Delivery
from gonghui.site import checking
from tests.cast import mobile

HOUR = timedelta(hours=1)
CODE = notices.Template("tests.entry", "进门码", "%(code)s")


@pytest.fixture
def send(db, now, monkeypatch):
    monkeypatch.setattr("gonghui.primitives.clock.now", lambda: now)

    def sent(number=1, address="10.0.0.1", door="a", at=now):
        by = Caller(None, "", f"page {address}")
        ends = at + timedelta(minutes=10)
        notices.send_to(mobile(number), CODE, {"code": "123456"}, door=door, by=by, useless_after=ends, now=at)

    return sent


@pytest.mark.parametrize(
    ("bound", "varied"),
    [
        ("A_NUMBER", ("address", "door")),
        ("AN_ADDRESS_AN_HOUR", ("number",)),
        ("AN_ADDRESS_A_DAY", ("number",)),
        ("A_DOOR_AN_HOUR", ("number", "address")),
        ("A_DOOR_A_DAY", ("number", "address")),
    ],
)
def test_each_bound_holds_by_itself_and_what_is_refused_is_not_sent(send, monkeypatch, bound, varied):
    monkeypatch.setattr(budgets, bound, 3)

    def other(n):
        return {"number": 100 + n, "address": f"10.0.1.{n}", "door": f"door-{n}"}

    for n in range(3):
        send(**{name: other(n)[name] for name in varied})
    with pytest.raises(budgets.SmsSpent):
        send(**{name: other(3)[name] for name in varied})
    send(**other(4))
    assert Delivery.objects.count() == 4


def test_the_bounds_end_with_their_hour_and_day(send, now, monkeypatch):
    monkeypatch.setattr(budgets, "AN_ADDRESS_AN_HOUR", 1)
    monkeypatch.setattr(budgets, "AN_ADDRESS_A_DAY", 2)
    send()
    send(at=now + HOUR)
    with pytest.raises(budgets.SmsSpent):
        send(at=now + 2 * HOUR)
    send(at=now + 24 * HOUR)


def test_the_last_of_all_is_told_to_the_operator_once(send, settings, caplog):
    settings.SMS_TO_STRANGERS = 2
    assert checking.sms().level == "ok"
    for n in range(4):
        try:
            send(number=n, address=f"10.0.1.{n}", door=str(n))
        except budgets.SmsSpent:
            assert n >= 2
    assert len([line for line in caplog.records if line.levelname == "ERROR"]) == 1
    assert (checking.sms().level, "2 of the day's 2 SMS to strangers" in checking.sms().words) == ("no", True)


def test_an_operator_hears_before_they_are_spent(send, settings):
    settings.SMS_TO_STRANGERS = 5
    for n in range(4):
        send(number=n, address=f"10.0.1.{n}", door=str(n))
    assert checking.sms().level == "note"


def test_many_drivers_behind_one_address_are_let_in_at_their_doors_and_leave_something_for_others(send, settings):
    settings.SMS_TO_STRANGERS = 4 * 3 * budgets.AN_ADDRESS_AN_HOUR
    for door in ("a", "b", "c"):
        for n in range(budgets.AN_ADDRESS_AN_HOUR):
            send(number=100 * ord(door) % 9000 + n, door=door)
    with pytest.raises(budgets.SmsSpent):
        send(number=9001, door="d")  # a quarter of the day's
    send(number=9001, address="10.0.0.2", door="d")
