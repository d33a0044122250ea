"""A worker's pages stay light and cost the same number of queries with ten rows and with ten thousand."""

import re
import uuid
from datetime import timedelta
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gonghui.primitives import clock
from gonghui.primitives.admission.models import Pool
from gonghui.primitives.people import actions as people
from gonghui.primitives.rows import insert_many
from gonghui.services.fairs.models import Fair, Offer, Purchase, Session, Venue

pytestmark = pytest.mark.django_db
BACKEND = "gonghui.faces.accounts.SessionAccounts"
MANY = 10_000
KILOBYTE = 1024


@pytest.fixture(autouse=True)
def _clock(monkeypatch, now):
    monkeypatch.setattr(clock, "now", lambda: now)


@pytest.fixture
def browser(lin, by, now):
    client = Client()
    client.force_login(people.open_account(lin, by=by, now=now), backend=BACKEND)
    return client


def cost(client, address):
    """Queries and bytes (compressed) of a page."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == 200
    return len(queries), len(brotli.compress(response.content, quality=5))


def sent(page, known):
    """Bytes of the files that this page needs and home did not."""
    files = {path.split("#")[0] for path in re.findall(r'(?:href|src)="/static/([^"]+)"', page)} - known
    return sum(len(brotli.compress(Path(finders.find(path)).read_bytes(), quality=5)) for path in files)


def copies(row, times, **changes):
    """`times` rows like `row`; each of `changes` is a function of the row's number."""
    fields = [field for field in row._meta.concrete_fields if not field.primary_key]
    rows = []
    for number in range(times):
        values = {field.attname: getattr(row, field.attname) for field in fields}
        values |= {name: change(number) for name, change in changes.items()}
        rows.append(type(row)(**values))
    insert_unchecked(rows)
    return rows


def insert_unchecked(rows):
    """By COPY and without foreign keys, until the test's transaction ends: what the rows mean is not the subject."""
    table = rows[0]._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'f'", [table])
        for (name,) in cursor.fetchall():
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    insert_many(rows)


def more_fairs(fair, times):
    fairs = copies(fair, times, code=lambda _: uuid.uuid4().hex[:16])
    venue = fair.venues.first()
    venues = copies(venue, times, fair_id=lambda n: fairs[n].pk, fund_id=lambda _: uuid.uuid4())
    more_sessions(venue.sessions.last(), times, venue_id=lambda n: venues[n].pk)


def more_sessions(session, times, **changes):
    pools = copies(session.pool, times)
    copies(session, times, pool_id=lambda n: pools[n].pk, **changes)


def more_offers(offer, times):
    goods = copies(offer.goods, times, model=lambda _: uuid.uuid4().hex)
    prices = copies(offer.price, times, goods_id=lambda n: goods[n].pk)
    copies(offer, times, goods_id=lambda n: goods[n].pk, price_id=lambda n: prices[n].pk)


def more_purchases(purchase, times):
    def fresh(_):
        return uuid.uuid4().hex[:16]

    sales = copies(
        purchase.sale, times, code=fresh, key=fresh, serial=fresh, invoice=fresh, transfer_id=lambda _: uuid.uuid4()
    )
    copies(purchase, times, sale_id=lambda n: sales[n].pk)


@pytest.fixture
def grow(fair, sessions, fridge, admitted, taiyuan_venue, buy, now):
    """Adds rows behind a page: `grow("home", 10)`."""
    buy(taiyuan_venue, fridge, admitted, "SN0001")
    spread = {  # 48 sessions a day
        "starts_at": lambda n: now + timedelta(days=2 + n // 48 + times[0], minutes=n % 48 * 10),
        "ends_at": lambda n: now + timedelta(days=2 + n // 48 + times[0], minutes=n % 48 * 10 + 10),
    }
    times = [0]

    def grown(name, number):
        if name == "home":
            more_fairs(fair, number)
        elif name == "fair":
            more_sessions(sessions[3], number, **spread)
        elif name == "goods":
            more_offers(fridge, number)
        else:
            more_purchases(Purchase.objects.get(), number)
        times[0] += number
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as autovacuum would have by then; ten thousand rows do not come in a second

    return grown


@pytest.mark.rows_by_hand
@pytest.mark.parametrize("name", ["home", "fair", "goods", "purchases"])
def test_ten_rows_and_ten_thousand_cost_the_same(name, grow, browser, fair):
    address = reverse(f"fairs:{name}", args=[fair.pk] if name in ("fair", "goods") else [])
    row = {"home": Fair, "fair": Session, "goods": Offer, "purchases": Purchase}[name]
    if name != "purchases":
        grow(name, 9)
    few = cost(browser, address)[0]
    before = row.objects.count()
    grow(name, MANY)
    assert row.objects.count() - before == MANY
    queries, size = cost(browser, address)
    assert (queries, queries <= 20) == (few, True)
    assert size <= 30 * KILOBYTE


def test_every_page_is_light_after_home(browser, fair, sessions, fridge, admitted, taiyuan_venue, buy):
    buy(taiyuan_venue, fridge, admitted, "SN0001")
    home = browser.get("/").content.decode()
    known = {path.split("#")[0] for path in re.findall(r'(?:href|src)="/static/([^"]+)"', home)}
    bought = Purchase.objects.get()
    sizes = {}
    for name, args in {
        "home": (),
        "fair": (fair.pk,),
        "goods": (fair.pk,),
        "session": (sessions[1].pk,),
        "receipt": (fair.pk,),
        "purchases": (),
        "purchase": (bought.pk,),
    }.items():
        page = browser.get(reverse(f"fairs:{name}", args=args)).content
        sizes[name] = len(brotli.compress(page, quality=5)) + sent(page.decode(), known)
    assert max(sizes.values()) <= 30 * KILOBYTE, sizes


def test_a_query_in_a_loop_would_be_seen(browser, fair, sessions):
    """The control: a page that asks once for each row does not pass."""
    address = reverse("fairs:home")
    with CaptureQueriesContext(connection) as few:
        browser.get(address)
        [venue.hall for venue in Venue.objects.all() for _ in Pool.objects.filter(session__venue=venue)[:1]]
    more_fairs(fair, 9)
    with CaptureQueriesContext(connection) as many:
        browser.get(address)
        [venue.hall for venue in Venue.objects.all() for _ in Pool.objects.filter(session__venue=venue)[:1]]
    assert len(many) == len(few) + 9
