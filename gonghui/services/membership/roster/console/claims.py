"""Members whom another union has listed: their own union's officers look into it."""

from collections.abc import Iterable
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from gonghui.faces.acting import Done
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.primitives.people.querysets import paths_of
from gonghui.primitives.planned import Question, planned

from .. import actions
from ..models import RosterTrouble
from ..querysets import RosterTroubleQuerySet
from ..rules import ROSTERS
from . import lists


@lists.CLAIMS.page("membership:claims", staff(ROSTERS))
def claims(request: PersonalRequest) -> Question[RosterTrouble]:
    """My members whom another union has listed as its own."""
    return _claims.question(paths=paths_of(request.office_unions))


@planned
def _claims(paths: Iterable[Any]) -> RosterTroubleQuerySet:
    return RosterTrouble.objects.claims_below(paths)


@claims.act()
def settlement(request: PersonalRequest, pk: int) -> Done:
    """I have looked into it."""
    claim = get_object_or_404(RosterTrouble.objects.claims_on(request.office_unions), pk=pk)
    actions.settle_claim(claim, by=request.caller, now=request.now)
    return Done(_("已记下核实情况"))
