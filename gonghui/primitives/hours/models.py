"""Hours of a resource: who has it from when to when, and the quarter hours that hold it."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q

from gonghui.kernel.quarters import quarter_after
from gonghui.kernel.window import Window
from gonghui.primitives.rows import Row

from .querysets import BookingQuerySet, HourQuerySet


class Booking(Row):
    """A resource held by one person from `starts` until `ends`. Live until `released_at`; `code` is the receipt's.

    `before` and `after`: minutes around it in which nobody else has the resource. `scope` names the rule "one at a
    time": nobody holds two resources of a scope in the same quarter hour. Until `confirm_by`, if any, somebody must
    confirm it, or it lapses.
    """

    resource = models.UUIDField()
    scope = models.UUIDField(null=True)
    holder = models.ForeignKey("people.Person", models.PROTECT, related_name="bookings", db_index=False)
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    before = models.IntegerField(default=0)
    after = models.IntegerField(default=0)
    code = models.CharField(max_length=16)
    key = models.CharField(max_length=80)  # idempotency: the same key of the same holder is the same booking
    taken_at = models.DateTimeField()
    confirm_by = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)
    release_reason = models.CharField(max_length=20, blank=True)  # given_back, no_show, lapsed, or the caller's word

    objects = BookingQuerySet.as_manager()
    just_taken = False  # set by `reserve_hours`: this call made it; else it answers an earlier one
    just_arrived = False  # the same, by `arrive`

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["holder", "key"], name="one_booking_per_idempotency_key"),
            models.UniqueConstraint(fields=["code"], name="one_booking_per_code"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="booking_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(before__gte=0) & Q(after__gte=0), name="booking_buffers_not_negative"),
            models.CheckConstraint(condition=Q(left_at=None) | Q(arrived_at__isnull=False), name="left_after_arriving"),
        ]
        indexes = [
            models.Index(fields=["resource", "starts"], condition=Q(released_at=None), name="live_bookings"),
            models.Index(fields=["holder", "starts"], name="bookings_of_a_person"),
            models.Index(fields=["starts"], condition=Q(released_at=None, arrived_at=None), name="bookings_to_come_to"),
            models.Index(
                fields=["confirm_by"], condition=Q(released_at=None, confirm_by__isnull=False), name="open_bookings"
            ),
        ]

    @property
    def window(self) -> Window:
        """From when to when, without the minutes around it."""
        return Window(self.starts, self.ends)

    @property
    def until(self) -> datetime:
        """When the resource is, or was, free of its holder: the end, or the quarter hour after leaving early.

        Who came and left before the start has had it for no time: it is the start.
        """
        return max(self.starts, min(self.ends, quarter_after(self.left_at))) if self.left_at else self.ends

    @property
    def blocked(self) -> Window:
        """From when to when nobody else has the resource, with the minutes around."""
        return Window(self.starts - timedelta(minutes=self.before), self.ends + timedelta(minutes=self.after))


class Hour(models.Model):
    """A quarter hour from `at` in which a resource is held. That no two bookings have the same is a constraint.

    In the minutes around a booking `scope` is None: they block the resource, not its holder.
    """

    booking = models.ForeignKey(Booking, models.CASCADE, related_name="hours")
    resource = models.UUIDField()
    scope = models.UUIDField(null=True)
    holder = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    objects = HourQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["resource", "at"], name="one_booking_per_quarter_hour"),
            models.UniqueConstraint(
                fields=["scope", "holder", "at"], condition=Q(scope__isnull=False), name="one_resource_at_a_time"
            ),
        ]
