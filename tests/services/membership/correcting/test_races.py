"""Many officers agree at once: one is the first, one the second, the name is changed once."""

import threading

import pytest

from gonghui.kernel.callers import Caller
from gonghui.primitives.journal.models import Entry
from gonghui.services.membership.correcting import actions
from gonghui.services.membership.models import Correction
from tests.crowd import crowd
from tests.kernel.test_pictures import prepared_photograph
from tests.rush import kinds, rush

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
CLIENTS = 6


@pytest.fixture
def asked(lin, by, now):
    said = {"about": "name", "text": "林晓雨", "proof": [prepared_photograph()]}
    return actions.ask_correction(lin, **said, by=by, now=now)


def agreed_by_many(row, now):
    officers = [Caller(person=one.pk, name=one.name, origin="page 10.0.0.7") for one in crowd(CLIENTS)]
    return kinds(rush(lambda n: actions.agree(row, by=officers[n], now=now), CLIENTS))


def renamed():
    return Entry.objects.filter(act="people.rename").count()


def test_of_many_officers_one_is_first_and_one_is_second(asked, now):
    assert agreed_by_many(asked, now) == {"Correction": 2, "CorrectionDecided": CLIENTS - 2}
    assert renamed() == 1


@pytest.mark.usefixtures("weaker_isolation")
def test_who_does_not_hold_the_row_decides_it_more_than_once(asked, by, now, monkeypatch):
    """The twin: all look before anybody writes."""
    first = Caller(person=crowd(1)[0].pk, name="甲", origin="page 10.0.0.7")
    actions.agree(asked, by=first, now=now)
    looked = threading.Barrier(2)

    def looks(row):
        found = Correction.objects.select_related("person").get(pk=row.pk)
        looked.wait(30)
        return found

    monkeypatch.setattr(actions, "_held", looks)
    officers = [Caller(person=one.pk, name=one.name, origin="page 10.0.0.7") for one in crowd(2)]
    rush(lambda n: actions.agree(asked, by=officers[n], now=now), 2)
    assert renamed() == 2
