"""What `bin/gonghui check` says of the agenda: another time is a fault, another name is not."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.rows import new_id
from gonghui.site import checking

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("changed", "level"), [({}, "ok"), ({"title": "旧名"}, "note"), ({"due": timezone.now() + timedelta(days=9)}, "no")]
)
def test_times_that_drifted_are_a_fault_and_names_a_note(lin, changed, level, monkeypatch):
    said = {"subject": new_id(), "key": "tests.thing", "person_id": lin.pk, "queue": "other", "link": "faces:mine"}
    source = agenda.Source("tests.thing", lambda *_asked: [Matter(title="还书", **said)])
    monkeypatch.setattr("gonghui.faces.services.product", lambda: SimpleNamespace(agenda=[source]))
    agenda.put([Matter(**{"title": "还书"} | said | changed)])
    assert checking.agenda().level == level
