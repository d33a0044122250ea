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


class NothingDrawn(Refused):
    kind, code = Kind.UNKNOWN, "fairs.nothing_drawn"
    says = _("还没有摇号，没有后来给出的名额")
    mend = _("摇号以后，这里会公布后来的名额给了谁")


class SessionBeforeDraw(Refused):
    kind, code = Kind.INVALID, "fairs.session_before_draw"
    says = _("这一场%(session)s开始，摇号最早%(drawn)s进行")
    mend = _("请把时段改到摇号以后，或把报名截止时间提前")


class DrawnWait(Refused):
    """A session more would go to whoever is fastest, past those whom the order has put first."""

    kind, code = Kind.CONFLICT, "fairs.drawn_wait"
    says = _("摇号没中的人还在按次序候补，新加的场次会被别人抢先")
    mend = _("请给已有的时段增加名额：加出来的名额按摇出的次序给候补的人")


class NotDrawnYet(Refused):
    kind, code = Kind.CONFLICT, "fairs.not_drawn_yet"
    says = _("这场专场还没有摇号，不能结束")
    mend = _("请等摇号以后再结束；不办了的话，请取消专场")


class NoTimeForNeed(Refused):
    """Lots for need are promised, and entering has begun before a list can be brought. Facts: opens (as read)."""

    kind, code = Kind.CONFLICT, "fairs.no_time_for_need"
    says = _("规则给困难职工加注，但登记从%(opens)s就开始，来不及导入名单")
    mend = _("请把报名开始时间改到以后，留出导入名单的时间；或把困难职工加注改为 0")


class NobodyListed(Refused):
    kind = Kind.CONFLICT
    code = "fairs.nobody_listed"
    says = _("主办工会和下级工会的困难职工名单里还没有会员")
    mend = _("请导入一份名单")
