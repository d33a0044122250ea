"""For those who look after a place: tap it open or shut, and answer what workers found."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gonghui.faces import answers, devices, premises
from gonghui.faces.acting import Done, page
from gonghui.faces.counter.taps import TapIn, heard
from gonghui.faces.counter.taps import kept as kept_taps
from gonghui.faces.errors import NotYours
from gonghui.faces.guards import signed_in
from gonghui.faces.requests import PersonalRequest
from gonghui.primitives.places import actions as places
from gonghui.primitives.places.models import Premises, Trouble
from gonghui.primitives.places.querysets import PremisesQuerySet, open_troubles
from gonghui.primitives.places.rules import KEEP


def kept(request: PersonalRequest) -> PremisesQuerySet:
    """What the asker may tap and answer for: what they keep, and what stands under their offices."""
    return _standing().in_reach(request.person, request.offices, KEEP).select_related("union", "last_sign")


def keeps_any(request: PersonalRequest) -> bool:
    """Whether this desk stands open to them at all."""
    return _standing().any_in_reach(request.person, request.offices, KEEP)


def _standing() -> PremisesQuerySet:
    return Premises.objects.visible()


@signed_in
@require_safe
def home(request: PersonalRequest) -> HttpResponse:
    """The places I look after: state, open troubles, and the tap."""
    listed = kept(request).order_by("name", "pk")
    shown = answers.paged(request, listed, per=20)
    open_ones = dict(open_troubles(premises=[one.pk for one in shown]))
    rows = [(place, open_ones.get(place.premises.pk, 0)) for place in premises.shown(shown, request.now)]
    return render(request, "counter/premises.html", {"page": shown, "rows": rows, **kept_taps(request)})


@page("faces:kept-one", "counter/premises_one.html", signed_in)
def one(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """One place: tap it, see what was reported, answer it before the clock runs out."""
    found, beside = get_object_or_404(kept(request), pk=pk), kept_taps(request)
    troubles = Trouble.objects.filter(premises=None if beside["alone"] else found).select_related("premises")
    return {
        **beside,
        "place": premises.shown_one(found, request.now),
        "troubles": troubles.open().by_clock()[:50],
        "answered": troubles.exclude(answered_at=None).order_by("-answered_at", "-pk")[:10],
        "choices": Trouble.Answer.choices,
    }


@one.act()
def tap(request: PersonalRequest, pk: UUID) -> Done:
    """Open now, or shut now (`is` says which)."""
    found, back = get_object_or_404(kept(request), pk=pk), answers.way_back(request)
    if request.POST.get("is") == "shut":
        places.tell_shut(found, way="tap", by=request.caller, now=request.now)
        return Done(_("已记下：现在关门"), to=back)
    places.confirm_open(found, way="tap", by=request.caller, now=request.now)
    return Done(_("已记下：现在开着"), to=back)


@devices.reports
def taps(request: PersonalRequest) -> dict[str, Any]:
    """What keepers tapped without a network, at whichever of their places; the same taps again change nothing."""
    return heard(request, lambda tap: _tapped(request, tap))


def _tapped(request: PersonalRequest, tap: TapIn) -> None:
    verb = {"open": places.confirm_open, "shut": places.tell_shut}.get(tap.act)
    found = kept(request).filter(pk=tap.of).first()
    if found is None or verb is None:
        raise NotYours()
    verb(found, way="tap", by=request.caller, now=request.now, told_at=tap.moment)


@one.act(at=lambda request, pk: {"pk": _trouble(request, pk).premises_id})
def answer(request: PersonalRequest, pk: UUID) -> Done:
    """Answer a report; whoever made it is told."""
    text, says = request.POST.get("answer", ""), request.POST.get("says", "")
    places.answer_trouble(_trouble(request, pk), text, says=says, by=request.caller, now=request.now)
    return Done(_("已答复"))


def _trouble(request: PersonalRequest, pk: UUID) -> Trouble:
    return get_object_or_404(Trouble.objects.filter(premises__in=kept(request)).select_related("premises"), pk=pk)
