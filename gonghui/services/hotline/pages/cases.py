"""How a request to the hotline is shown and handled: as faces.cases does every kind, with its place and its trade."""

from django.utils.translation import gettext_lazy as _

from gonghui.faces.cases import CasePages
from gonghui.faces.listing import Choice, Link
from gonghui.kernel.words import gettext_noop
from gonghui.primitives.people.models import Trade

from ..rules import HOTLINE, SEAT

CASES = CasePages(
    kind=HOTLINE,
    base="hotline/base.html",
    related=("ticket__division",),
    facts="hotline/console/facts.html",
    filters=(Choice("trade", _("行业"), Trade.choices, lambda rows, trade, request: rows.filter(ticket__trade=trade)),),
    links=(Link(_("接电话、新工单"), "hotline-console:desk", "headset", "primary", may=SEAT),),
    empty=gettext_noop("职工在网上提交的、打 12351 说的，会按期限列在这里。"),
)
