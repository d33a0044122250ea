"""Members whom two unions list: both unions' officers hear of it, nobody's membership is moved."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from gonghui.kernel.callers import Caller
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.notices.templates import Template
from gonghui.primitives.people.models import Office, Union
from gonghui.primitives.transactions import action

from ..models import RosterImport, RosterTrouble
from ..rules import ROSTERS

CLAIMED = Template(
    "membership.claimed_elsewhere",
    title=_("有会员被其他工会列入名单"),
    text=_(
        "“%(there)s”导入的名单里，有 %(count)s 人是“%(here)s”的会员。会籍没有改动，请与本人和对方工会核实后办理转会。"
    ),
)
LINK = "/console/membership/claims/"


def tell_the_others(roster: RosterImport, *, now: datetime) -> int:
    """Tell the officers of every union whose members this roster lists. Returns how many persons were told."""
    claims = list(roster.troubles.exclude(elsewhere=None).select_related("elsewhere", "person").order_by("pk"))
    if not claims:
        return 0
    counts = Counter(claim.elsewhere for claim in claims)
    offices = list(Office.objects.open_at(now).allowing(ROSTERS).select_related("union"))
    told = [
        (person, {"there": roster.union.name, "here": union.name, "count": count})
        for union, count in counts.items()
        for person in officers_of(union, offices)
    ]
    return notices.tell_many(told, CLAIMED, link=LINK, sms=False, now=now)


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
    facts = {"there": claim.roster.union.name, "here": claim.elsewhere.name if claim.elsewhere else ""}
    journal.record("membership.settle_claim", claim, by=by, now=now, on_person=claim.person_id, facts=facts)
    return True
