"""Somebody has died: the membership ends, nothing is sent any more; a mistake is taken back whole."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.timezone import localdate

from gonghui.kernel.callers import Caller
from gonghui.kernel.text import one_line
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people import actions as people
from gonghui.primitives.people import departures
from gonghui.primitives.people.models import Account, Membership, Person, Standing, Union
from gonghui.primitives.people.rules import within
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action

from ...tree.models import UnionChange
from .. import rules
from ..models import Death, Lapse, Leaving
from ..pages import LAPSES, LEAVINGS
from ..refusals import DeadAlready, DeathUndone, NotOneself, OfficeElsewhere, StatementMissing

MISTAKEN = "去世登记有误，已撤销"
ENDINGS = (UnionChange.Kind.MERGE, UnionChange.Kind.CLOSE)
STOPPED = ((Leaving, LEAVINGS, "undone_at"), (Lapse, LAPSES, "dropped_at"))


@action
def record_death(
    person: Person, *, died_on: date, proof: str, reach: Iterable[Union], by: Caller, now: datetime
) -> Death:
    """`reach`: the unions of who records it. Raises NotOneself, OfficeElsewhere, StatementMissing, DiedLater,
    DeadAlready."""
    _check_who(person, reach, by=by, now=now)
    proof = one_line(proof, 200)
    if not proof:
        raise StatementMissing()
    rules.check_died(died_on, today=localdate(now))
    held = Membership.objects.active().select_for_update(of=("self",)).filter(person=person).first()
    death = Death(person=person, died_on=died_on, proof=proof, by_person_id=by.person, membership=held, created_at=now)
    account = Account.objects.filter(person=person, is_active=True).first()
    death.closed_account = account is not None
    death.stopped_mobile = bool(person.mobile_tail) and person.mobile_dead_at is None
    if not insert_unless_taken(death):
        raise DeadAlready()
    departures.died(person.pk, by=by, now=now)  # before the membership ends: who leaves is told what ends with it
    if held:
        _end(held, max(died_on, held.starts_on), by=by, now=now)
    if account:
        people.close_account(account, by=by, now=now)
    if death.stopped_mobile:
        people.mark_mobile_dead(person, now=now)
    _journal("membership.record_death", death, by=by, now=now)
    return death


@action
def undo_death(death: Death, *, reach: Iterable[Union], by: Caller, now: datetime) -> None:
    """It was somebody else: what it ended goes on as if nothing had been; where the union has ended meanwhile, in the
    one that took its members. Raises NotOneself, OfficeElsewhere, DeathUndone, AlreadyMember."""
    _check_who(death.person, reach, by=by, now=now)
    if not Death.objects.standing().filter(pk=death.pk).update(undone_at=now, undone_by=by.person):
        raise DeathUndone()
    if held := death.membership:
        union = Union.objects.select_for_update(no_key=True).get(pk=held.union_id)  # nobody closes it meanwhile
        said = {"union": held.union, "starts_on": held.starts_on, "ends_on": None}
        people.correct_membership(held, **said, why=MISTAKEN, by=by, now=now)
        _go_on(held, union, by=by, now=now)
        _ask_again(held, death, now=now)
    account = Account.objects.filter(person=death.person).first()
    if death.closed_account and account:
        people.reopen_account(account, by=by, now=now)
    if death.stopped_mobile:
        people.revive_mobile(death.person, now=now)
    departures.revived(death.person_id, by=by, now=now)
    _journal("membership.undo_death", death, by=by, now=now)


def _check_who(person: Person, reach: Iterable[Union], *, by: Caller, now: datetime) -> None:
    """An account that opens something beyond the reach of who acts is not theirs to close or to open again. Raises
    NotOneself, OfficeElsewhere."""
    if by.person == person.pk:
        raise NotOneself()
    paths = [union.path for union in reach]
    for office in person.offices.open_at(now).select_related("union"):
        if not any(within(office.union.path, path) for path in paths):
            raise OfficeElsewhere()


def _go_on(held: Membership, ended: Union, *, by: Caller, now: datetime) -> None:
    """Whose union has ended meanwhile went with its members, on the day on which they went."""
    if not ended.closed_at:
        return
    union, kept = ended, False
    while union.closed_at and union.parent:
        changes = UnionChange.objects.filter(union=union, kind__in=ENDINGS, done_at__isnull=False)
        change = changes.select_related("target").order_by("-done_at").first()
        into = change.target if change else None
        union, kept = into or union.parent, kept or (change.kept if change else True)
    day = localdate(ended.closed_at)
    new = people.transfer(held.person, union, on=day, by=by, now=now)
    if kept and not new.standings.filter(ends_on=None).exists():
        people.set_standing(new, Standing.Kind.UNIT_CLOSED, starts_on=day, why=MISTAKEN, by=by, now=now)


def _ask_again(held: Membership, death: Death, *, now: datetime) -> None:
    """What the death stopped waits again."""
    for model, source, field in STOPPED:
        stopped = model.objects.filter(membership=held, **{field: death.created_at})  # type: ignore[attr-defined]
        again = list(stopped.values_list("pk", flat=True))
        stopped.update(**{field: None})
        agenda.renew(source, again, now=now)


def _end(membership: Membership, day: date, *, by: Caller, now: datetime) -> None:
    people.leave(membership.person, ends_on=day, why="去世", by=by, now=now)
    for model, source, field in STOPPED:
        open_ones = model.objects.open().filter(membership=membership)  # type: ignore[attr-defined]
        over = list(open_ones.values_list("pk", flat=True))
        open_ones.update(**{field: now})
        agenda.done(source.key, over)


def _journal(act: str, death: Death, *, by: Caller, now: datetime) -> None:
    facts = {"on": death.died_on, "proof": death.proof}
    person = death.person
    journal.record(act, death, by=by, now=now, label=person.name, on_person=person, facts=facts)
