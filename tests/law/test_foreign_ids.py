"""Two names in one address belong together: nobody reaches another union's things by way of a fair of their own."""

import json
import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from gonghui.primitives.catalogue.models import Merchant
from gonghui.primitives.notices.models import Notice
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Role
from gonghui.services.fairs import actions as fairs
from gonghui.services.fairs.models import Fair

from .test_who_may_see import OPERATIONS, PAGES, answer, bodies_of_sales
from .world import undone

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(cast, things, terms, by, now):
    """A fair of the foreign officer's own province, with a hall; the officer may also settle there."""
    officer = cast["foreign officer"]
    union = officer.offices.get().union
    people.appoint(officer, union, Role.FINANCE, by=by, now=now)
    fair = fairs.draft(union=union, terms=terms, by_person=officer, by=by, now=now)
    some = Fair.objects.get(pk=things["fair"]).venues.first().division
    venue = fairs.add_venue(
        fair, division=some, hall="二号馆", address="路", hotline="1", funded=1_000_000, by=by, now=now
    )
    return {"fair": fair.pk, "venue": venue.pk, "union": union.pk}


def mixed(names, own, things):
    """The ways to put one thing of one's own before things of others: own fair, own fair and own hall."""
    for cut in range(1, len(names)):
        if all(name in own for name in names[:cut]):
            yield [own[name] for name in names[:cut]] + [things[name] for name in names[cut:]]


def test_no_page_opens_a_thing_of_another_fair(things, browsers, own):
    opened, asked = [], 0
    for row in PAGES:
        method, name, *names = row.split()
        for ids in mixed(names, own, things):
            url, asked = reverse(name, args=ids), asked + 1
            got = answer(undone(lambda m=method, u=url: getattr(browsers["foreign officer"][0], m.lower())(u)))
            if got != "-":
                opened.append(f"{row} {got}")
    assert opened == []
    assert asked > 20


def test_the_alarm_rings_when_it_is_ones_own(things, browsers, own):
    officer = browsers["foreign officer"][0]
    assert answer(officer.get(reverse("fairs-console:fair", args=[own["fair"]]))) == "y"
    assert answer(officer.get(reverse("fairs-console:add-sessions", args=[own["fair"], own["venue"]]))) == "y"


def test_a_till_sells_and_undoes_only_what_is_its_own(things, browsers):
    """The other dealer's clerk stands in the same hall: their own stall, Haixing's goods and sale."""
    browser, headers = browsers["other clerk"]
    mine = Merchant.objects.get(name="北辰电器").pk
    till = [things["venue"], mine]
    assert answer(browser.get(reverse("fairs-counter:till", args=till))) == "y"
    assert answer(browser.get(reverse("fairs-counter:sale", args=[*till, things["purchase"]]))) == "-"
    for name, thing in (("cancel", "purchase"), ("claim", "batch")):
        assert answer(browser.post(reverse(f"fairs-counter:{name}", args=[*till, things[thing]]))) == "-"
    for row in OPERATIONS:
        method, path = row.split()
        if "{merchant}" not in path:
            continue
        for found in (*till, things["purchase"]):
            path = re.sub(r"{\w+}", str(found), path, count=1)
        body = bodies_of_sales(row, things) | {"buyer": things["receipt"], "reason": "试"}
        heads = headers | {"Idempotency-Key": str(uuid.uuid4())}
        response = Client().generic(method, f"/api/v1{path}", json.dumps(body), "application/json", headers=heads)
        assert answer(response) == "-", row


def test_ids_in_a_form_reach_no_further_than_ids_in_an_address(things, browsers, own):
    foreign = browsers["foreign officer"][0]
    refused = [
        foreign.post("/console/unions/switch/", {"code": "TY-JY"}),
        foreign.post("/console/membership/rosters/new/", {"union": "TY-JY"}),
    ]
    assert [answer(response) for response in refused] == ["-", "-"]
    form = foreign.post(reverse("fairs-console:new"), {"union": str(things["union"])})
    assert form.status_code == 422
    stranger = browsers["stranger"][0]
    stranger.post("/messages/read/", {"notice": str(things["notice"])})
    assert Notice.objects.get(pk=things["notice"]).read_at is None
