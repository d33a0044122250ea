"""Shippers that a union has verified, their loads, who touched the telephone number, and reports of fraud."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gonghui.primitives.rows import Row

from .querysets import LoadQuerySet, ReportQuerySet, ShipperQuerySet


class Shipper(Row):
    """货主: a firm whose papers a union has checked; `person` posts for it. Closed when a fraud was upheld."""

    union = models.ForeignKey("people.Union", models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="shippers")
    name = models.CharField(max_length=120)
    credit_code = models.CharField(max_length=18)
    phone = models.CharField(max_length=30)  # the firm's own, shown to drivers who touch it
    verified_at = models.DateTimeField()
    verified_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    close_reason = models.CharField(max_length=200, blank=True)

    objects = ShipperQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(closed_at=None), name="one_open_shipper_a_person"),
            models.UniqueConstraint(fields=["credit_code"], condition=Q(closed_at=None), name="one_shipper_a_firm"),
        ]


class Load(Row):
    """货源: goods to be carried from one division to another on a day. `price` (fen) is empty when to be agreed."""

    class Lorry(models.TextChoices):
        ANY = "any", _("车型不限")
        FLAT = "flat", _("平板车")
        HIGH = "high", _("高栏车")
        BOX = "box", _("厢式车")
        COLD = "cold", _("冷藏车")
        TIPPER = "tipper", _("自卸车")
        TANK = "tank", _("罐车")
        TRAILER = "trailer", _("半挂车")

    shipper = models.ForeignKey(Shipper, models.PROTECT, related_name="loads")
    key = models.CharField(max_length=80)
    origin = models.ForeignKey("people.Division", models.PROTECT, related_name="+")
    target = models.ForeignKey("people.Division", models.PROTECT, related_name="+")
    goods = models.CharField(max_length=60)
    weight_kg = models.IntegerField()
    lorry = models.CharField(max_length=8, choices=Lorry, default=Lorry.ANY)
    loads_on = models.DateField()
    price = models.BigIntegerField(null=True)
    note = models.CharField(max_length=200, blank=True)
    posted_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdraw_reason = models.CharField(max_length=200, blank=True)

    objects = LoadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shipper", "key"], name="one_load_per_key"),
            models.CheckConstraint(
                condition=Q(weight_kg__gt=0) & Q(weight_kg__lte=100_000) & (Q(price=None) | Q(price__gt=0)),
                name="load_in_range",
            ),
        ]
        indexes = [
            models.Index(
                fields=["origin", "target", "loads_on"], condition=Q(withdrawn_at=None), name="loads_by_route"
            ),
            models.Index(fields=["loads_on"], condition=Q(withdrawn_at=None), name="loads_by_day"),
        ]


class Touch(Row):
    """A driver asked to see a load's telephone number: who, when. Once for each load and driver."""

    load = models.ForeignKey(Load, models.PROTECT, related_name="touches")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["load", "person"], name="one_touch_a_driver")]


class FraudReport(Row):
    """A driver says a load is a fraud; the union decides once: upheld closes the shipper."""

    load = models.ForeignKey(Load, models.PROTECT, related_name="reports")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    what = models.CharField(max_length=500)
    reported_at = models.DateTimeField()
    upheld = models.BooleanField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["load", "person"], name="one_fraud_report_a_driver"),
            models.CheckConstraint(
                condition=Q(upheld=None, decided_at=None) | Q(upheld__isnull=False, decided_at__isnull=False),
                name="fraud_report_decided_whole",
            ),
        ]
