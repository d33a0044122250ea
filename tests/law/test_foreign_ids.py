"""Two names in one address belong together: nobody reaches another union's things by way of something of their own."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gonghui.primitives.notices.models import Notice

from .cases import WHO
from .test_who_may_see import answer
from .world import undone

pytestmark = pytest.mark.django_db

FOREIGN = WHO.index("foreign officer")


@pytest.fixture
def own(law, things, request):
    """What the officer of another province has, under the names that the slice's addresses use."""
    return request.getfixturevalue(law.own) if law.own else {}


def closed(law):
    """Rows of two names and more that say to this officer: no such page."""
    for row, letters in law.pages.items():
        method, name, *names = row.split()
        if len(names) > 1 and letters[FOREIGN] == "-":
            yield row, method, name, names


def mixed(names, own, things):
    """The ways to put one thing of one's own before things of others: own fair, own fair and own hall."""
    for cut in range(1, len(names)):
        if all(name in own for name in names[:cut]):
            yield [own[name] for name in names[:cut]] + [things[name] for name in names[cut:]]


def test_no_page_opens_a_thing_of_another(law, things, browsers, own):
    opened, untried, filled = [], [], law.forms(things)
    for row, method, name, names in closed(law):
        if names[0] not in own:
            untried.append(row)
        for ids in mixed(names, own, things):
            url = reverse(name, args=ids)
            act, form = getattr(browsers["foreign officer"][0], method.lower()), filled.get(name, {})
            got = answer(undone(lambda act=act, url=url, form=form: act(url, form)))
            if got != "-":
                opened.append(f"{row} {got}")
    assert opened == []
    assert untried == [], "the slice's cases say in `own` what an officer of another province has"


def test_the_alarm_rings_when_it_is_ones_own(law, things, browsers, own):
    """What lets the officer of its union in lets this officer in for a thing of their own."""
    officer, tried = browsers["foreign officer"][0], 0
    for row, letters in law.pages.items():
        method, name, *names = row.split()
        mine = names and set(names) <= set(own) and "-counter:" not in name  # a desk may be shut
        if method == "GET" and mine and letters[FOREIGN] == "-" and letters[WHO.index("officer")] == "y":
            tried += 1
            assert answer(officer.get(reverse(name, args=[own[each] for each in names]))) == "y", row
    assert tried or not own


def test_ids_in_a_form_reach_no_further_than_ids_in_an_address(browsers, works, shared):
    foreign, sheet = browsers["foreign officer"][0], SimpleUploadedFile("a.csv", b"x")
    refused = [
        foreign.post("/console/unions/switch/", {"code": "TY-JY"}),
        foreign.post("/console/membership/rosters/new/", {"union": "TY-JY", "sheet": sheet}),
    ]
    assert [answer(response) for response in refused] == ["-", "-"]
    for form in ("fairs-console:new", "faces:premises-new"):
        assert foreign.post(reverse(form), {"union": str(works.pk)}).status_code == 422, form
    stranger = browsers["stranger"][0]
    stranger.post("/messages/read/", {"notice": str(shared["notice"])})
    assert Notice.objects.get(pk=shared["notice"]).read_at is None
