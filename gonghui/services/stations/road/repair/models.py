"""Workshops that a union has verified, drivers' calls, and what each workshop offers on a call."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from gonghui.kernel.geo import Point, distance_m
from gonghui.primitives.rows import Row

from .querysets import RATED_WITHIN, ROUGH_KM, STALE, CallQuerySet, ProviderQuerySet


class Provider(Row):
    """维修服务方: a workshop that a union has verified; `person` answers calls for it.

    It hears of calls within `reach_km` of its own position (WGS-84 degrees).
    """

    union = models.ForeignKey("people.Union", models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="workshops")
    name = models.CharField(max_length=60)
    phone = models.CharField(max_length=30)
    licence = models.CharField(max_length=120)  # what the officer checked: number of the business licence, grade
    lat = models.FloatField()
    lon = models.FloatField()
    reach_km = models.IntegerField(default=50)
    verified_at = models.DateTimeField()
    verified_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    close_reason = models.CharField(max_length=200, blank=True)

    objects = ProviderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(closed_at=None), name="one_open_workshop_a_person"),
            models.CheckConstraint(condition=Q(reach_km__gt=0) & Q(reach_km__lte=500), name="workshop_reach"),
        ]

    @property
    def point(self) -> Point:
        return Point(self.lat, self.lon)

    def reaches(self, point: Point, *, exact: bool = True) -> bool:
        """Whether it hears of a call there; one whose position was guessed may be nearer than it seems."""
        return distance_m(point, self.point) <= (self.reach_km + (0 if exact else ROUGH_KM)) * 1000


class Call(Row):
    """救援单: a driver asks for help where they stand. Open until done or cancelled; `chosen` is set once."""

    driver = models.ForeignKey("people.Person", models.PROTECT, related_name="repair_calls")
    code = models.CharField(max_length=16, unique=True)  # public code, said on the phone
    key = models.CharField(max_length=80)  # idempotency: the same key of the same driver is the same call
    plate = models.CharField(max_length=10)
    lat = models.FloatField()
    lon = models.FloatField()
    exact = models.BooleanField(
        default=True, db_default=True
    )  # False: the position was only guessed from the driver's words
    near = models.CharField(max_length=160, blank=True)  # in the driver's words: 服务区出口 200 米
    trouble = models.CharField(max_length=300)
    asked_at = models.DateTimeField()
    chosen = models.OneToOneField("stations.Quote", models.PROTECT, null=True, related_name="won")
    chosen_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    charged = models.BigIntegerField(null=True)  # fen
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(max_length=200, blank=True)
    stars = models.IntegerField(null=True)  # the driver's rating, 1 to 5
    rating = models.CharField(max_length=200, blank=True)
    rated_at = models.DateTimeField(null=True)

    objects = CallQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["driver"], condition=Q(done_at=None, cancelled_at=None), name="one_open_repair_call_a_driver"
            ),
            models.UniqueConstraint(fields=["driver", "key"], name="one_repair_call_per_key"),
            models.CheckConstraint(condition=Q(done_at=None) | Q(cancelled_at=None), name="repair_done_or_cancelled"),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(chosen__isnull=False, charged__gte=0), name="repair_done_by_someone"
            ),
            models.CheckConstraint(condition=Q(stars=None) | Q(stars__range=(1, 5)), name="repair_stars"),
        ]
        indexes = [
            models.Index(fields=["asked_at"], condition=Q(done_at=None, cancelled_at=None), name="open_repair_calls")
        ]

    @property
    def point(self) -> Point:
        return Point(self.lat, self.lon)

    @property
    def waits_until(self) -> datetime:
        """So long it is on anybody's agenda, unless it ends before."""
        since = self.done_at or self.chosen_at
        return since + RATED_WITHIN if since else self.asked_at + STALE


class Quote(Row):
    """报价: a workshop would be there in `minutes` and ask `price` (fen). A new one of the same takes its place."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="quotes")
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="quotes")
    minutes = models.IntegerField()
    price = models.BigIntegerField()
    note = models.CharField(max_length=200, blank=True)
    offered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["call", "provider"], condition=Q(withdrawn_at=None), name="one_standing_quote_a_workshop"
            ),
            models.CheckConstraint(condition=Q(minutes__gt=0) & Q(price__gte=0), name="quote_in_range"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("offered_at")), name="quote_withdrawn_after"
            ),
        ]
