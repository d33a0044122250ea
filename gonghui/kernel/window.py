"""A stretch of time that begins before it ends."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from gonghui.kernel.dates import of_our_age
from gonghui.kernel.refusals import Refused
from gonghui.kernel.words import gettext_noop as _

CHINA = timezone(timedelta(hours=8))  # for sentences only; one offset, no summer time since 1991


class BadWindow(Refused):
    code = "window.ends_before_it_starts"
    says = _("结束时间 %(ends)s 早于开始时间 %(starts)s")
    mend = _("请把结束时间改到开始时间之后；如果跨过半夜，请检查日期")


class WindowEmpty(BadWindow):
    code = "window.empty"
    says = _("开始和结束都是 %(starts)s，没有长度")
    mend = _("请把结束时间改到开始时间之后")


class StepTooShort(BadWindow):
    code = "window.step_too_short"
    says = _("每个时段 %(minutes)s 分钟，无法划分")
    mend = _("请填写至少 1 分钟")


class StepTooLong(BadWindow):
    code = "window.step_too_long"
    says = _("每个时段 %(minutes)s 分钟，比开放的 %(length)s 分钟还长")
    mend = _("请缩短每个时段，或延长开放时间")


class WindowOutOfAge(BadWindow):
    code = "window.out_of_age"
    says = _("年份 %(year)s 填错了")
    mend = _("请核对日期")


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """From `starts` (included) to `ends` (not included), kept in UTC. Raises BadWindow; ValueError if naive."""

    starts: datetime
    ends: datetime

    def __post_init__(self) -> None:
        if self.starts.utcoffset() is None or self.ends.utcoffset() is None:
            raise ValueError("a window is made of aware datetimes")
        if odd := [moment.year for moment in (self.starts, self.ends) if not of_our_age(moment)]:
            raise WindowOutOfAge(year=odd[0])
        object.__setattr__(self, "starts", self.starts.astimezone(UTC))
        object.__setattr__(self, "ends", self.ends.astimezone(UTC))
        if not self.starts < self.ends:
            refusal = WindowEmpty if self.starts == self.ends else BadWindow
            raise refusal(starts=_shown(self.starts), ends=_shown(self.ends))

    def contains(self, moment: datetime) -> bool:
        """True from the first moment until just before the end."""
        return self.starts <= moment < self.ends

    def overlaps(self, other: "Window") -> bool:
        """True when some moment is in both; one that ends as the other starts does not overlap."""
        return self.starts < other.ends and other.starts < self.ends

    @property
    def minutes(self) -> int:
        """Whole minutes of its length."""
        return (self.ends - self.starts) // timedelta(minutes=1)

    def split(self, minutes: int) -> list["Window"]:
        """Windows of `minutes` each, one after the other from the start; a shorter rest at the end is left out.

        Raises StepTooShort, StepTooLong.
        """
        if minutes < 1:
            raise StepTooShort(minutes=minutes)
        step = timedelta(minutes=minutes)
        count = (self.ends - self.starts) // step
        if not count:
            raise StepTooLong(minutes=minutes, length=self.minutes)
        return [Window(self.starts + at * step, self.starts + (at + 1) * step) for at in range(count)]


def _shown(moment: datetime) -> str:
    return f"{moment.astimezone(CHINA):%Y-%m-%d %H:%M}"
