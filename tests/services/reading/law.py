"""A library in use, for the laws that look at the product from outside."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from gonghui.kernel.geo import Point
from gonghui.kernel.hours import Week
from gonghui.kernel.window import Window
from gonghui.primitives.places import actions as places
from gonghui.services.reading import actions as reading
from gonghui.services.reading.forms.sheets import BOOKS, BookRow
from gonghui.services.reading.models import CatalogueImport, Copy, Proposal, Seat, Title
from tests.cast import mobile
from tests.kernel.test_pictures import prepared_photograph
from tests.law.cases import DESK, EVERYONE, LIN, MANAGE, SIGNED_IN, STAFF, Import, Law, Operation

KEY = str(uuid.UUID(int=7))
WATCH = "innnny---yyyy"

PAGES = {
    "GET reading:home": EVERYONE,
    "GET reading:search": EVERYONE,
    "GET reading:mine": SIGNED_IN,
    "GET reading:title book_title": EVERYONE,
    "GET reading:cover book_title": EVERYONE,
    "POST reading:hold book_title": SIGNED_IN,
    "POST reading:cancel-hold book_hold": LIN,
    "POST reading:renewal book_loan": LIN,
    "GET reading:room library_premises": EVERYONE,
    "GET reading:seats library_premises": EVERYONE,
    "GET reading:proposal library_premises": SIGNED_IN,
    "POST reading:proposal library_premises": SIGNED_IN,
    "POST reading:booking reading_seat": SIGNED_IN,
    "POST reading:arrival reading_booking": LIN,
    "POST reading:leaving reading_booking": LIN,
    "POST reading:release reading_booking": LIN,
    "GET reading:here library_code": SIGNED_IN,
    "POST reading:here library_code": SIGNED_IN,
    "GET reading-console:index": STAFF,
    "GET reading-console:proposals": STAFF,
    "POST reading-console:answer book_proposal": MANAGE,
    "GET reading-console:scans": STAFF,
    "POST reading-console:settle desk_scan": MANAGE,
    "GET reading-console:room library": WATCH,
    "POST reading-console:partner library": MANAGE,
    "POST reading-console:naming library": MANAGE,
    "POST reading-console:add-hall library": MANAGE,
    "GET reading-console:plan library library_hall": MANAGE,
    "POST reading-console:plan library library_hall": MANAGE,
    "GET reading-console:rules library": MANAGE,
    "POST reading-console:rules library": MANAGE,
    "GET reading-console:books library": WATCH,
    "GET reading-console:labels library": MANAGE,
    "GET reading-console:add library": MANAGE,
    "POST reading-console:add library": MANAGE,
    "GET reading-console:import library": MANAGE,
    "POST reading-console:import library": MANAGE,
    "GET reading-console:imported library book_list": MANAGE,
    "POST reading-console:weed library book_copy": MANAGE,
    "GET reading-console:title library book_title": MANAGE,
    "POST reading-console:title library book_title": MANAGE,
    "POST reading-console:cover library book_title": MANAGE,
    "POST reading-console:remove-cover library book_title": MANAGE,
    "GET reading-console:seats library": WATCH,
    "GET reading-console:stock library": MANAGE,
    "POST reading-console:stock library": MANAGE,
    "POST reading-console:end-stock library stock_take": MANAGE,
    "POST reading-console:undo-stock library ended_stock_take": MANAGE,
    "GET reading-console:plate library": MANAGE,
    "GET reading-console:use library": WATCH,
    "GET reading-console:dead library": WATCH,
    "GET reading-console:overdue library": MANAGE,
    "POST reading-console:loss library book_loan": MANAGE,
    "GET reading-counter:home": SIGNED_IN,
    "GET reading-counter:desk library": DESK,
    "POST reading-counter:desk library": DESK,
    "GET reading-counter:seats library": DESK,
    "POST reading-counter:receive library reading_booking": DESK,
    "GET reading-counter:desk-list library": DESK,
    "POST reading-counter:acts library": DESK,
}
HOURS = {"starts": "2026-05-22T02:00:00Z", "ends": "2026-05-22T03:00:00Z"}
ACT = {"id": str(uuid.UUID(int=9)), "act": "visit", "at": 1_779_242_400_000}
OPERATIONS = {
    "GET /reading/rooms": Operation(EVERYONE),
    "GET /reading/titles": Operation(EVERYONE),
    "GET /reading/loans": Operation(SIGNED_IN),
    "POST /reading/loans/{pk}/renewal": Operation(LIN, "book_loan"),
    "GET /reading/holds": Operation(SIGNED_IN),
    "POST /reading/titles/{pk}/holds": Operation(
        SIGNED_IN, "book_title", lambda things: {"pick_up": str(things["library_premises"])}
    ),
    "DELETE /reading/holds/{pk}": Operation(LIN, "book_hold"),
    "GET /reading/rooms/{pk}/seats": Operation(EVERYONE, "library_premises"),
    "POST /reading/seats/{pk}/bookings": Operation(SIGNED_IN, "reading_seat", HOURS),
    "POST /reading/bookings/{pk}/arrival": Operation(
        LIN, "reading_booking", lambda things: {"code": things["library_code"]}
    ),
    "POST /reading/bookings/{pk}/leaving": Operation(LIN, "reading_booking"),
    "DELETE /reading/bookings/{pk}": Operation(LIN, "reading_booking"),
    "GET /reading/desks": Operation(SIGNED_IN),
    "POST /reading/desks/{pk}/scans": Operation(DESK, "library", {"code": "HLM1"}),
    "GET /reading/desks/{pk}/list": Operation(DESK, "library"),
    "POST /reading/desks/{pk}/acts": Operation(DESK, "library", {"device": str(uuid.UUID(int=1)), "acts": [ACT]}),
}
RULE = {"books": "5", "days": "30", "renewals": "1", "renewal_days": "15", "holds": "3", "hold_days": "3"}
BOOK = {"name": "活着", "isbn": "9787020002207", "year": "2012", "subject": "culture", "kind": "book", "copies": "1"}


def forms(things):
    """The forms of the reading rooms, filled in well."""
    return {
        "reading:hold": {"key": KEY, "pick_up": things["library_code"]},
        "reading:proposal": {"name": "三体", "author": "刘慈欣", "isbn": "9787536692930", "reason": "想看"},
        "reading:arrival": {"code": things["library_code"]},
        "reading:booking": HOURS | {"key": KEY, "day": "2026-05-22", "start": "10:00", "hours": "2"},
        "reading-console:answer": {"outcome": "bought", "says": "已买"},
        "reading-console:partner": {
            "partner_until": "2027-01-01",
            "digital_platform": "某平台",
            "digital_until": "2027-01-01",
            "grace_minutes": "15",
        },
        "reading-console:add-hall": {"name": "二号厅"},
        "reading-console:plan": {"plan": "DD"},
        "reading-console:rules": RULE | {"reader": "member", "starts_on": "2026-05-21", "stop_days": "7"},
        "reading-console:add": BOOK | {"code": "NEW1", "shelf": "I1", "price": "20"},
        "reading-console:title": {
            "name": "红楼梦",
            "author": "曹雪芹",
            "publisher": "人民文学出版社",
            "year": "1982",
            "subject": "culture",
            "kind": "book",
            "about": "四大名著之一",
        },
        "reading-console:weed": {"reason": "破损"},
        "reading-console:stock": {"codes": "HLM1 HLM2"},
        "reading-counter:desk": {"code": "HLM1", "reader": "KNWN5YZ2M2", "key": KEY, "scan": KEY, "act": "visit"},
    }


@pytest.fixture
def library(taiyuan, lin, chen, su, zhao, by, now):
    """A library of Taiyuan's union. Lin has a book, waits for another, has a seat and proposed a third.

    It is more than a year old: one of its books nobody ever took, another has not come back.
    """
    long_ago = now - timedelta(days=400)
    room = reading.open_room(
        union=taiyuan, name="工惠图书馆", address="迎泽大街3号", point=Point(37.87, 112.55),
        hours=Week.daily("9:00-21:00"), by=by, now=long_ago,
    )  # fmt: skip
    premises = room.premises
    _idle, late = (
        reading.add_copies(room, BookRow(number=1, name=name, code=code), by=by, now=long_ago)[0]
        for name, code in (("春", "C1"), ("秋", "Q1"))
    )
    reading.lend(premises, late, su, key="library", by=by, now=now, at=now - timedelta(days=40))
    first, second, third = (
        reading.add_copies(room, BookRow(number=1, name=name, code=code), by=by, now=now)[0]
        for name, code in (("红楼梦", "HLM1"), ("活着", "HZ1"), ("家", "J1"))
    )
    reading.set_cover(first.title, prepared_photograph(), by=by, now=now)
    loan = reading.lend(premises, first, lin, key="library", by=by, now=now)
    reading.lend(premises, second, chen, key="library", by=by, now=now)
    hold = reading.place_hold(second.title, lin, premises, key="library", by=by, now=now)
    hall = places.add_room(premises, kind="reading", name="自习室", by=by, now=now)
    reading.draw_plan(hall, "DDD", by=by, now=now)
    seat, other = Seat.objects.select_related("room__premises").order_by("label")[:2]
    window = Window(now + timedelta(hours=1), now + timedelta(hours=2))
    booked = reading.book_seat(seat, lin, window, key="library", by=by, now=now)
    done = reading.DeskAct(id=uuid.UUID(int=77), act="give_back", at=now, copy="J1")
    [scan] = reading.record_acts(premises, [done], device=uuid.UUID(int=1), by=by, now=now)
    sheet = "书名,ISBN\n三体,9787536692931\n".encode()
    counted = reading.start_stock_take(premises, by_person=zhao, by=by, now=long_ago)
    reading.end_stock_take(counted, by=by, now=long_ago)
    return {
        "ended_stock_take": counted.pk,
        "library": room.pk,
        "library_premises": premises.pk,
        "library_code": premises.code,
        "book_title": first.title_id,
        "book_copy": third.pk,
        "book_loan": loan.pk,
        "book_hold": hold.pk,
        "library_hall": hall.pk,
        "reading_seat": other.pk,
        "reading_booking": booked.pk,
        "desk_scan": scan.pk,
        "book_proposal": reading.propose(premises, lin, name="三体", by=by, now=now).pk,
        "stock_take": reading.start_stock_take(premises, by_person=zhao, by=by, now=now).pk,
        "book_list": reading.import_books(room, BOOKS.open(sheet, "书单.csv"), by=by, now=now).pk,
        "library_keeper": places.ask_keeper(room.premises, name="白如玉", mobile=mobile(301), by=by, now=now).pk,
    }


@pytest.fixture
def foreign_library(cast, by, now):
    """A reading room with a hall in the other province."""
    union = cast["foreign officer"].offices.get().union
    room = _room(union, "中州书屋", by, now)
    hall = places.add_room(room.premises, kind="reading", name="自习室", by=by, now=now)
    return {"library": room.pk, "library_premises": room.premises.pk, "library_hall": hall.pk}


@pytest.fixture
def books_door(taiyuan, by, now):
    return reverse("reading-console:import", args=[_room(taiyuan, "工惠图书馆", by, now).pk]), {}


def _room(union, name, by, now):
    point = Point(37.87, 112.55)
    return reading.open_room(union=union, name=name, address="路", point=point, by=by, now=now)


def spoil(things, text, *, by, now):
    Title.objects.update(name=text, author=text)
    Copy.objects.update(shelf=text)
    Proposal.objects.update(name=text)
    CatalogueImport.objects.update(troubles=[[2, text, text, text]])


LAW = Law(
    world="library",
    pages=PAGES,
    operations=OPERATIONS,
    forms=forms,
    asked=("q", "page", "state", "at", "lat", "lon", "open", "day", "from", "to", "what", "place"),
    own="foreign_library",
    shown=lambda things: {"code": "HLM1"},
    exports=frozenset({"reading-console:books", "reading-console:dead", "reading-console:overdue"}),
    spoil=spoil,
    imports=(
        Import(
            name="books",
            page="reading-console:import",
            door="books_door",
            header=("书名", "ISBN", "出版年", "册数", "条码"),
            good=("活着", "9787020002207", "2012", "1", "NEW1"),
            cells=(
                ("ISBN", "9787020002208", "ISBN"),
                ("ISBN", 9.78702e17, "长数字已被表格软件改成"),
                ("出版年", "零", "不是年份"),
                ("册数", "0", "的整数"),
                ("书名", "", "没有填写书名"),
            ),
            kept=lambda: (CatalogueImport.objects.count(), Copy.objects.count()),
            taken=Copy.objects.count,
        ),
    ),
)
