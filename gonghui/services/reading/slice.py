"""How the reading rooms join the product."""

from gonghui.faces.services import MenuEntry, PremisesKind, Sign
from gonghui.faces.slices import NEAR, Addresses, Cards, Slice, Task
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.places import facilities

from . import actions, rules
from .api import router
from .pages import agenda, cards, typical
from .words import ACTS

SLICE = Slice(
    code="reading",
    signs=(
        Sign(
            "reading",
            _("职工书屋"),
            "books",
            "public",
            "reading:home",
            _("附近的书屋、自习座位和图书，借书还书预约座位"),
            _("看书 借书 还书 图书馆 自习 学习 座位 书店 安静 图书"),
            rank=70,
        ),
    ),
    urls=Addresses("reading/", "console/reading/", "counter/reading/"),
    router=router,
    agenda=agenda.SOURCES,
    cards=(Cards(NEAR, cards.near, rank=20),),
    person=cards.person_part,
    page_of_code=cards.page_of_code,
    menu=(MenuEntry(_("职工书屋"), "books", "reading-console:index", group=_("服务项目"), act=rules.WATCH, rank=30),),
    desks=(
        MenuEntry(
            _("书屋借还台"),
            "books",
            "reading-counter:home",
            summary=_("借书还书，断网也能用"),
            open_if=cards.has_desk,
            rank=30,
        ),
    ),
    acts=ACTS,
    premises=(
        PremisesKind(
            rules.KIND,
            _("职工书屋"),
            "books",
            "reading:room",
            "reading-console:index",
            basics=facilities.READING_BASICS,
            on_saved=actions.ensure_room,
            rank=30,
        ),
    ),
    tasks=(Task("reading", actions.work_reading, shortest=1, longest=20),),
    typical=typical.PAGES,
)
