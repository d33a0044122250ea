"""What announcements are called, and what members are told of a new one."""

from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.notices.templates import Template

from . import rules

NEW = Template(
    "announcements.new",
    title=_("通知公告：%(title)s"),
    text=_("%(union)s发布了《%(title)s》。"),
    page="announcements:one",
)

STATES = {
    rules.DRAFT: (_("草稿"), ""),
    rules.SCHEDULED: (_("定时发布"), "warn"),
    rules.SHOWN: (_("展示中"), "good"),
    rules.OVER: (_("已到期"), ""),
    rules.WITHDRAWN: (_("已撤回"), "bad"),
}  # in words, and its tone

ACTS = {  # of the journal, where an officer reads it
    "announcements.draft": _("起草公告"),
    "announcements.revise": _("修改公告草稿"),
    "announcements.remove": _("删除公告草稿"),
    "announcements.attach": _("给公告添加附件"),
    "announcements.detach": _("去掉公告附件"),
    "announcements.publish": _("发布公告"),
    "announcements.correct": _("更正公告"),
    "announcements.pin": _("置顶公告"),
    "announcements.unpin": _("取消公告置顶"),
    "announcements.withdraw": _("撤回公告"),
}
