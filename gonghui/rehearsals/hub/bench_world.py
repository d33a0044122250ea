"""A house of the benchmark: many rooms, members with tokens, and bookings by the thousand."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import connection
from django.utils import timezone

from gonghui.kernel.callers import Caller
from gonghui.kernel.codes import new_code
from gonghui.kernel.geo import Point
from gonghui.kernel.hours import Week
from gonghui.primitives import clock
from gonghui.primitives.hours.models import Booking
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Account, Membership, Person, Union
from gonghui.primitives.places import actions as places
from gonghui.primitives.places.models import Premises, Room
from gonghui.primitives.rows import insert_many, new_id
from gonghui.primitives.transactions import action
from gonghui.services.hub import actions
from gonghui.services.hub.models import HUB, RoomBooking, RoomTerms

BY = Caller(person=None, name="压测", origin="cli")
CODE = "ROOMS"  # of the bench's union


@action
def house(rooms: int) -> Premises:
    """A house open from 8 to 22 with so many rooms, bookable by every member; each call makes a new one."""
    now = clock.now()
    union = Union.objects.filter(code=CODE).first() or people.found_union(
        code=CODE, name="会客厅压测工会", kind="city", parent=None, division=None, by=BY, now=now
    )
    made = places.open_premises(
        union=union, kind=HUB, name=f"会客厅{new_id().hex[-8:]}", address="压测路1号", point=Point(26.08, 119.3),
        by=BY, now=now,
    )  # fmt: skip
    places.set_hours(made, Week.daily("8:00-22:00"), by_calendar=False, by=BY, now=now)
    today = timezone.localdate(now)
    for number in range(1, rooms + 1):
        room = places.add_room(made, kind="meeting", name=f"{number:03}室", seats=10, by=BY, now=now)
        actions.set_terms(room, since=today, who="members", ahead_days=60, by=BY, now=now)
    return made


def members(count: int) -> list[tuple[Person, str]]:
    """So many members, each with a token of the API."""
    now = clock.now()
    union = Union.objects.get(code=CODE)
    persons = [Person(name=f"会员{number}", sort_key=f"{number:06}", member_code=new_code()) for number in range(count)]
    Person.objects.bulk_create(persons)
    Membership.objects.bulk_create(Membership(person=one, union=union, starts_on=date(2020, 1, 1)) for one in persons)
    accounts = Account.objects.bulk_create(Account(person=one, password="!") for one in persons)  # noqa: S106
    return [
        (one, people.issue_token(account, name="压测", days=1, by=BY, now=now))
        for one, account in zip(persons, accounts, strict=True)
    ]


def fill_month(made: Premises, first: date, days: int, *, holder: Person) -> int:
    """Four bookings a room and day, two hours each; returns how many. The hours behind them are left out."""
    bookings, held = [], []
    zone = timezone.get_default_timezone()
    terms = {each.room_id: each for each in RoomTerms.objects.filter(room__premises=made)}
    for room in Room.objects.filter(premises=made):
        for ahead in range(days):
            for hour in (8, 11, 14, 18):
                starts = datetime.combine(first + timedelta(days=ahead), time(hour), zone)
                booking = _booking(room.pk, holder, starts)
                bookings.append(booking)
                held.append(
                    RoomBooking(
                        booking=booking, room=room, terms=terms[room.pk], purpose="项目讨论", come_by=booking.ends
                    )
                )
    insert_many(bookings)
    RoomBooking.objects.bulk_create(held, batch_size=2_000)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE hours_booking, hub_roombooking, places_room")
    return len(bookings)


def _booking(room: UUID, holder: Person, starts: datetime) -> Booking:
    ends = starts + timedelta(hours=2)
    key = new_id()
    return Booking(
        resource=room, holder=holder, starts=starts, ends=ends, code=new_code(), key=str(key), taken_at=starts
    )
