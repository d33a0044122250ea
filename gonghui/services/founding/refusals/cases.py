"""Noes about cases: their employers, their steps, their papers."""

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _


class CaseOver(Refused):
    kind = Kind.CONFLICT
    code = "founding.case_over"
    says = _("这个建会事项已经办结或停办")
    mend = _("请刷新页面，看最新的状态")


class NoSuchStep(Refused):
    code = "founding.no_such_step"
    says = _("这个事项没有这一步")
    mend = _("请按页面上列出的步骤办理")


class StepDone(Refused):
    kind = Kind.CONFLICT
    code = "founding.step_done"
    says = _("这一步已经办完")
    mend = _("请刷新页面，看下一步")


class StepsBefore(Refused):
    """Facts: missing (the step that comes first, as it is called)."""

    kind = Kind.CONFLICT
    code = "founding.steps_before"
    says = _("还没有轮到这一步")
    mend = _("请先办完前面的步骤")


class PreparedByYou(Refused):
    kind = Kind.FORBIDDEN
    code = "founding.prepared_by_you"
    says = _("这件事是你经办的，不能由你自己批准")
    mend = _("请上级工会的另一位干部批准")
    rule = _("《工会法》第十二条：建立工会报上一级工会批准")


class JointOfOne(Refused):
    code = "founding.joint_of_one"
    says = _("联合建会至少要有两个单位")
    mend = _("请再添加单位；只有一个单位的，请选“党建带建”或“重点企业示范建”")
    rule = _("《工会法》第十一条")


class KeyFirmIsOne(Refused):
    code = "founding.key_firm_is_one"
    says = _("重点企业示范建只针对一个单位")
    mend = _("几个单位一起建，请选“小微企业联合建”")


class NoEmployers(Refused):
    code = "founding.no_employers"
    says = _("还没有添加单位")
    mend = _("请先添加要建会的单位")


class EmployerClosed(Refused):
    """Facts: employer."""

    kind = Kind.CONFLICT
    code = "founding.employer_closed"
    says = _("%(employer)s已经停业，不能建会")
    mend = _("请核对单位的状态")


class EmployerHasUnion(Refused):
    """Facts: employer, union."""

    kind = Kind.CONFLICT
    code = "founding.employer_has_union"
    says = _("%(employer)s已经有工会：%(union)s")
    mend = _("要改选请办换届；行业工会联合会可以吸收已有工会的单位")


class EmployerInCase(Refused):
    """Facts: employer."""

    kind = Kind.CONFLICT
    code = "founding.employer_in_case"
    says = _("%(employer)s已经在另一个建会事项里")
    mend = _("请打开那个事项继续办，或先停办它")


class EmployerElsewhere(Refused):
    """Facts: employer, area."""

    code = "founding.employer_elsewhere"
    says = _("%(employer)s不在%(area)s的范围内")
    mend = _("请由单位所在地的上级工会办理")


class BusyTree(Refused):
    """Facts: union."""

    kind = Kind.CONFLICT
    code = "founding.reelection_open"
    says = _("%(union)s已经有一个换届事项在办")
    mend = _("请打开那个事项继续办，或先停办它")


class ReasonMissing(Refused):
    code = "founding.reason_missing"
    says = _("没有写原因")
    mend = _("请写一句话，以后查得到")


class NothingToUndo(Refused):
    kind = Kind.CONFLICT
    code = "founding.nothing_to_undo"
    says = _("没有可以撤销的步骤")
    mend = _("批复和登记已经对外生效，不能在这里撤销")


class PapersMissing(Refused):
    code = "founding.papers_missing"
    says = _("没有选择文件")
    mend = _("请至少选一份材料")


class TooManyPapers(Refused):
    """Facts: limit."""

    kind = Kind.CONFLICT
    code = "founding.too_many_papers"
    says = _("一个事项最多放 %(limit)s 份材料")
    mend = _("请先去掉不要的，或合成一个文件")


class NoSuchEmployer(Refused):
    """Facts: name."""

    code = "founding.no_such_employer"
    says = _("没有找到单位“%(name)s”")
    mend = _("请填完整的名称或信用代码；名单里还没有的，先到“没有工会的单位”里添加")


class SeveralEmployers(Refused):
    """Facts: name."""

    code = "founding.several_employers"
    says = _("有几个单位都叫“%(name)s”")
    mend = _("请填信用代码")


class ApprovedAlready(Refused):
    """Facts: union."""

    kind = Kind.CONFLICT
    code = "founding.approved_already"
    says = _("%(union)s已经批复成立，不能停办")
    mend = _("请把登记、刻章、开户办完；工会要撤销的，在工会页面办理")


class ByUnionAbove(Refused):
    """Facts: union."""

    code = "founding.by_union_above"
    says = _("换届和任期由上级工会%(union)s办理")
    mend = _("请报上级工会开办")
    rule = _("《工会法》第十二条：建立工会报上一级工会批准")


class NameMissing(Refused):
    code = "founding.name_missing"
    says = _("没有写新工会的名称")
    mend = _("请写名称，比如“太原市小店区物流行业工会联合会”")


class EmployerNameMissing(Refused):
    code = "founding.employer_name_missing"
    says = _("没有写单位的名称")
    mend = _("请写单位的全称，和营业执照上一样")


class NobodyAboveAll(Refused):
    code = "founding.nobody_above_all"
    says = _("选中的单位不在同一个上级工会的范围内，你的职权够不到它们共同的上级")
    mend = _("请只选一个区县或一个城市的单位，或者请它们共同的上级工会办理")


class OneIndustry(Refused):
    code = "founding.one_industry"
    says = _("选中的单位不是同一个行业，或行业没有登记")
    mend = _("请先用“行业”筛选：物流、电商、网约车、外卖配送各建一个联合会")


class WhichEmployers(Refused):
    code = "founding.which_employers"
    says = _("没有选区县，也没有选行业")
    mend = _("至少选一样，才知道要添加哪些单位")


class NobodyToAdd(Refused):
    kind = Kind.CONFLICT
    code = "founding.nobody_to_add"
    says = _("这个区县、这个行业没有可以添加的单位")
    mend = _("已经有工会的、在别的事项里的、停业的都不算；请换一个区县或行业")


class TooManyEmployers(Refused):
    """Facts: limit."""

    code = "founding.too_many_employers"
    says = _("符合的单位超过 %(limit)s 个")
    mend = _("请把区县和行业都选上，分几次添加")


class NobodyWaits(Refused):
    kind = Kind.CONFLICT
    code = "founding.nobody_waits"
    says = _("没有等着转入的会员，或者已经转过")
    mend = _("请刷新页面，看最新的状态")


class HomeFromAbove(Refused):
    kind = Kind.FORBIDDEN
    code = "founding.home_from_above"
    says = _("这些会员的会籍在更上级的工会，你的职权够不到")
    mend = _("请更上级工会的干部打开这个事项来转")
