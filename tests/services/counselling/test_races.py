"""Two at once: each has its twin, the same decided by looking first, which gives too much."""

import threading
from contextlib import nullcontext
from uuid import uuid4

import pytest

from gonghui.primitives.casework.models import Case
from gonghui.services.counselling import actions
from gonghui.services.counselling.actions import calling, scales
from gonghui.services.counselling.models import Call, Result, RiskPath
from gonghui.services.counselling.rules.scales import PHQ9
from tests.rush import constraint_dropped, kinds, rush

from .conftest import RISKY

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race, pytest.mark.rows_by_hand]


@pytest.fixture
def both_have_looked(monkeypatch):
    """Neither window saw the other's call before it went on."""
    gate, looked, real = threading.Barrier(2), [], calling._union_for

    def waits(person, now):
        found = real(person, now)
        looked.append(person)
        if len(looked) <= 2:
            gate.wait(30)
        return found

    monkeypatch.setattr(calling, "_union_for", waits)


@pytest.mark.usefixtures("both_have_looked", "weaker_isolation")
@pytest.mark.parametrize("guarded", [True, False])
def test_two_windows_with_a_key_each_are_one_call_unless_the_constraint_is_gone(guarded, lin, mei, as_, now):
    dropped = constraint_dropped("counselling_call", "one_open_call_of_a_person")
    with nullcontext() if guarded else dropped:
        answers = rush(lambda _n: actions.ask_call(lin, key=str(uuid4()), by=as_(lin), now=now), 2)
        assert kinds(answers) == {"Call": 2}
        many = 1 if guarded else 2
        assert len({call.pk for call in answers}) == Call.objects.count() == Case.objects.count() == many


@pytest.mark.parametrize("known", [True, False])
def test_a_double_click_counts_a_risk_answer_once_unless_its_key_is_not_looked_at(known, lin, as_, now, monkeypatch):
    actions.consent(lin, by=as_(lin), now=now)
    key = str(uuid4())
    if not known:
        monkeypatch.setattr(scales, "_sent", lambda *_said: "")
    taken = rush(lambda _n: actions.take(lin, PHQ9, RISKY, key=key, now=now), 2)
    assert kinds(taken) == {"Taken": 2}
    assert len({one.path.pk for one in taken}) == Result.objects.count() == RiskPath.objects.count() == 2 - known
