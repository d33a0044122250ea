"""What founding's states and acts are called, and what people are told."""

from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.notices.templates import Template

from . import rules
from .rules import homes

A_WORKER = _("一名职工")

ANSWERED = Template(
    "founding.answered",
    title=_("你的求助有答复了"),
    text=_("上级工会已经答复，只有你能看到。"),
    page="founding:plea",
)

TERM_ENDS = Template(
    "founding.term_ends",
    title=_("%(union)s该换届了"),
    text=_("%(union)s这一届到%(day)s期满，请按时换届。"),
    page="founding-console:union",
)
CERTIFICATE_ENDS = Template(
    "founding.certificate_ends",
    title=_("%(union)s的法人证书快到期"),
    text=_("%(union)s的工会法人资格证书有效期到%(day)s，请按时换证。"),
    page="founding-console:union",
)

JUDGE = Template(
    "founding.judge",
    title=_("给%(union)s打个分"),
    text=_("会员评家从%(opens)s到%(closes)s，谁打了几分，谁也不知道。"),
    page="founding:judge",
)

OUTCOME = Template(
    "founding.outcome",
    title=_("%(union)s评家的结果出来了"),
    text=_("%(year)s 年会员评家已经结束，会员怎么看、工会要改什么，都在这里。"),
    page="founding:judge",
)

HOME = Template(
    "founding.home",
    title=_("你的会籍转到了%(union)s"),
    text=_("你的单位成立了自己的工会：%(union)s。会籍从今天起在那里，一天也没有断。"),
)

CASE_STATES = {
    rules.RUNNING: (_("筹建中"), "warn"),
    rules.APPROVED: (_("已批复"), "good"),
    rules.DONE: (_("已办结"), "good"),
    rules.STOPPED: (_("已停办"), "bad"),
}
ROUND_STATES = {
    homes.COMING: (_("没到时间"), ""),
    homes.OPEN: (_("正在打分"), "warn"),
    homes.CLOSED: (_("已结束"), "good"),
}
PLEA_STATES = {
    rules.WAITING: (_("等答复"), "warn"),
    rules.ANSWERED: (_("已答复"), "good"),
    rules.WITHDRAWN: (_("已撤回"), ""),
}  # in words, and its tone

ACTS = {  # of the journal, where an officer reads it
    "founding.ask": _("请求帮助建会"),
    "founding.withdraw_plea": _("撤回建会求助"),
    "founding.look": _("查看建会求助"),
    "founding.answer": _("答复建会求助"),
    "founding.open": _("开办建会事项"),
    "founding.add_employer": _("添加单位"),
    "founding.drop_employer": _("去掉单位"),
    "founding.plan_step": _("安排步骤"),
    "founding.step": _("办完一步"),
    "founding.undo_step": _("撤销一步"),
    "founding.count": _("登记选举票数"),
    "founding.enter_candidate": _("登记候选人票数"),
    "founding.strike_candidate": _("去掉候选人"),
    "founding.approve": _("批复建会或换届"),
    "founding.stop": _("停办建会事项"),
    "founding.attach": _("添加建会材料"),
    "founding.open_paper": _("查看建会材料"),
    "founding.seal_paper": _("加密保存建会材料"),
    "founding.detach": _("去掉建会材料"),
    "founding.term": _("登记任期"),
    "founding.certify": _("登记法人证书"),
    "founding.report_change": _("登记变更事项"),
    "founding.open_round": _("开始会员评家"),
    "founding.pledge": _("写评家改进措施"),
    "founding.tell_kept": _("写改进办没办到"),
    "founding.bring_home": _("会员转入新工会"),
    "founding.add_all": _("添加一个地方或行业的单位"),
    "founding.file_change": _("变更事项已办理"),
}
