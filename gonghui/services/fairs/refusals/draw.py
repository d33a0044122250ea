"""The noes of a fair whose places are drawn for."""

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _


class ByDraw(Refused):
    """The places of this fair are drawn for. Facts: closes."""

    kind, code = Kind.CONFLICT, "fairs.by_draw"
    says = _("这场专场摇号分配名额，不是先到先得")
    mend = _("请在%(closes)s前参加摇号，早报晚报机会一样")


class NotByDraw(Refused):
    kind, code = Kind.UNKNOWN, "fairs.not_by_draw"
    says = _("这场专场不摇号，名额先到先得")
    mend = _("请直接选一个时段报名")


class NoLot(Refused):
    kind, code = Kind.UNKNOWN, "fairs.no_lot"
    says = _("你没有参加这次摇号")
    mend = _("报名期内可以参加")


class NothingPublished(Refused):
    kind, code = Kind.UNKNOWN, "fairs.nothing_published"
    says = _("名单还没有锁定，公示文件还没有发布")
    mend = _("报名截止后这里会公布名单和结果")


class SessionBeforeDraw(Refused):
    kind, code = Kind.INVALID, "fairs.session_before_draw"
    says = _("这一场%(session)s开始，摇号要到%(closes)s报名截止后才进行")
    mend = _("请把时段改到报名截止以后，或把报名截止时间提前")


class NoTimeForNeed(Refused):
    """Lots for need are promised, and entering has begun before a list can be brought. Facts: opens (as read)."""

    kind, code = Kind.CONFLICT, "fairs.no_time_for_need"
    says = _("规则给困难职工加注，但登记从%(opens)s就开始，来不及导入名单")
    mend = _("请把报名开始时间改到以后，留出导入名单的时间；或把困难职工加注改为 0")
