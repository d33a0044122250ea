"""What applicants are told, and what officers read in the journal."""

from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.notices.templates import Template

ONE = "joining:one"
SENT = Template(
    "joining.sent",
    title=_("申请已提交"),
    text=_("你加入“%(union)s”的申请已提交，%(due)s前会有答复。编号 %(code)s。"),
    page=ONE,
)
ENTERED = Template(
    "joining.entered",
    title=_("有人为你代办了入会申请"),
    text=_(
        "%(who)s为你代办了加入“%(union)s”的申请，编号 %(code)s。不是你的意思？%(until)s前凭编号和手机号后四位可以撤销。"
    ),
    sms=_("%(who)s为你代办了入会申请，编号%(code)s。不是你的意思，请在%(until)s前登录工惠撤销或打12351。"),
    page=ONE,
    by_day=True,
)
APPROVED = Template(
    "joining.approved",
    title=_("你是“%(union)s”的会员了"),
    text=_("“%(union)s”同意了你的申请，会籍从%(on)s起。"),
    sms=_("“%(union)s”同意了你的申请，你已是工会会员。"),
    page=ONE,
    by_day=True,
)
MET = Template(
    "joining.met",
    title=_("你已经是“%(union)s”的会员"),
    text=_("“%(union)s”的名单里已经有你，会籍早已生效，这份申请就此办结。"),
    page=ONE,
)
RETURNED = Template(
    "joining.returned",
    title=_("申请需要补正"),
    text=_("“%(union)s”把你的申请退回补正：%(reason)s。改好可以再提交。"),
    sms=_("你的入会申请需要补正，请登录工惠查看原因，改好再提交。"),
    page=ONE,
    by_day=True,
)
REFUSED = Template(
    "joining.refused",
    title=_("申请没有通过"),
    text=_("“%(union)s”没有同意你的申请：%(reason)s。依据：%(rule)s。%(mend)s。三十天内可以向上级工会申诉。"),
    sms=_("你的入会申请没有通过，请登录工惠查看原因，三十天内可以申诉。"),
    page=ONE,
    by_day=True,
)
RAISED = Template(
    "joining.raised",
    title=_("申请已转上级工会办理"),
    text=_("“%(union)s”没有按时答复，你的申请已自动转给“%(above)s”，%(due)s前答复。"),
    page=ONE,
)

FOLLOWED = Template(
    "joining.followed",
    title=_("申请转到另一个工会办理"),
    text=_("“%(union)s”已经并入或撤销，你的申请转给“%(into)s”，由“%(before)s”在%(due)s前答复。"),
    page=ONE,
)
FOLLOWED_RETURNED = Template(
    "joining.followed_returned",
    title=_("申请转到另一个工会办理"),
    text=_("“%(union)s”已经并入或撤销，你的申请转给“%(into)s”。请补正后再提交。"),
    page=ONE,
)
ENDED = Template(
    "joining.ended",
    title=_("转会申请已结束"),
    text=_("你的会籍已经结束，转到“%(union)s”的申请 %(code)s 不再办理。可以随时重新申请入会。"),
    page=ONE,
)
FORGOTTEN_SOON = Template(
    "joining.forgotten_soon",
    title=_("退回的申请快到期了"),
    text=_(
        "你加入“%(union)s”的申请退回后还没有补正。%(day)s前没有再提交，申请和填过的证件号码会删除；以后可以重新申请。"
    ),
    sms=_("你的入会申请退回后还没有补正，%(day)s前没有再提交就会删除，请登录工惠补正。"),
    page=ONE,
    by_day=True,
)
BULK = Template(
    "joining.bulk",
    title=_("批量审核办完了"),
    text=_("“%(word)s”办好 %(done)s 份，没有办成 %(left)s 份，另有 %(gone)s 份已先由别人办过或撤回。"),
    page="joining-console:bulk",
)
BULK_STOPPED = Template(
    "joining.bulk_stopped",
    title=_("批量审核停下了"),
    text=_(
        "你不再担任审核这些申请的职务，“%(word)s”停下了："
        "办好 %(done)s 份，没有办成 %(left)s 份，还有 %(rest)s 份留在队列里，由别的干部办。"
    ),
)
RELEASED = Template(
    "joining.released",
    title=_("你名下登记错的证件已取下"),
    text=_(
        "核实后，你名下登记的%(kind)s（尾号 %(tail)s）是别人的，已经取下，会籍不变。"
        "请登记你自己的证件；不对请在%(until)s前告诉“%(union)s”。"
    ),
    page="faces:my-data",
)
TAKEN_BACK = Template(
    "joining.taken_back",
    title=_("证件登记已恢复"),
    text=_("你名下的%(kind)s（尾号 %(tail)s）已由“%(union)s”恢复登记。"),
    page="faces:my-data",
)
WRONG_ROW = _("证件是申请人的，这条登记有误")
UNDONE = _("代办的申请由本人撤销")
NUMBER_GONE = _("去世登记有误，已经撤销；证件号码随登记清除了，请重新填写再提交")
OTHER_DOCUMENT = _("证件号码没有核实上。请对照证件重新填写，或带证件原件到工会窗口")
TONES = {"draft": "", "waiting": "warn", "returned": "bad", "approved": "good", "refused": "bad", "withdrawn": ""}
ACTS = {
    "joining.send": _("提交申请"),
    "joining.enter": _("代办申请"),
    "joining.tried": _("有人试过代办申请"),
    "joining.withdraw": _("撤回申请"),
    "joining.undo": _("撤销代办的申请"),
    "joining.approve": _("同意申请"),
    "joining.met": _("申请人已在会，办结"),
    "joining.return": _("退回补正"),
    "joining.refuse": _("不同意申请"),
    "joining.appeal": _("向上级申诉"),
    "joining.raise": _("逾期转上级"),
    "joining.follow": _("工会合并或撤销，申请转办"),
    "joining.end": _("会籍结束或本人去世，申请终止"),
    "joining.revive": _("去世登记撤销，申请恢复"),
    "joining.settle": _("处理会籍冲突"),
    "joining.bulk": _("批量审核"),
    "joining.stop": _("停下批量审核"),
    "joining.release": _("会籍冲突：另一条登记有误"),
    "joining.take_back": _("恢复取下的证件"),
    "joining.forget": _("清除过期申请"),
}
