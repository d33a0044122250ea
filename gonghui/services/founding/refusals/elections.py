"""Noes about elections: sums that disagree, too few people, relatives."""

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _


class ElectionMissing(Refused):
    code = "founding.election_missing"
    says = _("还没有登记选举的票数")
    mend = _("请先填应到、实到和发出、收回的票数，再逐个登记候选人")


class ElectionToCome(Refused):
    """Facts: day."""

    code = "founding.election_to_come"
    says = _("选举日期%(day)s还没有到")
    mend = _("请在选举以后登记结果")


class MorePresent(Refused):
    """Facts: present, electors."""

    code = "founding.more_present"
    says = _("实到 %(present)s 人，多于应到 %(electors)s 人")
    mend = _("请核对应到和实到人数")


class TooFewPresent(Refused):
    """Facts: present, electors."""

    code = "founding.too_few_present"
    says = _("应到 %(electors)s 人，实到 %(present)s 人，不到三分之二，选举无效")
    mend = _("请另行召开会议选举")
    rule = _("《工会基层组织选举工作条例》")


class MoreHandedOut(Refused):
    """Facts: out, present."""

    code = "founding.more_handed_out"
    says = _("发出选票 %(out)s 张，多于实到 %(present)s 人")
    mend = _("请核对发出的选票数")


class MoreCameIn(Refused):
    """Facts: came, out."""

    code = "founding.more_came_in"
    says = _("收回选票 %(came)s 张，多于发出的 %(out)s 张，选举无效")
    mend = _("请核对；确实多出的，应当重新选举")
    rule = _("《工会基层组织选举工作条例》")


class BallotsDisagree(Refused):
    """Facts: valid, spoiled, came."""

    code = "founding.ballots_disagree"
    says = _("有效票 %(valid)s 张加废票 %(spoiled)s 张，不等于收回的 %(came)s 张")
    mend = _("请核对有效票和废票")


class VotesDisagree(Refused):
    """Facts: name, total, valid."""

    code = "founding.votes_disagree"
    says = _("%(name)s的赞成、反对、弃权合计 %(total)s 票，不等于有效票 %(valid)s 张")
    mend = _("请核对这位候选人的票数")


class NotMoreThanHalf(Refused):
    """Facts: name, votes, electors."""

    code = "founding.not_more_than_half"
    says = _("%(name)s得 %(votes)s 票，没有超过应到会 %(electors)s 人的一半，不能当选")
    mend = _("请核对票数，或登记为未当选，另行选举")
    rule = _("《工会基层组织选举工作条例》")


class CloseRelative(Refused):
    """Facts: name, leader."""

    code = "founding.close_relative"
    says = _("%(name)s是单位主要负责人%(leader)s的近亲属，不能作为工会委员会的人选")
    mend = _("请换一位候选人重新选举")
    rule = _("《工会法》第十条")


class OneChair(Refused):
    """Facts: chairs."""

    code = "founding.one_chair"
    says = _("当选的主席有 %(chairs)s 位，应当正好一位")
    mend = _("请核对谁当选了主席")


class CandidateTwice(Refused):
    """Facts: name."""

    kind = Kind.CONFLICT
    code = "founding.candidate_twice"
    says = _("%(name)s的这个职务已经登记过")
    mend = _("要改票数，请先去掉再重新登记")


class ElectionTooEarly(Refused):
    """Facts: day, agreed_on."""

    code = "founding.election_too_early"
    says = _("选举日期%(day)s早于上级批准筹备的%(agreed_on)s")
    mend = _("请核对选举的日期")


class TwoSeats(Refused):
    """Facts: name."""

    code = "founding.two_seats"
    says = _("%(name)s当选了不止一个职务")
    mend = _("主席、副主席、委员只能任一个，也不能兼经费审查委员；请把多的改成没有当选")


class NoChoice(Refused):
    """Facts: post, stood, seats, least."""

    code = "founding.no_choice"
    says = _("%(post)s当选 %(seats)s 人，候选人只有 %(stood)s 人，不是差额选举")
    mend = _("候选人至少要有 %(least)s 人，请把没有当选的候选人也登记上；确实没有的，重新选举")
    rule = _("《工会基层组织选举工作条例》")
