"""The lane gives the answers of the API, and many decided at once are as many decided one after the other."""

import asyncio
import contextlib
import json
import uuid
from datetime import UTC, timedelta

import pytest
from django.conf import settings as product
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from gonghui.kernel.codes import shown
from gonghui.kernel.refusals import Refused
from gonghui.primitives import clock
from gonghui.primitives.admission.models import Place, Pool, Waiter
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.notices.models import Delivery, Notice
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Account
from gonghui.services.fairs import actions
from gonghui.services.fairs.actions.sign_up import SignUpWish
from gonghui.services.fairs.api import rush
from gonghui.services.fairs.models import Fair, Session, Turned
from tests.asgi import ask, asked, lane_of, run, scope_of

pytestmark = pytest.mark.django_db
COOKIE = product.LANGUAGE_COOKIE_NAME
KEY = "6f1d2c1e-0000-4000-8000-000000000001"


class Undone(Exception):
    """Ends an experiment."""


@contextlib.contextmanager
def undone():
    """What happens inside is as if it never had."""
    with contextlib.suppress(Undone), transaction.atomic():
        yield
        raise Undone


@pytest.fixture(autouse=True)
def moment(monkeypatch, now):
    """Lane and pages live in the moment of the tests, and know no session of another test."""
    rush.SESSIONS.forget()
    rush.FAIRS.forget()
    monkeypatch.setattr(clock, "now", lambda: now.astimezone(UTC))


@pytest.fixture
def lane(db):
    return lane_of(rush.DESKS)


@pytest.fixture
def token_of(by, now):
    def token(person):
        account = Account.objects.filter(person=person).first() or people.open_account(person, by=by, now=now)
        return people.issue_token(account, name="手机", days=1, by=by, now=now)

    return token


@pytest.fixture
def crowd(enrol, works):
    return [enrol(f"王小{name}", 300 + n, works) for n, name in enumerate("甲乙丙丁")]


def path_of(session):
    return f"/api/v1/fairs/sessions/{session.pk}/place"


# The same answers


@pytest.fixture
def situation(request, sessions, lin, crowd, qian, by, now):
    """Prepares one situation by its name; says who asks, where, with which key."""
    session = sessions[0]

    def take(person, where=session, key=KEY):
        return actions.sign_up(where, person, key=key, by=by, now=now)

    def give_back_first():
        take(lin)
        actions.give_back(session.venue.fair, lin, by=by, now=now)

    def only_those_of(union):
        Fair.objects.update(union=union)

    prepare = {
        "not open": lambda: Fair.objects.update(sign_up_opens_at=now + timedelta(hours=1)),
        "over": lambda: Fair.objects.update(sign_up_closes_at=now - timedelta(hours=1)),
        "cancelled": lambda: actions.cancel_session(session, reason="停电", by=by, now=now),
        "fair cancelled": lambda: actions.cancel_fair(session.venue.fair, reason="停电", by=by, now=now),
        "fair closed": lambda: actions.close_fair(session.venue.fair, by=by, now=now),
        "not published": lambda: Fair.objects.update(published_at=None),
        "pool closed": lambda: Pool.objects.update(closed_at=now),
        "pool not open": lambda: Pool.objects.update(opens_at=now + timedelta(minutes=5)),
        "other union": lambda: only_those_of(request.getfixturevalue("yangquan")),
        "not yet a member": lambda: Fair.objects.update(member_since=(now - timedelta(days=5000)).date()),
        "repeat": lambda: take(lin),
        "holds": lambda: take(lin, key="another"),
        "holds elsewhere": lambda: take(lin, where=sessions[1], key="another"),
        "key of another session": lambda: take(lin, where=sessions[1]),
        "key spent": give_back_first,
        "full": lambda: [take(person) for person in crowd[:3]],
    }

    def prepared(name):
        prepare.get(name, lambda: None)()
        return qian if name == "no member" else lin

    return prepared


SITUATIONS = [
    *("yes", "repeat", "holds", "holds elsewhere", "key of another session", "key spent", "full"),
    *(
        "not open",
        "over",
        "cancelled",
        "fair cancelled",
        "fair closed",
        "not published",
        "pool closed",
        "pool not open",
    ),
    *("no member", "other union", "not yet a member"),
]


def masked(body):
    """A new place has a new code; all else must be the same to the letter."""
    return body | {"code": "…"} if "code" in body else body


@pytest.mark.rows_by_hand
@pytest.mark.parametrize("name", SITUATIONS)
def test_lane_and_route_answer_the_same(name, situation, lane, client, sessions, token_of):
    person = situation(name)
    headers = {"Authorization": f"Bearer {token_of(person)}", "Idempotency-Key": KEY}
    with undone():
        heard = ask(lane, path_of(sessions[0]), headers)
    answer = client.post(path_of(sessions[0]), headers=headers)
    assert (heard.status, masked(heard.json)) == (answer.status_code, masked(answer.json()))
    assert (heard.status == 200) is (name in ("yes", "repeat"))
    if name == "repeat":
        assert heard.json == answer.json()


@pytest.mark.parametrize(
    ("credential", "key", "where"),
    [
        ("", KEY, None),
        ("Bearer gh_nobody", KEY, None),
        ("Bearer {}", "", None),
        ("Bearer {}", "nonsense", None),
        ("Bearer {}", KEY, uuid.UUID(int=7)),
    ],
)
def test_lane_and_route_refuse_the_same(credential, key, where, lane, client, sessions, lin, token_of):
    headers = {"Authorization": credential.format(token_of(lin))} if credential else {}
    headers |= {"Idempotency-Key": key} if key else {}
    path = path_of(Session(pk=where) if where else sessions[0])
    heard, answer = ask(lane, path, headers), client.post(path, headers=headers)
    assert (heard.status, heard.json) == (answer.status_code, answer.json())
    assert heard.status >= 400


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant"])
def test_lane_and_route_speak_the_same_script(language, situation, lane, client, sessions, token_of):
    person = situation("full")
    headers = {"Authorization": f"Bearer {token_of(person)}", "Idempotency-Key": KEY, "Cookie": f"{COOKIE}={language}"}
    heard = ask(lane, path_of(sessions[0]), headers)
    client.cookies[COOKIE] = language
    del headers["Cookie"]
    assert heard.json == client.post(path_of(sessions[0]), headers=headers).json()
    assert ("滿" in heard.json["error"]["says"]) is (language == "zh-hant")


def test_a_hundred_asks_need_no_hundred_times_the_queries(
    lane, crowd, sessions, token_of, django_assert_max_num_queries
):
    each = [
        scope_of(path_of(sessions[0]), {"Authorization": f"Bearer {token_of(person)}", "Idempotency-Key": KEY})
        for person in crowd
    ]

    async def all_at_once(scopes):
        return await asyncio.gather(*(asked(lane, scope) for scope in scopes))

    with django_assert_max_num_queries(1000) as alone, undone():
        run(all_at_once(each[:1]))
    rush.SESSIONS.forget()
    rush.FAIRS.forget()
    with django_assert_max_num_queries(len(alone) + 3):
        heard = run(all_at_once(each))
    assert [one.status for one in heard] == [200, 200, 200, 409]


def test_what_was_decided_together_is_told_to_the_right_people(lane, crowd, sessions, token_of):
    where = [sessions[0], sessions[1], sessions[0], sessions[1]]
    scopes = [
        scope_of(path_of(session), {"Authorization": f"Bearer {token_of(person)}", "Idempotency-Key": KEY})
        for person, session in zip(crowd, where, strict=True)
    ]

    async def all_at_once():
        return await asyncio.gather(*(asked(lane, scope) for scope in scopes))

    for person, session, heard in zip(crowd, where, run(all_at_once()), strict=True):
        place = Place.objects.get(holder=person)
        assert (heard.json["code"], heard.json["session"]) == (place.code, str(session.pk))
        assert place.pool_id == session.pool_id


def test_the_papers_tell_of_the_queue(client):
    operations = client.get("/api/v1/openapi.json").json()["paths"]["/api/v1/fairs/sessions/{pk}/place"]
    told = operations["post"]
    assert {"200", "202", "401", "409", "422", "503"} <= set(told["responses"])
    assert {one["name"] for one in told["parameters"]} == {"pk", "Idempotency-Key", "Rush-Ticket"}
    assert told["responses"]["202"]["content"]["application/json"]["schema"]["$ref"].endswith("/QueueAnswer")


# As one by one


def world():
    """Everything a sign-up may leave behind, without what chance gave it."""
    places = Place.objects.order_by("holder", "taken_at", "pk")
    codes = {place.code: f"{place.holder_id}{place.key}" for place in places}

    def without_codes(text):
        for code, name in codes.items():
            text = text.replace(code, name).replace(shown(code), name)
        return text

    return {
        "places": list(places.values_list("holder", "pool", "key", "taken_at", "released_at", "release_reason")),
        "pools": list(Pool.objects.order_by("pk").values_list("pk", "taken", "waiting", "last_number")),
        "lines": sorted(Waiter.objects.values_list("holder", "pool", "number", "left_at", "place__key")),
        "turned": sorted(Turned.objects.values_list("person", "venue", "desk", "code")),
        "notices": sorted(
            (str(person), template, without_codes(text), link)
            for person, template, text, link in Notice.objects.values_list("person", "template", "text", "link")
        ),
        "sms": sorted(Delivery.objects.values_list("person", "channel", "template", "state"), key=str),
        "journal": [
            (*row, json.dumps(facts, sort_keys=True))
            for *row, facts in Entry.objects.order_by("pk").values_list(
                "act", "by_person", "by_name", "origin", "on_person", "thing", "label", "facts"
            )
        ],
    }


OF_CHANCE = {"code", "shown", "waiting"}  # codes; and how many wait in line, which is told as of the company's start


def said(answer):
    if isinstance(answer, Refused):
        return answer.code, {name: str(value) for name, value in answer.facts.items() if name not in OF_CHANCE}
    return answer.holder_id, answer.pool_id, answer.key, answer.released_at


def one_by_one(wishes, now):
    for wish in wishes:
        try:
            yield actions.sign_up(wish.session, wish.person, key=wish.key, by=wish.by, now=now)
        except Refused as refusal:
            yield refusal


WISHES = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 1), st.integers(0, 2)), min_size=1, max_size=12)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(wished=WISHES, places=st.integers(1, 3), waits=st.booleans(), gone=st.booleans())
@example(wished=[(0, 0, 0), (2, 0, 0), (2, 1, 0), (1, 1, 0)], places=1, waits=False, gone=False)  # nobody is passed
@example(wished=[(0, 0, 0), (1, 0, 1), (1, 1, 0), (1, 0, 1)], places=1, waits=False, gone=False)  # asked twice
def test_many_at_once_are_as_many_one_by_one(wished, places, waits, gone, crowd, lin, qian, sessions, by, now):
    """Six people (one no member), two sessions of few places, three keys: repeats, rivals, keys for another session."""
    everyone = [*crowd, lin, qian]
    with undone():
        Pool.objects.filter(pk__in=[one.pool_id for one in sessions]).update(capacity=places)
        if gone:  # a key that stands for a place given back
            actions.sign_up(sessions[0], lin, key="0", by=by, now=now)
            actions.give_back(sessions[0].venue.fair, lin, by=by, now=now)
        if waits:  # somebody in line before them all
            for n in range(places):
                actions.sign_up(sessions[0], crowd[n], key="before", by=by, now=now)
            actions.wait(sessions[0], crowd[3], by=by, now=now)
        fresh = Session.objects.select_related("pool", "venue__fair__union", "venue__division")
        both = list(fresh.filter(pk__in=[sessions[0].pk, sessions[1].pk]).order_by("starts_at"))
        wishes = [SignUpWish(both[where], everyone[who], str(key), by) for who, where, key in wished]
        seen = []
        for decide in (lambda: list(one_by_one(wishes, now)), lambda: actions.sign_up_many(wishes, now=now)):
            with undone():
                answers = [said(answer) for answer in decide()]
                seen.append((answers, world()))
        assert seen[0][0] == seen[1][0]
        for name, before in seen[0][1].items():
            assert (name, seen[1][1][name]) == (name, before)
