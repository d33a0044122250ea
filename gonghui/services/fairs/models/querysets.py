"""Which fairs, venues and purchases a person may see or act on."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Case, Count, Exists, F, Max, Min, OuterRef, Q, Subquery, Sum, Value, When

from gonghui.kernel.text import fold
from gonghui.primitives.people.querysets import Scoped
from gonghui.primitives.planned import planned

STATES = {
    "draft": Q(published_at=None, cancelled_at=None),
    "open": Q(published_at__isnull=False, cancelled_at=None, closed_at=None),
    "closed": Q(closed_at__isnull=False, cancelled_at=None),
    "cancelled": Q(cancelled_at__isnull=False),
}


class FairQuerySet(Scoped[Any]):
    def public(self) -> "FairQuerySet":
        """Fairs anyone may read about: published and not cancelled."""
        return self.filter(published_at__isnull=False, cancelled_at=None)

    def told(self) -> "FairQuerySet":
        """Fairs that were ever published: who was told of one may read that it is cancelled."""
        return self.filter(published_at__isnull=False)

    def current(self, *, now: datetime) -> "FairQuerySet":
        """Public fairs that still have a session ahead."""
        sessions = apps.get_model("fairs", "Session").objects.standing()
        ahead = sessions.filter(venue__fair=OuterRef("pk"), ends_at__gt=now)
        return self.public().filter(Exists(ahead), closed_at=None)

    def nearest_first(self, city: str) -> "FairQuerySet":
        """Each fair with `near`: it has a venue in this city (people's `city_of`); those first, then by sign-up."""
        venues = apps.get_model("fairs", "Venue").objects.filter(fair=OuterRef("pk"))
        here = Exists(venues.filter(division__code__startswith=city)) if city else Value(False)
        return self.annotate(near=here).order_by("-near", "sign_up_opens_at", "pk")

    def untold(self) -> "FairQuerySet":
        """Fairs that were drawn and whose entrants do not all know yet."""
        return self.filter(drawn_at__isnull=False, cancelled_at=None, told_to__lt=F("draw__entries"))

    def in_state(self, state: str) -> "FairQuerySet":
        """Fairs in one of STATES; all of them for any other word."""
        return self.filter(STATES[state]) if state in STATES else self

    def counted_by_state(self) -> "FairQuerySet":
        """Pairs: each of STATES that there is, and how many are in it."""
        state = Case(*(When(condition, then=Value(name)) for name, condition in STATES.items()))
        return self.order_by().annotate(state=state).values_list("state").annotate(many=Count("pk"))

    def with_outline(self) -> "FairQuerySet":
        """Each with `halls`, `funded` (fen), `first_at` and `last_at` of its standing sessions."""
        venues = self.model._meta.get_field("venues").related_model.objects.filter(fair=OuterRef("pk")).order_by()
        sessions = venues.filter(sessions__cancelled_at=None)
        return self.annotate(
            halls=Subquery(venues.values("fair").annotate(n=Count("pk")).values("n")),
            funded=Subquery(venues.values("fair").annotate(n=Sum("funded")).values("n")),
            first_at=Subquery(sessions.values("fair").annotate(n=Min("sessions__starts_at")).values("n")),
            last_at=Subquery(sessions.values("fair").annotate(n=Max("sessions__ends_at")).values("n")),
        )


class VenueQuerySet(Scoped[Any]):
    union_path = "fair__union__path"

    def open_for_work(self) -> "VenueQuerySet":
        """Venues of fairs that run: published, not cancelled, not closed."""
        return self.filter(fair__published_at__isnull=False, fair__cancelled_at=None, fair__closed_at=None)


class StallQuerySet(models.QuerySet[Any]):
    def for_clerk(self, person: Any) -> "StallQuerySet":
        """Stalls of the dealers for whom the person sells now at that very fair."""
        clerks = apps.get_model("fairs", "Clerk").objects.filter(
            fair=OuterRef("venue__fair"), merchant=OuterRef("merchant"), person=person, ends_at=None
        )
        return self.filter(Exists(clerks))


class SessionQuerySet(models.QuerySet[Any]):
    def standing(self) -> "SessionQuerySet":
        return self.filter(cancelled_at=None)

    def public(self) -> "SessionQuerySet":
        """Sessions of fairs that anyone may read about."""
        return self.filter(venue__fair__published_at__isnull=False, venue__fair__cancelled_at=None)

    def told(self) -> "SessionQuerySet":
        """Sessions of fairs that were ever published, with what their page shows."""
        return self.filter(venue__fair__published_at__isnull=False).to_act_on()

    def to_act_on(self) -> "SessionQuerySet":
        """With what an act on one of them asks: its pool, and the hall and fair it belongs to."""
        return self.select_related("pool", "venue__fair__union", "venue__division")

    def ahead(self, *, now: datetime) -> "SessionQuerySet":
        """Standing sessions that are not over, with their free places."""
        return self.standing().filter(ends_at__gt=now).with_free()

    def with_free(self) -> "SessionQuerySet":
        """Each session with `free`, `taken`, `waiting` of its pool."""
        return self.select_related("pool").annotate(free=F("pool__capacity") - F("pool__taken"))


class ConsentQuerySet(models.QuerySet[Any]):
    def of(self, venue: Any, merchant: Any, person: Any) -> "ConsentQuerySet":
        """What a buyer (by id) was asked or has told a dealer at a venue."""
        return self.filter(venue=venue, merchant=merchant, person=person)

    def stands(self, venue: Any, merchant: Any, person: Any, *, now: datetime) -> bool:
        """Whether the dealer may sell to the buyer (by id) now."""
        return bool(_standing_consents(venue.pk, merchant.pk, person, now))


@planned
def _standing_consents(venue: UUID, merchant: UUID, person: UUID, now: datetime) -> ConsentQuerySet:
    consents: ConsentQuerySet = apps.get_model("fairs", "Consent").objects.of(venue, merchant, person)
    return consents.filter(given_at__isnull=False, ends_at__gt=now)


class PurchaseQuerySet(Scoped[Any]):
    union_path = "venue__fair__union__path"

    def of(self, person: Any) -> "PurchaseQuerySet":
        """A worker's own purchases."""
        return self.filter(sale__buyer=person)

    def of_merchants(self, merchants: Any) -> "PurchaseQuerySet":
        return self.filter(sale__merchant__in=merchants)

    def for_page(self) -> "PurchaseQuerySet":
        """With everything one purchase shows; `pays` (fen) is the buyer's own part."""
        return self.select_related(
            "sale__merchant", "sale__buyer", "venue__fair", "venue__division", "offer__goods", "offer__price"
        ).annotate(pays=F("sale__ex_factory_price") - F("sale__subsidy"))

    def with_hotline(self) -> "PurchaseQuerySet":
        """Each with `hotline`: the number of the stall that sold it."""
        stalls = apps.get_model("fairs", "Stall").objects.filter(
            venue=OuterRef("venue"), merchant=OuterRef("sale__merchant")
        )
        return self.annotate(hotline=Subquery(stalls.values("hotline")))

    def with_waiting(self) -> "PurchaseQuerySet":
        """Each with `waiting`: an after-sales request of it has no answer yet."""
        requests = apps.get_model("fairs", "AfterSales").objects.waiting()
        return self.annotate(waiting=Exists(requests.filter(purchase=OuterRef("pk"))))

    def search(self, text: str) -> "PurchaseQuerySet":
        """By sale code, serial or invoice number, whole, in any case; all of them for an empty text."""
        words = fold(text).replace(" ", "").upper()
        if not words:
            return self
        code = words.replace("-", "")
        return self.filter(Q(sale__code=code) | Q(sale__serial=words) | Q(sale__invoice=words))

    def standing(self) -> "PurchaseQuerySet":
        return self.filter(sale__cancelled_at=None)

    def sums(self) -> dict[str, int]:
        """Count, turnover at ex-factory price and subsidy (fen) of the standing sales among these."""
        row = self.standing().aggregate(
            count=Count("id"), sales=Sum("sale__ex_factory_price"), subsidy=Sum("sale__subsidy")
        )
        return {name: value or 0 for name, value in row.items()}


class AfterSalesQuerySet(Scoped[Any]):
    union_path = "purchase__venue__fair__union__path"

    def waiting(self) -> "AfterSalesQuerySet":
        return self.filter(answered_at=None)

    def with_hotline(self) -> "AfterSalesQuerySet":
        """Each with `hotline`: the number of the stall that sold it."""
        stalls = apps.get_model("fairs", "Stall").objects.filter(
            venue=OuterRef("purchase__venue"), merchant=OuterRef("purchase__sale__merchant")
        )
        return self.annotate(hotline=Subquery(stalls.values("hotline")))
