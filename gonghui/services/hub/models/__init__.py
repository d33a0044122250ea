"""The rooms of a hub as they are booked: on which terms, laid out how, by whom for what."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gonghui.primitives.rows import Row

from .. import rules
from .querysets import FeedQuerySet, RoomBookingQuerySet, TermsQuerySet

HUB = "hub"  # the kind of premises that a hub is


class RoomTerms(Row):
    """预订规则: on which terms a room is booked from a day on. A room without any is not bookable."""

    class Who(models.TextChoices):
        EVERYONE = rules.EVERYONE, _("登录的人")
        MEMBERS = rules.MEMBERS, _("工会会员")
        OWN_MEMBERS = rules.OWN_MEMBERS, _("本工会及下级的会员")
        COMPATRIOTS = rules.COMPATRIOTS, _("台湾职工和乡亲（台胞证、居住证）")

    room = models.ForeignKey("places.Room", models.PROTECT, related_name="terms", db_index=False)
    since = models.DateField()
    bookable = models.BooleanField(default=True)  # False: from this day on it is not given
    who = models.CharField(max_length=12, choices=Who, default=Who.MEMBERS)
    longest_minutes = models.IntegerField(default=240)
    ahead_days = models.IntegerField(default=30)
    before = models.IntegerField(default=0)  # minutes to put the room in order, before …
    after = models.IntegerField(default=0)  # … and after a booking
    asks = models.BooleanField(default=False)  # every booking waits for an officer's yes
    answer_hours = models.IntegerField(default=24)
    grace_minutes = models.IntegerField(default=15)  # who has not come by then loses it
    says = models.CharField(max_length=300, blank=True)  # house rules, as the member reads them
    source = models.CharField(max_length=160, blank=True)  # the paper they come from

    objects = TermsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "since"], name="one_set_of_terms_per_day"),
            models.CheckConstraint(
                condition=Q(longest_minutes__gte=15) & Q(ahead_days__gte=0) & Q(answer_hours__gte=1),
                name="terms_make_sense",
            ),
            models.CheckConstraint(
                condition=Q(before__gte=0) & Q(after__gte=0) & Q(grace_minutes__gte=0),
                name="terms_minutes_not_negative",
            ),
        ]


class Layout(Row):
    """摆法: one way in which a room can be laid out, and how many it then seats."""

    room = models.ForeignKey("places.Room", models.PROTECT, related_name="layouts", db_index=False)
    name = models.CharField(max_length=20)
    seats = models.IntegerField()
    gone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "name"], condition=Q(gone_at=None), name="one_layout_per_name"),
            models.CheckConstraint(condition=Q(seats__gt=0), name="layout_seats_somebody"),
        ]


class Series(Row):
    """重复预订: the same hours again and again, each date for itself."""

    holder = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_index=False)
    room = models.ForeignKey("places.Room", models.PROTECT, related_name="+")
    key = models.CharField(max_length=80)
    every_days = models.IntegerField()
    asked = models.JSONField()  # each date asked for: starts, ends, and why not ("" if booked) as it was said then

    class Meta:
        constraints = [models.UniqueConstraint(fields=["holder", "key"], name="one_series_per_idempotency_key")]


class RoomBooking(Row):
    """A room of a hub booked by a person: for what, how many come, how it is to be laid out."""

    booking = models.OneToOneField("hours.Booking", models.PROTECT, related_name="room_booking")
    room = models.ForeignKey("places.Room", models.PROTECT, related_name="bookings", db_index=False)
    terms = models.ForeignKey(RoomTerms, models.PROTECT, related_name="+")  # those of the day it was booked
    series = models.ForeignKey(Series, models.PROTECT, null=True, related_name="bookings")
    purpose = models.CharField(max_length=rules.LONGEST_PURPOSE)
    people = models.IntegerField(default=1)
    layout = models.ForeignKey(Layout, models.PROTECT, null=True, related_name="+")
    equipment = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    come_by = models.DateTimeField()  # who has not come by then loses it
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=rules.LONGEST_REASON, blank=True)  # of a no, or of a cancellation
    reminded_at = models.DateTimeField(null=True)

    objects = RoomBookingQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(people__gt=0), name="somebody_comes")]
        indexes = [models.Index(fields=["room", "created_at"], name="bookings_of_a_room")]

    def state(self, now: datetime) -> str:
        """asked, coming, here, over; or why it was let go: given_back, refused, lapsed, no_show, cancelled."""
        booking = self.booking
        if booking.released_at:
            return booking.release_reason
        if booking.confirm_by:
            return "asked" if booking.confirm_by > now else "lapsed"
        if booking.until <= now:
            return "over"
        return "here" if booking.arrived_at else "coming"


class Feed(Row):
    """日历订阅: an address nobody can guess, from which a calendar program reads bookings until it is revoked.

    Those of `person`; with `room`, all of that room, without names. Only the address's hash is kept.
    """

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="feeds", db_index=False)
    room = models.ForeignKey("places.Room", models.PROTECT, null=True, related_name="feeds", db_index=False)
    digest = models.CharField(max_length=64, unique=True)
    revoked_at = models.DateTimeField(null=True)

    objects = FeedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "room"],
                condition=Q(revoked_at=None),
                nulls_distinct=False,
                name="one_open_feed_of_a_room",
            ),
        ]
