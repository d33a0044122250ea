"""How legal help joins the product."""

from gonghui.faces.services import MenuEntry, Sign
from gonghui.faces.slices import Addresses, Slice, Task
from gonghui.kernel.words import gettext_noop as _

from . import actions, rules
from .api import router
from .pages import agenda, typical
from .rules.aid import AT_AID
from .words import ACTS

SLICE = Slice(
    code="legal",
    signs=(
        Sign(
            "legal",
            _("法律维权"),
            "scale",
            "public",
            "legal:home",
            _("讨薪、工伤、劳动合同：先查答案和期限，再问工会"),
            _("欠薪 讨薪 拖欠工资 工资不发 不发工资 老板欠钱 工伤 受伤 辞退 开除 裁员 赔偿 劳动合同 加班费 社保"
              " 仲裁 打官司 律师 法律援助 投诉 劳动纠纷"),
            rank=30,
        ),
    ),
    urls=Addresses("legal/", "console/legal/"),
    router=router,
    agenda=agenda.SOURCES,
    menu=(
        MenuEntry(_("法律咨询"), "scale", "legal-console:index", group=_("会员和工会"), act=rules.HANDLE, rank=61),
        MenuEntry(_("法律援助"), "scale", "legal-console:aid-index", group=_("会员和工会"), act=AT_AID, rank=61),
        MenuEntry(_("法律解答库"), "books", "legal-console:library", group=_("会员和工会"), act=rules.LIBRARY, rank=62),
    ),
    acts=ACTS,
    tasks=(Task("legal", actions.sweep, shortest=5, longest=60),),
    forget=actions.forget,
    typical=typical.PAGES,
)  # fmt: skip
