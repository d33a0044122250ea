"""The head and the filters of a list are drawn once for all to whom they are the same, and anew for everybody else."""

from dataclasses import replace

import pytest

from gonghui.faces import shared
from gonghui.faces.listing import Choice

from . import listed

pytestmark = pytest.mark.django_db
PICKS = '<span class="k-unseen">选择</span>'


@pytest.fixture
def store(monkeypatch):
    monkeypatch.setattr(shared, "STORE", shared.Store())
    return shared.STORE


@pytest.fixture
def filters(rf, zhao, now):
    """Drawn for who may choose one union: `filters("太原")`."""
    choice = Choice("of", "工会", lambda request: [(request.GET["mine"], request.GET["mine"])])
    listing = replace(listed.LINES_LIST, filters=(choice,))

    def drawn(mine):
        request = rf.get("/console/", {"mine": mine})
        request.person, request.now, request.offices = zhao, now, []
        return listing.inside(request, listed.LINES).filters

    return drawn


def test_choices_are_shown_to_who_may_choose_them_alone(store, filters):
    assert "太原" in filters("太原")
    assert "太原" not in filters("大同")
    made = store.makes
    assert "太原" in filters("太原")
    assert (store.makes, store.hits) == (made, 1)


def test_boxes_to_pick_rows_stand_in_the_head_for_who_may_act_alone(store, settings, as_person, zhao, sun, works):
    settings.ROOT_URLCONF = "tests.faces.listed"
    for _again in range(2):
        assert PICKS in as_person(zhao).get("/console/tests/unions/").text
        assert PICKS not in as_person(sun).get("/console/tests/unions/").text
