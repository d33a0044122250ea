"""A worker's way to a session: sign up, wait in line, move, give back."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from gonghui.kernel.callers import Caller
from gonghui.kernel.codes import shown
from gonghui.kernel.refusals import Refused
from gonghui.primitives import clock
from gonghui.primitives.admission import actions as admission
from gonghui.primitives.admission.models import Place, Waiter
from gonghui.primitives.admission.refusals import KeyReused
from gonghui.primitives.admission.rules import Claim
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.statements import behind, sent_together
from gonghui.primitives.transactions import action

from .. import refusals, words
from ..models import Fair, Session, Turned
from ..pages.agenda import PLACES, receipt
from ..pages.eligibility import belongings, eligibility, eligibility_by, live_place
from ..refusals import draw as draw_refusals
from .receipts import Standing, as_they_stand, kept_places
from .turned import count_refusals, counts_refusals


@dataclass(frozen=True, slots=True)
class SignUpWish:
    """One person asks for a place in one session. `key` makes a repeat harmless: it answers the same place."""

    session: Session
    person: Any
    key: str
    by: Caller


def sign_up(session: Session, person: Any, *, key: str, by: Caller, now: datetime) -> Place:
    """Take a place in `session` and send its receipt; the same `key` again answers the same place.

    Raises the refusals of `eligibility`, SessionGone, KeySpent, and admission's Full, AlreadyHolds, NotOpenYet, Closed.
    """
    [answer] = sign_up_many([SignUpWish(session, person, key, by)], now=now)
    if isinstance(answer, Refused):
        raise answer
    return answer


@action
def sign_up_many(wishes: Sequence[SignUpWish], *, now: datetime) -> list[Place | Refused]:
    """Decide wishes in order of arrival, all in one transaction; one answer for each, in the same order.

    Pages, API, counter and the rush lane all come through here. Receipts, journal and the refusals that the board
    counts are written with the places.
    """
    with sent_together(last=True):
        standing = Standing(wish.session for wish in wishes)
        answers = _decide(wishes, standing, now)
        decided = list(zip(wishes, answers, strict=True))
        new = [(wish, answer) for wish, answer in decided if isinstance(answer, Place) and answer.just_taken]
        stand = standing.found() if new else {}
        got = [(wish.person, place, stand[wish.session.pk]) for wish, place in new]
        _send_receipts(words.SIGNED_UP, got, now=now)
        agenda.put(kept_places(got))
        journal.record_many([_signed_up(wish) for wish, _place in new], now=now)
        turned = [(wish, answer) for wish, answer in decided if isinstance(answer, Refused)]
        count_refusals(Turned.Desk.SIGN_UP, [(wish.session.venue_id, wish.person, no) for wish, no in turned])
        _tell_lines_left([(person.pk, place, session) for person, place, session in got], now=now)
    return answers


def _decide(wishes: Sequence[SignUpWish], standing: Standing, now: datetime) -> list[Place | Refused]:
    members = belongings(wish.person.pk for wish in wishes)
    answers: list[Place | Refused | None] = [
        _not_now(wish.session, wish.session.venue.fair, now)
        or eligibility_by(wish.session.venue.fair, members.get(wish.person.pk))
        for wish in wishes
    ]
    admitted = [nth for nth, answer in enumerate(answers) if answer is None]
    claims = [Claim(wishes[nth].session.pool_id, wishes[nth].person.pk, wishes[nth].key) for nth in admitted]
    with behind(standing.asked):  # as they are once the pools are locked
        told = admission.take_many(claims, now=now)
    for nth, answer in zip(admitted, told, strict=True):
        answers[nth] = _usable(answer)
    return [answer for answer in answers if answer is not None]


def _usable(answer: Place | Refused) -> Place | Refused:
    """A key stands for the place it got, even when that was given back since: such a place is no answer."""
    if isinstance(answer, Place) and answer.released_at is not None:
        return refusals.KeySpent(when=clock.moment(answer.released_at))
    return answer


def _signed_up(wish: SignUpWish) -> journal.JournalLine:
    session = wish.session
    return journal.JournalLine("fairs.sign_up", session, session.venue.fair.name, wish.person.pk, by=wish.by)


@counts_refusals(Turned.Desk.SIGN_UP)
@action
def wait(session: Session, person: Any, *, by: Caller, now: datetime) -> Waiter:
    """Join the waiting line of a full session. Raises as `sign_up`, or admission's MayTakeNow."""
    fair = _may_take_part(session, person, now)
    waiter = admission.wait(session.pool, person, now=now)
    if waiter.joined_at == now:
        facts = session_facts(session) | {"position": Waiter.objects.position_of(waiter)}
        notices.tell(person, words.WAITING, facts, about=[fair.pk], sms=False, now=now)
        agenda.renew(PLACES, [fair.pk], people=[person.pk], now=now)
        journal.record("fairs.wait", session, by=by, now=now, label=fair.name, on_person=person.pk)
    return waiter


@action
def leave_line(session: Session, person: Any, *, by: Caller, now: datetime) -> None:
    """Leave the waiting line of a session; not waiting there is no error."""
    waiter = Waiter.objects.filter(pool=session.pool_id, holder=person, left_at=None).first()
    if waiter is not None:
        admission.leave_line(waiter, now=now)
        agenda.renew(PLACES, [waiter.scope], people=[person.pk], now=now)
        journal.record("fairs.leave_line", session, by=by, now=now, on_person=person.pk)


@action
def give_back(fair: Fair, person: Any, *, code: str = "", by: Caller, now: datetime) -> None:
    """Give the person's place in `fair` back; who waits gets it. Raises NoPlace, admission's AlreadyIn.

    With `code`, the place of that receipt and no other: a second click, or an old receipt's page, gives nothing back.
    """
    if code and Place.objects.filter(scope=fair.pk, holder=person, code=code, released_at__isnull=False).exists():
        return
    place = live_place(fair, person)
    if code and place.code != code:
        raise refusals.NoPlace()
    session = place.pool.session
    promoted = admission.release(place, now=now)
    if place.released_at != now:  # another click was faster, and told
        return
    notices.tell(person, words.GIVEN_BACK, session_facts(session), about=[fair.pk], sms=False, now=now)
    agenda.renew(PLACES, [fair.pk], people=[person.pk], now=now)
    journal.record("fairs.give_back", session, by=by, now=now, label=fair.name, on_person=person.pk)
    tell_promoted(promoted, session, now=now)


@counts_refusals(Turned.Desk.SIGN_UP)
@action
def move(session: Session, person: Any, *, key: str, by: Caller, now: datetime) -> Place:
    """Exchange the person's place in this fair for one in `session`; on any refusal the old place stands."""
    fair = _may_take_part(session, person, now)
    old = live_place(fair, person, but_key=key)
    if old is None:
        place = Place.objects.get(holder=person, key=key)
        if place.pool_id != session.pool_id:
            raise KeyReused()
        return place
    spent = Place.objects.filter(holder=person, key=key, released_at__isnull=False).first()
    if spent is not None:
        raise refusals.KeySpent(when=clock.moment(spent.released_at))
    before = old.pool.session
    place = admission.move(old, session.pool, key=key, now=now)
    if place.taken_at != now:  # another click was faster, or I am in this session already
        return place
    session = as_they_stand([session])[session.pk]
    _send_receipts(words.MOVED, [(person, place, session)], now=now)
    agenda.put([receipt(fair, session, place, person.pk)])
    journal.record("fairs.move", session, by=by, now=now, label=fair.name, on_person=person.pk)
    tell_promoted(getattr(place, "promoted", []), before, now=now)
    return place


def tell_promoted(places: list[Place], session: Session, *, now: datetime) -> None:
    """Tell those who got a place out of the waiting line of `session`, whose pool is locked."""
    if not places:
        return
    session = as_they_stand([session])[session.pk]
    kept = [(place.holder, place, session) for place in places if place.confirm_by is None]
    _send_receipts(words.PROMOTED, kept, now=now)
    offered = [
        (place.holder, session_facts(session) | {"until": clock.moment(place.confirm_by)})
        for place in places
        if place.confirm_by is not None
    ]
    notices.tell_many(offered, words.OFFERED, about=[session.venue.fair_id], now=now)
    agenda.put(receipt(session.venue.fair, session, place, place.holder_id) for place in places)
    _tell_lines_left([(place.holder_id, place, session) for place in places], now=now)


def _tell_lines_left(got: Sequence[tuple[UUID, Place, Session]], *, now: datetime) -> None:
    """Who waited elsewhere in the fair and has a place now stands in no line any more, and is told so."""
    left = Waiter.objects.left_for_nothing(place for _person, place, _session in got)
    if left is None:
        return
    there = {(place.scope, person): session for person, place, session in got}
    told: dict[UUID, list[tuple[UUID, dict[str, Any]]]] = defaultdict(list)
    for waiter in left.select_related("pool__session__venue__fair").order_by("pk"):
        session = there.get((waiter.scope, waiter.holder_id))
        if session is not None:
            facts = session_facts(waiter.pool.session) | {"got": clock.span(session.starts_at, session.ends_at)}
            told[waiter.scope].append((waiter.holder_id, facts))
    for fair, theirs in told.items():
        notices.tell_many(theirs, words.LINE_LEFT, about=[fair], sms=False, now=now)


def session_facts(session: Session) -> dict[str, Any]:
    """What a notice says of a session."""
    venue = session.venue
    return {
        "fair": venue.fair.name,
        "when": clock.span(session.starts_at, session.ends_at),
        "hall": venue.hall,
        "address": venue.address,
    }


def _send_receipts(template: Any, got: Sequence[tuple[Any, Place, Session]], *, now: datetime) -> None:
    by_fair: dict[UUID, list[tuple[Any, Place, Session]]] = defaultdict(list)
    for person, place, session in got:
        by_fair[session.venue.fair_id].append((person, place, session))
    for fair, theirs in by_fair.items():
        sessions = {session.pk: session for _person, _place, session in theirs}
        facts = {pk: session_facts(session) for pk, session in sessions.items()}
        told = [(person, facts[session.pk] | {"code": shown(place.code)}) for person, place, session in theirs]
        notices.tell_many(told, template, about=[fair], now=now)


def _may_take_part(session: Session, person: Any, now: datetime) -> Fair:
    fair: Fair = session.venue.fair
    refusal = _not_now(session, fair, now) or eligibility(fair, person)
    if refusal is not None:
        raise refusal.of(person)
    return fair


def _not_now(session: Session, fair: Fair, now: datetime) -> Refused | None:
    if fair.published_at is None:
        return refusals.NotPublished()
    if fair.cancelled_at or fair.closed_at:
        return refusals.FairOver(name=fair.name)
    if now < fair.sign_up_opens_at:
        return refusals.SignUpNotOpen(opens=clock.moment(fair.sign_up_opens_at))
    if fair.way == Fair.Way.DRAW:
        if fair.drawn_at is None:
            return draw_refusals.ByDraw(closes=clock.moment(fair.sign_up_closes_at))
    elif now > fair.sign_up_closes_at:  # what is left after a draw is first come until a session ends
        return refusals.SignUpClosed(closes=clock.moment(fair.sign_up_closes_at))
    if session.cancelled_at or session.ends_at <= now:
        return refusals.SessionGone()
    return None
