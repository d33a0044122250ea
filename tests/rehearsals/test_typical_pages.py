"""Every slice says which of its pages stand for their kind, and in an invented world each of them opens."""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from gonghui.faces.services import product
from gonghui.faces.slices import PageKind, Typical
from gonghui.primitives.people.models import Account
from gonghui.rehearsals.bench.burden import holder
from gonghui.rehearsals.bench.opening import address, is_official

BACKEND = "gonghui.faces.accounts.SessionAccounts"
ANY = "00000000-0000-0000-0000-000000000000"


def unmeasured(slices):
    """Slices of which no page is measured, or none of one of their faces."""
    missing = [one.code for one in slices if not one.typical]
    for one in slices:
        paths = [reverse(page.page.partition("?")[0], args=[ANY] if page.of else []) for page in one.typical]
        for face in ("member", "console", "counter"):
            begin = getattr(one.urls, face)
            if begin and not any(path.startswith(f"/{begin}") for path in paths):
                missing.append(f"{one.code} {face}")
    return missing


def test_every_slice_has_pages_that_are_measured():
    assert unmeasured(product().slices) == []


def test_the_alarm_rings_for_a_slice_without_one_and_for_a_face_without_one():
    [fairs] = [one for one in product().slices if one.code == "fairs"]
    assert unmeasured([replace(fairs, typical=())]) == ["fairs", "fairs member", "fairs console", "fairs counter"]
    only = replace(fairs, typical=(Typical(PageKind.LIST, "fairs:home"),))
    assert unmeasured([only]) == ["fairs console", "fairs counter"]


def test_every_kind_of_page_is_measured():
    assert {page.kind for page in product().typical} == set(PageKind)


def signed_in(person):
    client = Client()
    client.force_login(Account.objects.get(person=person), backend=BACKEND)
    return client


@pytest.fixture
def lin(demo_world, db, now, monkeypatch):
    """Who holds something of everything, in the moment of the demo."""
    monkeypatch.setattr("gonghui.primitives.clock.now", lambda: now)
    return holder(now=now)


def test_each_opens_for_whom_it_is_meant_in_the_world_of_the_demo(lin):
    zhao = Account.objects.get(username="zhao").person
    browsers = {person: signed_in(person) for person in (lin, zhao)}
    closed = {}
    for page in product().typical:
        asker = zhao if is_official(address(page, zhao) or "") else lin
        path = address(page, asker)
        status = browsers[asker].get(path).status_code if path else "nothing there that it could be about"
        if status != 200:
            closed[page.page] = status
    assert closed == {}
