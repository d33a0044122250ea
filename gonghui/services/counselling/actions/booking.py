"""A person books an hour of a counsellor, moves it, gives it back, rates it; a counsellor calls one off."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from gonghui.kernel.callers import SYSTEM, Caller
from gonghui.kernel.refusals import Refused
from gonghui.kernel.window import Window
from gonghui.primitives import clock
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.hours import actions as hours
from gonghui.primitives.hours.models import Booking
from gonghui.primitives.hours.refusals import BookingKeyReused
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.notices.templates import Template
from gonghui.primitives.people import keys
from gonghui.primitives.people.models import Person
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action, violated

from .. import refusals, rules, words
from ..models import Counsellor, Talk
from ..models.sealing import seal
from ..pages.agenda import TALKS
from ..pages.times import is_offered
from .noting import nameless

LEFT = "这位咨询师不再接咨询"


@dataclass(frozen=True, slots=True)
class Wish:
    """By which way, and what it is about: sealed, for the counsellor's eyes."""

    way: str
    about: str = ""


@action
def book(
    counsellor: Counsellor, person: Person, window: Window, wish: Wish, *, key: str, by: Caller, now: datetime
) -> Talk:
    """An hour that is offered; the same key, the same one.

    Raises OwnTalk, WayNotOffered, NoPhone, NotOffered, FreeTalksUsed, and as hours' `reserve_hours`.
    """
    # One after another: of a form that was sent twice the second finds what the first has booked.
    counsellor = Counsellor.objects.select_for_update(of=("self",), no_key=True).get(pk=counsellor.pk)
    if earlier := Talk.objects.of(person).for_page().filter(booking__key=key, counsellor=counsellor).first():
        return earlier
    if counsellor.person_id == person.pk:
        raise refusals.OwnTalk()
    if wish.way not in counsellor.ways:
        raise refusals.WayNotOffered()
    phone = keys.phone_of(person) if wish.way == Counsellor.Way.PHONE else ""
    if phone is None:
        raise refusals.NoPhone()
    booking, room = _reserved(counsellor, person, window, wish.way, key, now)
    made = Talk(booking=booking, room_booking=room, counsellor=counsellor, person=person, way=wish.way, created_at=now)
    seal(made, "about", wish.about)
    seal(made, "phone", phone)
    _take_turn(made, now=now)
    _told(made, words.BOOKED, "booked", now=now)
    journal.record("counselling.book", made, by=nameless(by), now=now, label=booking.code)
    return made


@action
def move(talk: Talk, window: Window, *, key: str, by: Caller, now: datetime) -> Talk:
    """To another hour of the same counsellor, never both, never neither; in another year it is one of that year's.

    Raises TalkOff, TalkBegun, NotOffered, FreeTalksUsed, and as hours' `reserve_hours`.
    """
    found = _locked(talk)
    if found.booking.window == window:
        return found
    _release(found, now=now)
    booking, room = _reserved(found.counsellor, found.person, window, found.way, key, now)
    found.booking, found.room_booking, found.reminded_at = booking, room, None
    if _year(window) == found.year:
        found.save()
    else:
        _take_other_turn(found, now=now)
    _told(found, words.MOVED, "moved", now=now)
    journal.record("counselling.move_talk", found, by=nameless(by), now=now, label=booking.code)
    return found


@action
def cancel(talk: Talk, *, by: Caller, now: datetime) -> Talk:
    """Its person does not come; the hour and the free turn are there again. Raises TalkOff, TalkBegun."""
    found = _gone(talk, now=now)
    _told(found, None, "cancelled", now=now)
    journal.record("counselling.cancel", found, by=nameless(by), now=now, label=found.booking.code)
    return found


@action
def call_off(talk: Talk, reason: str, *, by: Caller, now: datetime) -> Talk:
    """The counsellor cannot, and says why. Raises WordsMissing, TalkOff, TalkBegun."""
    if not reason.strip():
        raise refusals.WordsMissing()
    found = _gone(talk, now=now, reason=reason.strip()[: rules.LONGEST_REASON])
    _told(found, words.CALLED_OFF, "", now=now)
    journal.record("counselling.call_off", found, by=by, now=now, label=found.booking.code)
    return found


def abandoned(now: datetime) -> int:
    """Talks ahead whose counsellor holds the office no more are off, and who booked is told. Returns how many."""
    there = Counsellor.objects.in_office(now)
    gone = Talk.objects.standing().filter(booking__starts__gt=now).exclude(counsellor__in=there)
    return sum(_abandon(one, now=now) for one in gone.order_by("pk")[:100])


def _abandon(talk: Talk, *, now: datetime) -> bool:
    try:
        call_off(talk, LEFT, by=SYSTEM, now=now)
    except Refused:  # its person was quicker
        return False
    return True


@action
def rate(talk: Talk, stars: int, *, by: Caller, now: datetime) -> None:
    """Once, when it is over. Raises NotOver."""
    over = Talk.objects.standing().filter(pk=talk.pk, stars=None, booking__ends__lte=now)
    if stars not in rules.STARS or not over.update(stars=stars):
        raise refusals.NotOver()
    journal.record(
        "counselling.rate_talk", talk, by=nameless(by), now=now, label=talk.booking.code, facts={"stars": stars}
    )


def _reserved(
    counsellor: Counsellor, person: Person, window: Window, way: str, key: str, now: datetime
) -> tuple[Booking, Booking | None]:
    """The counsellor's hour, and that of the room in the counsellor's name. Raises NotOffered, …"""
    if not is_offered(counsellor, window, way, now=now):
        raise refusals.NotOffered()
    booking = hours.reserve_hours(counsellor.pk, person, window, key=key, scope=rules.SCOPE, now=now)
    if booking.released_at:  # an old form, sent again after what it booked was moved or given back
        raise BookingKeyReused()
    if way != Counsellor.Way.ROOM or counsellor.room_id is None:
        return booking, None
    return booking, hours.reserve_hours(counsellor.room_id, counsellor.person, window, key=booking.code, now=now)


def _take_turn(made: Talk, *, now: datetime) -> None:
    """Stores it as one of the year's free ones. Raises FreeTalksUsed."""
    tried: set[int] = set()
    while True:
        _next_turn(made, now=now, without=tried)
        if insert_unless_taken(made):
            return
        tried.add(made.turn or 0)  # another form of theirs was faster


def _take_other_turn(found: Talk, *, now: datetime) -> None:
    """The same of one that stands already. Raises FreeTalksUsed."""
    tried: set[int] = set()
    while True:
        found.turn = None
        _next_turn(found, now=now, without=tried)
        try:
            with transaction.atomic():
                return found.save()
        except IntegrityError as error:
            if violated(error) != "one_talk_per_free_turn":
                raise
            tried.add(found.turn or 0)


def _next_turn(talk: Talk, *, now: datetime, without: set[int] = frozenset()) -> None:  # type: ignore[assignment]
    talk.year = _year(talk.booking.window)
    many = rules.in_force(rules.FREE_TALKS, clock.date_of(now)).many
    others = Talk.objects.filter(person=talk.person, year=talk.year).exclude(pk=talk.pk)
    used = set(others.values_list("turn", flat=True)) | without
    free = next((turn for turn in range(1, many + 1) if turn not in used), None)
    if free is None:
        raise refusals.FreeTalksUsed(many=many, year=talk.year)
    talk.turn = free


def _gone(talk: Talk, *, now: datetime, reason: str = "") -> Talk:
    found = _locked(talk)
    _release(found, now=now)
    found.turn = None
    seal(found, "reason", reason)
    found.save()
    return found


def _release(found: Talk, *, now: datetime) -> None:
    """Raises TalkOff, TalkBegun."""
    if found.booking.released_at:
        raise refusals.TalkOff()
    rules.check_ahead(found.booking.starts, now)
    hours.release_hours(found.booking, now=now)
    if found.room_booking is not None:
        hours.release_hours(found.room_booking, now=now)


def _locked(talk: Talk) -> Talk:
    Talk.objects.select_for_update().get(pk=talk.pk)
    return Talk.objects.for_page().select_related("room_booking").get(pk=talk.pk)


def _told(talk: Talk, template: Template | None, more: str, *, now: datetime) -> None:
    """Its person, its counsellor, and what waits for both."""
    agenda.renew(TALKS, [talk.pk], now=now)
    if template is not None:
        notices.tell(talk.person, template, facts_of(talk), about=[talk.pk], now=now)
    if more:
        facts = facts_of(talk) | {"what": words.MORE[more]}
        notices.tell(talk.counsellor.person, words.FOR_COUNSELLOR, facts, sms=False, now=now)


def facts_of(talk: Talk) -> dict[str, str]:
    """What a notice may say of a talk."""
    return {
        "when": clock.span(talk.booking.starts, talk.booking.ends),
        "way": str(talk.get_way_display()),
        "who": talk.counsellor.person.name,
    }


def _year(window: Window) -> int:
    return clock.date_of(window.starts).year
