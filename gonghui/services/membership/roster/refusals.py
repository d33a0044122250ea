"""Every no of the roster, for a row and for a whole import."""

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _


class JoinedTooEarly(Refused):
    code = "roster.joined_too_early"
    says = _("入会日期 %(day)s 太早")
    mend = _("请核对年份")


class RowRepeated(Refused):
    code = "roster.row_repeated"
    says = _("与第 %(row)s 行完全相同")
    mend = _("只导入第 %(row)s 行，这一行可以删去")


class DocumentRepeated(Refused):
    code = "roster.document_repeated"
    says = _("证件号码与第 %(rows)s 行相同，但其他内容不同，无法判断哪一行正确")
    mend = _("请核对后只留正确的一行，再上传")


class MobileRepeated(Refused):
    code = "roster.mobile_repeated"
    says = _("手机号与第 %(rows)s 行相同，但不是同一个人")
    mend = _("一个手机号只能登记一人，请改正；没有手机的人请填“无”")


class NameDiffers(Refused):
    code = "roster.name_differs"
    says = _("这个证件已登记在“%(known)s”名下，与本行姓名不同")
    mend = _("请对照证件核对姓名和号码；如果登记有误，请联系上级工会更正")


class MemberElsewhere(Refused):
    kind = Kind.CONFLICT
    code = "roster.member_elsewhere"
    says = _("已是“%(union)s”的会员")
    mend = _("本次不导入；双方工会都会收到提示，请与本人核实后办理转会")
    rule = _("一人只有一个会籍")


class MobileOfOther(Refused):
    kind = Kind.CONFLICT
    code = "roster.mobile_of_other"
    says = _("手机号已登记在“%(known)s”名下")
    mend = _("请核对手机号；如果号码换了主人，请联系上级工会更正")


class MobileOfSamePerson(Refused):
    kind = Kind.CONFLICT
    code = "roster.mobile_of_same_person"
    says = _("手机号已登记在同名的人名下，可能是同一人的另一个证件")
    mend = _("请核实；是同一人的，请由本人出示两个证件后补登，不要重复导入")


class MobileDiffers(Refused):
    kind = Kind.CONFLICT
    code = "roster.mobile_differs"
    says = _("手机号与登记的不同")
    mend = _("本次不改动登记；请与本人核对，由本人登录后修改，或联系上级工会更正")


class MobileUnregistered(Refused):
    kind = Kind.CONFLICT
    code = "roster.mobile_unregistered"
    says = _("这个人已登记，但没有登记手机号")
    mend = _("本次不改动登记；请联系上级工会补登手机号")


class NoSuchUnion(Refused):
    code = "roster.no_such_union"
    says = _("在“%(here)s”及其下级中，没有代码或名称为“%(text)s”的工会")
    mend = _("请填写下级工会的代码，或留空表示“%(here)s”本身")


class TwoUnions(Refused):
    code = "roster.two_unions"
    says = _("名称为“%(text)s”的下级工会不止一个")
    mend = _("请改填工会代码")


class NotChecked(Refused):
    kind = Kind.CONFLICT
    code = "roster.not_checked"
    says = _("这份名单现在不能确认：%(state)s")
    mend = _("请刷新页面查看最新状态")


class NothingToCommit(Refused):
    kind = Kind.CONFLICT
    code = "roster.nothing_to_commit"
    says = _("这份名单里没有可以导入的新会员")
    mend = _("请放弃这份名单；需要时改正有问题的行，再重新上传")


class UnionIsClosed(Refused):
    kind = Kind.GONE
    code = "roster.union_closed"
    says = _("“%(union)s”已经撤销，不能导入名单")
    mend = _("请选择它的上级工会")


class NoSuchFile(Refused):
    kind = Kind.UNKNOWN
    code = "roster.no_such_file"
    says = _("读不了文件 %(file)s：%(why)s")
    mend = _("请核对路径和权限")


class UnknownUnion(Refused):
    kind = Kind.UNKNOWN
    code = "roster.unknown_union"
    says = _("没有代码为“%(code)s”的工会")
    mend = _("请核对工会代码")


class CannotCheck(Refused):
    code = "roster.cannot_check"
    says = _("检查多次都没有完成")
    mend = _("请重新上传；仍不成功时，请把这份文件另存为新的 .xlsx")


class CannotCommit(Refused):
    code = "roster.cannot_commit"
    says = _("导入多次都没有完成，已经停下")
    mend = _("已导入的人不受影响，可以再确认一次；仍不成功请联系系统管理员")


class CannotUnseal(Refused):
    """The kept bytes were changed, or the key under which they lie is not the one in use: that may be put right."""

    kind = Kind.CONFLICT
    code = "roster.cannot_unseal"
    says = _("上传的文件现在打不开")
    mend = _("请稍后再试；一直打不开，请联系系统管理员，或重新上传")
