"""Before a fair opens: its terms and sessions; then publication."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from gonghui.kernel.callers import Caller
from gonghui.kernel.codes import new_code
from gonghui.kernel.window import Window
from gonghui.kernel.words import Word
from gonghui.primitives import clock
from gonghui.primitives.admission import actions as admission
from gonghui.primitives.admission.models import Pool
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.draws import actions as draws
from gonghui.primitives.draws.rules import earliest
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.notices.rules import check_field
from gonghui.primitives.transactions import action

from .. import refusals, rules
from ..models import Fair, Session, Stall, Venue
from ..pages.agenda import DRAFTS
from ..pages.drawn import why_no_session_more
from ..refusals import draw as draw_refusals
from .dealers import renew_tills
from .holding import hold_hall, hold_what_there_is, unpublished

TERMS = (
    *("name", "about", "guarantee", "funded_by", "sign_up_opens_at", "sign_up_closes_at", "member_since"),
    *("rate_min", "rate_max", "rate_source", "max_items", "max_subsidy", "early_minutes", "late_minutes"),
    *("cancel_days", "after_sales_days", "after_sales_answer_days"),
    *("way", "expected", "extra_lots", "need_lots", "beacon_rule", "offer_minutes"),
)


@action
def draft(*, union: Any, terms: dict[str, Any], by_person: Any, by: Caller, now: datetime) -> Fair:
    """A new fair of `union`, not yet visible to workers. `terms` holds fields named in TERMS.

    Raises BadTerms, LongForMessage, LinkInMessage: receipts go out by SMS under its name.
    """
    fair = Fair(union=union, code=new_code(8), created_by=by_person, **_checked(terms))
    fair.save(force_insert=True)
    agenda.renew(DRAFTS, [fair.pk], now=now)
    journal.record("fairs.draft", fair, by=by, now=now, label=fair.name, facts={"union": union.name})
    return fair


@action
def revise(fair: Fair, *, terms: dict[str, Any], by: Caller, now: datetime) -> Fair:
    """Change the terms of a fair that is not published yet. Raises AlreadyPublished, BadTerms and as `draft`."""
    fair = unpublished(fair)
    for name, value in _checked(terms).items():
        setattr(fair, name, value)
    fair.save(update_fields=[name for name in TERMS if name in terms])
    agenda.renew(DRAFTS, [fair.pk], now=now)
    journal.record("fairs.revise", fair, by=by, now=now, label=fair.name, facts={"changed": sorted(terms)})
    return fair


@action
def choose_way(fair: Fair, way: str, *, by: Caller, now: datetime) -> Fair:
    """First come or by draw, while the fair is a draft. Raises AlreadyPublished, SessionBeforeDraw."""
    fair = unpublished(fair)
    fair.way = Fair.Way(way)
    sessions = Session.objects.filter(venue__fair=fair, cancelled_at=None)
    refuse_before_draw(fair, sessions.values_list("starts_at", flat=True))
    fair.save(update_fields=["way"])
    journal.record("fairs.revise", fair, by=by, now=now, label=fair.name, facts={"changed": ["way"]})
    return fair


@action
def add_sessions(
    venue: Venue,
    *,
    days: Sequence[date],
    opens: time,
    closes: time,
    minutes: int,
    capacity: int,
    by: Caller,
    now: datetime,
    pauses: Sequence[tuple[time, time]] = (),
) -> list[Session]:
    """Sessions generated from opening hours. All or none.

    Raises NothingFits, SessionsOverlap, EndsBeforeSignUp, BadTerms, FairOver, HallGone; around a draw
    SessionBeforeDraw, draws' ListFrozen, DrawnWait.
    """
    if capacity < 1:
        raise refusals.NoPlaces()
    planned = rules.plan_sessions(days, opens, closes, minutes, timezone.get_default_timezone(), pauses)
    fair = hold_what_there_is(venue.fair)
    if refusal := why_no_session_more(fair, now):
        raise refusal
    refuse_out_of_time(fair, planned[0], now)
    refuse_before_draw(fair, [window.starts for window in planned])
    hold_hall(venue)
    refuse_overlap(venue, planned)
    sessions = [_planned(venue, fair, window, capacity) for window in planned]
    Session.objects.bulk_create(sessions)
    renew_tills(venue=venue, now=now)
    journal.record(
        "fairs.add_sessions", fair, by=by, now=now, label=venue.hall, facts={"count": len(sessions), "each": capacity}
    )
    return sessions


def _planned(venue: Venue, fair: Fair, window: Window, capacity: int) -> Session:
    pool = admission.open_pool(
        scope=fair.pk,
        capacity=capacity,
        opens_at=fair.sign_up_opens_at,
        closes_at=window.ends,
        for_draw=fair.way == Fair.Way.DRAW and fair.drawn_at is None,
        offer_minutes=fair.offer_minutes,
    )
    return Session(venue=venue, starts_at=window.starts, ends_at=window.ends, pool=pool)


@action
def publish(fair: Fair, *, by: Caller, now: datetime) -> Fair:
    """Open the fair to workers and freeze its prices.

    Raises AlreadyPublished, NotReady, NoTimeForNeed, SessionBeforeDraw, EndsBeforeSignUp.
    """
    fair = unpublished(fair)
    missing = rules.missing_for_publication(
        venues=fair.venues.count(),
        sessions=Session.objects.filter(venue__fair=fair, cancelled_at=None).count(),
        stalls=Stall.objects.filter(venue__fair=fair).count(),
        offers=fair.offers.filter(withdrawn_at=None).count(),
    )
    if missing:
        raise refusals.NotReady(missing=tuple(map(Word, missing)))
    _refuse_no_time_for_need(fair, now)
    _open_to_workers(fair, now)
    agenda.done(DRAFTS.key, [fair.pk])
    renew_tills(venue__fair=fair, now=now)
    journal.record("fairs.publish", fair, by=by, now=now, label=fair.name)
    return fair


def _refuse_no_time_for_need(fair: Fair, now: datetime) -> None:
    """The list of need is brought between publication and the first entry; without a moment for it, it stays empty."""
    if fair.way == Fair.Way.DRAW and fair.need_lots and fair.sign_up_opens_at <= now:
        raise draw_refusals.NoTimeForNeed(opens=clock.moment(fair.sign_up_opens_at))


def _open_to_workers(fair: Fair, now: datetime) -> None:
    _keep_to_terms(fair)
    if fair.way == Fair.Way.DRAW:
        fair.draw = draws.open_draw(
            scope=fair.pk,
            series=fair.union_id,
            opens_at=fair.sign_up_opens_at,
            closes_at=fair.sign_up_closes_at,
            rule=rules.draw_rule(fair.extra_lots, fair.need_lots),
            beacon_rule=fair.beacon_rule,
        )
    fair.published_at = now
    fair.save(update_fields=["published_at", "draw"])


def _keep_to_terms(fair: Fair) -> None:
    """Sessions that were planned under earlier terms open and are given by those that are published."""
    sessions = Session.objects.filter(venue__fair=fair, cancelled_at=None).order_by("starts_at")
    planned = [Window(*times) for times in sessions.values_list("starts_at", "ends_at")]
    refuse_before_draw(fair, [window.starts for window in planned])
    for window in planned:
        _refuse_before_sign_up(fair, window)
    terms = {"offer_minutes": fair.offer_minutes, "for_draw": fair.way == Fair.Way.DRAW}
    Pool.objects.filter(scope=fair.pk, closed_at=None).update(opens_at=fair.sign_up_opens_at, **terms)


def refuse_before_draw(fair: Fair, starts: Iterable[datetime]) -> None:
    """Raise SessionBeforeDraw for a session that begins before the draw can be made."""
    first, drawn = min(starts, default=None), earliest(fair.sign_up_closes_at, fair.beacon_rule)
    if fair.way == Fair.Way.DRAW and fair.drawn_at is None and first is not None and first <= drawn:
        raise draw_refusals.SessionBeforeDraw(session=clock.moment(first), drawn=clock.moment(drawn))


def refuse_overlap(venue: Venue, planned: Sequence[Window], *, but: Sequence[Session] = ()) -> None:
    """Raise SessionsOverlap if a planned window overlaps a standing session of the hall; the venue must be locked."""
    standing = venue.sessions.standing().exclude(pk__in=[session.pk for session in but])
    clash = rules.first_overlap(planned, [Window(s.starts_at, s.ends_at) for s in standing])
    if clash:
        raise refusals.SessionsOverlap(new=_span(clash[0]), old=_span(clash[1]))


def refuse_out_of_time(fair: Fair, session: Window, now: datetime) -> None:
    """Raise StartsInThePast, or EndsBeforeSignUp for a session nobody could ever sign up for."""
    if session.starts <= now:
        raise refusals.StartsInThePast()
    _refuse_before_sign_up(fair, session)


def _refuse_before_sign_up(fair: Fair, session: Window) -> None:
    if session.ends <= fair.sign_up_opens_at:
        raise refusals.EndsBeforeSignUp(session=_span(session), opens=clock.moment(fair.sign_up_opens_at))


def _span(window: Window) -> str:
    return clock.span(window.starts, window.ends)


def _checked(terms: dict[str, Any]) -> dict[str, Any]:
    opens, closes = terms.get("sign_up_opens_at"), terms.get("sign_up_closes_at")
    if opens and closes and not opens < closes:
        raise refusals.ClosesBeforeItOpens()
    low, high = terms.get("rate_min"), terms.get("rate_max")
    if low is not None and high is not None and not 0 < low <= high < 10_000:
        raise refusals.BadRateRange()
    if terms.get("max_items", 1) < 1 or terms.get("max_subsidy", 1) < 1:
        raise refusals.BadLimits()
    if "name" in terms:
        check_field(terms["name"])
    return terms
