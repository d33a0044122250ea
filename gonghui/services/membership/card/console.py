"""An officer prints the card of a member who has no phone: the letters stay, and a gate compares the name."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces.acting import Done, page
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.primitives.people.models import Membership

from ..roster.rules import ROSTERS
from . import actions
from .member import address_of


def get_membership(request: PersonalRequest, pk: UUID) -> Membership:
    mine = Membership.objects.active().for_act(request.offices, ROSTERS).select_related("person", "union")
    return get_object_or_404(mine, pk=pk)


@page("membership:member-card", "membership/card/print.html", staff(ROSTERS))
def member_card(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """What printing it means, before the card is shown."""
    found = get_membership(request, pk)
    above = (reverse("faces:person", args=[found.person_id]), found.person.name)
    return {"title": _("打印会员证"), "above": above, "back": above[0], "membership": found}


@member_card.act()
def recall_card(request: PersonalRequest, pk: UUID, *, reason: str, key: str) -> Done:
    """The code is another from now on; a card is printed anew after that."""
    person = get_membership(request, pk).person
    actions.recall(person, why=reason, key=key, by=request.caller, now=request.now)
    return Done(_("旧证已作废，本人收到通知；要用纸质会员证的请重新打印"))


@member_card.act()
def print_card(request: PersonalRequest, pk: UUID, *, reason: str) -> dict[str, Any]:
    """The card, this once."""
    found = actions.print_card(get_membership(request, pk), why=reason, by=request.caller, now=request.now)
    return {"card": found, "address": address_of(request, found.person.member_code)}
