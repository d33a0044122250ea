"""The state of premises, of one or of a whole list with the same few queries, and the sentence it is told in."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max, QuerySet
from django.utils import timezone

from gonghui.kernel.hours import FARTHEST, NO_CALENDAR, Calendar, Session, opens_next, session_at
from gonghui.primitives import clock
from gonghui.primitives.planned import planned

from . import rules
from .models import CalendarDay, Closure, Premises, Sign, Trouble
from .rules import Heard, Known, State
from .speaking import spoken

LOOK_BACK = timedelta(days=9)


def state_of(premises: Premises, now: datetime) -> State:
    """The state of one; four queries at most."""
    return states_of([premises], now)[premises.pk]


def states_of(many: Iterable[Premises], now: datetime) -> dict[UUID, State]:
    """The state of each; four queries at most for all, three when `last_sign` was loaded with them."""
    listed = {premises.pk: premises for premises in many}
    if not listed:
        return {}
    hours = _Hours(now, calendar_around(now))
    closures = _closures(listed, now)
    reports = _locked_reports(listed)
    signs = _signs(listed.values())
    return {
        pk: spoken(rules.state(_known(premises, now, hours, closures, reports, signs), now), premises, now)
        for pk, premises in listed.items()
    }


class _Hours:
    """What hours alone say now. Of a list most places keep one of a few weeks: each is reckoned once."""

    def __init__(self, now: datetime, calendar: Calendar) -> None:
        self._now, self._calendar = now, calendar
        self._known: dict[tuple[tuple[int, ...], bool, bool], tuple[Session | None, datetime | None]] = {}

    def of(self, premises: Premises) -> tuple[Session | None, datetime | None]:
        """The stretch in which it is open, and where it is not, or was shut, when it opens next."""
        week = tuple(premises.week), premises.by_calendar, premises.shut_until is None
        if week not in self._known:
            self._known[week] = self._reckoned(premises)
        return self._known[week]

    def _reckoned(self, premises: Premises) -> tuple[Session | None, datetime | None]:
        zone, days = timezone.get_default_timezone(), self._calendar if premises.by_calendar else NO_CALENDAR
        session = session_at(premises.hours, self._now, days, zone=zone)
        if session is not None and not premises.shut_until:
            return session, None
        return session, opens_next(premises.hours, self._now, days, zone=zone)


def calendar_around(now: datetime) -> Calendar:
    """The calendar of the days a state or a booking may ask for; one query."""
    on = clock.date_of(now)
    return CalendarDay.objects.calendar(on - LOOK_BACK, on + timedelta(days=FARTHEST + 1))


def hours_now(premises: Premises, now: datetime) -> Session | None:
    """What the hours alone say; one query."""
    days = calendar_around(now) if premises.by_calendar else NO_CALENDAR
    return session_at(premises.hours, now, days, zone=timezone.get_default_timezone())


def _known(
    premises: Premises,
    now: datetime,
    hours: _Hours,
    closures: Mapping[UUID, tuple[datetime, str]],
    reports: Mapping[UUID, datetime],
    signs: Mapping[UUID, Sign],
) -> Known:
    zone = timezone.get_default_timezone()
    session, next_one = hours.of(premises)
    sign = signs.get(premises.last_sign_id) if premises.last_sign_id else None
    closure_until, closure_says = closures.get(premises.pk, (None, ""))
    return Known(
        session=session,
        opens_next=next_one,
        heard=Heard(sign.way, sign.is_open, sign.last_at) if sign else None,
        open_until=premises.open_until,
        shut_until=premises.shut_until,
        found_locked_at=premises.found_locked_at,
        locked_report_at=reports.get(premises.pk),
        closure_until=closure_until,
        closure_says=closure_says,
        starts_on=premises.opened_on if premises.opened_on > now.astimezone(zone).date() else None,
        given_up=premises.closed_on is not None,
    )


def _closures(listed: Mapping[UUID, Premises], now: datetime) -> dict[UUID, tuple[datetime, str]]:
    """Until when, and why, those are closed that are: of several closures the one that lasts longest."""
    return {pk: (ends, reason) for pk, ends, reason in _closed.rows(now=now, premises=list(listed))}


@planned
def _closed(now: Any, premises: Any) -> QuerySet[Closure]:
    rows = Closure.objects.whole().at(now).filter(premises__among=premises).order_by("ends", "pk")
    return rows.values_list("premises", "ends", "reason")


def _locked_reports(listed: Mapping[UUID, Premises]) -> dict[UUID, datetime]:
    return dict(_locked.rows(premises=list(listed)))


@planned
def _locked(premises: Any) -> QuerySet[Trouble]:
    open_ones = Trouble.objects.open().filter(premises__among=premises, what=Trouble.What.LOCKED).order_by()
    return open_ones.values("premises").annotate(last=Max("at")).values_list("premises", "last")


def _signs(many: Iterable[Premises]) -> dict[UUID, Sign]:
    loaded = [premises.last_sign for premises in many if "last_sign" in premises._state.fields_cache]
    known = {sign.pk: sign for sign in loaded if sign}
    missing = {premises.last_sign_id for premises in many if premises.last_sign_id} - set(known)
    return known | (Sign.objects.in_bulk(missing) if missing else {})
