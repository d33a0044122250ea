"""The demo world is whole, made once, and in season whenever it is started."""

from datetime import timedelta

import pytest

from gonghui.primitives.catalogue.models import SettlementBatch
from gonghui.primitives.ledger import actions as ledger
from gonghui.rehearsals.fairs.demo import demo
from gonghui.services.fairs.models import AfterSales, Fair, Session

pytestmark = pytest.mark.django_db


@pytest.fixture
def divisions_there(found, province):
    province.delete()


def test_the_demo_has_work_for_everyone_and_a_second_start_adds_nothing(divisions_there, now):
    assert demo(now=now)
    assert Fair.objects.count() == 2
    assert Session.objects.filter(pool__waiting__gt=0).count() == 3
    assert SettlementBatch.objects.filter(approved_at=None).count() == 3
    assert AfterSales.objects.waiting().count() == 3
    assert ledger.audit() == []
    before = Session.objects.count()
    demo(now=now + timedelta(minutes=5))
    assert Session.objects.count() == before


@pytest.mark.parametrize("hour", [0, 12, 23])
def test_there_are_sessions_today_at_any_hour_and_a_week_later(hour, divisions_there, now):
    at = now.replace(hour=hour, minute=30)
    demo(now=at)
    later = at + timedelta(days=7)
    demo(now=later)
    assert Session.objects.filter(starts_at__lte=later, ends_at__gt=later).count() == 3
