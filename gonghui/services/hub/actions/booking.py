"""A worker's way to a room: book it once or again and again, give it back, leave early."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from gonghui.kernel.callers import Caller
from gonghui.kernel.refusals import Refused
from gonghui.kernel.window import Window
from gonghui.primitives import clock
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.hours import actions as hours
from gonghui.primitives.hours.models import Booking
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people.models import Person
from gonghui.primitives.places.models import Room
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action

from .. import rules, words
from ..models import RoomBooking, RoomTerms, Series
from ..pages.agenda import BOOKINGS
from ..pages.eligibility import around, terms_of, why_not
from ..pages.wishes import details
from ..rules import RoomWish
from .telling import tell


@action
def book(
    room: Room, person: Person, window: Window, wish: RoomWish, *, key: str, by: Caller, now: datetime
) -> RoomBooking:
    """The room during `window`; where its terms ask for it, only once an officer says yes. The same key, the same one.

    Raises NotBookable, NotAMember, OtherUnion, NotACompatriot, TooLong, TooFarAhead, OutsideHours, ShutThatDay,
    OverClosure, TooMany, PurposeMissing, UnknownLayout, UnknownEquipment, and as admission's `reserve_hours`.
    """
    earlier = RoomBooking.objects.of(person).for_page().filter(booking__key=key, room=room).first()
    if earlier is not None and earlier.booking.window == window:
        return earlier
    terms = terms_of(room, now)
    [refusal] = why_not(room, terms, person, [window], now)
    if refusal is not None:
        raise refusal
    fields = details(room, terms, wish)
    [until] = _answer_by(terms, [window], now) or [None]
    booking = hours.reserve_hours(room.pk, person, window, key=key, confirm_by=until, now=now, **around(room, terms))
    if not booking.just_taken:  # the same click was faster on its other way
        return RoomBooking.objects.for_page().get(booking=booking)
    held = _held(booking, room, terms, fields)
    held.save(force_insert=True)
    tell(held, words.ASKED if booking.confirm_by else words.BOOKED, sms=not booking.confirm_by, now=now)
    journal.record("hub.book", held, by=by, now=now, label=room.name, on_person=person.pk)
    return held


def _answer_by(terms: RoomTerms, windows: Sequence[Window], now: datetime) -> list[datetime] | None:
    """Until when each waits for its own answer, where the terms ask for one."""
    return [rules.answer_by(window, terms.answer_hours, now) for window in windows] if terms.asks else None


def _held(booking: Booking, room: Room, terms: RoomTerms, fields: dict[str, Any]) -> RoomBooking:
    come_by = rules.come_by(booking.window, terms.grace_minutes, booking.taken_at)
    return RoomBooking(booking=booking, room=room, terms=terms, come_by=come_by, **fields)


@action
def book_series(
    room: Room,
    person: Person,
    first: Window,
    wish: RoomWish,
    *,
    every_days: int,
    times: int,
    key: str,
    by: Caller,
    now: datetime,
) -> Series:
    """The same hours every so many days, each date for itself; the series says which were had and why others not.

    The same key answers the same series. Raises TooManyTimes, NotBookable and what `book` says of the wish.
    """
    windows = rules.occurrences(first, every_days, times)
    terms = terms_of(room, now)
    fields = details(room, terms, wish)
    series = Series(holder=person, room=room, key=key, every_days=every_days, asked=[])
    if not insert_unless_taken(series):
        return Series.objects.select_related("room__premises").get(holder=person, key=key)
    answers = _book_each(room, person, windows, terms, key, now)
    got = [_held(answer, room, terms, fields | {"series": series}) for answer in answers if isinstance(answer, Booking)]
    RoomBooking.objects.bulk_create(got)
    series.asked = [_asked(window, answer) for window, answer in zip(windows, answers, strict=True)]
    series.save(update_fields=["asked"])
    agenda.renew(BOOKINGS, [held.pk for held in got], now=now)
    _tell_series(series, got, len(windows) - len(got), now)
    facts = {"got": len(got), "asked": len(windows)}
    journal.record("hub.book_series", series, by=by, now=now, label=room.name, on_person=person.pk, facts=facts)
    return series


def _book_each(
    room: Room, person: Person, windows: Sequence[Window], terms: RoomTerms, key: str, now: datetime
) -> list[Booking | Refused]:
    answers: list[Any] = why_not(room, terms, person, windows, now)
    free = [at for at, refusal in enumerate(answers) if refusal is None]
    asked = [windows[at] for at in free]
    if asked:
        until = _answer_by(terms, asked, now)
        told = hours.reserve_hours_many(
            room.pk, person, asked, key=key, confirm_by=until, now=now, **around(room, terms)
        )
        for at, answer in zip(free, told, strict=True):
            answers[at] = answer
    return answers


def _asked(window: Window, answer: Booking | Refused) -> dict[str, str]:
    why = answer if isinstance(answer, Refused) else None
    said = {"code": why.code, "says": why.sentence()} if why else {"code": "", "says": ""}
    return {"starts": window.starts.isoformat(), "ends": window.ends.isoformat(), **said}


def _tell_series(series: Series, got: Sequence[RoomBooking], missed: int, now: datetime) -> None:
    days = "、".join(clock.day(held.booking.starts) for held in got) or "0"
    premises = series.room.premises
    facts = {"where": premises.name, "room": series.room.name, "got": len(got), "missed": missed, "days": days}
    notices.tell(series.holder, words.SERIES_BOOKED, facts, about=[series.pk], sms=False, now=now)


@action
def give_back(held: RoomBooking, *, by: Caller, now: datetime) -> RoomBooking:
    """Its holder does not need it. Once is enough. Raises InUse when the holder has come."""
    if hours.release_hours(held.booking, now=now, reason="given_back"):
        tell(held, words.GIVEN_BACK, sms=False, now=now)
        journal.record("hub.give_back", held, by=by, now=now, label=held.room.name, on_person=held.booking.holder_id)
    return held


@action
def leave(held: RoomBooking, *, by: Caller, now: datetime) -> RoomBooking:
    """Done early: the rest of the time is free for others. Raises NotArrived."""
    standing = held.booking.left_at is None
    hours.leave(held.booking, now=now)
    if standing and held.booking.left_at == now:
        agenda.done(BOOKINGS.key, [held.pk])
        journal.record("hub.leave", held, by=by, now=now, label=held.room.name, on_person=held.booking.holder_id)
    return held
