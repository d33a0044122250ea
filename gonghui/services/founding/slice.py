"""How founding joins the product."""

from gonghui.faces.services import MenuEntry, Sign
from gonghui.faces.slices import Addresses, Slice, Task
from gonghui.kernel.words import gettext_noop as _

from . import actions, rules
from .api import router
from .pages import agenda, typical
from .words import ACTS

FOUNDING = _("建会建家")

SLICE = Slice(
    code="founding",
    signs=(
        Sign(
            "founding",
            _("建会建家"),
            "building-community",
            "public",
            "founding:home",
            _("单位还没有工会时，从申请到批复一步一步办下来"),
            _("成立工会 建工会 公司没有工会 新建 换届 职工之家 老板 企业 建家"),
            rank=20,
        ),
    ),
    urls=Addresses("founding/", "console/founding/"),
    router=router,
    agenda=agenda.SOURCES,
    menu=(
        MenuEntry(_("该建会的单位"), "users-group", "founding-console:ready", group=FOUNDING, act=rules.WATCH, rank=79),
        MenuEntry(
            _("没有工会的单位"), "building", "founding-console:employers", group=FOUNDING, act=rules.WATCH, rank=80
        ),
        MenuEntry(
            _("建会事项"), "building-community", "founding-console:cases", group=FOUNDING, act=rules.WATCH, rank=81
        ),
        MenuEntry(_("任期和证书"), "certificate", "founding-console:unions", group=FOUNDING, act=rules.WATCH, rank=83),
        MenuEntry(_("会员评家"), "star", "founding-console:rounds", group=FOUNDING, act=rules.WATCH, rank=84),
        MenuEntry(_("建会求助"), "lock", "founding-console:pleas", group=FOUNDING, act=rules.ANSWER, rank=82),
    ),
    acts=ACTS,
    tasks=(
        Task("alarms", actions.work, shortest=60, longest=600),
        Task("ready", actions.find_ready, shortest=1_800, longest=3_600),
        Task("rounds", actions.work_rounds, shortest=10, longest=600),
    ),
    forget=actions.forget,
    typical=typical.PAGES,
)
