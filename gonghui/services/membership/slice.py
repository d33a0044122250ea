"""How the roster joins the product: officers' pages, and a task."""

from datetime import datetime

from gonghui.faces.services import MenuEntry
from gonghui.faces.slices import Addresses, Slice, Task
from gonghui.kernel.words import gettext_noop as _

from .api import router
from .card.words import ACTS as CARD_ACTS
from .correcting import actions as correcting
from .correcting.pages import CORRECTIONS
from .correcting.rules import CORRECT
from .correcting.words import ACTS as CORRECTING_ACTS
from .coverage import actions as coverage
from .coverage.rules import COVERAGE, KEEP
from .coverage.words import ACTS as COVERAGE_ACTS
from .life import actions as life
from .life.pages import LAPSES, LEAVINGS
from .life.words import ACTS as LIFE_ACTS
from .pages import cards, typical
from .roster import actions as roster
from .roster.pages import agenda
from .roster.rules import ROSTERS
from .roster.words import ACTS as ROSTER_ACTS
from .tree import actions as tree
from .tree.pages import CHANGES
from .tree.rules import TREE
from .tree.words import ACTS as TREE_ACTS

UNIONS = _("会员和工会")


def forget(now: datetime) -> int:
    """Words and proofs whose time is over."""
    return life.forget(now=now) + correcting.forget(now=now)


SLICE = Slice(
    code="membership",
    urls=Addresses("membership/", "console/membership/"),
    router=router,
    agenda=(*agenda.SOURCES, CHANGES, LEAVINGS, LAPSES, CORRECTIONS),
    union=MenuEntry(_("资料和变更"), "building-community", "membership:union", act=TREE, rank=0),
    person=cards.person_part,
    mine=(
        MenuEntry(_("我的会籍"), "id-badge-2", "membership-member:home", summary=_("在哪个工会，能做什么"), rank=10),
    ),
    menu=(
        MenuEntry(_("工会组织"), "building-community", "faces:unions", group=UNIONS, act=TREE, rank=50),
        MenuEntry(_("工会变更"), "calendar-event", "membership:changes", group=UNIONS, act=TREE, rank=55),
        MenuEntry(_("会员"), "users", "membership:members", group=UNIONS, act=KEEP, rank=45),
        MenuEntry(_("资料更正"), "id-badge-2", "membership:corrections", group=UNIONS, act=CORRECT, rank=75),
        MenuEntry(_("待建会的会员"), "building-community", "membership:pool", group=UNIONS, act=KEEP, rank=78),
        MenuEntry(_("组织覆盖"), "chart-line", "membership:coverage", group=UNIONS, act=COVERAGE, rank=80),
        MenuEntry(_("会员名单导入"), "users-group", "membership:rosters", group=UNIONS, act=ROSTERS, rank=60),
        MenuEntry(_("会籍核实"), "id-badge-2", "membership:claims", group=UNIONS, act=ROSTERS, rank=70),
    ),
    acts=ROSTER_ACTS | CARD_ACTS | TREE_ACTS | LIFE_ACTS | COVERAGE_ACTS | CORRECTING_ACTS,
    tasks=(
        Task("rosters", roster.work_rosters, longest=2),
        Task("coverage", coverage.count_daily, shortest=60, longest=600),
        Task("corrections", correcting.follow, shortest=5, longest=60),
        Task("leavings", life.work_leavings, shortest=5, longest=60),
        Task("unions", tree.work_changes, shortest=5, longest=60),
    ),
    forget=forget,
    typical=typical.PAGES,
)
