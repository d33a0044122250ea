"""Every named no about opening hours."""

from gonghui.kernel.refusals import Refused
from gonghui.kernel.words import gettext_noop as _


class BadHours(Refused):
    """A name for all of them."""


class HoursUnreadable(BadHours):
    code = "hours.unreadable"
    says = _("看不懂开放时间“%(text)s”")
    mend = _("请写成 8:30-12:00、14:30-18:00；全天写“24小时”，不开放写“休息”，跨过半夜写 20:00-6:00")


class HoursEmpty(BadHours):
    code = "hours.empty"
    says = _("%(day)s的开放时间 %(opens)s 到 %(closes)s 没有长度")
    mend = _("请核对开门和关门的时间；全天开放请写 0:00-24:00")


class HoursOverlap(BadHours):
    code = "hours.overlap"
    says = _("%(day)s %(first)s和%(other_day)s %(second)s重叠")
    mend = _("请把重叠的时间段合成一段，或改开其中一段；跨过半夜的时间段会算到第二天")


class TooManySpans(BadHours):
    code = "hours.too_many_spans"
    says = _("%(day)s有 %(count)s 段开放时间，超过了 %(limit)s 段")
    mend = _("请合并相连的时间段")
