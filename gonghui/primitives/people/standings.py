"""What each standing of a membership may, from which day, and by which paper. Pure: no database, no clock."""

from dataclasses import dataclass
from datetime import date

from gonghui.kernel.words import gettext_noop as _

RULE = _("工会会员会籍管理办法（总工发〔2016〕33号）")
CHARTER = _("中国工会章程（保留会籍期间免交会费）；没有表决权一项待核实")
SINCE = date(2016, 12, 12)


@dataclass(frozen=True, slots=True)
class Entitlement:
    """From `since` on: whether members of this standing vote, owe dues, have the benefits. `weak`: to be confirmed."""

    standing: str
    since: date
    votes: bool
    dues: bool
    benefits: bool
    source: str
    weak: bool = False


ENTITLEMENTS = (
    Entitlement("regular", SINCE, votes=True, dues=True, benefits=True, source=RULE),
    Entitlement("early_retired", SINCE, votes=True, dues=True, benefits=True, source=RULE),
    Entitlement("retired", SINCE, votes=False, dues=False, benefits=True, source=CHARTER, weak=True),
    Entitlement("unemployed", SINCE, votes=False, dues=False, benefits=True, source=CHARTER, weak=True),
    Entitlement("unit_closed", SINCE, votes=False, dues=False, benefits=True, source=CHARTER, weak=True),
)


def entitlement(standing: str, *, on: date) -> Entitlement:
    """What holds for a standing on a day; before the first rule, that first one."""
    ours = sorted((one for one in ENTITLEMENTS if one.standing == standing), key=lambda one: one.since)
    return next((one for one in reversed(ours) if one.since <= on), ours[0])


def may(standing: str, what: str, *, on: date) -> bool:
    """Whether a standing has `what`, "votes" or "benefits", or owes "dues", on a day."""
    return bool(getattr(entitlement(standing, on=on), what))
