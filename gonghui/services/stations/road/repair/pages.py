"""A call as its driver and its workshop see it. Reads only."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Avg, Count, F, Q, Value
from django.db.models.functions import Concat
from django.shortcuts import get_object_or_404

from gonghui.faces.distances import far
from gonghui.kernel.geo import Point, distance_m
from gonghui.kernel.stakes import Stake, beside_roads, read_stake
from gonghui.primitives.people import divisions
from gonghui.primitives.places.models import Premises

from . import refusals, rules
from .models import Call, Provider, Quote

MOST_STONES = 500  # of one road that are looked at


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


def guessed(words: str) -> Point | None:
    """About where a driver stands who says it in words: by the road and its stone, or else by a place that is named;
    None where neither is known."""
    stake = read_stake(words)
    return (stake and _along(stake)) or _around(words)


def _along(stake: Stake) -> Point | None:
    """The nearest stone of the road that is known, of a place beside it or of an earlier call with a position."""
    says = Q()
    for road in stake.roads:
        says |= Q(said__icontains=road)
    beside = Premises.objects.visible().annotate(said=Concat("address", Value(" "), "name")).filter(says)
    calls = Call.objects.filter(exact=True).annotate(said=F("near")).filter(says).order_by("-asked_at", "-pk")
    stones = []
    for one in (*beside.order_by("pk")[:MOST_STONES], *calls[:MOST_STONES]):
        known = read_stake(one.said)
        if known and known.on_the_road_of(stake) and abs(known.km - stake.km) <= rules.STRETCH_KM:
            stones.append((abs(known.km - stake.km), one.pk, one.point))
    return min(stones)[2] if stones else None


def _around(words: str) -> Point | None:
    """The middle of what is known of the narrowest place named, of its city or its province."""
    named = {code for run in beside_roads(words) if (code := divisions.beginning_with(run))}
    narrowest = max(named, key=lambda code: (divisions.level(code), code), default=None)
    while narrowest:
        stem = narrowest.removesuffix("00").removesuffix("00")
        here = Premises.objects.visible().filter(division__code__startswith=stem)
        firms = Provider.objects.open().filter(union__division__code__startswith=stem)
        for known in (here, firms):
            middle = known.aggregate(lat=Avg("lat"), lon=Avg("lon"))
            if middle["lat"] is not None:
                return Point(middle["lat"], middle["lon"])
        narrowest = divisions.parent(narrowest)
    return None
