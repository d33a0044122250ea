"""How many are inside. Counted, never named: no row here points at a person."""

from django.db import models
from django.db.models import F, Q

from gonghui.primitives.rows import Row

from .querysets import DoorEntryQuerySet


class Presence(models.Model):
    """How many are inside a subject, whatever it is; never more than `capacity`."""

    subject = models.UUIDField(primary_key=True)
    capacity = models.IntegerField()
    inside = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(inside__gte=0) & Q(inside__lte=F("capacity")), name="never_crowded"),
        ]


class DoorEntry(Row):
    """Somebody came in, until `went_at`. `key` was made for this visit alone and names nobody."""

    subject = models.ForeignKey(Presence, models.PROTECT, related_name="entries", db_index=False)
    key = models.CharField(max_length=80)
    group = models.CharField(max_length=20, blank=True)  # of what sort, as the caller counts: a trade
    mark = models.CharField(max_length=64, blank=True, db_default="")  # tells where from, sealed; erased when they go
    came_at = models.DateTimeField()
    went_at = models.DateTimeField(null=True)

    objects = DoorEntryQuerySet.as_manager()
    just_in = False  # set by `come_in`: this call counted it; else it answers an earlier one

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "key"], name="one_entry_per_idempotency_key")]
        indexes = [models.Index(fields=["subject", "came_at"], condition=Q(went_at=None), name="entries_inside")]


class Attendance(models.Model):
    """How many of a group came in on one day, as the office's calendar has it."""

    subject = models.ForeignKey(Presence, models.PROTECT, related_name="attendances", db_index=False)
    day = models.DateField()
    group = models.CharField(max_length=20, blank=True)
    came = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "day", "group"], name="one_count_per_day_and_group")]
