"""Members whom two unions list: both unions' officers hear of it, nobody's membership is moved."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from gonghui.kernel.callers import Caller
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people.models import Office, Union
from gonghui.primitives.transactions import action

from .. import words
from ..models import RosterImport, RosterTrouble
from ..pages.agenda import CLAIMS
from ..rules import ROSTERS


def tell_the_others(roster: RosterImport, *, now: datetime) -> int:
    """It waits for the officers of every union whose members this roster lists, and they are told. Returns how many."""
    claims = list(roster.troubles.exclude(elsewhere=None).select_related("elsewhere", "person").order_by("pk"))
    if not claims:
        return 0
    counts = Counter(claim.elsewhere for claim in claims)
    agenda.renew(CLAIMS, [union.pk for union in counts], now=now)
    offices = list(Office.objects.open_at(now).allowing(ROSTERS).select_related("union"))
    told = [
        (person, {"there": roster.union.name, "here": union.name, "count": count})
        for union, count in counts.items()
        for person in officers_of(union, offices)
    ]
    return notices.tell_many(told, words.CLAIMED, sms=False, now=now)


def officers_of(union: Union, offices: Iterable[Office]) -> set[object]:
    """Who answers for a union: its own officers, or those of the nearest union above that has any."""
    over = [office for office in offices if union.path.startswith(office.union.path)]
    nearest = max((len(office.union.path) for office in over), default=0)
    return {office.person_id for office in over if len(office.union.path) == nearest}


@action
def settle_claim(claim: RosterTrouble, *, by: Caller, now: datetime) -> bool:
    """The other union has looked into it. False when somebody did before."""
    if not RosterTrouble.objects.filter(pk=claim.pk, settled_at=None).update(settled_at=now, settled_by_id=by.person):
        return False
    agenda.renew(CLAIMS, [claim.elsewhere_id], now=now)
    facts = {"there": claim.roster.union.name, "here": claim.elsewhere.name if claim.elsewhere else ""}
    journal.record("membership.settle_claim", claim, by=by, now=now, on_person=claim.person_id, facts=facts)
    return True
