"""Every no that the verbs of people can answer (those that need no look-up are in `rules`)."""

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _

from .card_refusals import CardOfBefore as CardOfBefore
from .card_refusals import CardRecalled as CardRecalled
from .work_refusals import AlreadyEmployed as AlreadyEmployed
from .work_refusals import EmployerTaken as EmployerTaken
from .work_refusals import EmploymentEnded as EmploymentEnded
from .work_refusals import SameStanding as SameStanding


class MobileTaken(Refused):
    kind = Kind.CONFLICT
    code = "people.mobile_taken"
    says = _("尾号 %(tail)s 的手机号已登记在另一人名下")
    mend = _("请核对手机号；如果号码换了主人，请联系原登记工会更正")


class DocumentTaken(Refused):
    kind = Kind.CONFLICT
    code = "people.document_taken"
    says = _("尾号 %(tail)s 的证件已登记在另一人名下")
    mend = _("请核对证件号码；同一证件只能登记一人，请联系原登记工会核实")


class NameDiffers(Refused):
    """The number is somebody's of another name; which name is not for the asker to learn."""

    kind = Kind.CONFLICT
    code = "people.name_differs"
    says = _("该手机号登记的姓名与填写的不一致")
    mend = _("请向本人核对姓名和手机号；换过号码的，请本人先更新手机号")


class AlreadyMember(Refused):
    kind = Kind.CONFLICT
    code = "people.already_member"
    says = _("已是“%(union)s”的会员")
    mend = _("一人只有一个会籍；换了单位请办理转会")


class NotAMember(Refused):
    kind = Kind.CONFLICT
    code = "people.not_a_member"
    says = _("目前没有会籍")
    mend = _("请先办理入会")


class MembershipsOverlap(Refused):
    """Two memberships would hold at the same time. Facts: union, starts_on (of the other)."""

    kind = Kind.CONFLICT
    code = "people.memberships_overlap"
    says = _("和“%(union)s”的会籍（%(starts_on)s 起）重叠")
    mend = _("一人同一时间只有一个会籍，请核对起止日期")


class ReasonMissing(Refused):
    code = "people.reason_missing"
    says = _("没有写原因")
    mend = _("本人会收到它，请写一句话")


class NothingToCorrect(Refused):
    code = "people.nothing_to_correct"
    says = _("没有改动")
    mend = _("请改工会或日期；只是结束会籍，请用“结束会籍”")


class SameUnion(Refused):
    kind = Kind.CONFLICT
    code = "people.same_union"
    says = _("会籍已经在“%(union)s”")
    mend = _("请选择另一个工会")


class UnionClosed(Refused):
    kind = Kind.GONE
    code = "people.union_closed"
    says = _("“%(union)s”已经撤销")
    mend = _("请选择它的上级工会")


class UnionCodeTaken(Refused):
    kind = Kind.CONFLICT
    code = "people.union_code_taken"
    says = _("工会代码“%(code)s”已经有工会使用")
    mend = _("请换一个代码")


class CreditCodeTaken(Refused):
    kind = Kind.CONFLICT
    code = "people.credit_code_taken"
    says = _("统一社会信用代码 %(credit_code)s 已经登记在另一个工会")
    mend = _("请核对代码；如果是同一个工会，请使用已有的登记")


class UnionHasMembers(Refused):
    kind = Kind.CONFLICT
    code = "people.union_has_members"
    says = _("“%(union)s”还有会员，不能撤销")
    mend = _("请先把会员的会籍转到上级工会")
    rule = _("工会法第十三条")


class UnionHasUnions(Refused):
    kind = Kind.CONFLICT
    code = "people.union_has_unions"
    says = _("“%(union)s”还有下级工会，不能撤销")
    mend = _("请先撤销或划转下级工会")


class IntoItself(Refused):
    kind = Kind.CONFLICT
    code = "people.into_itself"
    says = _("“%(union)s”的会员不能转到它自己或它的下级")
    mend = _("请选择另一个工会接收会员")


class UnderItself(Refused):
    kind = Kind.CONFLICT
    code = "people.under_itself"
    says = _("不能把工会划到它自己或它的下级之下")
    mend = _("请选择另一个上级工会")


class AlreadyInOffice(Refused):
    kind = Kind.CONFLICT
    code = "people.already_in_office"
    says = _("%(name)s 在“%(union)s”已经在这个岗位上")


class NotInOffice(Refused):
    kind = Kind.CONFLICT
    code = "people.not_in_office"
    says = _("这个岗位的任期已经结束")


class UsernameTaken(Refused):
    kind = Kind.CONFLICT
    code = "people.username_taken"
    says = _("用户名“%(username)s”已被使用")
    mend = _("请换一个用户名")


class HasAccount(Refused):
    kind = Kind.CONFLICT
    code = "people.has_account"
    says = _("%(name)s 已经有账号")


class WeakPassword(Refused):
    code = "people.weak_password"
    says = _("密码太简单：%(why)s")
    mend = _("请使用至少 10 个字符、不常见的密码")


class WrongPassword(Refused):
    code = "people.wrong_password"
    says = _("用户名或密码不正确")
    mend = _("请重新输入；忘记密码请联系系统管理员")


class TooManyTries(Refused):
    kind = Kind.TOO_MANY
    code = "people.too_many_tries"
    says = _("尝试次数太多")
    mend = _("请 %(minutes)s 分钟后再试")


class TooManyCodes(Refused):
    kind = Kind.TOO_MANY
    code = "people.too_many_codes"
    says = _("验证码请求太频繁")
    mend = _("同一号码 60 秒内只发一次，一小时里的次数也有限；请 %(minutes)s 分钟后再试")


class CodeStillGood(TooManyCodes):
    code = "people.code_still_good"
    says = _("刚发的验证码还有效，没有再发新的")
    mend = _("请填这个号码刚收到的验证码；%(minutes)s 分钟后可以再发")


class TooManyFromHere(Refused):
    kind = Kind.TOO_MANY
    code = "people.too_many_from_here"
    says = _("从你所用的网络发来的登录尝试太多")
    mend = _("请 %(minutes)s 分钟后再试，或改用手机流量登录")


class WrongCode(Refused):
    code = "people.wrong_code"
    says = _("验证码不正确")
    mend = _("请核对短信里的 6 位数字，还可以试 %(left)s 次")


class CodeExpired(Refused):
    kind = Kind.GONE
    code = "people.code_expired"
    says = _("验证码已失效")
    mend = _("验证码 5 分钟内有效，只能用一次；请重新获取")


class UnknownMobile(Refused):
    kind = Kind.UNKNOWN
    code = "people.unknown_mobile"
    says = _("这个手机号还没有登记")
    mend = _("请联系所在单位工会登记或更正手机号")


class AccountClosed(Refused):
    kind = Kind.FORBIDDEN
    code = "people.account_closed"
    says = _("这个账号已经停用")
    mend = _("请联系所在单位工会")


class WhyMissing(Refused):
    code = "people.why_missing"
    says = _("查看完整号码要写明用途")
    mend = _("请填写为什么需要查看，例如“核对理赔材料”")


class NoNumber(Refused):
    kind = Kind.UNKNOWN
    code = "people.no_number"
    says = _("没有登记手机号")


class NotOnesOwn(Refused):
    kind = Kind.FORBIDDEN
    code = "people.not_ones_own"
    says = _("自己的岗位、账号和手机号不能自己审批")
    mend = _("请由另一位系统管理员办理")


class ReachesFurther(Refused):
    """An account that opens more than the actor may reach is not theirs to open, shut or hand on."""

    kind = Kind.FORBIDDEN
    code = "people.reaches_further"
    says = _("%(name)s 现在的岗位和会籍不都在你的管辖范围之内")
    mend = _("请由覆盖这些岗位和会籍的工会的系统管理员办理")


class MayNotChoose(Refused):
    kind = Kind.FORBIDDEN
    code = "people.may_not_choose"
    says = _("现在不能用短信验证码设置密码，或设置的期限已过")
    mend = _("请联系本级工会的系统管理员重新开通")


class UsernameMissing(Refused):
    code = "people.username_missing"
    says = _("还没有用户名")
    mend = _("请起一个登录用的用户名，例如姓名的拼音")


class ProofMissing(Refused):
    code = "people.proof_missing"
    says = _("没有写凭什么确认是本人")
    mend = _("请写明当面看了什么，例如“本人持身份证到场”")


class MobileAsked(Refused):
    kind = Kind.CONFLICT
    code = "people.mobile_asked"
    says = _("%(name)s 已经有一个等待确认的新手机号")
    mend = _("请先由另一位系统管理员确认或退回")


class MobileDecided(Refused):
    kind = Kind.CONFLICT
    code = "people.mobile_decided"
    says = _("这个更换手机号的申请已经办过，或超过 %(days)s 天作废了")


class SecondPerson(Refused):
    kind = Kind.FORBIDDEN
    code = "people.second_person"
    says = _("申请更换手机号的人不能自己确认")
    mend = _("请由另一位系统管理员确认")


class SecondPersonLater(Refused):
    """Whom the asker may have made an administrator for the purpose is no second person."""

    kind = Kind.FORBIDDEN
    code = "people.second_person_later"
    says = _("提出这个申请时你还不是覆盖这个人的系统管理员，不能确认")
    mend = _("请由当时已经在岗的另一位系统管理员确认；没有的，退回后重新申请")
