"""For who has no smartphone: an officer, the hotline or a relative enters it, and whose it is can undo it."""

from dataclasses import dataclass
from datetime import datetime

from gonghui.kernel.callers import Caller
from gonghui.kernel.codes import BadCode, parse_code
from gonghui.kernel.identity import IdentityDocument
from gonghui.kernel.mobile import Mobile
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Employer, Person, Union
from gonghui.primitives.transactions import action

from .. import refusals, rules, words
from ..models import Application
from .drafting import Who, begin, choose, has_other, keep_who, send
from .going_on import withdraw
from .holding import locked, renew, today, written

HOUR, YEAR = 3600, 365 * 24 * 3600
STATE = Application.State
SLIPS_PER_HOUR = 10  # tried at one code, and by one caller
HELPED_PER_YEAR = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody else writes down for a person, who has said yes to it."""

    name: str
    mobile: Mobile
    document: IdentityDocument
    union: Union
    trade: str = ""
    platforms: str = ""
    consents: bool = False
    relation: str = ""
    employer: Employer | None = None


@action
def enter(entry: Entry, *, via: str, by: Caller, now: datetime) -> Application:
    """An application in somebody's name, sent at once; they are told by SMS and may undo it for some days.

    Raises ConsentNeeded, NameDiffers, NotForOthers, TooManyHelped, and as `send`.
    """
    if not entry.consents:
        raise refusals.ConsentNeeded()
    if via == Application.Via.HELPER and not people.count_use(
        f"joining:help:{by.person}", limit=HELPED_PER_YEAR, seconds=YEAR, now=now
    ):
        raise refusals.TooManyHelped()
    person = people.named(entry.name, entry.mobile, by=by, now=now)
    _check_free(person, entry.document, by=by, now=now)
    made = begin(person, by=by, now=now)
    who = Who(entry.name, entry.document, entry.trade, entry.platforms, consents=True)
    made = choose(keep_who(made, who, by=by, now=now), entry.union, employer=entry.employer, by=by, now=now)
    made.via, made.entered_by_id, made.relation = Application.Via(via), by.person, entry.relation
    made.undo_until = now + rules.UNDO
    made.save(update_fields=["via", "entered_by", "relation", "undo_until"])
    made = send(made, by=by, now=now)
    facts = {"who": by.name, "union": entry.union.name, "code": made.code, "until": made.undo_until}
    notices.tell(person, words.ENTERED, facts, about=[made.pk], now=now)
    return made


def _check_free(person: Person, document: IdentityDocument, *, by: Caller, now: datetime) -> None:
    """Raises NotForOthers, the same for a member, for who has begun themselves and for who has another document: nobody
    learns by it who is where, or tries out a number. It is written down where the person reads it, and counts."""
    busy = Application.objects.open().filter(person=person).exclude(state=STATE.DRAFT, consented_at=None, union=None)
    if not (busy.exists() or has_other(person, document) or person.memberships.active().exists()):
        return
    refusal = refusals.NotForOthers()
    refusal.aftermath = lambda: _keep_try(person, by=by, now=now)
    raise refusal


@action
def _keep_try(person: Person, *, by: Caller, now: datetime) -> None:
    people.count_use(f"joining:help:{by.person}", limit=HELPED_PER_YEAR, seconds=YEAR, now=now)
    journal.record("joining.tried", person, by=by, now=now, label=person.masked_name, on_person=person)


def by_slip(code: str, tail: str, *, by: Caller, now: datetime) -> Application:
    """What a slip is about, by its code and the last four of the mobile number; every try counts.

    Not part of another action. Raises UnknownSlip, TooManySlips.
    """
    try:
        code = parse_code(code)
    except BadCode as error:
        raise refusals.UnknownSlip() from error
    for key in (f"joining:slip:{code}", f"joining:slip:by:{people.place(by)}"):
        if not people.count_use(key, limit=SLIPS_PER_HOUR, seconds=HOUR, now=now):
            raise refusals.TooManySlips()
    sent = Application.objects.exclude(state=Application.State.DRAFT).select_related("person", "union", "before")
    found = sent.filter(code=code, mobile_tail=tail.strip()).exclude(mobile_tail="").first()
    if found is None:
        raise refusals.UnknownSlip()
    return found


@action
def undo(application: Application, *, by: Caller, now: datetime) -> Application:
    """Not what the person wanted; a membership that began by it ends. Raises UndoTooLate, NotToWithdraw."""
    if application.undo_until is None or application.undo_until < now:
        raise refusals.UndoTooLate()
    found = locked(application)
    if found.state != STATE.APPROVED:
        return withdraw(application, act="undo", by=by, now=now)
    home = found.union.open_or_next if found.union else None  # it may have gone on in another since
    if not found.met and found.person.memberships.active().filter(union=home).exists():
        people.leave(found.person, ends_on=today(now), why=str(words.UNDONE), by=by, now=now)
    found.state = STATE.WITHDRAWN
    found.save(update_fields=["state"])
    written("undo", found, by=by, now=now)
    renew(found, now=now)
    return found
