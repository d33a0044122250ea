"""The election of a case: the counts, the candidates, that it holds. Acts of the case's page."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from gonghui.faces.acting import Done
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest

from .. import actions, rules
from ..forms import BallotForm, CandidateForm
from ..models import Candidate, Election
from ..rules.elections import Ballot
from . import scope
from .case import case, who


def counted(request: PersonalRequest, pk: UUID, **_address: object) -> dict[str, object]:
    """What was counted so far."""
    found = Election.objects.filter(case=scope.get_case(request, pk)).first()
    return {"initial": {name: getattr(found, name) for name in Ballot.__dataclass_fields__}} if found else {}


@case.act(BallotForm, guard=staff(rules.MANAGE), form_name="ballot_form", given=counted)
def ballots(request: PersonalRequest, pk: UUID, *, form: BallotForm) -> Done:
    """The counts."""
    actions.count_ballots(scope.get_case(request, pk), form.ballot, **who(request))
    return Done(_("票数已登记，请逐个登记候选人"))


@case.act(CandidateForm, guard=staff(rules.MANAGE), form_name="candidate_form")
def candidate(request: PersonalRequest, pk: UUID, *, form: CandidateForm) -> Done:
    """One candidate."""
    made = actions.enter_candidate(scope.get_case(request, pk), form.vote, **who(request))
    return Done(_("已登记%(name)s") % {"name": made.name})


@case.act(guard=staff(rules.MANAGE))
def strike(request: PersonalRequest, pk: UUID, candidate: UUID) -> Done:
    """Entered wrongly."""
    entered = Candidate.objects.filter(election__case=scope.get_case(request, pk)).select_related("election__case")
    actions.strike_candidate(get_object_or_404(entered, pk=candidate), **who(request))
    return Done(_("已去掉"))


@case.act(guard=staff(rules.MANAGE))
def close_election(request: PersonalRequest, pk: UUID) -> Done:
    """It holds."""
    actions.close_election(scope.get_case(request, pk), **who(request))
    return Done(_("选举结果已确认，等上级工会批复"))
