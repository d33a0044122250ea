"""How the roster joins the product: officers' pages, and a task."""

from gonghui.faces.services import MenuEntry
from gonghui.faces.slices import Addresses, Slice, Task
from gonghui.kernel.words import gettext_noop as _

from . import actions
from .pages import agenda, cards, typical
from .rules import ROSTERS
from .words import ACTS

UNIONS = _("会员和工会")

SLICE = Slice(
    code="membership",
    urls=Addresses(console="console/membership/"),
    agenda=agenda.SOURCES,
    person=cards.person_part,
    menu=(
        MenuEntry(_("会员名单导入"), "users-group", "membership:rosters", group=UNIONS, act=ROSTERS, rank=60),
        MenuEntry(_("会籍核实"), "id-badge-2", "membership:claims", group=UNIONS, act=ROSTERS, rank=70),
    ),
    acts=ACTS,
    tasks=(Task("rosters", actions.work_rosters, longest=2),),
    typical=typical.PAGES,
)
