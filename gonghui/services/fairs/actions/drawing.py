"""A fair whose places are drawn for: entering and leaving its draw, its public number, and confirming an offer."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from gonghui.kernel.callers import Caller
from gonghui.kernel.codes import shown
from gonghui.kernel.refusals import Refused
from gonghui.primitives import clock
from gonghui.primitives.admission import actions as admission
from gonghui.primitives.admission.models import Place
from gonghui.primitives.admission.refusals import UnknownPool
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.draws import actions as draws
from gonghui.primitives.draws.models import Draw, Lot
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.statements import sent_together
from gonghui.primitives.transactions import action

from .. import refusals, words
from ..models import Fair, Session
from ..pages.agenda import PLACES
from ..pages.drawn import draw_of
from ..pages.eligibility import belongings, eligibility_by, live_place
from ..refusals import draw as draw_refusals


@dataclass(frozen=True, slots=True)
class DrawEntry:
    """One person enters the draw of one fair with these sessions, the most wanted first."""

    fair: Fair
    person: Any
    sessions: tuple[UUID, ...]
    key: str
    nonce: str
    by: Caller


def enter_draw(
    fair: Fair, person: Any, *, sessions: Sequence[UUID], key: str, nonce: str = "", by: Caller, now: datetime
) -> Lot:
    """Take part in the draw with these sessions, the most wanted first; the same key and sessions answer the same lot.

    Raises NotByDraw, FairOver, the refusals of `eligibility`, and those of admission's `enter`.
    """
    [answer] = enter_draw_many([DrawEntry(fair, person, tuple(sessions), key, nonce, by)], now=now)
    if isinstance(answer, Refused):
        raise answer
    return answer


@action
def enter_draw_many(
    entries: Sequence[DrawEntry], *, now: datetime, standing: Mapping[UUID, Session] | None = None
) -> list[Lot | Refused]:
    """Take entries in order of arrival, all in one transaction; one answer for each, in the same order.

    `standing` are the sessions they name that are not cancelled, with their venues, when the caller has read them a
    moment ago: whether one can still be won is decided with the entry.

    Pages, API and the rush lane all come through here.
    """
    with sent_together(last=True):
        answers = _decide(entries, _standing(entries) if standing is None else standing, now)
        decided = zip(entries, answers, strict=True)
        new = [(entry, answer) for entry, answer in decided if isinstance(answer, Lot) and answer.just_entered]
        _tell_entered(new, now=now)
        journal.record_many([_entered(entry) for entry, _lot in new], now=now)
    return answers


def _entered(entry: DrawEntry) -> journal.JournalLine:
    return journal.JournalLine("fairs.enter_draw", entry.fair, entry.fair.name, entry.person.pk, by=entry.by)


def _decide(entries: Sequence[DrawEntry], standing: Mapping[UUID, Session], now: datetime) -> list[Lot | Refused]:
    members = belongings(entry.person.pk for entry in entries)
    answers: list[Lot | Refused | None] = [
        _not_by_draw(entry.fair) or eligibility_by(entry.fair, members.get(entry.person.pk)) or _gone(entry, standing)
        for entry in entries
    ]
    admitted = [nth for nth, answer in enumerate(answers) if answer is None]
    asked = [_asked(entries[nth], standing) for nth in admitted]
    for nth, answer in zip(admitted, draws.enter_many(asked, now=now), strict=True):
        answers[nth] = _usable(answer)
    return [answer for answer in answers if answer is not None]


def _standing(entries: Sequence[DrawEntry]) -> dict[UUID, Session]:
    named = {session for entry in entries for session in entry.sessions}
    return Session.objects.standing().select_related("venue").in_bulk(named)


def _not_by_draw(fair: Fair) -> Refused | None:
    try:
        draw_of(fair)
    except Refused as refusal:
        return refusal
    return refusals.FairOver(name=fair.name) if fair.cancelled_at or fair.closed_at else None


def _gone(entry: DrawEntry, standing: Mapping[UUID, Session]) -> Refused | None:
    named = (standing.get(session) for session in entry.sessions)
    fits = all(session is not None and session.venue.fair_id == entry.fair.pk for session in named)
    return None if fits else refusals.SessionGone()


def _asked(entry: DrawEntry, standing: Mapping[UUID, Session]) -> draws.Entering:
    choices = tuple(standing[session].pool_id for session in entry.sessions)
    return draws.Entering(draw_of(entry.fair).pk, entry.person.pk, entry.key, choices, entry.nonce)


def _usable(answer: Lot | Refused) -> Lot | Refused:
    if isinstance(answer, Lot) and answer.withdrawn_at is not None:
        return refusals.KeySpent(when=clock.moment(answer.withdrawn_at))
    return refusals.SessionGone() if isinstance(answer, UnknownPool) else answer


def _tell_entered(new: Sequence[tuple[DrawEntry, Lot]], *, now: datetime) -> None:
    """In the app alone: nothing is won yet, and an SMS to each of 200,000 entrants would cost as much as fridges."""
    by_fair: dict[UUID, list[tuple[DrawEntry, Lot]]] = defaultdict(list)
    for entry, lot in new:
        by_fair[entry.fair.pk].append((entry, lot))
    for theirs in by_fair.values():
        fair = theirs[0][0].fair
        said = {"commitment": draw_of(fair).commitment}
        told = [(entry.person, lot_facts(fair, lot) | {"weight": lot.weight} | said) for entry, lot in theirs]
        notices.tell_many(told, words.ENTERED, about=[fair.pk], sms=False, now=now)


@action
def leave_draw(fair: Fair, person: Any, *, by: Caller, now: datetime) -> None:
    """Out of the draw, or after it out of the drawn order. Raises NoLot, admission's ListFrozen."""
    lot = Lot.objects.live().filter(draw=draw_of(fair), holder=person).select_related("draw").first()
    if lot is None:
        raise draw_refusals.NoLot()
    draws.withdraw(lot, now=now)
    notices.tell(person, words.LOT_WITHDRAWN, lot_facts(fair, lot), about=[fair.pk], sms=False, now=now)
    journal.record("fairs.leave_draw", fair, by=by, now=now, label=fair.name, on_person=person.pk)


@action
def set_beacon(fair: Fair, text: str, *, by: Caller, now: datetime) -> Draw:
    """Enter the public number that the fair named beforehand. Raises NotByDraw and as admission's `set_beacon`."""
    draw = draws.set_beacon(draw_of(fair), text, now=now)
    journal.record("fairs.set_beacon", fair, by=by, now=now, label=fair.name, facts={"beacon": draw.beacon})
    return draw


@action
def confirm(fair: Fair, person: Any, *, by: Caller, now: datetime) -> Place:
    """Keep a place that came out of the line. Raises NoPlace, admission's OfferOver."""
    place: Place = live_place(fair, person)
    if place.confirm_by is not None:
        admission.confirm(place, now=now)
        agenda.renew(PLACES, [fair.pk], people=[person.pk], now=now)
        journal.record("fairs.confirm", place.pool.session, by=by, now=now, label=fair.name, on_person=person.pk)
    return place


def lot_facts(fair: Fair, lot: Lot) -> dict[str, Any]:
    """What a notice says of an entry."""
    return {"fair": fair.name, "number": shown(lot.code), "closes": clock.moment(fair.sign_up_closes_at)}
