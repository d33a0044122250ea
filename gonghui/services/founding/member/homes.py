"""A member judges their union once a year, and reads what came of it."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from gonghui.faces import moments
from gonghui.faces.acting import Done, page
from gonghui.faces.guards import signed_in
from gonghui.faces.requests import PersonalRequest
from gonghui.primitives.people.models import Membership, Person, Union

from .. import actions
from ..forms import JudgeForm
from ..models import Judged, Round
from ..pages.homes import shown
from ..rules import homes

LAST_YEARS = 5


@page("founding:judge", "founding/judge.html", signed_in)
def judge(request: PersonalRequest, form: JudgeForm | None = None) -> dict[str, Any]:
    """My union's rounds: the one that is open, and what came of those before."""
    union, today = union_of(request.person), moments.today(request.now)
    rounds = [shown(each, today) for each in Round.objects.filter(union=union).order_by("-year")[:LAST_YEARS]]
    opened = next((each.round for each in rounds if each.state == homes.OPEN), None)
    judged = opened is not None and Judged.objects.filter(round=opened, person=request.person).exists()
    blank = JudgeForm(year=opened.year) if opened else None
    return {
        "union": union,
        "opened": opened,
        "judged": judged,
        "form": form or blank,
        "rounds": [each for each in rounds if each.state == homes.CLOSED],
        "fewest": homes.FEWEST,
    }


def of_year(request: PersonalRequest) -> dict[str, Any]:
    """The questions of the round that is open."""
    today = moments.today(request.now)
    opened = Round.objects.filter(union=union_of(request.person), opens_on__lte=today, closes_on__gte=today).first()
    return {"year": opened.year if opened else today.year}


@judge.act(JudgeForm, given=of_year)
def rate(request: PersonalRequest, held: UUID, *, form: JudgeForm) -> Done:
    """Once, and nobody learns what."""
    actions.judge(get_round(request, held), request.person, form.cleaned_data, now=request.now)
    return Done(_("谢谢，打分已经收到"))


def union_of(person: Person) -> Union | None:
    belongs = Membership.objects.active().filter(person=person).select_related("union").first()
    return belongs.union if belongs else None


def get_round(request: PersonalRequest, pk: UUID) -> Round:
    """One of my union."""
    union = union_of(request.person)
    if union is None:
        raise Http404
    return get_object_or_404(Round.objects.select_related("union"), union=union, pk=pk)
