"""What the life of a membership tells people."""

from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.notices.templates import Template

STANDING = Template(
    code="membership.standing_set",
    title=_("会籍状态有变化"),
    text=_("你在“%(union)s”的会籍状态从%(day)s起是“%(standing)s”。依据：%(why)s。有疑问请联系这个工会。"),
    page="membership-member:home",
)
LEAVING = Template(
    code="membership.leaving_asked",
    title=_("退会声明已收到"),
    text=_("你的退会声明已收到，%(day)s生效。在此之前随时可以在“我的会籍”里撤回。"),
    page="membership-member:home",
)
LEFT = Template(
    code="membership.left",
    title=_("已经退会"),
    text=_("按你的声明，你在“%(union)s”的会籍从%(day)s起结束。想回来时，随时可以重新申请入会。"),
    page="membership-member:home",
)
KEPT = Template(
    code="membership.leaving_undone",
    title=_("退会声明已撤回"),
    text=_("你的会籍还在“%(union)s”，没有中断。"),
    page="membership-member:home",
)
TALK = Template(
    code="membership.lapse_begun",
    title=_("工会想和你谈谈"),
    text=_("“%(union)s”登记你从%(day)s起没有缴会费、也没有参加活动，会有人联系你。有不同情况请告诉他们。"),
    page="membership-member:home",
)
NOTICED = Template(
    code="membership.lapse_noticed",
    title=_("会籍将按自动退会办理"),
    text=_("经谈话，“%(union)s”将从%(day)s起按自动退会结束你的会籍。愿意继续当会员或有异议，请在此之前联系他们。"),
    page="membership-member:home",
)
LAPSED = Template(
    code="membership.lapsed",
    title=_("会籍已按自动退会结束"),
    text=_("你在“%(union)s”的会籍从%(day)s起结束（自动退会）。有异议可以向上级工会提出；想回来可以重新申请入会。"),
    page="membership-member:home",
)
DROPPED = Template(
    code="membership.lapse_dropped",
    title=_("自动退会不办了"),
    text=_("“%(union)s”不再办理你的自动退会，会籍照旧。原因：%(why)s。"),
    page="membership-member:home",
)
ENDED = Template(
    code="membership.ended",
    title=_("会籍已结束"),
    text=_("你在“%(union)s”的会籍从%(on)s起结束。原因：%(why)s。有疑问请联系这个工会。"),
    page="faces:my-data",
)
CORRECTED = Template(
    code="membership.corrected",
    title=_("会籍已更正"),
    text=_("你的会籍更正为：“%(union)s”，%(starts_on)s起，%(ends_on)s止。原因：%(why)s。有疑问请联系这个工会。"),
    page="faces:my-data",
)
STILL = _("没有")

STAGES = {
    "begun": (_("待谈话"), "warn"),
    "talked": (_("待告知本人"), "warn"),
    "noticed": (_("告知期内"), "warn"),
    "over": (_("已结束会籍"), ""),
    "dropped": (_("不办了"), "good"),
}
MAY = (("votes", _("选举和表决")), ("dues", _("缴会费")), ("benefits", _("享受服务")))

ACTS = {
    "membership.ask_to_leave": _("提交退会声明"),
    "membership.undo_leaving": _("撤回退会声明"),
    "membership.begin_lapse": _("登记自动退会"),
    "membership.record_talk": _("登记谈话"),
    "membership.notify_lapse": _("告知自动退会"),
    "membership.end_lapse": _("按自动退会结束会籍"),
    "membership.drop_lapse": _("不再办自动退会"),
    "membership.record_death": _("登记去世"),
    "membership.undo_death": _("撤销去世登记"),
}
