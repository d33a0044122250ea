"""32 clients over HTTP on the last 100 places of a session: exactly 100, and the control that oversells."""

import json
import threading
import urllib.error
import urllib.request
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from gonghui.kernel.codes import new_code
from gonghui.kernel.money import Fen
from gonghui.primitives.admission import actions as admission
from gonghui.primitives.admission.models import Place, Pool
from gonghui.primitives.admission.refusals import Full
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Account, Division, Membership, Person
from gonghui.services.fairs import actions
from gonghui.services.fairs.models import Fair, Session
from tests.rush import constraint_dropped

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
CLIENTS = 32


@pytest.fixture
def session(province, zhao, by):
    """A published fair's only session, tomorrow, with 100 places."""
    now = timezone.now()
    terms = {
        "name": "专场",
        "about": "凭码入场",
        "guarantee": "七天退换",
        "funded_by": "省总工会",
        "sign_up_opens_at": now - timedelta(days=1),
        "sign_up_closes_at": now + timedelta(days=1),
        "rate_source": "协议",
        "max_subsidy": Fen(500_000),
    }
    fair = actions.draft(union=province, terms=terms, by_person=zhao, by=by, now=now)
    venue = actions.add_venue(
        fair,
        division=Division.objects.get(pk="140100"),
        hall="会展中心",
        address="一号路",
        hotline="12351",
        funded=Fen(100),
        by=by,
        now=now,
    )
    Fair.objects.filter(pk=fair.pk).update(published_at=now)
    pool = admission.open_pool(
        scope=fair.pk, capacity=100, opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=2)
    )
    starts = now + timedelta(hours=20)
    return Session.objects.create(venue=venue, pool=pool, starts_at=starts, ends_at=starts + timedelta(hours=1))


def tokens_of(count, union, by):
    """`count` members of the union, each with an API token."""
    now = timezone.now()
    persons = Person.objects.bulk_create(
        Person(name=f"职工{n}", sort_key=f"{n:06}", member_code=new_code()) for n in range(count)
    )
    Membership.objects.bulk_create(Membership(person=p, union=union, starts_on=now.date()) for p in persons)
    accounts = Account.objects.bulk_create(Account(person=p, password="!") for p in persons)
    return [people.issue_token(account, name="手机", days=1, by=by, now=now) for account in accounts]


def rush_over_http(base, session, tokens):
    """Everyone asks for a place, 32 at a time; how often each answer came."""

    def claim(token):
        request = urllib.request.Request(
            f"{base}/api/v1/fairs/sessions/{session.pk}/place",
            data=b"{}",
            headers={
                "Authorization": f"Bearer {token}",
                "Idempotency-Key": str(uuid.uuid4()),
                "Content-Type": "application/json",
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=300) as response:
                return response.status
        except urllib.error.HTTPError as error:
            return json.load(error)["error"]["code"]

    with ThreadPoolExecutor(CLIENTS) as pool:
        return Counter(pool.map(claim, tokens))


def test_the_last_hundred_places_go_to_exactly_a_hundred_people(live_server, session, works, by):
    answers = rush_over_http(live_server.url, session, tokens_of(160, works, by))
    session.pool.refresh_from_db()
    assert answers == {200: 100, "admission.full": 60}
    assert session.pool.taken == Place.objects.live().filter(pool=session.pool).count() == 100


def test_one_person_on_many_phones_gets_one_place(live_server, session, works, by):
    [token] = tokens_of(1, works, by)
    answers = rush_over_http(live_server.url, session, [token] * CLIENTS)
    assert answers == {200: 1, "admission.already_holds": CLIENTS - 1}


@pytest.mark.usefixtures("weaker_isolation")
def test_counting_first_oversells_over_http_when_the_guard_is_taken_out(live_server, session, works, by, monkeypatch):
    """The control: two clients who both look before either writes get two places out of one."""
    both_looked = threading.Barrier(2)

    def take_by_counting(claims, *, now):
        [claim] = claims
        pool = Pool.objects.get(pk=claim.pool_id)
        taken = Place.objects.live().filter(pool=pool).count()
        both_looked.wait(20)
        if taken >= pool.capacity:
            return [Full(capacity=pool.capacity, waiting=0)]
        Pool.objects.filter(pk=pool.pk).update(taken=F("taken") + 1)
        columns = {"scope": pool.scope, "holder_id": claim.person_id, "code": new_code(), "key": claim.key}
        return [Place.objects.create(pool=pool, taken_at=now, **columns)]

    monkeypatch.setattr("gonghui.primitives.admission.actions.take_many", take_by_counting)
    Pool.objects.filter(pk=session.pool_id).update(capacity=1)
    with constraint_dropped("admission_pool", "pool_never_oversold"):
        answers = rush_over_http(live_server.url, session, tokens_of(2, works, by))
        session.pool.refresh_from_db()
        assert answers == {200: 2}
        assert session.pool.taken > session.pool.capacity
