"""How the fairs join the product."""

from gonghui.faces.services import MenuEntry, Sign
from gonghui.faces.slices import ON_NOW, Addresses, Cards, Slice, Task
from gonghui.kernel.words import gettext_noop as _

from . import actions, rules
from .api import router, rush
from .pages import agenda, cards, typical
from .pages.person import person_part
from .words import ACTS

SLICE = Slice(
    code="fairs",
    signs=(
        Sign(
            "subsidies",
            _("惠民补贴专场"),
            "fridge",
            "life",
            "fairs:home",
            _("工会补贴的家电专场：约一个时段，到场出示凭证，比出厂价还低"),
            _("补贴 家电 冰箱 空调 洗衣机 电视 便宜 优惠 打折 买电器 买家电 送清凉 凭证 专场 惠职工 以旧换新"),
            rank=150,
        ),
    ),
    urls=Addresses("subsidies/", "console/fairs/", "counter/fairs/"),
    router=router,
    agenda=agenda.SOURCES,
    cards=(Cards(ON_NOW, cards.on_now, rank=10),),
    person=person_part,
    page_of_code=cards.page_of_code,
    menu=(
        MenuEntry(_("惠民补贴专场"), "fridge", "fairs-console:index", group=_("服务项目"), act=rules.WATCH, rank=10),
    ),
    desks=(
        MenuEntry(
            _("专场门岗和收银台"),
            "ticket",
            "fairs-counter:home",
            summary=_("验凭证入场，或为会员登记购买"),
            open_if=cards.has_desk,
            rank=10,
        ),
    ),
    acts=ACTS,
    rush=rush.DESKS,
    forget=actions.forget,
    typical=typical.PAGES,
    tasks=(
        Task("draws", actions.work_draws, longest=2),
        Task("offers", actions.work_offers, shortest=1, longest=5),
    ),
)
