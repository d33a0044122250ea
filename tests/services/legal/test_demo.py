"""The demo world's legal help has questions at each step, and two applications for legal aid, one with a lawyer."""

import pytest

from gonghui.primitives.casework.models import Case
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Account
from gonghui.rehearsals.legal.demo import demo
from gonghui.services.legal.models import AidStep
from gonghui.services.legal.rules.aid import AID

pytestmark = pytest.mark.django_db


def test_one_waits_to_be_decided_and_one_is_in_the_hands_of_a_lawyer(works, zhao, enrol, by, now):
    Account.objects.filter(pk=people.open_account(zhao, by=by, now=now).pk).update(username="zhao")
    for number in range(5):
        enrol(f"王{'一二三四五'[number]}", 500 + number, works)

    assert "/legal/aid/" in demo(now=now)[1]
    assert demo(now=now)  # a second time it adds nothing

    assert sorted(Case.objects.of_kind(AID).values_list("stage", flat=True)) == ["helping", "waiting"]
    assert AidStep.objects.get().case.assigned_to.account.username == "jisz"
