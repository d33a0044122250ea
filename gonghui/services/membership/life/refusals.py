"""The noes of a membership's life."""

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _


class LeavesAlready(Refused):
    kind = Kind.CONFLICT
    code = "membership.leaves_already"
    says = _("已经提交过退会声明")
    mend = _("在“我的会籍”里能看到生效日期，改主意了可以撤回")


class LeavingOver(Refused):
    kind = Kind.CONFLICT
    code = "membership.leaving_over"
    says = _("退会声明已经生效或已撤回")
    mend = _("想再次加入工会，请重新申请入会")


class NotIdleLongEnough(Refused):
    kind = Kind.CONFLICT
    code = "membership.not_idle_long_enough"
    says = _("从 %(day)s 到今天还不满 %(months)s 个月")
    mend = _("连续满 %(months)s 个月不缴会费、也不参加活动，才能开始自动退会的步骤")
    rule = _("中国工会章程")


class TalkOutOfTime(Refused):
    code = "membership.talk_out_of_time"
    says = _("谈话日期 %(day)s 不在这件事开始之后、今天之前")
    mend = _("请填真实的谈话日期；要在开始登记以后谈")


class TalkMissing(Refused):
    code = "membership.talk_missing"
    says = _("没有写谈话的情况")
    mend = _("请写谁谈的、本人怎么说")


class StepMissing(Refused):
    kind = Kind.CONFLICT
    code = "membership.step_missing"
    says = _("自动退会的步骤不能跳过，也不能重复")
    mend = _("顺序是：登记、谈话、告知本人、满期后结束；请从当前一步办")


class NoticeRunning(Refused):
    kind = Kind.CONFLICT
    code = "membership.notice_running"
    says = _("告知期到 %(day)s 才满")
    mend = _("到那天以后再办；本人在此之前可以提出异议")


class LapseOver(Refused):
    kind = Kind.CONFLICT
    code = "membership.lapse_over"
    says = _("这件自动退会已经了结")
    mend = _("请刷新页面看结果")


class LapseRuns(Refused):
    kind = Kind.CONFLICT
    code = "membership.lapse_runs"
    says = _("已经在办自动退会")
    mend = _("请从当前一步接着办")


class DiedLater(Refused):
    code = "membership.died_later"
    says = _("去世日期 %(day)s 晚于今天")
    mend = _("请核对证明上的日期")


class DeadAlready(Refused):
    kind = Kind.CONFLICT
    code = "membership.dead_already"
    says = _("已经登记去世")
    mend = _("登记错了的，请撤销那一条登记")


class DeathUndone(Refused):
    kind = Kind.CONFLICT
    code = "membership.death_undone"
    says = _("这条登记已经撤销")
    mend = _("请刷新页面")


class NotOneself(Refused):
    kind = Kind.FORBIDDEN
    code = "membership.not_oneself"
    says = _("不能给自己办这件事")
    mend = _("请由另一位干部办理")


class OfficeElsewhere(Refused):
    kind = Kind.FORBIDDEN
    code = "membership.office_elsewhere"
    says = _("这个人在你管辖范围以外还有岗位")
    mend = _("请由管辖那个岗位的上级工会办理")


class StatementMissing(Refused):
    code = "membership.statement_missing"
    says = _("没有写依据")
    mend = _("请写凭什么办的：证明、文件或谈话")
