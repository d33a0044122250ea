"""Readers wait for a title; whoever is first in line gets the next copy that comes in, at the place they chose."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone

from gonghui.kernel.callers import Caller
from gonghui.primitives import clock
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.lending import actions as lending
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people.models import Person
from gonghui.primitives.places.models import Premises
from gonghui.primitives.rows import hold_rows
from gonghui.primitives.transactions import action

from .. import refusals, rules, words
from ..models import Copy, Hold, Loan, Title
from ..pages.agenda import HOLDS
from ..pages.shown import standing
from .readers import count_down, count_up

Status = Copy.Status
Outcome = Hold.Outcome
ON_THE_WAY = timedelta(days=60)  # a turn is offered for so long while its copy travels
LOOKED_AT = 5  # copies on the shelf that are tried for one hold
AT_ONCE = 100  # holds that ran out, in one round of the worker


@action
def place_hold(title: Title, person: Person, pick_up: Premises, *, key: str, by: Caller, now: datetime) -> Hold:
    """Wait for a copy, or have one set aside at once. The same key answers the same hold.

    Raises AlreadyHolding, HaveItNow, NothingToHold, NotToFetchHere, TooManyHolds, NoLoanRule, ReadsHereOnly.
    """
    if known := _held(title, person, key):
        return known
    rule = _may_hold(title, person, pick_up, now)
    counted = count_up(person, "holds", rule.holds)
    if known := _held(title, person, key):  # the second of a double click has waited for the first's count
        if counted:
            count_down(person.pk, "holds")
        return known
    if not counted:
        raise refusals.TooManyHolds(limit=rule.holds)
    turn = lending.queue(title.pk, person, key=key, now=now)
    hold = Hold.objects.create(title=title, reader=person, turn=turn, pick_up=pick_up, days=rule.hold_days)
    agenda.renew(HOLDS, [hold.pk], now=now)
    facts = {"pick_up": pick_up.name}
    journal.record("reading.place_hold", title, by=by, now=now, label=title.name, on_person=person, facts=facts)
    for copy in _on_shelf(title, pick_up):
        if serve(copy, now=now):
            break
    return Hold.objects.for_page().get(pk=hold.pk)


def _held(title: Title, person: Person, key: str) -> Hold | None:
    """The hold that this key made, if any. Raises AlreadyHolding while another waits."""
    mine = Hold.objects.for_page().filter(title=title, reader=person)
    known: Hold | None = mine.filter(turn__key=key).first()
    if known is None and mine.open().exists():
        raise refusals.AlreadyHolding(title=title.name)
    return known


def _may_hold(title: Title, person: Person, pick_up: Premises, now: datetime) -> rules.Terms:
    if pick_up.closed_on is not None:
        raise refusals.NotToFetchHere()
    if Loan.objects.open().of(person).filter(copy__title=title).exists():
        raise refusals.HaveItNow(title=title.name)
    if not Copy.objects.owned().filter(title=title).exists():
        raise refusals.NothingToHold(title=title.name)
    here = standing(pick_up, person, now=now)
    rules.check_reader(here.rule, reader=here.kind, place=pick_up.name)
    return here.rule


def _on_shelf(title: Title, pick_up: Premises) -> list[Copy]:
    """A few copies nobody has, those at the place first."""
    free = Copy.objects.on_shelf().filter(title=title).select_related("title", "at")
    near = list(free.filter(at=pick_up).order_by("pk")[:LOOKED_AT])
    return near + list(free.exclude(at=pick_up).order_by("pk")[:LOOKED_AT])


@action
def serve(copy: Copy, *, now: datetime) -> Hold | None:
    """Give a copy on the shelf to whoever is first in line for its title; None when nobody waits or it is gone."""
    if not lending.lengths([copy.title_id])[copy.title_id]:
        return None
    if not Copy.objects.filter(pk=copy.pk, status=Status.IN).update(status=Status.SET_ASIDE):
        return None
    turn = lending.offer_next(copy.title_id, until=now + ON_THE_WAY, now=now)
    if turn is None:  # the last in line has just left
        Copy.objects.filter(pk=copy.pk).update(status=Status.IN)
        return None
    hold: Hold = Hold.objects.for_page().get(turn=turn)
    hold.copy = copy
    if hold.pick_up_id == copy.at_id:
        return _lies_ready(hold, now=now)
    Copy.objects.filter(pk=copy.pk).update(status=Status.MOVING)
    copy.status = Status.MOVING
    hold.save(update_fields=["copy"])
    return hold


@action
def serve_waiting(*, now: datetime) -> int:
    """Copies that came onto the shelf while nobody looked, new ones too, go to whoever waits. Returns how many."""
    waiting = Hold.objects.open().filter(copy=None).values("title")
    free = Copy.objects.on_shelf().filter(title__in=waiting).select_related("title", "at").order_by("pk")
    return sum(serve(copy, now=now) is not None for copy in free[:AT_ONCE])


@action
def arrived(copy: Copy, premises: Premises, *, now: datetime, tell: bool = True) -> Hold | None:
    """A copy on its way has come to a place: ready for its reader there, or only that much further."""
    copy.at = premises
    copy.save(update_fields=["at"])
    hold = Hold.objects.open().for_page().filter(copy=copy).first()
    if hold is None:
        copy.status = Status.IN
        copy.save(update_fields=["status"])
        return serve(copy, now=now) if tell else None  # who is told later is served later, by `serve_returned`
    return _lies_ready(hold, now=now, tell=tell) if hold.pick_up_id == premises.pk else hold


@action
def serve_returned(copies: Iterable[Copy], *, now: datetime) -> None:
    """What came back to a desk that had no network, and is still there after all it did, goes to whoever waits."""
    for copy in Copy.objects.filter(pk__in={copy.pk for copy in copies}).select_related("title", "at").order_by("pk"):
        if copy.status == Status.IN:
            serve(copy, now=now)
        elif hold := Hold.objects.ready().filter(copy=copy, ready_at=now).for_page().first():
            notices.tell(hold.reader, words.READY, _facts(hold), now=now)


def _lies_ready(hold: Hold, *, now: datetime, tell: bool = True) -> Hold:
    hold.ready_at = now
    hold.until = rules.due_at(now, hold.days, timezone.get_default_timezone())
    hold.save(update_fields=["copy", "ready_at", "until"])
    agenda.renew(HOLDS, [hold.pk], now=now)
    Copy.objects.filter(pk=hold.copy_id).update(status=Status.SET_ASIDE)
    if tell:
        notices.tell(hold.reader, words.READY, _facts(hold), now=now)
    return hold


def _facts(hold: Hold) -> dict[str, object]:
    place = hold.pick_up
    return {"title": hold.title.name, "place": place.name, "address": place.address, "until": hold.until}


@action
def fetched(copy: Copy, person: Person, *, now: datetime) -> None:
    """The reader takes this copy: their hold of its title ends, and the copy set aside for it is free again."""
    hold = Hold.objects.open().for_page().filter(title=copy.title_id, reader=person).first()
    if hold is None:
        return
    _end(hold, Outcome.FETCHED, now=now)
    aside, hold.copy = hold.copy, None
    if aside is None:
        return
    Copy.objects.filter(pk=aside.pk, status__in=(Status.SET_ASIDE, Status.MOVING)).update(status=Status.IN)
    if aside.pk != copy.pk:
        serve(aside, now=now)


@action
def cancel_hold(hold: Hold, *, by: Caller, now: datetime) -> Hold:
    """The reader waits no longer. Raises HoldOver."""
    found = hold_rows(Hold.objects.for_page().filter(pk=hold.pk)).get()
    if found.ended_at is not None:
        raise refusals.HoldOver(when=clock.moment(found.ended_at))
    _let_go(found, Outcome.CANCELLED, now=now)
    title = found.title
    journal.record("reading.cancel_hold", title, by=by, now=now, label=title.name, on_person=found.reader_id)
    return found


@action
def expire_holds(*, now: datetime) -> int:
    """Books that nobody fetched go to the next in line, or back on the shelf. Returns how many."""
    late = Hold.objects.ready().filter(until__lt=now).for_page().order_by("until", "pk")
    found = list(hold_rows(late, skip_locked=True, first=AT_ONCE))
    for hold in found:
        facts = _facts(hold)
        _let_go(hold, Outcome.MISSED, now=now)
        notices.tell(hold.reader, words.MISSED, facts, now=now, sms=False)
    return len(found)


def _let_go(hold: Hold, outcome: str, *, now: datetime) -> None:
    _end(hold, outcome, now=now)
    copy = hold.copy
    aside = (Status.SET_ASIDE, Status.MOVING)
    if copy is not None and Copy.objects.filter(pk=copy.pk, status__in=aside).update(status=Status.IN):
        copy.status = Status.IN
        serve(copy, now=now)


def _end(hold: Hold, outcome: str, *, now: datetime) -> None:
    hold.ended_at, hold.outcome = now, outcome
    hold.save(update_fields=["ended_at", "outcome"])
    agenda.done(HOLDS.key, [hold.pk])
    offered = hold.turn.offered_until
    if outcome == Outcome.FETCHED and offered is not None and offered > now:
        lending.take_up(hold.turn, now=now)
    else:
        lending.leave_queue(hold.turn, now=now)
    count_down(hold.reader_id, "holds")
