"""How aid in hardship joins the product."""

from gonghui.faces.services import MenuEntry, Sign
from gonghui.faces.slices import Addresses, Slice, Task
from gonghui.kernel.words import gettext_noop as _

from . import actions, rules
from .api import router
from .pages import agenda, typical
from .words import ACTS

GROUP = _("会员和工会")

SLICE = Slice(
    code="aid",
    signs=(
        Sign(
            "aid",
            _("困难帮扶"),
            "home-heart",
            "public",
            "aid:home",
            _("家里遇到难处时申请帮扶，为什么行、为什么不行都说清楚"),
            _("困难 没钱 补助 救助 低保 大病 生病 住院 医药费 助学 孩子上学 学费 失业 慰问 救济 帮助"),
            rank=80,
        ),
    ),
    urls=Addresses("aid/", "console/aid/"),
    router=router,
    agenda=agenda.SOURCES,
    menu=(
        MenuEntry(_("困难帮扶"), "home-heart", "aid-console:index", group=GROUP, act=rules.HANDLE, rank=59),
        MenuEntry(_("帮扶金发放"), "coin", "aid-console:payments", group=GROUP, act=rules.PAY, rank=59),
        MenuEntry(_("帮扶资金"), "report-money", "aid-console:funds", group=GROUP, act=rules.WATCH, rank=59),
    ),
    acts=ACTS,
    tasks=(Task("aid", actions.work, shortest=5, longest=60),),
    forget=actions.forget,
    typical=typical.PAGES,
)
