"""Every no a fair can say, by name, with what would make it a yes."""

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _


class NotAMember(Refused):
    kind, code = Kind.FORBIDDEN, "fairs.not_a_member"
    says = _("系统里没有你的有效会籍，这场补贴只面向工会会员")
    mend = _("请先联系单位工会登记会籍，登记后即可报名")


class OtherUnion(Refused):
    kind, code = Kind.FORBIDDEN, "fairs.other_union"
    says = _("你的会籍在%(mine)s，这场补贴面向%(theirs)s所属会员")
    mend = _("如会籍已经转入，请联系现在的单位工会更新")


class JoinedTooLate(Refused):
    kind, code = Kind.FORBIDDEN, "fairs.joined_too_late"
    says = _("你%(joined)s入会，这场补贴面向%(limit)s及以前入会的会员")
    mend = _("下一场补贴开放时可以参加")


class NotPublished(Refused):
    kind, code = Kind.UNKNOWN, "fairs.not_published"
    says = _("没有找到这场专场")
    mend = _("请从专场列表重新进入")


class FairOver(Refused):
    kind, code = Kind.GONE, "fairs.over"
    says = _("%(name)s已经结束或取消")
    mend = _("可以看看其他正在进行的专场")


class SignUpNotOpen(Refused):
    kind, code = Kind.CONFLICT, "fairs.sign_up_not_open"
    says = _("报名从%(opens)s开始，现在还没有开放")
    mend = _("到时间再来即可，名额不会提前发出")


class SignUpClosed(Refused):
    kind, code = Kind.GONE, "fairs.sign_up_closed"
    says = _("报名已在%(closes)s截止")
    mend = _("可以到现场咨询是否还有空余时段")


class SessionGone(Refused):
    kind, code = Kind.GONE, "fairs.session_gone"
    says = _("这一场已经结束或取消")
    mend = _("请换一个时段")


class SessionCancelled(Refused):
    kind, code = Kind.GONE, "fairs.session_cancelled"
    says = _("这张凭证的时段%(session)s取消了，不能入场")
    mend = _("请本人在手机上另选一个时段，有空余名额时立即可以入场")


class SessionBegun(Refused):
    kind, code = Kind.CONFLICT, "fairs.session_begun"
    says = _("%(session)s这一场已经开始，不能再改时间")
    mend = _("要停下来请取消这一场；还没开始的时段可以改")


class NoPlace(Refused):
    kind, code = Kind.UNKNOWN, "fairs.no_place"
    says = _("你在这场专场没有有效的名额")
    mend = _("可以选一个时段报名")


class KeySpent(Refused):
    """The form (idempotency key) took a place that was given back or moved since: its answer is no longer true."""

    kind, code = Kind.CONFLICT, "fairs.key_spent"
    says = _("这张表单报上的名额已在%(when)s退回或改签")
    mend = _("还想来，请在这里重新按一次")


class UnknownReceipt(Refused):
    kind, code = Kind.UNKNOWN, "fairs.unknown_receipt"
    says = _("没有这个凭证码：%(code)s")
    mend = _("请核对短信里的凭证码，或改用会员码、手机号查找")


class NotSignedUp(Refused):
    kind, code = Kind.UNKNOWN, "fairs.not_signed_up"
    says = _("%(name)s没有报名这场专场，或名额已退回")
    mend = _("请本人在手机上报名，有空余名额时立即可以入场")


class GivenBack(Refused):
    kind, code = Kind.GONE, "fairs.given_back"
    says = _("这张凭证的名额已在%(when)s退回或改签")
    mend = _("请出示改签后的新凭证，或重新报名")


class OtherVenue(Refused):
    kind, code = Kind.CONFLICT, "fairs.other_venue"
    says = _("这张凭证属于%(city)s%(hall)s，不是本会场")
    mend = _("请到%(city)s%(hall)s入场，或先在手机上改签到本会场的时段")


class WrongSession(Refused):
    kind, code = Kind.CONFLICT, "fairs.wrong_session"
    says = _("这张凭证的时段是%(session)s，现在不能入场")
    mend = _("请在时段开始前%(early)s分钟到达，或先在手机上改签")


class AlreadyAdmitted(Refused):
    kind, code = Kind.CONFLICT, "fairs.already_admitted"
    says = _("这张凭证已在%(when)s入场")
    mend = _("如非本人入场，请联系现场负责人核对身份")


class NotAdmitted(Refused):
    kind, code = Kind.CONFLICT, "fairs.not_admitted"
    says = _("%(name)s今天没有在本会场入场，不能享受补贴")
    mend = _("请先到门岗验证凭证入场")


class NotAtThisStall(Refused):
    kind, code = Kind.FORBIDDEN, "fairs.not_at_this_stall"
    says = _("%(merchant)s没有参加这个会场")
    mend = _("请选择你所在的会场")


class NotYourOffer(Refused):
    kind, code = Kind.UNKNOWN, "fairs.no_such_offer"
    says = _("这件商品不在本场补贴目录，或不属于你的商家")
    mend = _("请从目录中选择；新商品须由工会审核后加入")


class ItemsLimit(Refused):
    kind, code = Kind.CONFLICT, "fairs.items_limit"
    says = _("每人最多购买%(limit)s件补贴商品，%(name)s已买%(had)s件")
    mend = _("可以按原价购买，或先取消一件未结算的商品")
    rule = _("限购规则：件数")


class SubsidyLimit(Refused):
    kind, code = Kind.CONFLICT, "fairs.subsidy_limit"
    says = _("每人补贴上限%(limit)s元，%(name)s已用%(had)s元，这件需要%(need)s元")
    mend = _("请选补贴不超过%(left)s元的商品")
    rule = _("限购规则：金额")


class PoolEmpty(Refused):
    kind, code = Kind.CONFLICT, "fairs.pool_empty"
    says = _("本会场资金池还剩%(left)s元，不够这件商品的补贴%(need)s元")
    mend = _("请选补贴不超过余额的商品，或按原价购买")
    rule = _("资金池用完即止")


class CancelTooLate(Refused):
    kind, code = Kind.GONE, "fairs.cancel_too_late"
    says = _("购买已超过%(days)s天，不能再取消")
    mend = _("请在“我的购买”里提出售后申请")
    rule = _("取消规则")


class AfterSalesOver(Refused):
    kind, code = Kind.GONE, "fairs.after_sales_over"
    says = _("售后保障期到%(until)s，已经结束")
    mend = _("请直接联系商家%(hotline)s")


class AlreadyAnswered(Refused):
    kind, code = Kind.CONFLICT, "fairs.already_answered"
    says = _("这条售后申请已经答复过")
    mend = _("刷新页面可以看到答复")


class EmptyText(Refused):
    kind, code = Kind.INVALID, "fairs.empty_text"
    says = _("“%(field)s”还没有填写")
    mend = _("请用一两句话说明")


class DealerOtherwiseNamed(Refused):
    kind, code = Kind.CONFLICT, "fairs.dealer_otherwise_named"
    says = _("统一社会信用代码 %(credit_code)s 在本会的专场里叫“%(name)s”")
    mend = _("请核对信用代码；代码没有错的话，名称请照前面的填写")


class RateOutOfRange(Refused):
    kind, code = Kind.INVALID, "fairs.rate_out_of_range"
    says = _("补贴率%(rate)s不在%(low)s到%(high)s之间")
    mend = _("请按协议改为范围内的补贴率")
    rule = _("%(source)s")


class PriceFrozen(Refused):
    kind, code = Kind.CONFLICT, "fairs.price_frozen"
    says = _("这一款已随专场公布，名称、价格和补贴率不能再改")
    mend = _("请从表格里去掉这一行；如确有错误，请撤下这件商品并说明原因")
    rule = _("发布后价格冻结")


class SessionsOverlap(Refused):
    kind, code = Kind.CONFLICT, "fairs.sessions_overlap"
    says = _("%(new)s与同一会场已有的时段%(old)s重叠")
    mend = _("请改为不重叠的时间，或换一个会场")


class NothingFits(Refused):
    kind, code = Kind.INVALID, "fairs.nothing_fits"
    says = _("开放时间里放不下一个%(minutes)s分钟的时段")
    mend = _("请缩短每场时长，或延长开放时间")


class HallTaken(Refused):
    kind, code = Kind.CONFLICT, "fairs.hall_taken"
    says = _("本专场已有会场“%(hall)s”")
    mend = _("请换一个名称，或使用已有的会场")


class HallGone(Refused):
    kind, code = Kind.GONE, "fairs.hall_gone"
    says = _("会场“%(hall)s”刚刚被删除")
    mend = _("请回到计划页，看看现在有哪些会场")


class NotReady(Refused):
    kind, code = Kind.CONFLICT, "fairs.not_ready"
    says = _("还不能发布，缺少：%(missing)s")
    mend = _("补齐以上内容后再发布")


class AlreadyPublished(Refused):
    kind, code = Kind.CONFLICT, "fairs.already_published"
    says = _("专场已经发布或取消，条件不能再改")
    mend = _("已发布的专场只能取消专场或调整时段")


class BadTerms(Refused):
    """Terms that cannot be meant; each of its kinds says which."""

    code = "fairs.bad_terms"
    mend = _("请改正后再保存")


class NoPlaces(BadTerms):
    code = "fairs.no_places"
    says = _("每场人数至少1人")


class StartsInThePast(BadTerms):
    code = "fairs.starts_in_the_past"
    says = _("时段要在现在以后开始")
    mend = _("请把日期或开始时间改到现在以后")


class ClosesBeforeItOpens(BadTerms):
    code = "fairs.closes_before_it_opens"
    says = _("报名截止时间要晚于开始时间")


class BadRateRange(BadTerms):
    code = "fairs.bad_rate_range"
    says = _("补贴率范围要大于0、小于100％，且下限不高于上限")


class BadLimits(BadTerms):
    code = "fairs.bad_limits"
    says = _("每人限购件数和补贴上限都要大于0")


class EndsBeforeSignUp(Refused):
    kind, code = Kind.INVALID, "fairs.ends_before_sign_up"
    says = _("这一场%(session)s结束时，报名（%(opens)s开始）还没有开放")
    mend = _("请把时段改到报名开始以后，或把报名开始时间提前")


class NobodyBooked(Refused):
    kind, code = Kind.CONFLICT, "fairs.nobody_booked"
    says = _("这一天还没有人报名，没有可以测算的")
    mend = _("请换一天，或测算一个还没排的方案")


class TooManyToSimulate(Refused):
    kind, code = Kind.INVALID, "fairs.too_many_to_simulate"
    says = _("这个方案一天有%(people)s人，一次最多测算%(most)s人")
    mend = _("请减少每场人数，或分几个会场测算")
