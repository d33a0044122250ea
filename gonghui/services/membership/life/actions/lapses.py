"""A membership ends by itself, step by step: who is idle is talked to, told, and given time; each step has its day."""

from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from gonghui.kernel.callers import Caller
from gonghui.kernel.text import one_line, tidy
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Membership
from gonghui.primitives.people.refusals import NotAMember, ReasonMissing
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action

from .. import rules, words
from ..models import Lapse
from ..pages import LAPSES
from ..refusals import LapseOver, LapseRuns, NoticeRunning, NotOneself, TalkMissing

AT_ONCE = 200


@action
def begin_lapse(membership: Membership, *, idle_since: date, by: Caller, now: datetime) -> Lapse:
    """The first step. Raises NotOneself, NotAMember, NotIdleLongEnough, LapseRuns."""
    if by.person == membership.person_id:
        raise NotOneself()
    if not Membership.objects.active().filter(pk=membership.pk).exists():
        raise NotAMember()
    rules.check_idle(max(idle_since, membership.starts_on), today=localdate(now))
    lapse = Lapse(membership=membership, idle_since=idle_since, by_person_id=by.person, created_at=now)
    if not insert_unless_taken(lapse):
        raise LapseRuns()
    _done(lapse, "membership.begin_lapse", words.TALK, {"day": idle_since}, by=by, now=now)
    return lapse


@action
def record_talk(lapse: Lapse, *, talked_on: date, talk: str, by: Caller, now: datetime) -> Lapse:
    """Somebody talked with the member, who did not want to go on. Raises NotOneself, StepMissing, TalkOutOfTime,
    TalkMissing."""
    found = _held(lapse, rules.BEGUN, by)
    rules.check_talk(talked_on, begun_on=localdate(found.created_at), today=localdate(now))
    found.talked_on, found.talk = talked_on, tidy(talk)[:500]
    if not found.talk:
        raise TalkMissing()
    found.save(update_fields=["talked_on", "talk"])
    _done(found, "membership.record_talk", None, {"day": talked_on}, by=by, now=now)
    return found


@action
def notify_lapse(lapse: Lapse, *, by: Caller, now: datetime) -> Lapse:
    """The member is told from which day on it can end. Raises NotOneself, StepMissing, LapseOver."""
    found, today = _held(lapse, rules.TALKED, by), localdate(now)
    found.noticed_at, found.ends_on = now, today + timedelta(days=rules.rule_on(today).notice_days)
    found.save(update_fields=["noticed_at", "ends_on"])
    _done(found, "membership.notify_lapse", words.NOTICED, {"day": found.ends_on}, by=by, now=now)
    return found


@action
def end_lapse(lapse: Lapse, *, by: Caller, now: datetime) -> Lapse:
    """The time of the notice is over, and the membership with it. Raises NotOneself, StepMissing, NoticeRunning,
    NotAMember."""
    found, today = _held(lapse, rules.NOTICED, by), localdate(now)
    if found.ends_on is None or today < found.ends_on:
        raise NoticeRunning(day=found.ends_on)
    if not Membership.objects.active().filter(pk=found.membership_id).exists():
        raise NotAMember()
    found.done_at = now
    found.save(update_fields=["done_at"])
    people.leave(found.membership.person, ends_on=today, why="自动退会", by=by, now=now)
    _done(found, "membership.end_lapse", words.LAPSED, {"day": today}, by=by, now=now)
    return found


@action
def drop_lapse(lapse: Lapse, *, why: str, by: Caller, now: datetime) -> None:
    """The member goes on after all. Raises NotOneself, ReasonMissing, LapseOver."""
    _check_not_own(lapse, by)
    why = one_line(why, 200)
    if not why:
        raise ReasonMissing()
    if not Lapse.objects.running().filter(pk=lapse.pk).update(dropped_at=now, dropped_because=why):
        raise LapseOver()
    _done(lapse, "membership.drop_lapse", words.DROPPED, {"why": why}, by=by, now=now)


@action
def close_over(*, now: datetime) -> int:
    """Lapses whose membership has ended another way are over, and nobody is told that it goes on. Returns how many."""
    over = list(Lapse.objects.open().exclude(membership__ends_on=None).values_list("pk", flat=True)[:AT_ONCE])
    if not over:
        return 0
    agenda.done(LAPSES.key, over)
    return Lapse.objects.open().filter(pk__in=over).update(dropped_at=now, dropped_because="会籍已经结束")


def _check_not_own(lapse: Lapse, by: Caller) -> None:
    if by.person == lapse.membership.person_id:
        raise NotOneself()


def _held(lapse: Lapse, stage: str, by: Caller) -> Lapse:
    """The row at this stage, until the act is over. Raises NotOneself, StepMissing, LapseOver."""
    _check_not_own(lapse, by)
    rows = Lapse.objects.select_for_update(of=("self",)).select_related("membership__person", "membership__union")
    found = rows.get(pk=lapse.pk)
    rules.check_stage(found.stage, stage)
    return found


def _done(
    lapse: Lapse, act: str, told: notices.Template | None, facts: dict[str, object], *, by: Caller, now: datetime
) -> None:
    person, union = lapse.membership.person, lapse.membership.union
    agenda.renew(LAPSES, [lapse.pk], now=now)
    journal.record(act, lapse, by=by, now=now, label=person.name, on_person=person, facts=facts)
    if told:
        notices.tell(person, told, {"union": union.name} | facts, sms=told is not words.DROPPED, now=now)
