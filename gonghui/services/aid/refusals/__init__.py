"""Every no of aid in hardship: what is the matter, and what would make it a yes."""

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _


class NobodyLivesThere(Refused):
    code = "aid.nobody_lives_there"
    says = _("共同生活的人是 %(people)s 个")
    mend = _("至少是 1 个，你自己也算；最多填 %(most)s 个")


class IncomeTooLarge(Refused):
    """Facts: what (the field), most."""

    code = "aid.income_too_large"
    says = _("“%(what)s”超过 %(most)s 元，大得不合理")
    mend = _("请填一年的总数，单位是元，检查是否多写了数字")


class MemberTwice(Refused):
    code = "aid.member_twice"
    says = _("“%(name)s”填了两次")
    mend = _("同一个人只填一行，本人只填一次")


class WhoMissing(Refused):
    code = "aid.who_missing"
    says = _("第 %(row)s 行没有写和你的关系")
    mend = _("请选本人、配偶、子女或父母等；这一行不要的，全部清空")


class SelfMissing(Refused):
    code = "aid.self_missing"
    says = _("家庭成员里没有你自己")
    mend = _("请加上一行“本人”")


class GuardianNeeded(Refused):
    code = "aid.guardian_needed"
    says = _("家里有未满十四周岁的孩子，还没有监护人同意")
    mend = _("请以监护人身份勾选同意使用孩子的信息，或不填孩子的证件")
    rule = _("个人信息保护法第三十一条")


class ConsentNeeded(Refused):
    code = "aid.consent_needed"
    says = _("还没有同意使用家庭收入、证件和公示")
    mend = _("收入和证件只用来核对困难程度，公示不写全名和号码；不同意的可以到工会窗口当面了解")
    rule = _("个人信息保护法第二十五条、第二十九条")


class NoWorker(Refused):
    kind = Kind.FORBIDDEN
    code = "aid.no_worker"
    says = _("困难帮扶面向在职职工、在城市务工的农民工，没有查到你在哪里劳动")
    mend = _("有单位、平台或行业的请先入会；没有工作的，可以向户籍地或常住地的街道申请社会救助")


class NotAYearYet(Refused):
    kind = Kind.CONFLICT
    code = "aid.not_a_year_yet"
    says = _("农民工要有一年以上的事实劳动关系，你从%(since)s开始，还不满一年")
    mend = _("满一年那天起可以申请；急难的可以打 12351")


class SinceMissing(Refused):
    code = "aid.since_missing"
    says = _("没有写从哪天开始在这里劳动")
    mend = _("请填开始在这里劳动的日期")
    rule = _("农民工要有一年以上的事实劳动关系")


class PrivateSchool(Refused):
    kind = Kind.FORBIDDEN
    code = "aid.private_school"
    says = _("有子女自费上学费高于公办两倍的民办学校")
    mend = _("情况有变化时再申请；孩子是因公办学位不足被分流的，请附学校或教育部门的说明")


class StudyAbroad(Refused):
    kind = Kind.FORBIDDEN
    code = "aid.study_abroad"
    says = _("有家庭成员自费出国留学")
    mend = _("留学结束后可以再申请")


class NotBelowTheLine(Refused):
    kind = Kind.FORBIDDEN
    code = "aid.not_below_the_line"
    says = _("每人每月 %(monthly)s 元，不低于 %(line)s 元")
    mend = _("收入减少、有新的大病或上学支出时，可以马上再测、再申请")


class NoSuddenBlow(Refused):
    kind = Kind.FORBIDDEN
    code = "aid.no_sudden_blow"
    says = _("没有因灾害、事故伤残或死亡，突发支出也没有超过家庭年收入的百分之%(share)s")
    mend = _("发生意外或突发大额支出后，可以马上再申请")


class AppliedAlready(Refused):
    kind, code = Kind.CONFLICT, "aid.applied_already"
    says = _("你已经有一份没有办完的申请，或已经在困难职工名单里")
    mend = _("情况有变化，请在那一份里更新家庭情况")
    rule = _("本平台规则：一位职工同时只有一份申请，名单里的不用再申请")


class NotAtThisStage(Refused):
    kind = Kind.CONFLICT
    code = "aid.not_at_this_stage"
    says = _("现在是“%(stage)s”，还不能%(act)s")
    mend = _("请刷新页面，按现在的进度办理")


class NoVisitYet(Refused):
    kind = Kind.CONFLICT
    code = "aid.no_visit_yet"
    says = _("还没有入户走访的记录")
    mend = _("请先走访并写下看到的情况，再送认定")


class VisitInFuture(Refused):
    code = "aid.visit_in_future"
    says = _("走访日期在今天之后")
    mend = _("请填实际走访的那一天")


class SamePerson(Refused):
    kind, code = Kind.FORBIDDEN, "aid.same_person"
    says = _("初审和复审要两个不同的人")
    mend = _("请由另一位工会干部复审")
    rule = _("本平台规则：初审和复审由两位干部各自作出")


class OwnOrKin(Refused):
    kind, code = Kind.FORBIDDEN, "aid.own_or_kin"
    says = _("这是你本人或家人的申请，不能由你认定")
    mend = _("请由另一位工会干部办理")
    rule = _("本平台规则：申请人和一起生活的人回避")


class DecidedBefore(Refused):
    kind = Kind.FORBIDDEN
    code = "aid.decided_before"
    says = _("你办过这份申请上一次的认定，重新认定要由别人来做")
    mend = _("请由没有办过的工会干部认定；本级没有的，由上级工会认定")


class GrantedElsewhere(Refused):
    kind = Kind.CONFLICT
    code = "aid.granted_elsewhere"
    says = _("这位职工另有一份申请已经认定")
    mend = _("请按那一份办理；这一份请退回，再选“不予认定”并写明理由")


class NothingProposed(Refused):
    kind = Kind.CONFLICT
    code = "aid.nothing_proposed"
    says = _("没有等待复审的初审意见")
    mend = _("请刷新页面看现在的进度")


class NotInNeed(Refused):
    kind, code = Kind.CONFLICT, "aid.not_in_need"
    says = _("按填写的家庭情况算不出“%(class)s”")
    mend = _("请先核对家庭情况；确实不符合的，请选“不予认定”并写明理由")
    rule = _("困难职工标准；当地低保标准")


class NotAllTold(Refused):
    """Facts: missing (what nobody has told yet)."""

    kind, code = Kind.CONFLICT, "aid.not_all_told"
    says = _("还缺：%(missing)s")
    mend = _("请职工在申请里点“家里情况有变化”补上；已经送认定的，先退回走访核实")
    rule = _("困难职工标准；当地低保标准")


class AboveTheScale(Refused):
    code = "aid.above_the_scale"
    says = _("帮扶金 %(amount)s 元超过“%(class)s”的标准 %(most)s 元")
    mend = _("请按标准填写；标准变了，请先导入新的标准")


class NoScale(Refused):
    kind = Kind.CONFLICT
    code = "aid.no_scale"
    says = _("“%(place)s”还没有录入低保标准和帮扶标准")
    mend = _("请先在“帮扶标准”里导入当地的标准")


class StillShown(Refused):
    kind = Kind.CONFLICT
    code = "aid.still_shown"
    says = _("公示到%(until)s为止，还不能发放")
    mend = _("公示期满、没有异议后再发放")


class ObjectionOpen(Refused):
    kind = Kind.CONFLICT
    code = "aid.objection_open"
    says = _("有人提出异议，还没有处理")
    mend = _("请先核实异议，写明结果")


class NoObjection(Refused):
    kind, code = Kind.CONFLICT, "aid.no_objection"
    says = _("没有等待处理的异议")
    mend = _("请刷新页面看现在的进度")


class NotShown(Refused):
    kind = Kind.GONE
    code = "aid.not_shown"
    says = _("这一条已经不在公示期内")
    mend = _("有情况要反映，请打 12351")


class PaidAlready(Refused):
    kind = Kind.CONFLICT
    code = "aid.paid_already"
    says = _("这份申请的帮扶金已经发放")
    mend = _("不会重复发放；请看发放记录")


class BadAccount(Refused):
    code = "aid.bad_account"
    says = _("银行卡号应为 12 到 19 位数字")
    mend = _("请对照银行卡再填一次，空格可以不写")


class NotListed(Refused):
    kind = Kind.CONFLICT
    code = "aid.not_listed"
    says = _("这一户不在困难职工名单里")
    mend = _("请刷新页面看现在的状态")


class ReasonMissing(Refused):
    code = "aid.reason_missing"
    says = _("没有写理由")
    mend = _("职工看得到，请写一句话")


class TooManyObjections(Refused):
    kind = Kind.TOO_MANY
    code = "aid.too_many_objections"
    says = _("今天提的异议太多")
    mend = _("请明天再提，或打 12351 一次说清")
