"""Signs of life: the host taps, a door opens, a device beats, somebody looks. Heard, kept, and counted from then on."""

from datetime import datetime, timedelta

from gonghui.kernel import dates
from gonghui.kernel.callers import Caller
from gonghui.kernel.hours import Session
from gonghui.primitives import clock
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.transactions import action

from .. import refusals, rules
from ..models import Closure, Premises, Sign
from ..standing import hours_now

LONGEST_SHUT = timedelta(hours=12)  # how long "shut" counts at most where one opening runs over whole days
A_DAY = timedelta(hours=24)
QUIET = {Sign.Way.DOOR, Sign.Way.HEARTBEAT, Sign.Way.VISIT}  # far too many for the journal


@action
def confirm_open(
    premises: Premises, *, way: str, by: Caller, now: datetime, told_at: datetime | None = None
) -> Sign | None:
    """It is open now. Within the hours it is shown as confirmed; beyond them it stays open for a while; and what was
    found locked is open again, unless only a device says so.

    `told_at`: it was so then, and is heard now; where the same or something newer is known it changes nothing: None.
    Raises UnknownWay, GivenUp, ClosedForNow.
    """
    premises, way, at = held(premises), _way(way), min(told_at or now, now)
    if told_at and _newer_known(premises, at):
        return None
    closure = Closure.objects.whole().at(at).filter(premises=premises).order_by("-ends").first()
    if closure:
        raise refusals.ClosedForNow(name=premises.name, until=clock.moment(closure.ends), reason=closure.reason)
    sign = _told(premises, way, is_open=True, by=by, now=at)
    premises.shut_until = None
    if hours_now(premises, at) is None:
        premises.open_until = at + rules.BEYOND_HOURS[way]
    unlocked = premises.found_locked_at is not None and way in rules.UNLOCKS
    if unlocked:
        premises.found_locked_at = None
    _keep(premises, sign)
    if way not in QUIET or unlocked:
        journal.record("places.confirm_open", premises, by=by, now=now, facts=_facts(way, told_at))
    return sign


@action
def tell_shut(
    premises: Premises, *, way: str, by: Caller, now: datetime, told_at: datetime | None = None
) -> Sign | None:
    """It is shut, though its hours may say otherwise: until they end, or
    for LONGEST_SHUT where they do not within a day. `told_at` as in `confirm_open`. Raises UnknownWay, GivenUp."""
    premises, way, at = held(premises), _way(way), min(told_at or now, now)
    if told_at and _newer_known(premises, at):
        return None
    sign = _told(premises, way, is_open=False, by=by, now=at)
    session = hours_now(premises, at)
    premises.open_until = None
    premises.shut_until = _shut_until(session, at) if session else None
    _keep(premises, sign)
    if way not in QUIET:
        journal.record("places.tell_shut", premises, by=by, now=now, facts=_facts(way, told_at))
    return sign


def _newer_known(premises: Premises, at: datetime) -> bool:
    return premises.last_sign is not None and premises.last_sign.last_at >= at


def _facts(way: str, told_at: datetime | None) -> dict[str, str]:
    return {"way": way} | ({"at": clock.moment(told_at)} if told_at else {})


def _shut_until(session: Session, now: datetime) -> datetime:
    ends = session.closes
    return ends if ends is not None and ends - now <= A_DAY else now + LONGEST_SHUT


def held(premises: Premises) -> Premises:
    """The row itself, locked: signs and reports of one place take turns."""
    locked = Premises.objects.select_for_update(of=("self",)).select_related("last_sign").get(pk=premises.pk)
    if locked.closed_on:
        raise refusals.GivenUp(name=locked.name, day=dates.day(locked.closed_on))
    return locked


def _way(text: str) -> str:
    if text not in Sign.Way.values:
        raise refusals.UnknownWay(text=text[:20])
    return Sign.Way(text)


def _told(premises: Premises, way: str, *, is_open: bool, by: Caller, now: datetime) -> Sign:
    """The latest sign told again, or a new one."""
    last = premises.last_sign
    if (
        last
        and (last.way, last.is_open, last.by_person) == (way, is_open, by.person)
        and now - last.last_at < rules.SAME_SIGN
    ):
        last.last_at = max(now, last.last_at)
        last.save(update_fields=["last_at"])
        return last
    return Sign.objects.create(
        premises=premises, way=way, is_open=is_open, at=now, last_at=now, by_person=by.person, by_name=by.name[:60],
        created_at=now,
    )  # fmt: skip


def _keep(premises: Premises, sign: Sign) -> None:
    premises.last_sign = sign
    premises.save(update_fields=["last_sign", "open_until", "shut_until", "found_locked_at"])
