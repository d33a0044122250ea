"""How joining joins the product."""

from gonghui.faces.services import MenuEntry, Sign
from gonghui.faces.slices import Addresses, Slice, Task
from gonghui.kernel.words import gettext_noop as _

from . import actions, rules
from .api import router
from .bulk import actions as bulk
from .pages import agenda, typical
from .words import ACTS

SLICE = Slice(
    code="joining",
    signs=(
        Sign(
            "join",
            _("入会转会"),
            "user-plus",
            "public",
            "joining:home",
            _("加入工会、换单位时把会籍转过去，随时看自己的会籍在哪里"),
            _("加入工会 入会 会员 转会 换工作 跳槽 换单位 会籍 会员卡 骑手 外卖员 网约车 怎么当会员"),
            rank=10,
        ),
    ),
    urls=Addresses("join/", "console/join/"),
    router=router,
    agenda=agenda.SOURCES,
    menu=(
        MenuEntry(_("入会转会"), "user-plus", "joining-console:index", group=_("会员和工会"), act=rules.WATCH, rank=55),
    ),
    acts=ACTS,
    tasks=(
        Task("applications", actions.raise_late, shortest=5, longest=60),
        Task("bulk_decisions", bulk.work),
    ),
    forget=lambda now: actions.forget(now) + bulk.forget(now),
    typical=typical.PAGES,
)
