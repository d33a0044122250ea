"""Who hears, how fast, how often for free, and what may be changed until when. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from gonghui.kernel.quarters import whole
from gonghui.kernel.window import Window
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.casework.kinds import Kind, Limit, Relation, Stage, Told
from gonghui.primitives.people.powers import Act, Power

from .. import refusals

MANAGE = Act("counselling.manage", Power.MANAGE)  # texts, and figures of groups: no word of anybody
COUNSEL = Act("counselling.counsel", Power.COUNSEL)

# The nation's line for psychological help, everywhere since May 2025: eighteen hours a day at least (NHC, 2024-12).
# Who is told of it at night is therefore told of the union's line and of 120 and 110 too, which always answer.
LINE = "12356"
STATEMENT = "2026-01"  # of the separate consent: another text is another statement
SCOPE = UUID("0190c0de-0000-7000-8000-00000000c0de")  # of hours: nobody is with two counsellors at a time
LENGTH = timedelta(minutes=60)  # of a talk
AHEAD = timedelta(days=30)  # so far times are offered
REMIND = timedelta(hours=24)
LONGEST_TITLE, LONGEST_TEXT, LONGEST_ABOUT, LONGEST_NOTE, LONGEST_REASON = 40, 2_000, 300, 4_000, 200
LONGEST_OPENING = timedelta(hours=12)
MOST_WEEKS = 12
KEPT = timedelta(days=2 * 365)  # answers and results
NOTES_KEPT = timedelta(days=3 * 365)
TALKS_KEPT = timedelta(days=30)  # what it was about, and its number and that of a call, after their end
STARS = range(1, 6)


@dataclass(frozen=True, slots=True)
class Promise:
    """So many, from a day on, and by which paper."""

    since: date
    many: int
    source: str


CALL_WITHIN = (Promise(date(2026, 1, 1), 15, _("本平台承诺：十五分钟内有咨询师接手，日夜一样")),)  # minutes
# Whoever took a call has reached who waits by then, or said a word to them; else it is anybody's again.
REACH_WITHIN = timedelta(minutes=30)
FREE_TALKS = (Promise(date(2026, 1, 1), 6, _("本平台承诺：每人每年六次免费咨询")),)


def in_force(promises: Sequence[Promise], on: date) -> Promise:
    """The newest that holds on a day; before the first, the first."""
    return max((one for one in promises if one.since <= on), key=lambda one: one.since, default=promises[0])


CALL = Kind(
    code="counselling",
    title=_("心理回电"),
    act=COUNSEL,
    seen_by=frozenset({Relation.ASKER, Relation.ASSIGNED}),
    stages=(
        Stage("waiting", _("等待回电"), ("working", "closed"), (Limit(date(2026, 1, 1), 0, CALL_WITHIN[0].source),),
              tone="warn", dated=False),
        Stage("working", _("咨询师已接手"), ("answered", "closed"),
              (Limit(date(2026, 1, 1), 1, _("本平台承诺：一个工作日内通上话")),), tone="warn"),
        Stage("answered", _("已经通话"), ("working", "closed"),
              (Limit(date(2026, 1, 1), 5, _("本平台承诺：五个工作日内再问一次近况")),), answered=True, tone="good"),
        Stage("closed", _("已结束"), ("working",)),
    ),
    first="waiting",
    taken="working",
    ended="closed",
    levels=(("urgent", _("最急")),),
    topics=(("call", _("请咨询师回电")),),
    outcomes=(
        ("heard", _("已经通话")), ("referred", _("已陪同转介到医院或危机热线")), ("unreachable", _("多次联系不上")),
    ),
    page="counselling:call",
    desk="counselling-console:call",
    queue="counselling-console:calls",
    icon="phone",
    told={
        "received": Told(
            _("收到了，马上有咨询师给你打电话"),
            _("十五分钟内有人接手，日夜一样，请留意陌生来电。等不及就打 12356 或 12351；有生命危险请打 120 或 110。"),
            sms=_("工惠：收到了，很快有人给你打电话。"),
            by_day=False,
        ),
        "message": Told(_("咨询师给你留了话"), _("编号 %(code)s，请打开查看。")),
        "answered": Told(_("咨询师给你留了话"), _("编号 %(code)s，请打开查看；还想说，随时再叫我们。")),
        "closed": Told(
            _("这次回电结束了"), _("编号 %(code)s。什么时候想再说说话，随时再来。"), sms=_("工惠：编号%(code)s已结束。")
        ),
        "reopened": Told(_("咨询师会再给你打电话"), _("编号 %(code)s，请留意陌生来电。")),
        "late": Told(
            _("很抱歉让你久等"),
            _("上级工会已在催办。请不要一个人扛着，现在就打 12356 或 12351；有生命危险请打 120 或 110。"),
            by_day=False,
        ),
    },
)  # fmt: skip


def times(openings: Sequence[Window], taken: Sequence[Window], now: datetime) -> list[Window]:
    """What can still be had of the hours that a counsellor opened, in order."""
    open_ones = {each for opening in openings if opening.ends - opening.starts >= LENGTH for each in opening.split(60)}
    free = [one for one in open_ones if one.starts > now and not any(one.overlaps(each) for each in taken)]
    return sorted(free)


def check_opening(window: Window, weeks: int, now: datetime) -> None:
    """Raises OpeningPast, OpeningUneven, OpeningTooLong, TooManyWeeks."""
    if window.starts < now:
        raise refusals.OpeningPast()
    if not whole(window):
        raise refusals.OpeningUneven()
    if not LENGTH <= window.ends - window.starts <= LONGEST_OPENING:
        raise refusals.OpeningTooLong(most=LONGEST_OPENING // timedelta(hours=1))
    if not 1 <= weeks <= MOST_WEEKS:
        raise refusals.TooManyWeeks(most=MOST_WEEKS)


def check_ahead(starts: datetime, now: datetime) -> None:
    """Raises TalkBegun: it is moved and cancelled until it begins."""
    if starts <= now:
        raise refusals.TalkBegun()
