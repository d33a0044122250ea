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
