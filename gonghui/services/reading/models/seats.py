"""Seats of a room's plan, who sits where when, and how many came."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gonghui.primitives.rows import Row

from .querysets import SeatBookingQuerySet, SeatQuerySet, VisitQuerySet


class Seat(Row):
    """座位: one place on the plan of a room; `x` and `y` count squares of the plan from its upper left corner."""

    class Kind(models.TextChoices):
        DESK = "desk", _("书桌")
        QUIET = "quiet", _("自习座")
        COMPUTER = "computer", _("电脑位")
        SOFA = "sofa", _("沙发")
        ACCESSIBLE = "accessible", _("无障碍座")

    room = models.ForeignKey("places.Room", models.PROTECT, related_name="reading_seats")
    label = models.CharField(max_length=10)
    x = models.IntegerField()
    y = models.IntegerField()
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.DESK)
    socket = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "label"], name="one_seat_per_label"),
            models.UniqueConstraint(fields=["room", "x", "y"], condition=Q(closed_at=None), name="one_seat_per_square"),
            models.CheckConstraint(condition=Q(x__gte=0, x__lt=60, y__gte=0, y__lt=60), name="seat_on_the_plan"),
        ]


class SeatBooking(Row):
    """A seat taken for some hours; the hours themselves, the code and who came are admission's."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="bookings")
    booking = models.OneToOneField("hours.Booking", models.PROTECT, related_name="seat_booking")
    premises = models.ForeignKey("places.Premises", models.PROTECT, related_name="+")

    objects = SeatBookingQuerySet.as_manager()


class Visit(Row):
    """One person came in; nobody knows who. `key` keeps one coming from being counted twice."""

    class Way(models.TextChoices):
        DESK = "desk", _("管理员计数")
        SEAT = "seat", _("座位签到")
        DOOR = "door", _("扫门口二维码")
        COUNTER = "counter", _("门口计数器")

    premises = models.ForeignKey("places.Premises", models.PROTECT, related_name="visits", db_index=False)
    at = models.DateTimeField()
    way = models.CharField(max_length=8, choices=Way)
    key = models.CharField(max_length=64)

    objects = VisitQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["premises", "key"], name="one_visit_per_key")]
        indexes = [models.Index(fields=["premises", "at"], name="visits_of_a_place")]
