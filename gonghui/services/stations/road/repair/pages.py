"""A call as its driver and its workshop see it. Reads only."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Avg, Count
from django.shortcuts import get_object_or_404

from gonghui.faces.distances import far
from gonghui.kernel.geo import distance_m

from . import refusals, rules
from .models import Call, Provider, Quote


@dataclass(frozen=True, slots=True)
class Offered:
    """A standing quote: how far off the workshop is, how many jobs it finished, and how drivers rated it."""

    quote: Quote
    metres: int
    jobs: int
    mark: float | None

    @property
    def distance(self) -> str:
        return far(self.metres)


@dataclass(frozen=True, slots=True)
class CallPage:
    """One call for its driver. `state` is rules.Progress.state."""

    call: Call
    state: str
    offers: list[Offered]
    may_cancel: bool


def call_of(driver: Any, pk: UUID) -> Call:
    """The driver's own; else 404."""
    return get_object_or_404(Call.objects.of(driver).select_related("chosen__provider", "driver"), pk=pk)


def workshop_of(person: Any, pk: UUID | None = None) -> Provider:
    """The person's own, chosen for the call `pk`, closed since or not; else the open one. Raises NotAProvider."""
    found: Provider | None = Provider.objects.chosen_for(pk, person).first() or Provider.objects.of(person).first()
    if found is None:
        raise refusals.NotAProvider()
    return found


def won_by(person: Any, pk: UUID) -> Call:
    """A call for which the person's workshop was chosen; else 404. Raises NotAProvider."""
    won = Call.objects.won_by(workshop_of(person, pk)).select_related("chosen__provider", "driver")
    return get_object_or_404(won, pk=pk)


def progress(call: Call) -> rules.Progress:
    return rules.Progress(call.chosen_at, call.arrived_at, call.done_at, call.cancelled_at, call.rated_at)


def call_page(call: Call, *, now: datetime) -> CallPage:
    """The call with its standing quotes, the soonest first."""
    steps = progress(call)
    return CallPage(call, steps.state, offers_on(call), rules.may_cancel(steps, now))


def offers_on(call: Call) -> list[Offered]:
    quotes = list(call.quotes.filter(withdrawn_at=None).select_related("provider").order_by("minutes", "price", "pk"))
    records = {
        row["chosen__provider"]: row
        for row in Call.objects.filter(chosen__provider__in=[q.provider_id for q in quotes], done_at__isnull=False)
        .values("chosen__provider")
        .annotate(jobs=Count("pk"), mark=Avg("stars"))
        .order_by()
    }
    nothing = {"jobs": 0, "mark": None}
    return [
        Offered(
            quote,
            round(distance_m(call.point, quote.provider.point)),
            records.get(quote.provider_id, nothing)["jobs"],
            records.get(quote.provider_id, nothing)["mark"],
        )
        for quote in quotes
    ]
