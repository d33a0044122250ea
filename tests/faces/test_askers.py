"""Who asks is known by one statement, and only as the session itself says."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gonghui.faces.models import SignIn
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.lookups import membership_of, offices_held
from gonghui.primitives.people.models import Person, Role
from gonghui.primitives.people.permissions import offices_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def noted(account_of, now):
    """`noted(lin)`: the only session there is was opened by signing in as this person, and is written down so."""

    def written(person):
        account = account_of(person)
        return SignIn.objects.create(session=Session.objects.get(), account=account, by_password=False, seen_at=now)

    return written


def queries_of(browser, path="/scan/"):
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(path)
    return len(asked), answer


@pytest.mark.parametrize("told", [0, 3])
def test_the_frame_of_a_page_costs_one_statement(lin, as_person, noted, tell, told):
    for number in range(told):
        tell(lin, f"消息{number}")
    browser = as_person(lin)
    noted(lin)
    queries, answer = queries_of(browser)
    assert queries == 1
    assert answer.context["unread"] == told
    assert answer.wsgi_request.person == lin


def test_a_session_whose_sign_in_is_not_written_down_costs_one_more(lin, as_person):
    queries, answer = queries_of(as_person(lin))
    assert queries == 2
    assert answer.wsgi_request.person == lin


def test_a_sign_in_that_names_somebody_else_opens_nothing_of_theirs(lin, chen, as_person, noted):
    browser = as_person(lin)
    noted(chen)
    assert queries_of(browser)[1].wsgi_request.person == lin


@pytest.mark.parametrize("written", [True, False])
def test_a_session_of_an_account_that_was_closed_is_a_visitors(lin, as_person, noted, written):
    browser = as_person(lin)
    if written:
        noted(lin)
    lin.account.is_active = False
    lin.account.save()
    assert browser.get("/").wsgi_request.person is None


def test_a_session_that_was_ended_everywhere_is_a_visitors(lin, as_person, noted, by, now):
    browser = as_person(lin)
    noted(lin)
    people.sign_out_everywhere(lin.account, by=by, now=now)
    assert browser.get("/").wsgi_request.person is None
    assert not Session.objects.exists()


def test_what_came_with_a_person_is_asked_for_no_more(lin, as_person, noted):
    browser = as_person(lin)
    noted(lin)
    known = browser.get("/scan/").wsgi_request.person
    with CaptureQueriesContext(connection) as asked:
        membership = membership_of(known)
        assert membership.union.name == "晋源机械厂工会"
    assert len(asked) == 0
    assert membership == membership_of(Person.objects.get(pk=lin.pk))


def test_the_offices_are_those_that_the_rights_follow_from(zhao, works, by, now):
    people.appoint(zhao, works, Role.FINANCE, by=by, now=now)
    people.dismiss(people.appoint(zhao, works, Role.AUDITOR, by=by, now=now), by=by, now=now)
    people.appoint(zhao, works, Role.JUDGE, by=by, now=now + timedelta(days=1))
    held = offices_held(zhao, now=now)
    assert held == offices_of(zhao, now=now)
    assert [(one.role, one.union.path) for one in held] == [
        (one.role, one.union.path) for one in offices_of(zhao, now=now)
    ]
    assert len(held) == 2
