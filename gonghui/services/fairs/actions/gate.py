"""At the gate: one verb admits, whatever was shown; another hears what gates without a network have done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from gonghui.kernel import live_codes
from gonghui.kernel.callers import Caller
from gonghui.kernel.codes import BadCode, parse_code
from gonghui.kernel.refusals import Refused
from gonghui.kernel.text import name_folded, same_name
from gonghui.kernel.window import Window
from gonghui.primitives import clock
from gonghui.primitives.admission import actions as admission
from gonghui.primitives.admission import live_codes as live_places
from gonghui.primitives.admission.models import CheckIn, Place, Scan
from gonghui.primitives.admission.refusals import AlreadyIn
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.card_codes import card_shown
from gonghui.primitives.people.models import Person
from gonghui.primitives.people.rules import name_to_compare
from gonghui.primitives.statements import sent_together
from gonghui.primitives.transactions import action

from .. import refusals, rules
from ..models import Turned, Venue
from ..pages.agenda import PLACES, SCANS
from ..pages.shown import LIVE, mobile_said, place_shown, places_shown
from ..refusals.gate import CompareName, NameDiffers, OtherReceipt
from .turned import counts_refusals


def admit(
    venue: Venue,
    text: str,
    *,
    name: str = "",
    scan: UUID | None = None,
    device: UUID | None = None,
    by: Caller,
    now: datetime,
) -> CheckIn:
    """Admit who shows `text`: the changing code of a receipt or a member card; or the ten letters of either, a number.

    All but the first need the holder's `name`, in full or as CompareName masked it. The same `scan` again gets the same
    answer. Raises CompareName, NameDiffers, StaleCode, EarlyCode, ForgedCode, UnknownReceipt, NotSignedUp, GivenBack,
    OtherVenue, WrongSession, AlreadyAdmitted, SessionCancelled.
    """
    outcome = admit_or_compare(venue, text, name=name, scan=scan, device=device, by=by, now=now)
    if isinstance(outcome, CompareName):
        raise outcome
    return outcome


@counts_refusals(Turned.Desk.GATE)
def admit_or_compare(
    venue: Venue,
    text: str,
    *,
    name: str = "",
    scan: UUID | None = None,
    device: UUID | None = None,
    by: Caller,
    now: datetime,
) -> CheckIn | CompareName:
    """As `admit`, for a gate that then asks for the name: CompareName turned nobody away, so it is not counted.

    Not part of another action, whose refusal would undo the count of a number that is said. Raises TooManyTries too.
    """
    mobile = mobile_said(text)
    owner = people.by_number(mobile, by=by, now=now) if mobile else None
    return _admit(venue, text, owner, name, scan, device, by=by, now=now)


@action
def _admit(
    venue: Venue,
    text: str,
    owner: Person | None,
    name: str,
    scan: UUID | None,
    device: UUID | None,
    *,
    by: Caller,
    now: datetime,
) -> CheckIn | CompareName:
    place, way = place_shown(venue, text, now=now, owner_of=lambda _mobile: owner)
    refusal = _why_not(venue, place, scan, now) or _by_name(place, way, name)
    if isinstance(refusal, CompareName):
        return refusal
    if refusal is not None:
        raise refusal.of(place.holder)
    with sent_together(last=True):
        try:
            check_in = admission.check_in(place, by=by, now=now, way=way, scan=scan, device=device)
        except AlreadyIn as already:
            raise refusals.AlreadyAdmitted(when=clock.moment(already.at)).of(place.holder) from already
        if check_in.just_in:
            session, holder = place.pool.session, place.holder_id
            agenda.done(PLACES.key, [place.scope], people=[holder])
            said = {"label": venue.hall, "on_person": holder, "facts": {"way": way}}
            journal.record("fairs.admit", session, by=by, now=now, **said)
    return check_in


@dataclass(frozen=True, slots=True)
class Seen:
    """What a gate without a network let in: which place, by what it was shown, when by its own clock."""

    id: UUID
    place: UUID
    at: datetime
    way: str
    shown: str


@action
def record_scans(
    venue: Venue, seen: Sequence[Seen], *, device: UUID, by: Caller, now: datetime
) -> list[Scan | Refused]:
    """Keep what a device of this gate did on its own; one answer for each, and a repeat changes nothing.

    Refusals: UnknownReceipt, OtherVenue, OtherReceipt, ForgedCode, AbsurdTime, ScanReused.
    """
    places = places_shown().in_bulk([one.place for one in seen])
    judged = [_judge(venue, places.get(one.place), one) for one in seen]
    reports = [one for one in judged if isinstance(one, admission.Report)]
    told = dict(zip(reports, admission.record_scans(reports, device=device, by=by, now=now), strict=True))
    answers = [told[one] if isinstance(one, admission.Report) else one for one in judged]
    new = [one for one in told.values() if isinstance(one, Scan) and one.just_kept]
    agenda.renew(PLACES, [venue.fair_id], people=[one.place.holder_id for one in new], now=now)
    agenda.renew(SCANS, [venue.fair_id], now=now)
    journal.record_many([_line(venue, one) for one in new], by=by, now=now)
    return answers


def _judge(venue: Venue, place: Place | None, seen: Seen) -> admission.Report | Refused:
    """The report of a scan, with the rule it was against, if any; or why it cannot have happened."""
    if place is None or place.scope != venue.fair_id:
        return refusals.UnknownReceipt(code=seen.shown[:20] or "—")
    session, fault = place.pool.session, ""
    if session.venue_id != venue.pk:
        return refusals.OtherVenue(city=session.venue.division.name, hall=session.venue.hall)
    try:
        _check_shown(place, seen)
    except (live_codes.StaleCode, live_codes.EarlyCode) as untimely:
        fault = untimely.code
    except Refused as refusal:
        return refusal
    if not _gate_of(venue, session).contains(seen.at):
        fault = fault or refusals.WrongSession.code
    return admission.Report(seen.id, place, seen.at, seen.way, inside=True, fault=fault)


def _check_shown(place: Place, seen: Seen) -> None:
    """Raises unless `shown` is of this place, in the way it is said to have been shown."""
    live = live_codes.read(seen.shown)
    if live is not None and seen.way == LIVE:
        live_places.check(place, live, now=seen.at)
        return
    try:
        code = live.code if live else parse_code(seen.shown)
    except BadCode as bad:
        raise OtherReceipt() from bad
    if seen.way == "member_card" and (live or code != place.holder.member_code):  # it may have been recalled since
        card = card_shown(seen.shown, at=seen.at)
        if card is None or card.person != place.holder:
            raise OtherReceipt()
        card.check(now=seen.at)
    elif code != {"receipt": place.code, "member_card": place.holder.member_code}.get(seen.way):
        raise OtherReceipt()


def _line(venue: Venue, scan: Scan) -> journal.JournalLine:
    facts = {"way": scan.way, "at": clock.moment(scan.at)}
    session, holder = scan.place.pool.session, scan.place.holder_id
    if scan.outcome == Scan.Outcome.ADMITTED:
        return journal.JournalLine("fairs.admit", session, venue.hall, holder, facts)
    return journal.JournalLine("fairs.keep_scan", session, venue.hall, holder, facts | {"outcome": scan.outcome})


def _why_not(venue: Venue, place: Place, scan: UUID | None, now: datetime) -> Refused | None:
    session, fair = place.pool.session, venue.fair
    if session.cancelled_at is not None:
        return refusals.SessionCancelled(session=clock.span(session.starts_at, session.ends_at))
    if place.released_at is not None:
        return refusals.GivenBack(when=clock.moment(place.released_at))
    if session.venue_id != venue.pk:
        return refusals.OtherVenue(city=session.venue.division.name, hall=session.venue.hall)
    check_in = getattr(place, "check_in", None)
    same = scan is not None and place.scans.filter(pk=scan).exists()  # sent again: its answer is the one it had
    if check_in is not None and not same:
        return refusals.AlreadyAdmitted(when=clock.moment(check_in.at))
    if not _gate_of(venue, session).contains(now):
        return refusals.WrongSession(session=clock.span(session.starts_at, session.ends_at), early=fair.early_minutes)
    return None


def _by_name(place: Place, way: str, name: str) -> Refused | None:
    """A code that can be passed on admits only together with the name of who it was given to."""
    if way == LIVE:
        return None
    masked = name_to_compare(place.holder.name)
    if not name:
        session = place.pool.session
        return CompareName(name=masked, session=clock.span(session.starts_at, session.ends_at))
    agrees = same_name(name, place.holder.name) or name_folded(name) == name_folded(masked)
    return None if agrees else NameDiffers()


def _gate_of(venue: Venue, session: Any) -> Window:
    window = Window(session.starts_at, session.ends_at)
    return rules.gate_opens(window, venue.fair.early_minutes, venue.fair.late_minutes)
