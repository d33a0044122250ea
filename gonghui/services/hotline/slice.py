"""How the hotline joins the product."""

from gonghui.faces.cases import acts_in_words
from gonghui.faces.services import MenuEntry, Sign
from gonghui.faces.slices import Addresses, Slice, Task
from gonghui.kernel.words import gettext_noop as _

from . import actions, rules
from .api import router
from .pages import agenda, typical

SLICE = Slice(
    code="hotline",
    signs=(
        Sign(
            "hotline",
            _("12351 诉求"),
            "headset",
            "interaction",
            "hotline:home",
            _("遇到不公、有难处，说一次就有人办，几天有答复看得见"),
            _("投诉 举报 欠薪 维权 热线 电话 反映 求助 诉求 12351 办事 没人管 工资 工伤 找工会"),
            rank=217,
        ),
    ),
    urls=Addresses("hotline/", "console/hotline/"),
    router=router,
    agenda=agenda.SOURCES,
    menu=(
        MenuEntry(
            _("12351 诉求"), "headset", "hotline-console:index", group=_("会员和工会"), act=rules.HANDLE, rank=57
        ),
        MenuEntry(_("接电话"), "phone", "hotline-console:desk", group=_("会员和工会"), act=rules.SEAT, rank=58),
    ),
    acts=acts_in_words(rules.HOTLINE),
    tasks=(Task("cases", actions.sweep, shortest=5, longest=60),),
    forget=actions.forget,
    typical=typical.PAGES,
)
