"""Two names in one address belong together: nobody reaches another union's things by way of something of their own."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import BaseForm
from django.urls import reverse

from gonghui.primitives.notices.models import Notice
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Role

from .cases import WHO
from .test_who_may_see import answer
from .world import address, undone

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


def test_a_union_in_a_form_reaches_no_further_than_ids_in_an_address(law, things, cast, browsers, by, now):
    """Each form that names a union, sent by an officer of another province: for them there is no such union."""
    foreigner = cast["foreign officer"]
    people.appoint(foreigner, foreigner.offices.get().union, Role.ADMINISTRATOR, by=by, now=now)
    taken, filled, rows = [], law.forms(things), {row.split()[1]: row for row in law.pages if row.startswith("POST ")}
    for name, form in filled.items():
        if "union" in form:
            ours = law.one_who_may(law.pages[rows[name]], "officer", "administrator")
            foreign, own = (post(browsers[who][0], rows[name], form, things) for who in ("foreign officer", ours))
            taken += [] if foreign and not own else [name]
    assert taken == []


def post(client, row, form, things):
    """Whether the union of the form is none for them."""
    sheet = SimpleUploadedFile("a.csv", b"x")
    response = undone(lambda: client.post(address(row, things), form | {"sheet": sheet}))
    return answer(response) == "-" or any("union" in shown.errors for shown in forms_of(response))


def forms_of(response):
    """The forms that a page shows again, with what was sent."""
    contexts = response.context or []
    contexts = contexts if isinstance(contexts, list) else [contexts]  # a page of one template has one
    shown = [value for context in contexts for layer in context for value in layer.values()]
    return [value for value in shown if isinstance(value, BaseForm) and value.is_bound]


def test_what_is_anothers_is_not_reached_by_its_id_in_a_form(browsers, shared):
    assert answer(browsers["foreign officer"][0].post("/console/unions/switch/", {"code": "TY-JY"})) == "-"
    browsers["stranger"][0].post("/messages/read/", {"notice": str(shared["notice"])})
    assert Notice.objects.get(pk=shared["notice"]).read_at is None
