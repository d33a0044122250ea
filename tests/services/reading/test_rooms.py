from datetime import timedelta

import pytest
from django.test import Client

from gonghui.kernel.window import Window
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Office
from gonghui.primitives.places import actions as places
from gonghui.services.reading import actions as reading
from gonghui.services.reading import refusals
from gonghui.services.reading.models import Copy, NamingCheck, NamingRule, ReadingRoom
from gonghui.services.reading.pages import reports
from gonghui.services.reading.pages.browse import rows_of
from gonghui.services.reading.pages.reports import naming_of
from gonghui.services.reading.rules import DESK, WATCH

pytestmark = pytest.mark.django_db


@pytest.fixture
def rule(db):
    return NamingRule.objects.update_or_create(
        starts_on="2020-01-01", defaults={"volumes": 3, "platforms": 1, "staff": 1, "source": "办法"}
    )[0]


def test_a_room_bears_the_name_once_it_has_everything(bank, add, rule, librarian, officer, by, now):
    check = reading.check_naming(bank, by_person=officer, by=by, now=now)
    assert not check.passed
    assert set(check.missing) >= {"volumes", "platforms"}
    add("活着", codes=("A", "B", "C"), room=bank)
    until = (now + timedelta(days=1)).date()
    reading.describe_room(bank, digital_platform="电子书屋", digital_until=until, by=by, now=now)
    offers = ("books", "periodicals", "reading_desks", "computers", "digital_reading")
    places.revise(bank.premises, facilities=offers, by=by, now=now)
    assert reading.check_naming(bank, by_person=officer, by=by, now=now).passed
    assert ReadingRoom.objects.get(pk=bank.pk).named_on == now.date()
    later = reading.check_naming(bank, by_person=officer, by=by, now=now + timedelta(days=3))
    assert later.missing == ["platforms"]  # the licence has run out
    assert NamingCheck.objects.count() == 3


def test_a_later_rule_holds_from_its_day_on(bank, rule, now):
    NamingRule.objects.create(starts_on="2026-06-01", volumes=9, platforms=1, staff=1, source="新办法")
    assert naming_of(bank, today=now.date())[0] == rule
    assert naming_of(bank, today=(now + timedelta(days=30)).date())[0].volumes == 9


def test_the_hosts_people_stand_at_their_own_desk_only(library, bank, librarian):
    assert list(ReadingRoom.objects.in_reach(librarian, [], DESK)) == [bank]


@pytest.mark.parametrize("role", ["operator", "officer", "administrator"])
def test_an_office_covers_the_desks_below_it(role, library, bank, lin, taiyuan, datong):
    here, elsewhere = Office(union=taiyuan, role=role), Office(union=datong, role=role)
    assert set(ReadingRoom.objects.in_reach(lin, [here], DESK)) == {library, bank}
    assert not ReadingRoom.objects.in_reach(lin, [elsewhere], DESK).exists()


def test_finance_sees_the_lists_and_stands_at_no_desk(library, bank, lin, taiyuan):
    office = Office(union=taiyuan, role="finance")
    assert set(ReadingRoom.objects.for_act([office], WATCH)) == {library, bank}
    assert not ReadingRoom.objects.in_reach(lin, [office], DESK).exists()


def test_use_is_counted_by_seat_minutes(library, seat, lin, by, now):
    booked = reading.book_seat(seat, lin, Window(now, now + timedelta(hours=2)), key="k", by=by, now=now)
    reading.arrive(booked, by=by, now=now)
    reading.leave(booked, by=by, now=now + timedelta(hours=1))
    today = reports.days_of(library.premises, days=2, now=now + timedelta(hours=3))[0]
    assert (today.offered, today.booked, today.sat, today.visits) == (6 * 12 * 60, 120, 60, 1)
    assert today.use == "1.3%"


def test_books_that_nobody_reads_are_listed(library, add, lin, lend, back, now):
    read, unread = add("活着", codes=("READ", "DEAD"))
    Copy.objects.update(came_on=(now - timedelta(days=800)).date())
    lend(read, lin)
    back(read)
    assert list(reports.dead_stock(library.premises, now=now)) == [unread]


def test_a_reader_proposes_a_book_once_and_is_answered_once(library, lin, by, now):
    asked = reading.propose(library.premises, lin, name="三体", by=by, now=now)
    with pytest.raises(refusals.AlreadyProposed):
        reading.propose(library.premises, lin, name="三体", by=by, now=now)
    reading.answer(asked, outcome="bought", says="下周上架", by=by, now=now)
    assert "三体" in lin.notices.get().title
    with pytest.raises(refusals.ProposalAnswered):
        reading.answer(asked, outcome="declined", says="不买", by=by, now=now)


def test_the_api_finds_a_book_and_says_where_it_stands(dream, library):
    found = Client().get("/api/v1/reading/titles?q=hongloumeng").json()
    assert [(one["name"], one["free"]) for one in found["items"]] == [("红楼梦", 1)]
    assert found["items"][0]["rooms"] == {str(library.premises.pk): 1}
    wrong = Client().get("/api/v1/reading/titles?q=9787020002208")
    assert (wrong.status_code, wrong.json()["error"]["code"]) == (422, "isbn.check")


def test_the_api_of_a_desk_tells_readers_and_books_apart(dream, library, lin, wu, by, now, monkeypatch):
    monkeypatch.setattr("gonghui.primitives.clock.now", lambda: now)
    account = people.open_account(wu, by=by, now=now)
    token = people.issue_token(account, name="desk", days=1, by_password=True, by=by, now=now)

    def scan(number, **body):
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": f"00000000-0000-4000-8000-{number:012}"}
        url = f"/api/v1/reading/desks/{library.pk}/scans"
        return Client().post(url, body, "application/json", headers=headers).json()

    assert scan(1, code=lin.member_code)["reader"] == lin.member_code
    assert scan(2, code="HLM1", reader=lin.member_code)["says"] == "借出成功"
    assert scan(3, code="HLM1")["says"] == "已还"
    assert scan(4, code="HLM1")["error"]["code"] == "reading.not_lent"


def test_no_seat_is_said_to_be_free_while_the_room_is_shut(library, hall, now):
    [row] = rows_of([library.premises], now=now)
    assert (row.seats, row.free) == (6, 6)
    [night] = rows_of([library.premises], now=now.replace(hour=23))
    assert (night.seats, night.free) == (6, 0)
