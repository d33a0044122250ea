"""An application is decided once, whoever decides at the same moment; looking first decides it twice."""

import threading
from dataclasses import replace

import pytest
from django.db import transaction

from gonghui.services.legal import actions
from gonghui.services.legal.models import AidDecision
from tests.rush import kinds, rush

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


def test_eight_who_decide_at_once_decide_once(applied, guo, as_guo, zhao, by, now):
    case, as_zhao = applied(), replace(by, person=zhao.pk, name=zhao.name)

    def decide(n):
        if n % 2:
            return actions.aid.grant(case, by=as_guo, now=now)
        return actions.aid.refuse(case, "papers", "没有补材料", by=as_zhao, now=now)

    assert kinds(rush(decide, 8)) == {"Case": 1, "NotAtThisStage": 7}
    assert AidDecision.objects.count() == 1


@pytest.mark.usefixtures("weaker_isolation")
def test_looking_first_decides_it_twice(applied, guo, zhao, now):
    case, looked = applied(), threading.Barrier(2)

    def decide_by_looking(n):
        with transaction.atomic():
            if not AidDecision.objects.filter(case=case).exists():
                looked.wait(30)
                AidDecision.objects.create(case=case, granted=True, by=(guo, zhao)[n], created_at=now)

    rush(decide_by_looking, 2)
    assert AidDecision.objects.count() == 2
