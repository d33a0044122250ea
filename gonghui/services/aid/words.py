"""What people are told of aid, in words that say nothing of a household; and its acts, as the journal says them."""

from gonghui.faces.cases import acts_in_words
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.notices.templates import Template

from .rules import AID

SHOWN = Template(
    "aid.shown",
    title=_("你的申请在公示"),
    text=_("编号 %(code)s，公示到%(until)s；没有异议就发放。"),
    page=AID.page,
)
ENDED = Template(
    "aid.ended",
    title=_("有一件事有了结果"),
    text=_("编号 %(code)s，请打开查看。"),
    page=AID.page,
)
ACTS = acts_in_words(AID) | {
    "aid.change": _("更新家庭情况"),
    "aid.visit": _("入户走访"),
    "aid.propose": _("初审"),
    "aid.confirm": _("复审"),
    "aid.send_back": _("复审退回"),
    "aid.object": _("公示异议"),
    "aid.answer_objection": _("处理异议"),
    "aid.go_on": _("公示期满"),
    "aid.look_at_account": _("查看收款账号"),
    "aid.pay": _("发放帮扶金"),
    "aid.keep": _("年度复核：保留"),
    "aid.end": _("退出困难职工名单"),
    "aid.fund": _("帮扶资金入账"),
    "aid.load_standards": _("导入帮扶标准"),
}
