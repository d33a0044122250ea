"""For those who look after a place: tap it open or shut, and answer what workers found."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gonghui.faces import answers, premises
from gonghui.faces.guards import signed_in
from gonghui.faces.requests import PersonalRequest
from gonghui.primitives.people.models import Union
from gonghui.primitives.places import actions as places
from gonghui.primitives.places.models import Premises, Trouble
from gonghui.primitives.places.querysets import PremisesQuerySet
from gonghui.primitives.places.rules import KEEP


def kept(request: PersonalRequest) -> PremisesQuerySet:
    """What the asker may tap and answer for: what they keep, and what stands under their offices."""
    return Premises.objects.visible().in_reach(request.person, _unions(request)).select_related("union", "last_sign")


def keeps_any(request: PersonalRequest) -> bool:
    """Whether this desk stands open to them at all."""
    return request.person is not None and Premises.objects.visible().any_in_reach(request.person, _unions(request))


def _unions(request: PersonalRequest) -> list[Union]:
    return [office.union for office in request.offices if office.role in KEEP.roles]


@signed_in
@require_safe
def home(request: PersonalRequest) -> HttpResponse:
    """The places I look after: state, open troubles, and the tap."""
    listed = kept(request).order_by("name", "pk")
    page = answers.paged(request, listed, per=20)
    open_ones = Trouble.objects.open().counts_by_premises(page.object_list)
    rows = [(place, open_ones.get(place.premises.pk, 0)) for place in premises.shown(page, request.now)]
    return render(request, "counter/premises.html", {"page": page, "rows": rows})


@signed_in
@require_safe
def one(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """One place: tap it, see what was reported, answer it before the clock runs out."""
    found = get_object_or_404(kept(request), pk=pk)
    troubles = Trouble.objects.filter(premises=found).select_related("premises")
    context = {
        "place": premises.shown_one(found, request.now),
        "troubles": troubles.open().by_clock()[:50],
        "answered": troubles.exclude(answered_at=None).order_by("-answered_at", "-pk")[:10],
        "choices": Trouble.Answer.choices,
    }
    return render(request, "counter/premises_one.html", context)


@signed_in
@require_POST
def tap(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """Open now, or shut now (`is` says which)."""
    found = get_object_or_404(kept(request), pk=pk)
    if request.POST.get("is") == "shut":
        places.tell_shut(found, way="tap", by=request.caller, now=request.now)
        said = _("已记下：现在关门")
    else:
        places.confirm_open(found, way="tap", by=request.caller, now=request.now)
        said = _("已记下：现在开着")
    return answers.done(request, said, answers.way_back(request) or reverse("faces:kept-one", args=[pk]))


@signed_in
@require_POST
def answer(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """Answer a report; whoever made it is told."""
    found = get_object_or_404(Trouble.objects.filter(premises__in=kept(request)).select_related("premises"), pk=pk)
    text, says = request.POST.get("answer", ""), request.POST.get("says", "")
    places.answer_trouble(found, text, says=says, by=request.caller, now=request.now)
    return answers.done(request, _("已答复"), reverse("faces:kept-one", args=[found.premises_id]))
