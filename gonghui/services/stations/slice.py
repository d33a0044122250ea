"""How stations and truckers' homes join the product."""

from gonghui.faces.services import MenuEntry, PremisesKind, Sign
from gonghui.faces.slices import NEAR, Addresses, Cards, Slice, Task
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.places import facilities

from . import actions, rules
from .actions.words import ACTS
from .api import router
from .pages import agenda, cards, typical

SIGNS = (
    Sign(
        "stations",
        _("职工驿站"),
        "coffee",
        "public",
        "stations:home",
        _("找到附近真正开着的驿站，歇脚、喝水、热饭、充电"),
        _("驿站 歇脚 休息 喝水 热水 热饭 充电 厕所 上厕所 卫生间 避暑 取暖 空调 累了 户外 环卫 快递 外卖 躲雨"),
        rank=50,
    ),
    Sign(
        "truckers",
        _("司机之家"),
        "truck",
        "public",
        "stations:truckers",
        _("停车、洗澡、吃饭、过夜，附近哪里有空位一看就知道"),
        _("卡车 货车 司机 停车 洗澡 淋浴 洗衣服 过夜 住宿 修车 货源 拉货 加油"),
        rank=60,
    ),
)
PREMISES = (
    PremisesKind(
        "station",
        _("职工驿站"),
        "home-heart",
        "stations:station",
        "stations-console:index",
        basics=facilities.STATION_BASICS,
        on_saved=actions.ensure_presence,
        rank=10,
    ),
    PremisesKind(
        "truckers_home",
        _("司机之家"),
        "truck",
        "stations:station",
        "stations-console:index",
        basics=facilities.HOME_BASICS,
        on_saved=actions.ensure_presence,
        rank=20,
    ),
)

SLICE = Slice(
    code="stations",
    signs=SIGNS,
    urls=Addresses("stations/", "console/stations/", "counter/stations/"),
    router=router,
    agenda=agenda.SOURCES,
    cards=(Cards(NEAR, cards.near, rank=10),),
    person=cards.person_part,
    page_of_code=cards.page_of_code,
    menu=(
        MenuEntry(
            _("驿站和司机之家"), "coffee", "stations-console:index", group=_("服务项目"), act=rules.WATCH, rank=40
        ),
    ),
    desks=(
        MenuEntry(
            _("驿站柜台"),
            "coffee",
            "stations-counter:home",
            summary=_("确认开门，让人进来，管物资和报修"),
            open_if=cards.has_desk,
            rank=40,
        ),
    ),
    acts=ACTS,
    premises=PREMISES,
    tasks=(Task("stations", actions.work_stations, shortest=1, longest=20),),
    forget=actions.forget,
    typical=typical.PAGES,
)
