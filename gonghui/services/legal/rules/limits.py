"""How long there is: each limit with its article, the day since which it holds, and its last day from a day.

A last day that falls on a holiday often moves to the next working day; what is shown is the day itself, which is never
too late.
"""

from calendar import isleap
from dataclasses import dataclass
from datetime import date, timedelta

from gonghui.kernel.words import gettext_noop as _

ARBITRATION = _("劳动争议调解仲裁法")
INJURY = _("工伤保险条例")


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """`from_what` is the day from which it counts, in words; `theirs`: others must act by then, not the worker."""

    code: str
    title: str
    from_what: str
    law: str
    article: str
    since: date
    years: int = 0
    days: int = 0
    theirs: bool = False

    def last_day(self, start: date) -> date:
        """The last day on which it is still in time; the day itself does not count."""
        if not self.years:
            return start + timedelta(days=self.days)
        year = start.year + self.years
        return start.replace(
            year=year, day=28 if (start.month, start.day) == (2, 29) and not isleap(year) else start.day
        )


@dataclass(frozen=True, slots=True)
class Counted:
    """A limit from a day that somebody said: its last day, and how many days are left (below 0: it is over)."""

    limit: TimeLimit
    start: date
    last: date
    left: int

    @property
    def over(self) -> bool:
        return self.left < 0

    @property
    def urgent(self) -> bool:
        return 0 <= self.left <= SOON


SOON = 30  # days: the page says so in red
ONE_YEAR_LAW, REGULATION, INSPECTION = date(2008, 5, 1), date(2011, 1, 1), date(2004, 12, 1)
LIMITS = (
    TimeLimit(
        "arbitration", _("申请劳动仲裁"), _("知道或者应当知道权利被侵害的那天"), ARBITRATION,
        _("第二十七条第一款：一年"), ONE_YEAR_LAW, years=1,
    ),
    TimeLimit(
        "arbitration_left", _("申请劳动仲裁要回工资"), _("离开单位的那天"), ARBITRATION,
        _("第二十七条第四款：劳动关系终止之日起一年"), ONE_YEAR_LAW, years=1,
    ),
    TimeLimit(
        "inspection", _("向劳动监察投诉"), _("拖欠行为结束的那天"), _("劳动保障监察条例"),
        _("第二十条：两年"), INSPECTION, years=2,
    ),
    TimeLimit(
        "double_pay", _("申请劳动仲裁要二倍工资"), _("离开单位那天；做满一年还没有签的，满一年的前一天"), ARBITRATION,
        _("第二十七条第一款：一年"), ONE_YEAR_LAW, years=1,
    ),
    TimeLimit(
        "lawsuit", _("不服仲裁裁决，向法院起诉"), _("收到裁决书的那天"), ARBITRATION,
        _("第四十八条、第五十条：十五日"), ONE_YEAR_LAW, days=15,
    ),
    TimeLimit(
        "injury_employer", _("单位申报工伤认定"), _("受伤或诊断为职业病的那天"), INJURY,
        _("第十七条第一款：三十日"), REGULATION, days=30, theirs=True,
    ),
    TimeLimit(
        "injury_worker", _("自己、近亲属或工会申请工伤认定"), _("受伤或诊断为职业病的那天"), INJURY,
        _("第十七条第二款：一年"), REGULATION, years=1,
    ),
    TimeLimit(
        "injury_decision", _("人社部门作出工伤认定决定"), _("受理申请的那天"), INJURY,
        _("第二十条：六十日；事实清楚的十五日"), REGULATION, days=60, theirs=True,
    ),
    TimeLimit(
        "appraisal_again", _("不服伤残鉴定，申请再次鉴定"), _("收到鉴定结论的那天"), INJURY,
        _("第二十六条：十五日"), REGULATION, days=15,
    ),
)  # fmt: skip
BY_CODE = {one.code: one for one in LIMITS}


def counted(code: str, start: date, *, today: date) -> Counted:
    """Raises KeyError for a limit that there is not."""
    limit = BY_CODE[code]
    last = limit.last_day(start)
    return Counted(limit, start, last, (last - today).days)
