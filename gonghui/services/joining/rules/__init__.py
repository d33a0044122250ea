"""Who may join and by which rule, by when it is decided, and what may be done with an application. Pure."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from gonghui.kernel.refusals import Refused
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.people.powers import Act, Power

from .. import refusals

DECIDE = Act("joining.decide", Power.MANAGE)
WATCH = Act("joining.watch", Power.WATCH)
ENTER = Act("joining.enter", Power.RECEIVE)

OPEN = ("draft", "waiting", "returned")
LONGEST_REASON = 200
UNDO = timedelta(days=7)  # so long the person may undo what somebody else entered for them
APPEAL_WITHIN = timedelta(days=30)
KEPT = timedelta(days=180)  # after its end, of an application that came to nothing; of a draft DRAFT_KEPT
DRAFT_KEPT = timedelta(days=30)
BULK_KEPT = timedelta(days=30)  # after its end, of a decision by filter and of whom it left
ROUTES = ("own", "employer", "above", "home")
LONGEST_PLATFORM = 60
LAST_MINUTE = time(23, 59)  # of a day, as people are told
MEANING = {
    "own": _("自己选的工会"),
    "employer": _("单位有工会，由它受理"),
    "above": _("单位还没有工会，由单位所在地的上级工会受理"),
    "home": _("没有单位，或单位没有工会：由常住地的网上会员之家受理，福利一样"),
}
AREAS = ("township", "district", "city", "province")  # kinds of unions that have a 网上会员之家 for their place


@dataclass(frozen=True, slots=True)
class Term:
    """Within how many working days an application is decided, from a day on, and by which paper."""

    since: date
    days: int
    source: str


TERMS = (Term(date(2016, 12, 12), 3, _("工会会员会籍管理办法；本平台承诺三个工作日")),)


@dataclass(frozen=True, slots=True)
class Keeping:
    """From a day on: how many days a returned application is kept, its person told so many days before its end."""

    since: date
    days: int
    told: int
    source: str

    def until(self, returned: datetime) -> datetime:
        return returned + timedelta(days=self.days)


KEEPINGS = (
    Keeping(
        date(2021, 11, 1), 90, 14, _("个人信息保护法第十九条：保存期限为实现目的所必要的最短时间；本平台定为九十天")
    ),
)


def term(*, on: date) -> Term:
    """The term in force on a day."""
    return max((one for one in TERMS if one.since <= on), key=lambda one: one.since, default=TERMS[0])


def keeping(*, on: date) -> Keeping:
    """How long what was returned is kept, as it is on a day."""
    return max((one for one in KEEPINGS if one.since <= on), key=lambda one: one.since, default=KEEPINGS[0])


def due(sent: datetime, calendar: Mapping[date, bool]) -> datetime:
    """The last minute of the last working day of the term, in the zone of `sent`; the day of sending does not count.

    `calendar` says of days that are not their own weekday whether work is done on them.
    """
    day, left = sent.date(), term(on=sent.date()).days
    while left:
        day += timedelta(days=1)
        left -= calendar.get(day, day.weekday() < 5)
    return datetime.combine(day, LAST_MINUTE, sent.tzinfo)


def check_waiting(state: str) -> None:
    """Raises what says why it cannot be decided."""
    if state != "waiting":
        raise refusals.NotWaiting()


def check_own(person: object, officer: object) -> None:
    """Raises OwnApplication."""
    if officer is not None and person == officer:
        raise refusals.OwnApplication()


def may_appeal(*, state: str, decided_at: datetime | None, appealed: bool, met: bool, now: datetime) -> Refused | None:
    """Why it cannot be brought before the union above, or None. Who was found to be a member has nothing to gain."""
    if state != "refused" or decided_at is None or met:
        return refusals.NothingToAppeal()
    if appealed:
        return refusals.AppealedAlready()
    return refusals.AppealTooLate() if decided_at < now - APPEAL_WITHIN else None


def check_trade(trade: str, *, known: Container[str]) -> None:
    """None at all, or one of those that are known. Raises UnknownTrade."""
    if trade and trade not in known:
        raise refusals.UnknownTrade(trade=trade[:20])


def check_platforms(names: list[str]) -> None:
    """Raises WorkTooLong."""
    if any(len(name) > LONGEST_PLATFORM for name in names):
        raise refusals.WorkTooLong(most=LONGEST_PLATFORM)


def platforms(text: str) -> list[str]:
    """Where somebody works, each once: "美团、顺丰" is two."""
    for mark in "，,;；/\n":
        text = text.replace(mark, "、")
    return list(dict.fromkeys(filter(None, (each.strip() for each in text.split("、")))))
