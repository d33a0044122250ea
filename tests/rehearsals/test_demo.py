"""The demo world of all slices: whole, made once, in season whenever it is started."""

from datetime import timedelta

import pytest
from django.apps import apps

from gonghui.primitives.catalogue.models import SettlementBatch
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.ledger import actions as ledger
from gonghui.rehearsals.fairs.demo import demo
from gonghui.rehearsals.programme import Part, each
from gonghui.services.fairs.models import AfterSales, Fair, Session

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_world")]


def rows():
    """How many each table has; that stations are confirmed as open at each start is no new thing."""
    found = {model._meta.label: model._base_manager.count() for model in apps.get_models()}
    return found | {"journal.Entry": Entry.objects.exclude(act="places.confirm_open").count()}


def test_there_is_work_for_everyone():
    assert Fair.objects.count() == 2
    assert Session.objects.filter(pool__waiting__gt=0).count() == 3
    assert SettlementBatch.objects.filter(approved_at=None).count() == 3
    assert AfterSales.objects.waiting().count() == 3
    assert ledger.audit() == []


def test_a_second_start_adds_no_row_to_any_table(now):
    before = rows()
    assert [line for fill in each(Part.DEMO) for line in fill(now=now + timedelta(minutes=5))]
    assert rows() == before
    assert sum(before.values()) > 2_000


@pytest.mark.parametrize("hour", [0, 12, 23])
def test_a_week_later_there_are_sessions_at_any_hour(hour, now):
    later = now.replace(hour=hour, minute=30) + timedelta(days=7)
    demo(now=later)
    assert Session.objects.filter(starts_at__lte=later, ends_at__gt=later).count() == 3
