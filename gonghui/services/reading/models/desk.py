"""What a loan desk did, with a network or without, and what a stock-take saw."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gonghui.primitives.rows import Row

from .querysets import DeskScanQuerySet


class DeskScan(Row):
    """One act of a desk that had no network; its id was made on the device, so that sending it again changes nothing.

    `outcome` tells what became of it here; all but DONE wait for somebody to look.
    """

    class Act(models.TextChoices):
        LEND = "lend", _("借出")
        GIVE_BACK = "give_back", _("还书")
        VISIT = "visit", _("到馆")

    class Outcome(models.TextChoices):
        DONE = "done", _("已入账")
        CONFLICT = "conflict", _("对不上，待核对")

    premises = models.ForeignKey("places.Premises", models.PROTECT, related_name="+")
    device = models.UUIDField()
    act = models.CharField(max_length=10, choices=Act)
    at = models.DateTimeField()  # by the device's clock
    received_at = models.DateTimeField()
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=60)
    copy_shown = models.CharField(max_length=30, blank=True)
    reader_shown = models.CharField(max_length=30, blank=True)
    copy = models.ForeignKey("reading.Copy", models.PROTECT, null=True, related_name="+")
    reader = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome)
    reason = models.CharField(max_length=60, blank=True)  # the code of the refusal it would have met
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")

    objects = DeskScanQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["premises", "received_at"],
                condition=Q(outcome="conflict", settled_at=None),
                name="desk_conflicts",
            ),
        ]


class StockTake(Row):
    """盘点: everything that stands in a room is scanned; what was not seen is missing. One at a time in a room."""

    premises = models.ForeignKey("places.Premises", models.PROTECT, related_name="stock_takes")
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    expected = models.IntegerField(default=0)  # the rest as counted at the end
    seen = models.IntegerField(default=0)
    missing = models.IntegerField(default=0)
    strays = models.IntegerField(default=0)  # stood here and were booked elsewhere

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["premises"], condition=Q(ended_at=None), name="one_open_stock_take"),
        ]


class Absence(Row):
    """A copy that the end of a stock-take booked as missing; an end that is undone finds it again."""

    stock_take = models.ForeignKey(StockTake, models.CASCADE, related_name="absences")
    copy = models.ForeignKey("reading.Copy", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stock_take", "copy"], name="missed_once")]


class Sighting(Row):
    """A copy seen in a stock-take, and how it was booked before it was seen."""

    stock_take = models.ForeignKey(StockTake, models.CASCADE, related_name="sightings")
    copy = models.ForeignKey("reading.Copy", models.PROTECT, related_name="+")
    was = models.CharField(max_length=10)
    was_at = models.ForeignKey("places.Premises", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stock_take", "copy"], name="seen_once")]
