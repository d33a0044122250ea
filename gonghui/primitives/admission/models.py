"""Pools, the places taken in them, who waits, and who came in."""

from collections.abc import Sequence

from django.db import models
from django.db.models import F, Q

from gonghui.primitives.rows import Row
from gonghui.primitives.statements import Later

from .querysets import PlaceQuerySet, PoolQuerySet, ScanQuerySet, WaiterQuerySet


class Pool(Row):
    """So many places. `taken` is raised only together with the places themselves.

    `scope` names the rule "one live place per person": pools with the same scope exclude each other.
    Places are given from `opens_at` until `closes_at`, or until `closed_at` if it was closed by hand.
    """

    scope = models.UUIDField()
    capacity = models.IntegerField()
    taken = models.IntegerField(default=0)
    waiting = models.IntegerField(default=0)
    checked_in = models.IntegerField(default=0)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    last_number = models.IntegerField(default=0)  # of the waiting line; never given twice
    for_draw = models.BooleanField(default=False)  # for a draw: until it is made, nobody gets a place any other way
    drawn_to = models.IntegerField(null=True)  # the drawn order stands in the line up to this rank; None: all of it
    offer_minutes = models.IntegerField(default=0)  # what the line gets must be confirmed so soon; 0: need not be

    objects = PoolQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(taken__lte=F("capacity")), name="pool_never_oversold"),
            models.CheckConstraint(condition=Q(taken__gte=0) & Q(waiting__gte=0), name="pool_counts_not_negative"),
            models.CheckConstraint(condition=Q(checked_in__lte=F("taken")), name="pool_admits_only_holders"),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="pool_closes_after_it_opens"),
        ]
        indexes = [models.Index(fields=["scope"], name="pools_of_a_scope")]


class Place(Row):
    """One place of one person. Live until `released_at`; `code` is what the receipt shows."""

    # The constraints below find a place by pool, holder and code: fewer indexes are faster places.
    pool = models.ForeignKey(Pool, models.PROTECT, related_name="places", db_index=False)
    scope = models.UUIDField()  # the pool's, repeated so that a constraint can hold it
    holder = models.ForeignKey("people.Person", models.PROTECT, related_name="places", db_index=False)
    code = models.CharField(max_length=16)
    key = models.CharField(max_length=80)  # idempotency: the same key of the same holder is the same place
    taken_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)
    release_reason = models.CharField(max_length=20, blank=True)  # given_back, moved, cancelled, expired
    confirm_by = models.DateTimeField(null=True)  # an offer: released if not confirmed in time

    objects = PlaceQuerySet.as_manager()
    promoted: "Sequence[Place]" = ()  # set by `move` on the new place: who got the old one out of the line
    lines_left: "Later | None" = None  # set by `take`: who left a line for nothing with this place or its company
    just_taken = False  # set by `take`: this call made it; else it answers an earlier one

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scope", "holder"], condition=Q(released_at=None), name="one_live_place_per_person"
            ),
            models.UniqueConstraint(fields=["holder", "key"], name="one_place_per_idempotency_key"),
            models.UniqueConstraint(fields=["code"], name="one_place_per_code"),
        ]
        indexes = [
            models.Index(fields=["pool", "id"], condition=Q(released_at=None), name="live_places_of_a_pool"),
            models.Index(
                fields=["confirm_by"], condition=Q(released_at=None, confirm_by__isnull=False), name="open_offers"
            ),
        ]


class Waiter(Row):
    """A person in a pool's waiting line. `number`, drawn under the pool's lock, is the order of the line."""

    pool = models.ForeignKey(Pool, models.PROTECT, related_name="waiters", db_index=False)
    scope = models.UUIDField()
    holder = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    number = models.IntegerField()
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    place = models.OneToOneField(Place, models.PROTECT, null=True, related_name="waited")  # what it became

    objects = WaiterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pool", "holder"], condition=Q(left_at=None), name="waits_once_per_pool"),
            models.UniqueConstraint(fields=["pool", "number"], name="one_number_in_a_line"),
        ]
        indexes = [models.Index(fields=["pool", "number"], condition=Q(left_at=None), name="waiting_line")]


class CheckIn(models.Model):
    """The holder came in. One row per place: nobody is admitted twice."""

    place = models.OneToOneField(Place, models.PROTECT, primary_key=True, related_name="check_in")
    at = models.DateTimeField()
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=60)
    way = models.CharField(max_length=12)  # live, receipt, member_card, search

    just_in = False  # set by `check_in`: this call made it; else it answers an earlier one


class Scan(models.Model):
    """One yes of one gate. Its id is made on the device, so that a scan sent twice is one.

    Of several for one place the earliest is the check-in; the others are kept for the officer, as are those that a
    gate without a network said yes to on an old list. `at` is the device's time, `received_at` ours.
    """

    class Outcome(models.TextChoices):
        ADMITTED = "admitted"  # this is the check-in
        AGAIN = "again"  # another scan had let the holder in before
        RELEASED = "released"  # the place had been given back, moved or cancelled when we heard of it
        DOUBTFUL = "doubtful"  # against a rule of the service: `reason`

    id = models.UUIDField(primary_key=True, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="scans")
    at = models.DateTimeField()
    received_at = models.DateTimeField()
    device = models.UUIDField(null=True)
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=60)
    way = models.CharField(max_length=12)
    outcome = models.CharField(max_length=10, choices=Outcome)
    reason = models.CharField(max_length=60, blank=True)

    objects = ScanQuerySet.as_manager()
    check_in: "CheckIn | None" = None  # set by `record_scans`: what this call made of it
    just_kept = False  # set by `record_scans`: this call stored it; else it answers an earlier one

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place"], condition=Q(outcome="admitted"), name="one_scan_admits"),
        ]
        indexes = [models.Index(fields=["received_at"], condition=~Q(outcome="admitted"), name="scans_to_look_at")]
