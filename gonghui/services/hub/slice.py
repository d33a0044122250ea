"""How the hub's rooms join the product."""

from gonghui.faces.services import MenuEntry, PremisesKind, Sign
from gonghui.faces.slices import Addresses, Slice, Task
from gonghui.kernel.words import gettext_noop as _

from . import actions, rules
from .api import router
from .pages import agenda, cards, desk, typical
from .pages.person import person_part
from .words import ACTS

SLICE = Slice(
    code="hub",
    signs=(
        Sign(
            "spaces",
            _("共享空间"),
            "armchair",
            "interaction",
            "hub:home",
            _("会议室、茶室、工位，按小时预约"),
            _("会议室 场地 工位 茶室 预约场地 订房间 开会 共享 办公 借场地"),
            rank=260,
        ),
    ),
    urls=Addresses("spaces/", "console/spaces/", "counter/spaces/"),
    router=router,
    agenda=agenda.SOURCES,
    person=person_part,
    page_of_code=cards.page_of_code,
    menu=(MenuEntry(_("共享空间"), "armchair", "hub-console:index", group=_("服务项目"), act=rules.RECEIVE, rank=20),),
    desks=(
        MenuEntry(
            _("会客厅前台"),
            "armchair",
            "hub-counter:home",
            summary=_("扫预订凭证登记到场，看今天谁来，断网也能用"),
            open_if=desk.has_desk,
            rank=20,
        ),
    ),
    acts=ACTS,
    premises=(PremisesKind("hub", _("会客厅"), "armchair", "hub:house", "hub-console:index", rank=40),),
    tasks=(Task("rooms", actions.work, shortest=2, longest=20),),
    typical=typical.PAGES,
)
