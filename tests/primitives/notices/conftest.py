"""A template of a fair, people for crowds, and the file backend in a folder of the test's own."""

from datetime import datetime, timedelta

import pytest

from gonghui.kernel.mobile import Mobile
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.notices.actions import Template
from gonghui.primitives.notices.models import Delivery
from gonghui.primitives.notices.sms import chosen
from gonghui.primitives.people import keys
from gonghui.primitives.people.models import Person
from tests.cast import NOW

from .carrier import Carrier

LIN, CHEN = "19900000101", "19900000102"  # the numbers of the cast
SIGNED_UP = Template(
    "fairs.signed_up",
    title="报名成功：%(fair)s",
    text="%(name)s，您已报名 %(fair)s，请于 %(starts)s 到场，凭证 %(code)s。",
    sms="已报名%(fair)s，%(starts)s到场，凭证%(code)s。",
)
FACTS = {"name": "林", "fair": "太原专场", "starts": NOW, "code": "K7M2PX9QR4"}


def after(**time: float) -> datetime:
    """A moment after NOW."""
    return NOW + timedelta(**time)


def make_person(name: str, mobile: str | None) -> Person:
    """A bare person, for crowds."""
    person = Person(name=name, sort_key=name, member_code=f"M{name}")
    if mobile:
        keys.seal_mobile(person, Mobile.parse(mobile))
    person.save()
    return person


@pytest.fixture
def wang(db) -> Person:
    """Without a number."""
    return make_person("wang", None)


@pytest.fixture
def sms_folder(settings, tmp_path):
    settings.SMS = {**settings.SMS, "backend": "file", "folder": str(tmp_path / "sms")}
    return tmp_path / "sms"


@pytest.fixture
def carrier(settings, monkeypatch, request) -> Carrier:
    one = Carrier()
    monkeypatch.setitem(chosen.BACKENDS, "carrier", lambda _options: one)
    settings.SMS = {"backend": "carrier", "test": request.node.nodeid}
    return one


@pytest.fixture
def delivery(lin, carrier) -> Delivery:
    notices.tell(lin, SIGNED_UP, FACTS, now=NOW)
    return Delivery.objects.get()
