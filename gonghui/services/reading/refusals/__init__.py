"""Every no of the reading rooms to readers and desks, by name."""

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _


class UnknownCopy(Refused):
    kind, code = Kind.UNKNOWN, "reading.unknown_copy"
    says = _("没有条码为“%(code)s”的书")
    mend = _("请再扫一次书上的条码；新书先在后台编目")


class BadCopyCode(Refused):
    code = "reading.bad_copy_code"
    says = _("“%(code)s”不是馆藏条码")
    mend = _("条码最多 %(longest)s 位，只有字母、数字和连字符；请扫书上贴的馆藏条码")


class UnknownReader(Refused):
    kind, code = Kind.UNKNOWN, "reading.unknown_reader"
    says = _("找不到“%(shown)s”的读者")
    mend = _("请出示会员码，或报登记过的手机号；第一次来的读者请先用手机号登录工惠")


class NotLent(Refused):
    kind, code = Kind.CONFLICT, "reading.not_lent"
    says = _("《%(title)s》（%(code)s）没有借出记录，不用还")
    mend = _("这本书现在的状态是“%(status)s”；如果读者确实借过，请告诉工会干部核对")


class LentSince(Refused):
    kind, code = Kind.CONFLICT, "reading.lent_since"
    says = _("《%(title)s》（%(code)s）在这之后又于%(when)s借出，没有记成归还")
    mend = _("如果书就在手边，请再扫一次还书")


class CopyOut(Refused):
    kind, code = Kind.CONFLICT, "reading.copy_out"
    says = _("《%(title)s》（%(code)s）已经借出，应在 %(due)s 前归还")
    mend = _("如果书就在这里，请先还书，再借给这位读者")


class SetAside(Refused):
    kind, code = Kind.CONFLICT, "reading.set_aside"
    says = _("《%(title)s》（%(code)s）已经留给预约的读者")
    mend = _("请换一本，或替读者预约排队")


class NotForLoan(Refused):
    kind, code = Kind.CONFLICT, "reading.not_for_loan"
    says = _("《%(title)s》（%(code)s）现在是“%(status)s”，不能借")
    mend = _("请先在盘点或馆藏里更正它的状态")


class NoLoanRule(Refused):
    kind, code = Kind.CONFLICT, "reading.no_loan_rule"
    says = _("%(place)s还没有给“%(reader)s”定借阅规则，不能外借")
    mend = _("请工会干部在后台的借阅规则里补上")


class ReadsHereOnly(Refused):
    kind, code = Kind.FORBIDDEN, "reading.reads_here_only"
    says = _("“%(reader)s”在%(place)s只能馆内阅读，不能外借")
    mend = _("加入工会后就能外借")


class TooManyLoans(Refused):
    kind, code = Kind.CONFLICT, "reading.too_many_loans"
    says = _("最多同时借 %(limit)s 本，已经借满")
    mend = _("还一本，就能再借一本")


class OverdueFirst(Refused):
    kind, code = Kind.CONFLICT, "reading.overdue_first"
    says = _("《%(title)s》已超期 %(days)s 天，超过 %(limit)s 天就暂停外借")
    mend = _("请先归还这本书，还了就能再借")


class AlreadyEnded(Refused):
    kind, code = Kind.CONFLICT, "reading.loan_ended"
    says = _("这次借阅在 %(when)s 已经结束")


class NoMoreRenewals(Refused):
    kind, code = Kind.CONFLICT, "reading.no_more_renewals"
    says = _("已经续借 %(limit)s 次，不能再续")
    mend = _("请在 %(due)s 前归还；没有人等的话，还了可以再借")


class SomebodyWaits(Refused):
    kind, code = Kind.CONFLICT, "reading.somebody_waits"
    says = _("有 %(count)s 位读者在等这本书，不能续借")
    mend = _("请在 %(due)s 前归还")


class TooLateToRenew(Refused):
    kind, code = Kind.CONFLICT, "reading.too_late_to_renew"
    says = _("已在 %(due)s 到期，过期的书不能续借")
    mend = _("请尽快归还，任何一家书屋都可以还")


class NothingToHold(Refused):
    kind, code = Kind.CONFLICT, "reading.nothing_to_hold"
    says = _("《%(title)s》没有可以外借的复本")
    mend = _("可以推荐采购这本书")


class AlreadyHolding(Refused):
    kind, code = Kind.CONFLICT, "reading.already_holding"
    says = _("你已经预约了《%(title)s》")
    mend = _("在“我的借阅”里看排到第几位")


class HaveItNow(Refused):
    kind, code = Kind.CONFLICT, "reading.have_it_now"
    says = _("《%(title)s》现在就在你手上")
    mend = _("想多看几天，请在“我的借阅”里续借")


class TooManyHolds(Refused):
    kind, code = Kind.CONFLICT, "reading.too_many_holds"
    says = _("最多同时预约 %(limit)s 本书，已经约满")
    mend = _("取到或取消一本，就能再约一本")


class NotToFetchHere(Refused):
    kind, code = Kind.CONFLICT, "reading.not_to_fetch_here"
    says = _("这里不能取预约的书")
    mend = _("请选一家正在开放的书屋取书")


class HoldOver(Refused):
    kind, code = Kind.CONFLICT, "reading.hold_over"
    says = _("这次预约在 %(when)s 已经结束")


class AlreadyProposed(Refused):
    kind, code = Kind.CONFLICT, "reading.already_proposed"
    says = _("你已经推荐过《%(title)s》，还在等答复")


class ProposalAnswered(Refused):
    kind, code = Kind.CONFLICT, "reading.proposal_answered"
    says = _("这条推荐已经答复过")


class StillOut(Refused):
    kind, code = Kind.CONFLICT, "reading.still_out"
    says = _("《%(title)s》（%(code)s）还在读者手上，不能剔除")
    mend = _("等归还，或先登记遗失")


class StockTakeRuns(Refused):
    kind, code = Kind.CONFLICT, "reading.stock_take_runs"
    says = _("这里在 %(when)s 开始的盘点还没有结束")
    mend = _("请先结束那一次盘点")


class StockTakeOver(Refused):
    kind, code = Kind.CONFLICT, "reading.stock_take_over"
    says = _("这次盘点已经结束")


class MoreMissing(Refused):
    """Facts: missing, agreed."""

    kind, code = Kind.CONFLICT, "reading.more_missing"
    says = _("现在没有扫到的是 %(missing)s 册，不是 %(agreed)s 册")
    mend = _("请看一眼新的数，再结束盘点")


class StockTakeNotEnded(Refused):
    kind, code = Kind.CONFLICT, "reading.stock_take_not_ended"
    says = _("这次盘点还在进行，没有什么要撤销")


class StockTakeSuperseded(Refused):
    kind, code = Kind.CONFLICT, "reading.stock_take_superseded"
    says = _("这次盘点之后又盘点过，不能再撤销")
    mend = _("没有扫到的书找到了，在借还台或下一次盘点里扫一下就恢复在架")


class AbsurdTime(Refused):
    code = "reading.absurd_time"
    says = _("这条记录的时间 %(at)s 不可能")
    mend = _("请核对设备的时钟")


class ScanReused(Refused):
    kind, code = Kind.CONFLICT, "reading.scan_reused"
    says = _("这个记录编号已经用在另一次操作上")


class NoNamingRule(Refused):
    kind, code = Kind.CONFLICT, "reading.no_naming_rule"
    says = _("还没有登记命名条件")
    mend = _("请系统管理员补上命名条件的数据")


class RuleInThePast(Refused):
    code = "reading.rule_in_the_past"
    says = _("借阅规则不能从过去的 %(day)s 起生效")
    mend = _("已经借出的书按原来的规则；请填今天或以后的日期")


class RuleThatDay(Refused):
    kind, code = Kind.CONFLICT, "reading.rule_that_day"
    says = _("%(day)s起已经有一条给“%(reader)s”的规则")
    mend = _("请换一个生效日期")
