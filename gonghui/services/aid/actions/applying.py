"""A worker applies, with their household and papers, once; and tells later what has changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from gonghui.kernel.attachments import Prepared
from gonghui.kernel.callers import Caller
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives import clock
from gonghui.primitives.casework import actions as casework
from gonghui.primitives.casework.actions.holding import written
from gonghui.primitives.casework.dispatch import Words, answering
from gonghui.primitives.casework.models import Case
from gonghui.primitives.files.models import File
from gonghui.primitives.people import lookups
from gonghui.primitives.people.models import Division, Person
from gonghui.primitives.rows import insert_many, insert_unless_taken
from gonghui.primitives.transactions import action

from .. import refusals, rules
from ..models import Claim, Home, Kin
from ..pages.homes import home_of, seal_account, seal_home
from ..rules.household import Household, young
from .holding import locked, renew


@dataclass(frozen=True, slots=True)
class Application:
    """What is asked for, where, by whom in work, to be paid where. `consents`: to the use of incomes and documents and
    to the masked notice; `guardian`: also for children under fourteen."""

    topic: str
    words: str
    place: Division
    home: Household
    account: str
    consents: bool = False
    guardian: bool = False
    migrant: bool = False
    employed_since: date | None = None


def apply(
    person: Person, asked: Application, *, chosen: Sequence[Prepared] = (), key: str = "", by: Caller, now: datetime
) -> Case:
    """At the union of the place, papers sealed. Not part of another action.

    Raises ConsentNeeded, GuardianNeeded, BadAccount, SinceMissing, NobodyThere, AppliedAlready, StorageAway, and as
    casework's `ask`.
    """
    digits = rules.account_number(asked.account)
    if not asked.consents:
        raise refusals.ConsentNeeded()
    if asked.migrant and asked.employed_since is None:
        raise refusals.SinceMissing()
    _check_guardian(asked.home, asked.guardian, now)
    return _keep(person, asked, digits, casework.bring(chosen, now=now), key, by=by, now=now)


def _check_guardian(home: Household, guardian: bool, now: datetime) -> None:
    if young(home.members, on=clock.date_of(now)) and not guardian:
        raise refusals.GuardianNeeded()


@action
def _keep(
    person: Person, asked: Application, digits: str, brought: Sequence[File], key: str, *, by: Caller, now: datetime
) -> Case:
    union = answering(Words(asked.topic, asked.words, asked.place))
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    again = Case.objects.filter(key=f"{by.person}:{key}").first() if key else None
    if again is not None:
        return again
    if _has_one(person):
        raise refusals.AppliedAlready()
    made = casework.ask(
        casework.Asked(rules.AID, union, asked.topic, asked.words, person), brought=brought, key=key, by=by, now=now
    )
    claim = Claim(
        case=made, person=person, division=asked.place, migrant=asked.migrant, employed_since=asked.employed_since,
        consented_at=now, created_at=now,
    )  # fmt: skip
    seal_account(claim, digits)
    insert_unless_taken(claim)
    _keep_home(claim, asked.home, now=now)
    renew(claim, now=now)
    return made


def _has_one(person: Person) -> bool:
    ours = Case.objects.of(person, rules.AID)
    return ours.open().exists() or Claim.objects.listed().filter(person=person).exists()


def _keep_home(claim: Claim, home: Household, *, now: datetime) -> None:
    """One more version; who of them is known here will not decide."""
    row = Home(claim=claim, number=claim.homes.count() + 1, created_at=now)
    seal_home(row, home)
    insert_many([row])
    indexes = [bytes.fromhex(one.document) for one in home.members if one.document]
    known = {found.person for found in lookups.known_documents(indexes).values()} - {claim.person_id}
    for person in sorted(known):
        insert_unless_taken(Kin(claim=claim, person_id=person, created_at=now))


@action
def update_home(case: Case, home: Household, *, guardian: bool = False, by: Caller, now: datetime) -> Claim:
    """What has changed, by its person: before it is decided, or once it is on the list, where officers look again.

    Raises NotAtThisStage, GuardianNeeded.
    """
    claim = locked(case)
    _check_guardian(home, guardian, now)
    if not claim.is_listed:
        rules.check_stage(claim.case.stage, ("waiting", "visiting"), _("更新家庭情况"))
    if home_of(claim) == home:  # sent twice: nothing has changed since
        return claim
    _keep_home(claim, home, now=now)
    if claim.is_listed:
        claim.changed_at = now
        claim.save(update_fields=["changed_at"])
    written("change", claim.case, by=by, now=now)
    renew(claim, now=now)
    return claim
