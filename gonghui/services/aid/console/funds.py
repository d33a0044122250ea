"""What each union has to give, and what it was given."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gonghui.faces.acting import Done, page
from gonghui.faces.forms import unions_to_choose
from gonghui.faces.guards import staff
from gonghui.faces.listing import MONEY, WRITTEN, Column, Empty, Link, Listing, Together
from gonghui.faces.requests import PersonalRequest, Request

from .. import actions
from ..forms import GiveForm
from ..models import Fund
from ..pages import money
from ..rules import FUND, WATCH

GIVE = Link(gettext_lazy("登记拨款"), "aid-console:give", "plus", "primary", may=FUND)


def spent(rows: list[Fund], request: Request) -> dict[object, int]:
    return money.paid_out(rows)


FUNDS = Listing(
    title=gettext_lazy("帮扶资金"),
    columns=(
        Column(gettext_lazy("工会"), "union.name", WRITTEN, sort=True),
        Column(gettext_lazy("已发放"), Together(spent), MONEY),
        Column(gettext_lazy("还有"), "account.balance", MONEY, sort=True),
    ),
    order=("union__path", "pk"),
    links=(GIVE, Link(gettext_lazy("已发放"), "aid-console:paid", "receipt", may=WATCH)),
    empty=Empty(gettext_lazy("还没有帮扶资金"), gettext_lazy("登记第一笔拨款，就有了。"), "coin", GIVE),
    file=gettext_lazy("帮扶资金"),
)


@FUNDS.page("aid-console:funds", staff(WATCH))
def funds(request: PersonalRequest) -> Any:
    """Of my unions and below."""
    return Fund.objects.filter(union__in=money.unions_of(request.office_unions))


def unions(request: PersonalRequest) -> dict[str, Any]:
    return {"unions": unions_to_choose(request)}


@page("aid-console:give", "console/form.html", staff(FUND))
def give_page(request: PersonalRequest, form: GiveForm | None = None) -> dict[str, Any]:
    """What was given to a fund."""
    listed = (reverse("aid-console:funds"), _("帮扶资金"))
    return {
        "title": _("登记拨款"),
        "above": listed,
        "yes": _("登记"),
        "back": listed[0],
        "form": form or GiveForm(**unions(request)),
    }


@give_page.post(GiveForm, given=unions)
def give(request: PersonalRequest, *, form: GiveForm, key: str) -> Done:
    """Into the account of its union."""
    said = form.cleaned_data
    actions.give_to_fund(said["union"], said["amount"], why=said["why"], key=key, by=request.caller, now=request.now)
    return Done(_("已登记"), to=reverse("aid-console:funds"))
