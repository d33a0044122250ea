"""How announcements join the product."""

from gonghui.faces.services import MenuEntry, Sign
from gonghui.faces.slices import Addresses, Slice, Task
from gonghui.kernel.words import gettext_noop as _

from . import actions, rules
from .api import router
from .pages import agenda, typical
from .words import ACTS

SLICE = Slice(
    code="announcements",
    signs=(
        Sign(
            "announcements",
            _("通知公告"),
            "speakerphone",
            "interaction",
            "announcements:home",
            _("工会发的通知、政策和活动消息，有新的会标出来"),
            _("通知 公告 消息 政策 文件 放假 安排 公示 发文 新闻 最新"),
            rank=215,
        ),
    ),
    urls=Addresses("announcements/", "console/announcements/"),
    router=router,
    agenda=agenda.SOURCES,
    menu=(MenuEntry(_("通知公告"), "speakerphone", "announcements-console:index", act=rules.WATCH, rank=60),),
    acts=ACTS,
    tasks=(Task("announcements", actions.work, shortest=1, longest=20),),
    forget=actions.forget,
    typical=typical.PAGES,
)
