"""How a question to a person is shown and handled: as faces.cases does every kind, with the answers on its topic."""

from django.utils.translation import gettext_lazy as _

from gonghui.faces.cases import CasePages
from gonghui.faces.listing import FILE, MONEY, NUMBER, Choice, Column, Link
from gonghui.kernel.words import gettext_noop
from gonghui.primitives.people.models import Trade

from ..rules import LIBRARY
from ..rules.question import LEGAL
from . import library

CASES = CasePages(
    kind=LEGAL,
    base="legal/base.html",
    related=("matter__division",),
    facts="legal/console/facts.html",
    own_parts="legal/beside.html",
    own_beside=lambda case, request: {"answers": library.beside(case.topic, request.person) if case.is_open else []},
    columns=(
        Column(_("要回的钱"), "matter.recovered_fen", MONEY, only=FILE),
        Column(_("要回的小时"), "matter.recovered_hours", NUMBER, only=FILE),
    ),
    filters=(Choice("trade", _("行业"), Trade.choices, lambda rows, trade, request: rows.filter(matter__trade=trade)),),
    links=(Link(_("法律解答库"), "legal-console:library", "books", may=LIBRARY),),
    empty=gettext_noop("职工问工会的法律问题，会按期限列在这里。"),
    instead={"close": "legal-console:close"},
    called=gettext_noop("法律咨询 %(code)s"),
)
