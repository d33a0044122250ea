"""What is said of a case of any kind, to its asker and to who handles it: never what it is about."""

from functools import cache

from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.notices.templates import Template

from .kinds import Kind, Told

# A phone lies about at work: an SMS never says what it is about.
TOLD = {
    "received": Told(_("诉求已收到"), _("编号 %(code)s，%(due)s前有人受理。"),
        sms=_("工惠：已登记，编号%(code)s，%(due)s前受理。登录工惠或打12351报编号可查。"),
    ),
    "message": Told(_("诉求有新消息"), _("编号 %(code)s 有新消息，请打开查看。")),
    "answered": Told(_("诉求有答复了"), _("编号 %(code)s 已经答复，请打开查看；没有解决可以重新办理。"),
        sms=_("工惠：编号%(code)s有答复，请登录查看。"),
    ),
    "moved": Told(_("诉求已转办"), _("编号 %(code)s 已转给“%(union)s”，%(due)s前受理。")),
    "paused": Told(_("诉求时限已暂停"), _("编号 %(code)s 的时限已暂停，原因请打开查看。")),
    "closed": Told(_("诉求已办结"), _("编号 %(code)s 已办结，结果请打开查看；三十天内可以重新办理。"),
        sms=_("工惠：编号%(code)s已办结，请登录查看结果。"),
    ),
    "reopened": Told(_("诉求重新办理"), _("编号 %(code)s 重新办理，%(due)s前答复。")),
    "followed": Told(
        _("诉求由“%(union)s”接着办理"), _("编号 %(code)s 的工会有变动，由“%(union)s”接着办理，时限不变。")
    ),
    "late": Told(_("诉求已报上级督办"), _("编号 %(code)s 没有按时办理，“%(union)s”已在督办。")),
    "given": Told(_("有诉求交你办理"), _("编号 %(code)s 交给你办理。"), to_handler=True),
    "warned": Told(_("诉求快到期限"), _("编号 %(code)s 请在%(due)s前办理。"), to_handler=True),
    "more": Told(_("诉求有补充"), _("编号 %(code)s 的职工补充了情况。"), to_handler=True),
    "withdrawn": Told(_("诉求已撤回"), _("编号 %(code)s 已由职工撤回。"), to_handler=True),
}  # fmt: skip


@cache
def template(kind: Kind, what: str) -> Template:
    """As the outbox knows it: in the kind's own words, where it has some, leading to its page."""
    told = kind.told.get(what, TOLD[what])
    page = kind.desk if told.to_handler else kind.page
    by_day = told.by_day
    return Template(f"{kind.code}.{what}", title=told.title, text=told.text, sms=told.sms, page=page, by_day=by_day)
