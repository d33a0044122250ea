"""When one leaves, and by which steps a membership ends by itself. Pure; what varies is dated data with its source."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.people.powers import Act, Power

from . import refusals as no

LIFE = Act("membership.life", Power.MANAGE)
REASONS_KEPT = timedelta(days=3 * 365)  # what people wrote on leaving, and what was said in talks
TALK_WITHIN = timedelta(days=14)  # after a lapse was begun officers are reminded of the talk
BEGUN, TALKED, NOTICED, OVER, DROPPED = "begun", "talked", "noticed", "over", "dropped"


@dataclass(frozen=True, slots=True)
class LeavingRule:
    """From `since` on: days between a statement and its effect; months without dues and part; days of notice."""

    since: date
    undo_days: int
    idle_months: int
    notice_days: int
    source: str
    weak: bool


RULES = (
    LeavingRule(
        date(2018, 10, 26), 7, 6, 30,
        _("中国工会章程（退会自由、六个月不缴会费不参加组织生活经教育拒不改正视为自动退会）；公示天数为本平台暂定"),
        weak=True,
    ),
)  # fmt: skip


def rule_on(day: date) -> LeavingRule:
    """What holds on a day; before the first rule, that first one."""
    return next((one for one in reversed(RULES) if one.since <= day), RULES[0])


def takes_effect(today: date) -> date:
    """The day on which a statement of today ends the membership."""
    return today + timedelta(days=rule_on(today).undo_days)


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier; the month's last where it has no such day."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(years, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("unreachable")


def check_idle(idle_since: date, *, today: date) -> None:
    """Raises NotIdleLongEnough."""
    months = rule_on(today).idle_months
    if idle_since > months_before(today, months):
        raise no.NotIdleLongEnough(day=idle_since, months=months)


def check_talk(talked_on: date, *, begun_on: date, today: date) -> None:
    """Raises TalkOutOfTime."""
    if not begun_on <= talked_on <= today:
        raise no.TalkOutOfTime(day=talked_on)


def stage(*, talked_on: date | None, noticed_at: datetime | None, done: bool, dropped: bool) -> str:
    """How far an automatic leaving is."""
    if done or dropped:
        return OVER if done else DROPPED
    if noticed_at:
        return NOTICED
    return TALKED if talked_on else BEGUN


def check_stage(found: str, wanted: str) -> None:
    """Raises StepMissing, LapseOver."""
    if found in (OVER, DROPPED):
        raise no.LapseOver()
    if found != wanted:
        raise no.StepMissing()


def check_died(died_on: date, *, today: date) -> None:
    """Raises DiedLater."""
    if died_on > today:
        raise no.DiedLater(day=died_on)
