"""How the free clinic joins the product."""

from gonghui.faces.services import MenuEntry, Sign
from gonghui.faces.slices import Addresses, Slice, Task
from gonghui.kernel.words import gettext_noop as _

from . import actions, counter, rules
from .api import router
from .pages import agenda, typical
from .words import ACTS

SLICE = Slice(
    code="clinic",
    signs=(
        Sign(
            "clinic",
            _("健康义诊"),
            "stethoscope",
            "public",
            "clinic:home",
            _("医生到身边来，预约义诊和体检"),
            _("看病 医生 体检 义诊 血压 检查身体 健康 中医 牙"),
            rank=90,
        ),
    ),
    urls=Addresses("clinic/", "console/clinic/", "counter/clinic/"),
    router=router,
    agenda=agenda.SOURCES,
    menu=(MenuEntry(_("健康义诊"), "stethoscope", "clinic-console:index", act=rules.MANAGE, rank=38),),
    desks=(
        MenuEntry(
            _("义诊台"),
            "stethoscope",
            "clinic-counter:home",
            summary=_("验凭证码，录入测量结果，只有本人看得到"),
            open_if=counter.has_desk,
            rank=60,
        ),
    ),
    acts=ACTS,
    tasks=(Task("clinic", actions.work, shortest=5, longest=60),),
    forget=actions.forget,
    typical=typical.PAGES,
)
