"""Every no of legal help, beside those of casework."""

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _


class SameTitle(Refused):
    kind = Kind.CONFLICT
    code = "legal.same_title"
    says = _("已经有一条叫“%(title)s”的解答")
    mend = _("请改那一条，或换一个标题")


class AnswerWithdrawn(Refused):
    kind = Kind.CONFLICT
    code = "legal.answer_withdrawn"
    says = _("这条解答已经撤下")
    mend = _("请另写一条")


class NotYetChecked(Refused):
    code = "legal.checked_later"
    says = _("核对日期 %(day)s 还没有到")
    mend = _("请填最近一次对照法条核对的日期")


class NoSuchLimit(Refused):
    kind = Kind.UNKNOWN
    code = "legal.no_such_limit"
    says = _("没有这个时限")
    mend = _("请从时限列表里选")


class BoxFull(Refused):
    kind = Kind.CONFLICT
    code = "legal.box_full"
    says = _("证据箱最多放 %(most)s 件，已经放不下")
    mend = _("请先把全部打包下载，再删掉用不着的")


class TooManyChecks(Refused):
    kind = Kind.TOO_MANY
    code = "legal.too_many_checks"
    says = _("核对得太频繁")
    mend = _("请一小时后再试")


class NotAtThisStage(Refused):
    kind = Kind.CONFLICT
    code = "legal.not_at_this_stage"
    says = _("这件申请现在是“%(stage)s”，不能%(act)s")
    mend = _("请刷新后看下一步可以做什么")


class FactsMissing(Refused):
    kind = Kind.CONFLICT
    code = "legal.facts_missing"
    says = _("还不知道：%(missing)s，不能同意援助")
    mend = _("请先问清楚，在“核实情况”里填好再决定")


class NoSuchGround(Refused):
    code = "legal.no_such_ground"
    says = _("没有这一条不予援助的理由")
    mend = _("请从列出的理由里选")


class GroundDoesNotHold(Refused):
    kind = Kind.CONFLICT
    code = "legal.ground_does_not_hold"
    says = _("按现在核实的情况，“%(ground)s”不成立，不能用这一条不予援助")
    mend = _("请核对“核实情况”里填的；符合条件的，应当同意援助")


class DecidedBefore(Refused):
    kind = Kind.FORBIDDEN
    code = "legal.decided_before"
    says = _("上一次不予援助是你决定的，重新审查要换人")
    mend = _("请交给另一位工会干部，或请上级工会决定")


class NotByClosing(Refused):
    kind = Kind.CONFLICT
    code = "legal.not_by_closing"
    says = _("不予援助要写明条款，不能直接办结")
    mend = _("请用“不予援助”，选好条款再写理由")


class NotGivenToYou(Refused):
    kind = Kind.FORBIDDEN
    code = "legal.not_given_to_you"
    says = _("这件援助没有指派给你，不能写办理记录")
    mend = _("请由指派的律师写；换了人的，先重新指派")


class NoRefusal(Refused):
    kind = Kind.UNKNOWN
    code = "legal.no_refusal"
    says = _("这件申请没有不予援助的决定")
    mend = _("请打开申请，看它现在的进度")


class NoCause(Refused):
    code = "legal.no_cause"
    says = _("和劳动权益无关，不在工会法律援助的范围")
    mend = _("请向当地司法局的法律援助中心申请（电话 12348）")


class NotMigrant(Refused):
    code = "legal.not_migrant"
    says = _("不是进城务工人员")
    mend = _("符合下面另一条的，也可以")


class NotExempt(Refused):
    code = "legal.not_exempt"
    says = _("不属于免予核查经济困难的人员")
    mend = _("有低保证、残疾证等材料的，请附上")


class NotPoor(Refused):
    code = "legal.not_poor"
    says = _("本人说明家庭没有经济困难")
    mend = _("情况变了的，可以更新；也可以先问工会，咨询不看收入")


class NotForUnion(Refused):
    code = "legal.not_for_union"
    says = _("不是因为给工会做事受到侵害")
    mend = _("符合上面另一条的，也可以")


class StepAhead(Refused):
    code = "legal.step_ahead"
    says = _("%(day)s 还没有到，办理记录写的是做过的事")
    mend = _("请填做完的那一天")


class NoSuchStep(Refused):
    code = "legal.no_such_step"
    says = _("没有这一类办理记录")
    mend = _("请从列出的类别里选")
