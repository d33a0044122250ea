"""From "who am I" over "which union" to an application that was sent; a newcomer gets a way to sign in first."""

from dataclasses import dataclass
from datetime import datetime

from gonghui.kernel.callers import Caller
from gonghui.kernel.identity import IdentityDocument
from gonghui.kernel.mobile import Mobile
from gonghui.kernel.text import person_name
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people import actions as people
from gonghui.primitives.people import keys
from gonghui.primitives.people.models import Account, Division, Employer, Person, Trade, Union
from gonghui.primitives.people.refusals import UnionClosed
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action

from .. import refusals, rules, words
from ..models import Application
from ..rules.eligibility import old_enough
from .holding import bring_before, locked, renew, seal, today, written


@dataclass(frozen=True, slots=True)
class Who:
    """The first screen. `document` None: the person's is known, or was typed before."""

    name: str
    document: IdentityDocument | None = None
    trade: str = ""
    platforms: str = ""
    consents: bool = False


@action
def begin(person: Person, *, by: Caller, now: datetime) -> Application:
    """The person's open application, a new draft where there is none. Raises IsMember."""
    member = person.memberships.active().select_related("union").first()
    if member is not None:
        raise refusals.IsMember(union=member.union.name)
    made = Application(person=person, name=person.name, mobile_tail=person.mobile_tail, created_at=now)
    if not insert_unless_taken(made):
        return Application.objects.open().select_related("union").get(person=person)
    return made


@action
def fill_in(
    person: Person,
    who: Who,
    union: Union | None = None,
    *,
    employer: Employer | None = None,
    by: Caller,
    now: datetime,
) -> Application:
    """The person's open application with what the first screen asks, and the union where one is chosen already; all of
    it or nothing. Raises as `begin`, `keep_who` and `choose`."""
    filled = keep_who(begin(person, by=by, now=now), who, by=by, now=now)
    return choose(filled, union, employer=employer, by=by, now=now) if union else filled


@action
def apply(
    person: Person, who: Who, union: Union, *, employer: Employer | None = None, by: Caller, now: datetime
) -> Application:
    """All in one step, or nothing. Raises as `fill_in` and `send`."""
    return send(fill_in(person, who, union, employer=employer, by=by, now=now), by=by, now=now)


@action
def keep_who(application: Application, who: Who, *, by: Caller, now: datetime) -> Application:
    """What the first screen asks. Raises NotWaiting, BadName, UnknownTrade, WorkTooLong, ConsentNeeded, OtherDocument,
    DocumentNeeded, WorkNeeded, TooYoung."""
    found = to_mend(application)
    if not who.consents:
        raise refusals.ConsentNeeded()
    found.name = found.person.name if found.person.documents.exists() else person_name(who.name)
    names = rules.platforms(who.platforms)
    rules.check_platforms(names)
    rules.check_trade(who.trade, known=Trade.values)
    found.trade, found.platforms = who.trade, "、".join(names)[:200]
    found.consented_at = now
    if who.document is not None:
        if has_other(found.person, who.document):
            raise refusals.OtherDocument()
        seal(found, who.document, now=now)
    _check_who(found, now)
    found.save()
    return found


@action
def choose(
    application: Application,
    union: Union,
    *,
    why: str = "own",
    employer: Employer | None = None,
    division: Division | None = None,
    by: Caller,
    now: datetime,
) -> Application:
    """Which union, and why this one. Raises NotWaiting, UnionClosed."""
    found = to_mend(application)
    if union.closed_at:
        raise UnionClosed(union=union.name)
    found.union, found.why, found.employer, found.division = union, why, employer, division
    found.save(update_fields=["union", "why", "employer", "division"])
    return found


@action
def send(application: Application, *, by: Caller, now: datetime) -> Application:
    """Before its union; once. Raises NotWaiting, UnionNeeded, UnionClosed and as `keep_who`."""
    found = to_mend(application)
    _check_who(found, now)
    if found.union is None:
        raise refusals.UnionNeeded()
    if Union.objects.get(pk=found.union_id).closed_at:
        raise UnionClosed(union=found.union.name)
    former = found.before
    found.sent_at, found.reason, found.warned_at = now, "", None
    went_up = found.before if found.appealed_at or found.raised_at else None
    above = went_up if went_up and _above(went_up, found.union) else None
    bring_before(found, above or found.union, now=now)
    found.save()
    written("send", found, by=by, now=now, union=found.union.name)
    facts = {"union": found.union.name, "due": found.due_at, "code": found.code}
    notices.tell(found.person, words.SENT, facts, about=[found.pk], sms=False, now=now)
    renew(found, former, now=now)
    return found


def newcomer(name: str, mobile: Mobile, code: str, *, by: Caller, now: datetime) -> Account:
    """The account of who read the code on this number, enrolled under the name where nobody has it.

    Not part of another action. Raises BadName, WrongCode, CodeExpired, TooManyTries, TooManyFromHere.
    """
    name = person_name(name)
    if Person.objects.by_mobile(mobile).exists():
        return people.redeem_sign_in_code(mobile, code, by=by, now=now)
    people.prove_number(mobile, code, by=by, now=now)
    return _enrolled(name, mobile, by=by, now=now)


@action
def _enrolled(name: str, mobile: Mobile, *, by: Caller, now: datetime) -> Account:
    person = people.enrol(name=name, mobile=mobile, documents=(), by=by, now=now)
    return people.open_account(person, by=by, now=now)


def _above(one: Union, other: Union) -> bool:
    return other.path.startswith(one.path)


def to_mend(application: Application) -> Application:
    """One that its person may still change. Raises NotWaiting."""
    found = locked(application)
    if found.state not in (Application.State.DRAFT, Application.State.RETURNED):
        raise refusals.NotWaiting()
    return found


def has_other(person: Person, document: IdentityDocument) -> bool:
    """Of each kind a person has one document; another number is a correction, with proof."""
    theirs = person.documents.filter(kind=document.kind)
    index = keys.document_index(document.kind, document.number)
    return theirs.exists() and not theirs.filter(number_index=index).exists()


def _check_who(found: Application, now: datetime) -> None:
    if not found.consented_at:
        raise refusals.ConsentNeeded()
    if found.number_sealed is None and not found.person.documents.exists():
        raise refusals.DocumentNeeded()
    if not (found.trade or found.platforms or found.employer_id):
        raise refusals.WorkNeeded()
    if not old_enough(found.born_on, today=today(now)):
        raise refusals.TooYoung()
