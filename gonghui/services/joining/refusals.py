"""Every no of joining: each says what would make it a yes."""

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _


class IsMember(Refused):
    kind = Kind.CONFLICT
    code = "joining.is_member"
    says = _("你已经是“%(union)s”的会员")
    mend = _("一人只有一个会籍；换了单位请办“转会”，一步就好")
    rule = _("工会会员会籍管理办法第三条")


class NotMemberYet(Refused):
    kind = Kind.CONFLICT
    code = "joining.not_member_yet"
    says = _("你还没有会籍，不能转会")
    mend = _("请先申请入会")


class AlreadyOpen(Refused):
    kind = Kind.CONFLICT
    code = "joining.already_open"
    says = _("已经有一份没有办完的申请")
    mend = _("请等它办完，或先撤回再重新申请")


class DocumentNeeded(Refused):
    code = "joining.document_needed"
    says = _("还没有填写证件")
    mend = _("请选择证件种类并填写号码")


class ConsentNeeded(Refused):
    code = "joining.consent_needed"
    says = _("还没有同意使用证件号码")
    mend = _("证件号码只用来核对身份；同意后才能提交，也可以到工会窗口当面办理")
    rule = _("个人信息保护法第二十九条")


class WorkNeeded(Refused):
    code = "joining.work_needed"
    says = _("还没有填写在哪里干活")
    mend = _("请填单位、平台，或选择行业")
    rule = _("工会法第三条")


class UnionNeeded(Refused):
    code = "joining.union_needed"
    says = _("还没有选择工会")
    mend = _("请先找到并选择工会")


class TooYoung(Refused):
    kind = Kind.CONFLICT
    code = "joining.too_young"
    says = _("还不满十六周岁")
    mend = _("满十六周岁当天起可以申请")
    rule = _("劳动法第十五条")


class NotWaiting(Refused):
    kind = Kind.CONFLICT
    code = "joining.not_waiting"
    says = _("这份申请已经办过，或本人已经撤回")
    mend = _("请刷新后看它现在的状态")


class NotYours(Refused):
    kind = Kind.FORBIDDEN
    code = "joining.not_yours"
    says = _("这份申请现在由“%(union)s”办理")
    mend = _("请由这个工会或它的上级工会办理")


class ConflictNotYours(Refused):
    kind = Kind.FORBIDDEN
    code = "joining.conflict_not_yours"
    says = _("这处会籍冲突刚刚转到了别的工会")
    mend = _("请由现在登记这个证件的工会，或正在办理这份申请的工会答复")


class OwnApplication(Refused):
    kind = Kind.FORBIDDEN
    code = "joining.own_application"
    says = _("自己的申请不能自己审批")
    mend = _("请由另一位工会干部办理")


class NotToWithdraw(Refused):
    kind = Kind.CONFLICT
    code = "joining.not_to_withdraw"
    says = _("这份申请已经办结，不能撤回")
    mend = _("已经入会的，可以书面申请退会")


class UndoTooLate(Refused):
    kind = Kind.GONE
    code = "joining.undo_too_late"
    says = _("可以撤销的期限已过")
    mend = _("请联系受理的工会")


class NothingToAppeal(Refused):
    kind = Kind.CONFLICT
    code = "joining.nothing_to_appeal"
    says = _("只有没有同意的申请可以申诉")


class AppealedAlready(Refused):
    kind = Kind.CONFLICT
    code = "joining.appealed_already"
    says = _("上级工会已经复核过一次")
    mend = _("情况有变化的，可以重新申请")


class AppealTooLate(Refused):
    kind = Kind.GONE
    code = "joining.appeal_too_late"
    says = _("三十天的申诉期限已过")
    mend = _("可以重新申请")


class ReasonNeeded(Refused):
    code = "joining.reason_needed"
    says = _("没有写原因")
    mend = _("申请人会看到它，请写清楚怎样补正")


class UnknownSlip(Refused):
    kind = Kind.UNKNOWN
    code = "joining.unknown_slip"
    says = _("没有这样的受理单")
    mend = _("请核对受理单上的编号和手机号后四位")


class TooManySlips(Refused):
    kind = Kind.TOO_MANY
    code = "joining.too_many_slips"
    says = _("查询太频繁")
    mend = _("请一小时后再查，或打 12351")


class TooManyHelped(Refused):
    kind = Kind.TOO_MANY
    code = "joining.too_many_helped"
    says = _("今年代办的人数已满")
    mend = _("更多的人请到工会窗口，或打 12351 办理")


class InConflict(Refused):
    kind = Kind.CONFLICT
    code = "joining.in_conflict"
    says = _("这个证件登记在另一人名下")
    mend = _("请先和对方工会核实，在“会籍冲突”里处理")


class NoConflict(Refused):
    kind = Kind.CONFLICT
    code = "joining.no_conflict"
    says = _("这份申请没有冲突，或已经处理过")


class NothingToTakeBack(Refused):
    kind = Kind.GONE
    code = "joining.nothing_to_take_back"
    says = _("已经恢复过，或七天的期限已过")
    mend = _("请由本人在“我的会籍”里申请更正证件")


class NewcomerNameNeeded(Refused):
    code = "joining.newcomer_name_needed"
    says = _("没有填写姓名")
    mend = _("请按证件填写姓名")


class NotForOthers(Refused):
    kind = Kind.CONFLICT
    code = "joining.not_for_others"
    says = _("现在不能为这个号码代办申请")
    mend = _("请本人登录工惠，在“入会转会”里办理；本人会看到有人试过代办")


class NotIdentified(Refused):
    kind = Kind.CONFLICT
    code = "joining.not_identified"
    says = _("申请人还没有登记身份证件")
    mend = _("请退回补正，由申请人补填证件号码")
    rule = _("工会会员实名制")


class OtherDocument(Refused):
    kind = Kind.CONFLICT
    code = "joining.other_document"
    says = _("已经登记过另一个同类证件")
    mend = _("号码变了请在“我的会籍”里申请更正，或带证件原件到工会窗口")


class WorkTooLong(Refused):
    code = "joining.work_too_long"
    says = _("单位或平台的名字超过 %(most)s 个字")
    mend = _("请写简称；几家之间用顿号隔开")


class EnteredByYou(Refused):
    kind = Kind.FORBIDDEN
    code = "joining.entered_by_you"
    says = _("这份申请是你代办的，本人还在可以撤销的期限内")
    mend = _("请由另一位工会干部审批")


class DecidedBefore(Refused):
    kind = Kind.FORBIDDEN
    code = "joining.decided_before"
    says = _("申诉针对的是你的答复，不能由你复核")
    mend = _("请由上级工会的另一位干部复核")


class IsMemberElsewhere(Refused):
    kind = Kind.CONFLICT
    code = "joining.is_member_elsewhere"
    says = _("申请人已经是“%(union)s”的会员")
    mend = _("一人只有一个会籍；请退回，由本人改办转会")
    rule = _("工会会员会籍管理办法第三条")


class GroundNeeded(Refused):
    code = "joining.ground_needed"
    says = _("没有选择不同意的理由")
    mend = _("请从列出的理由里选一条；申请人会看到理由、依据和怎样能办成")
    rule = _("工会法第三条")


class UnknownGround(Refused):
    code = "joining.unknown_ground"
    says = _("没有“%(ground)s”这条理由，或它已经不再适用")
    mend = _("请从列出的理由里选一条")


class GroundNotFor(Refused):
    kind = Kind.CONFLICT
    code = "joining.ground_not_for"
    says = _("“%(ground)s”不是拒绝这一类申请的理由")
    mend = _("请另选一条理由")


class FactsNeeded(Refused):
    code = "joining.facts_needed"
    says = _("选了“%(ground)s”，还要写明事实")
    mend = _("请写清楚是哪个工会、哪家单位，申请人好改选")


class NamesFeature(Refused):
    code = "joining.names_feature"
    says = _("写了“%(word)s”，说的是%(feature)s")
    mend = _("性别、宗教、民族、户籍、学历都不是条件；请只写和理由有关的事实，称“申请人”")
    rule = _("工会法第三条")


class UnknownTrade(Refused):
    code = "joining.unknown_trade"
    says = _("没有“%(trade)s”这个行业")
    mend = _("请从列出的行业里选一个，或者不填行业、写明在哪里干活")
