"""The demo world's aid shows one application at each step."""

import pytest

from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Account
from gonghui.rehearsals.aid.demo import demo
from gonghui.services.aid.models import Claim, Payment

pytestmark = pytest.mark.django_db


def test_one_waits_at_each_step_one_is_paid_and_one_fell_short_by_a_little(works, zhao, enrol, by, now):
    Account.objects.filter(pk=people.open_account(zhao, by=by, now=now).pk).update(username="zhao")
    for number in range(9):
        enrol(f"王{'一二三四五六七八九'[number]}", 500 + number, works)

    assert "/aid/" in demo(now=now)[0]
    assert demo(now=now)  # a second time it adds nothing

    stages = sorted(Claim.objects.values_list("case__stage", flat=True))
    assert stages == ["closed", "closed", "deciding", "notice", "paying", "visiting", "waiting"]
    assert Payment.objects.count() == Claim.objects.listed().count() == 1
    assert Claim.objects.filter(near__isnull=False).count() == 1
