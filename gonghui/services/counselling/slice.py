"""How counselling joins the product."""

from gonghui.faces.services import MenuEntry, Sign
from gonghui.faces.slices import Addresses, Slice, Task
from gonghui.kernel.words import gettext_noop as _

from . import actions, rules
from .api import router
from .pages import agenda, typical
from .words import ACTS

SLICE = Slice(
    code="counselling",
    signs=(
        Sign(
            "counselling",
            _("心理健康"),
            "heart-handshake",
            "public",
            "counselling:home",
            _("和心理咨询师说说话，内容只有你和咨询师知道"),
            _("心情不好 压力大 失眠 睡不着 焦虑 抑郁 想聊聊 烦 情绪 心理咨询 吵架 倾诉 难过"),
            rank=40,
        ),
    ),
    urls=Addresses("counselling/", "console/counselling/"),
    router=router,
    agenda=agenda.SOURCES,
    menu=(
        MenuEntry(_("心理健康"), "heart-handshake", "counselling-console:index", act=rules.MANAGE, rank=36),
        MenuEntry(_("咨询台"), "heart-handshake", "counselling-console:desk", act=rules.COUNSEL, rank=37),
    ),
    acts=ACTS,
    tasks=(Task("counselling", actions.work, shortest=2, longest=15),),
    forget=actions.forget,
    typical=typical.PAGES,
)
