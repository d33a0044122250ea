"""A worker asks, or a seat writes it down for who calls, comes or writes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from gonghui.kernel.attachments import Prepared
from gonghui.kernel.callers import Caller
from gonghui.kernel.codes import BadCode, parse_code
from gonghui.kernel.mobile import Mobile
from gonghui.primitives.casework import actions as casework
from gonghui.primitives.casework.dispatch import Words, answering
from gonghui.primitives.casework.models import Case
from gonghui.primitives.files.models import File
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.actions import Limit
from gonghui.primitives.people.models import Person
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action

from .. import refusals
from ..models import Ticket
from ..rules import HOTLINE

HOUR = 3600
LOOKED_PER_HOUR, LOOKED_WRONG_PER_HOUR = 20, 200  # from one address: of one code; of codes that there are not


@dataclass(frozen=True, slots=True)
class Call:
    """Who calls, comes or writes; without a name they stay unknown."""

    via: str
    name: str = ""
    mobile: Mobile | None = None
    anonymous: bool = False
    level: str = ""


def ask(
    person: Person, said: Words, *, chosen: Sequence[Prepared] = (), key: str = "", by: Caller, now: datetime
) -> Case:
    """At the union that answers for the place and the trade, never at that of the firm. Not part of another action.

    Raises NobodyThere, StorageAway, and as casework's `ask`.
    """
    return _keep(said, person, Case.Via.SELF, "", casework.bring(chosen, now=now), key, by=by, now=now)


@action
def take(call: Call, said: Words, *, key: str = "", by: Caller, now: datetime) -> Case:
    """A ticket for somebody else; who is known by name and number is told by SMS.

    Raises NameMissing, NobodyThere, and as people's `named` and casework's `ask`.
    """
    person = None
    if not call.anonymous:
        if not call.name or call.mobile is None:
            raise refusals.NameMissing()
        person = people.named(call.name, call.mobile, by=by, now=now)
    return _keep(said, person, call.via, call.level, (), key, by=by, now=now)


@action
def _keep(
    said: Words, person: Person | None, via: str, level: str, brought: Sequence[File], key: str, *, by: Caller,
    now: datetime,
) -> Case:  # fmt: skip
    asked = casework.Asked(HOTLINE, answering(said), said.topic, said.words, person, level, via)
    made = casework.ask(asked, brought=brought, key=key, by=by, now=now)
    insert_unless_taken(Ticket(case=made, division=said.place, trade=said.trade, created_at=now))
    return made


def by_code(code: str, *, by: Caller, now: datetime) -> Case:
    """Where a case stands, for who has its code: no word of it. Every try counts, by the code and by the address; a
    right one counts for its code alone, so that a hall full of askers looks from one address.

    Not part of another action. Raises UnknownCode, TooManyLooked.
    """
    here = f"hotline:code:{people.place(by)}"
    wrong = Limit(here, LOOKED_WRONG_PER_HOUR, HOUR)
    if not people.count_uses([wrong], now=now):
        raise refusals.TooManyLooked()
    try:
        code = parse_code(code)
    except BadCode as error:
        raise refusals.UnknownCode() from error
    if not people.count_use(f"{here}:{code}", limit=LOOKED_PER_HOUR, seconds=HOUR, now=now):
        raise refusals.TooManyLooked()
    found = Case.objects.of_kind(HOTLINE).filter(code=code).select_related("union").first()
    if found is None:
        raise refusals.UnknownCode()
    people.give_back([wrong])
    return found
