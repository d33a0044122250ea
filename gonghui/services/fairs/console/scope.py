"""Which fairs an officer may open, and what their office lets them do there."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse

from gonghui.faces import answers
from gonghui.faces.requests import PersonalRequest
from gonghui.primitives.catalogue.models import Merchant
from gonghui.primitives.people.permissions import may
from gonghui.primitives.people.querysets import paths_of
from gonghui.primitives.planned import planned

from .. import rules
from ..models import Clerk, Fair, Stall, Venue


@dataclass(frozen=True, slots=True)
class Powers:
    """What the asker's offices allow at one fair's union; the pages show only these buttons."""

    manage: bool
    prepare: bool
    approve: bool


def powers(request: PersonalRequest, fair: Fair) -> Powers:
    def allowed(act: rules.Act) -> bool:
        return may(request.person, act, fair.union, now=request.now, offices=request.offices)

    return Powers(manage=allowed(rules.MANAGE), prepare=allowed(rules.PREPARE), approve=allowed(rules.APPROVE))


def my_fairs(request: PersonalRequest) -> QuerySet[Fair]:
    """The fairs the asker may act on: those of their unions' subtrees."""
    return Fair.objects.under(request.office_unions)


def get_fair(request: PersonalRequest, pk: UUID) -> Fair:
    return answers.found(_fair.first(paths=paths_of(request.office_unions), pk=pk))


@planned
def _fair(paths: Iterable[Any], pk: Any) -> QuerySet[Fair]:
    return Fair.objects.below(paths).filter(pk=pk).select_related("union")


def get_venue(request: PersonalRequest, pk: UUID, venue: UUID) -> tuple[Fair, Venue]:
    found = get_fair(request, pk)
    place = get_object_or_404(found.venues.select_related("fair__union", "division", "fund"), pk=venue)
    return found, place


def dealers_at(fair: Fair) -> QuerySet[Merchant]:
    return Merchant.objects.filter(stalls__venue__fair=fair).distinct()


def clerks_of(fair: Fair, merchant: Any) -> QuerySet[Clerk]:
    """Who sells for the dealer at this fair now."""
    standing = Clerk.objects.filter(fair=fair, merchant=merchant, ends_at=None)
    return standing.select_related("fair", "merchant").order_by("created_at", "pk")


def stalls_elsewhere(fair: Fair, venue: Venue) -> QuerySet[Stall]:
    """One stall of each dealer that is at the fair but not at this venue."""
    others = Stall.objects.filter(venue__fair=fair).exclude(merchant__stalls__venue=venue)
    return (
        others.select_related("merchant")
        .order_by("merchant__name", "merchant", "pk")
        .distinct("merchant__name", "merchant")
    )


def context_for(request: PersonalRequest, fair: Fair, tab: str, **more: Any) -> dict[str, Any]:
    """The context of a page of one fair: the fair, which of its tabs this is, and what the asker may do."""
    return {"fair": fair, "fair_tab": tab, "may": powers(request, fair)} | more


def url_of(fair: Fair) -> str:
    return reverse("fairs-console:fair", args=[fair.pk])
