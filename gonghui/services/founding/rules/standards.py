"""Days, shares and numbers of the rules, each from a day on and with its source; weak ones are shown as such."""

from dataclasses import dataclass
from datetime import date

from gonghui.kernel.words import gettext_noop as _

LAW = date(2022, 1, 1)  # the Trade Union Law as amended is in force
ELECTIONS = date(2016, 10, 9)
PRACTICE = date(2026, 1, 1)


@dataclass(frozen=True, slots=True)
class Standard:
    """`value` counts from `since` until a later one of the same name. Weak: not read in the paper itself."""

    name: str
    value: int
    since: date
    says: str
    source: str
    weak: bool = False


STANDARDS = (
    Standard("members", 25, LAW, _("会员 25 人以上应当建立基层工会委员会"), _("《工会法》第十一条")),
    Standard("years_short", 3, LAW, _("基层工会每届任期三年或五年"), _("《工会法》第十六条")),
    Standard("years_long", 5, LAW, _("基层工会每届任期三年或五年"), _("《工会法》第十六条")),
    Standard("change_days", 30, date(2020, 1, 1), _("名称、住所、主席变更后 30 日内办理变更登记"),
             _("《工会法人登记管理办法》")),
    Standard("quorum_thirds", 2, ELECTIONS, _("到会人数达到应到会人数的三分之二，才能选举"),
             _("《工会基层组织选举工作条例》"), weak=True),
    Standard("majority_percent", 50, ELECTIONS, _("得票超过应到会人数的一半才能当选"),
             _("《工会基层组织选举工作条例》"), weak=True),
    Standard("surplus_percent", 5, ELECTIONS, _("委员、经费审查委员差额选举，差额不低于 5%，至少多一人"),
             _("《工会基层组织选举工作条例》"), weak=True),
    Standard("first_alarm", 90, PRACTICE, _("到期前 90 天提醒"), _("平台约定")),
    Standard("second_alarm", 30, PRACTICE, _("到期前 30 天再提醒"), _("平台约定")),
)  # fmt: skip


def standard(name: str, on: date) -> Standard:
    """The one in force on a day; before the first, the first."""
    named = sorted((each for each in STANDARDS if each.name == name), key=lambda each: each.since)
    return next((each for each in reversed(named) if each.since <= on), named[0])
