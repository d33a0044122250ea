"""Noes about judging the home."""

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _


class RoundDays(Refused):
    """Facts: days."""

    code = "founding.round_days"
    says = _("评家的起止日期不对")
    mend = _("截止日期要在开始日期和今天之后，最多 %(days)s 天")


class RoundOfAnotherYear(Refused):
    """Facts: year."""

    code = "founding.round_of_another_year"
    says = _("开始日期不在 %(year)s 年")
    mend = _("请核对年份和日期")


class RoundTwice(Refused):
    """Facts: union, year."""

    kind = Kind.CONFLICT
    code = "founding.round_twice"
    says = _("%(union)s %(year)s 年已经评过家，或正在评")
    mend = _("每年评一次")


class RoundShut(Refused):
    """Facts: opens_on, closes_on."""

    kind = Kind.CONFLICT
    code = "founding.round_shut"
    says = _("评家从%(opens_on)s到%(closes_on)s，现在不能打分")
    mend = _("请在这几天里打分")


class RoundNotOver(Refused):
    """Facts: closes_on."""

    kind = Kind.CONFLICT
    code = "founding.round_not_over"
    says = _("评家到%(closes_on)s才结束")
    mend = _("请等结束以后，看了结果再写")


class NotOfThisUnion(Refused):
    """Facts: union."""

    kind = Kind.FORBIDDEN
    code = "founding.not_of_this_union"
    says = _("只有%(union)s的会员能给它打分")
    mend = _("请到自己所在的工会打分；会籍不对的，请联系工会")


class AnswersMissing(Refused):
    code = "founding.answers_missing"
    says = _("还有问题没有选")
    mend = _("每个问题选一项")


class JudgedAlready(Refused):
    kind = Kind.CONFLICT
    code = "founding.judged_already"
    says = _("你今年已经打过分了")
    mend = _("每位会员一年打一次，打了不能改，谁也不知道你打了几分")


class ToldAlready(Refused):
    kind = Kind.CONFLICT
    code = "founding.told_already"
    says = _("这一条已经写过办没办到")
    mend = _("请刷新页面，看最新的内容")
