"""How an application is shown and handled: as every kind of case, with its household and what the rules say."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from gonghui.faces.cases import CasePages
from gonghui.faces.listing import Link
from gonghui.faces.reasons import told
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.words import gettext_noop
from gonghui.primitives import clock
from gonghui.primitives.casework.models import Case

from ..models import Claim, Ruling
from ..rules import AID, HANDLE
from ..rules.household import AMOUNTS, RELATIONS, Household
from . import homes


def for_handler(case: Case, request: PersonalRequest) -> dict[str, Any]:
    """Beside what every case shows; `to` has where its own acts post."""
    claim = claim_of(case)
    ruling = standing(claim)
    home = homes.home_of(claim)
    standard = homes.measured(claim.division_id, on=clock.date_of(request.now)).standard
    return {
        "claim": claim,
        "why": told(homes.judged(claim, now=request.now)),
        "home": lines_of(home) if home else [],
        "amounts": amounts_of(home) if home else [],
        "versions": claim.homes.count(),
        "standard": standard,
        "ruling": ruling,
        "ruling_why": homes.why_of(ruling) if ruling else "",
        "may_confirm": ruling is not None and ruling.second_at is None and ruling.first_by_id != request.person.pk,
        "ended_why": homes.end_of(claim),
        "payment": getattr(claim, "payment", None),
    }


def for_asker(case: Case, request: PersonalRequest) -> dict[str, Any]:
    claim = claim_of(case)
    ruling = standing(claim)
    shown = ruling if ruling and ruling.second_at else None
    return {
        "claim": claim,
        "why": told(homes.judged(claim, now=request.now)),
        "ruling": shown,
        "ruling_why": homes.why_of(shown) if shown else "",
        "ended_why": homes.end_of(claim),
        "payment": getattr(claim, "payment", None),
        "may_change": claim.is_listed or case.stage in ("waiting", "visiting"),
    }


def claim_of(case: Case) -> Claim:
    return Claim.objects.select_related("case", "person", "division", "visited_by", "payment").get(case=case)


def standing(claim: Claim) -> Ruling | None:
    return claim.rulings.standing().select_related("first_by", "second_by").order_by("-pk").first()


def lines_of(home: Household) -> list[dict[str, Any]]:
    """Its people, names masked."""
    words = dict(RELATIONS)
    return [{"relation": words[one.relation], "name": one.name[:1] + "**" if one.name else "", "income": one.income}
            for one in home.members]  # fmt: skip


def amounts_of(home: Household) -> list[tuple[str, int]]:
    return [(_(title), getattr(home, name)) for name, title in AMOUNTS.items() if getattr(home, name)]


CASES = CasePages(
    kind=AID,
    base="aid/base.html",
    related=("claim__division",),
    facts="aid/console/facts.html",
    parts="aid/console/parts.html",
    own_parts="aid/own.html",
    beside=for_handler,
    own_beside=for_asker,
    links=(
        Link(_("困难职工名单"), "aid-console:listed", "users", may=HANDLE),
        Link(_("帮扶标准"), "aid-console:standards", "file-text", may=HANDLE),
    ),
    empty=gettext_noop("职工提交的困难申请，会按期限列在这里。"),
    without=frozenset({"close", "merge"}),
    called=gettext_noop("困难申请 %(code)s"),
)
