"""Every no about announcements: to workers what became of one, to officers what does not go together."""

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _


class Over(Refused):
    """Facts: when (as read)."""

    kind = Kind.GONE
    code = "announcements.over"
    says = _("这条公告已于%(when)s到期，不再展示")
    mend = _("现在有效的公告都在“通知公告”里；还需要这一条，请问发布的工会")


class Withdrawn(Refused):
    """Facts: reason."""

    kind = Kind.GONE
    code = "announcements.withdrawn"
    says = _("这条公告已经撤回：%(reason)s")
    mend = _("请以“通知公告”里现在的公告为准")


class NotYetOut(Refused):
    """Only a published one is corrected or withdrawn."""

    kind = Kind.CONFLICT
    code = "announcements.not_yet_out"
    says = _("这条公告还没有发布")
    mend = _("草稿可以直接修改或删除")


class AlreadyOut(Refused):
    kind = Kind.CONFLICT
    code = "announcements.already_out"
    says = _("这条公告已经发布，不能再当草稿改")
    mend = _("要改请用“更正”，看过的人会知道改了什么；不要了请“撤回”")


class GoneAlready(Refused):
    kind = Kind.CONFLICT
    code = "announcements.gone_already"
    says = _("这条公告已经撤回")
    mend = _("要重新发布，请复制成新的草稿")


class Removed(Refused):
    """A draft that somebody threw away at the same moment."""

    kind = Kind.GONE
    code = "announcements.removed"
    says = _("这份草稿已经删除")
    mend = _("还需要的话，请重新起草")


class ChangedMeanwhile(Refused):
    """Somebody changed the draft, or corrected what is out, while the form was open."""

    kind = Kind.CONFLICT
    code = "announcements.changed_meanwhile"
    says = _("你打开这一页以后，有人改过这条公告")
    mend = _("请先抄下自己的改动，再刷新页面，在最新的文字上改")


class NothingChanged(Refused):
    code = "announcements.nothing_changed"
    says = _("没有改动，不算更正")
    mend = _("请先改标题、正文、类别或截止时间")


class ReasonMissing(Refused):
    code = "announcements.reason_missing"
    says = _("没有写原因")
    mend = _("看到公告的人会读到它，请写一句话")


class EndsBeforeStart(Refused):
    code = "announcements.ends_before_start"
    says = _("截止时间不在开始时间之后")
    mend = _("请把截止时间改晚，或者不填")


class AlreadyOver(Refused):
    code = "announcements.already_over"
    says = _("截止时间已经过去，发布了也没有人看得到")
    mend = _("请把截止时间改晚，或者不填")


class TooManyFiles(Refused):
    """Facts: limit."""

    kind = Kind.CONFLICT
    code = "announcements.too_many_files"
    says = _("一条公告最多放 %(limit)s 个附件")
    mend = _("请先去掉不要的，或合成一个文件")
