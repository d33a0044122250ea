"""A state as the sentence that people read, and the week as they would say it."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import groupby

from django.utils import timezone
from django.utils.translation import get_language, gettext_noop, ngettext
from django.utils.translation import gettext as _

from gonghui.kernel import dates
from gonghui.kernel.hours import DAYS, HOLIDAY, Week
from gonghui.primitives import clock

from .models import Premises
from .rules import State, Why

BY_WAY = {
    "tap": gettext_noop("%(ago)s由场所人员确认开着"),
    "door": gettext_noop("%(ago)s有人刷开门禁"),
    "heartbeat": gettext_noop("%(ago)s设备报告开着"),
    "visit": gettext_noop("%(ago)s有人进门"),
    "report": gettext_noop("%(ago)s有工友说开着"),
    "inspection": gettext_noop("%(ago)s工会检查时开着"),
}
SAID: dict[Why, str] = {
    Why.EXPECTED: gettext_noop("按时间应当开着，今天还没有人确认"),
    Why.DOUBTED: gettext_noop("按时间应当开着，但%(ago)s有人说锁着，正在核实"),
    Why.LOCKED: gettext_noop("两次有人说锁着，有人确认开门前不算开放"),
    Why.CLOSURE: gettext_noop("临时关闭到%(until)s：%(reason)s"),
    Why.GIVEN_UP: gettext_noop("已撤销"),
}


def spoken(state: State, premises: Premises, now: datetime) -> State:
    """The state with its sentence."""
    return replace(state, says=sentence(state, premises, now))


def sentence(state: State, premises: Premises, now: datetime) -> str:
    """ "20分钟前由场所人员确认开着", "按时间应当开着，今天还没有人确认", "现在不开放，明天 8:30 开门"."""
    return _sentence(get_language(), state, premises.opened_on, now)


@lru_cache(maxsize=1024)  # of the places of a list most are told the same
def _sentence(_language: str | None, state: State, opened_on: date, now: datetime) -> str:
    facts = {
        "ago": ago(state.since, now) if state.since else _("刚才"),
        "until": clock.moment(state.until) if state.until else "",
        "reason": state.reason,
        "day": dates.day(opened_on),
        "opens": coming(state.opens, now) if state.opens else "",
    }
    return _(_template(state)) % facts


def _template(state: State) -> str:
    if state.why is Why.CONFIRMED:
        return BY_WAY[state.way]
    if state.why is Why.NOT_YET:
        return gettext_noop("%(day)s启用")
    if state.why is Why.SHUT:
        if state.opens:
            return gettext_noop("%(ago)s由场所人员告知已关门，%(opens)s开门")
        return gettext_noop("%(ago)s由场所人员告知已关门")
    if state.why is Why.CLOSED:
        return gettext_noop("现在不开放，%(opens)s开门") if state.opens else gettext_noop("现在不开放")
    return SAID[state.why]


def ago(since: datetime, now: datetime) -> str:
    """ "刚才", "20分钟前", "3小时前", "2天前"."""
    passed = max(now - since, timedelta(0))
    minutes = passed // timedelta(minutes=1)
    if minutes < 1:
        return _("刚才")
    if minutes < 60:
        return ngettext("%(n)s分钟前", "%(n)s分钟前", minutes) % {"n": minutes}
    if minutes < 24 * 60:
        return ngettext("%(n)s小时前", "%(n)s小时前", minutes // 60) % {"n": minutes // 60}
    return ngettext("%(n)s天前", "%(n)s天前", passed.days) % {"n": passed.days}


def coming(at: datetime, now: datetime) -> str:
    """ "今天 14:30", "明天 8:30", "10月8日 8:30"."""
    zone = timezone.get_default_timezone()
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    days = (local.date() - today).days
    if days not in {0, 1}:
        return clock.moment(at)
    return f"{_('明天') if days else _('今天')} {local.hour}:{local.minute:02}"


def spoken_week(week: Week, *, by_calendar: bool = True) -> list[tuple[str, str]]:
    """Lines for a notice on the door: ("周一至周五", "8:30-12:00、14:30-18:00"); equal days that follow are one line.

    Holidays have a line of their own where they count at all.
    """
    lines = []
    for text, days in groupby(range(HOLIDAY), key=week.text):
        first, *rest = days
        name = (
            _(DAYS[first])
            if not rest
            else _("%(first)s至%(last)s") % {"first": _(DAYS[first]), "last": _(DAYS[rest[-1]])}
        )
        lines.append((_("每天") if len(rest) == HOLIDAY - 1 else name, _(text) if text else _("不开放")))
    if by_calendar:
        text = week.text(HOLIDAY)
        lines.append((_(DAYS[HOLIDAY]), _(text) if text else _("不开放")))
    return lines
