"""What a station or a truckers' home has beside its premises: entry codes, stores, prices, queues, stars."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gonghui.primitives.rows import Row

from ..road.loads.models import FraudReport, Load, Shipper, Touch
from ..road.repair.models import Call, Provider, Quote
from .querysets import FaultQuerySet, StayQuerySet, SupplyQuerySet, UseQuerySet

__all__ = [
    "Amenity", "BasicsDay", "Call", "EntryCode", "Fault", "FraudReport", "Inspection", "Load", "Price",
    "Provider", "Quote", "Scheme", "Shipper", "StarChange", "Stay", "Supply", "Touch", "Use",
]  # fmt: skip

STATION, HOME = "station", "truckers_home"  # kinds of premises this slice opens


class EntryCode(Row):
    """Six digits sent by SMS that let one person in, once. The number they were sent to is not kept here."""

    premises = models.ForeignKey("places.Premises", models.PROTECT, related_name="+")
    code_hash = models.CharField(max_length=64)
    trade = models.CharField(max_length=20, blank=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["premises", "code_hash"], condition=Q(used_at=None), name="one_entry_per_code"
            )
        ]
        indexes = [models.Index(fields=["expires_at"], name="entry_codes_by_end")]


class BasicsDay(Row):
    """The keeper's word that these free basics (codes) were there on a day."""

    premises = models.ForeignKey("places.Premises", models.PROTECT, related_name="+")
    day = models.DateField()
    kept = ArrayField(models.CharField(max_length=20))
    note = models.CharField(max_length=200, blank=True)
    confirmed_at = models.DateTimeField()
    by_person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["premises", "day"], name="one_word_on_basics_a_day")]


class Price(Row):
    """What one paid thing costs (fen a unit) from a moment on; a new price ends the old one, none is changed."""

    premises = models.ForeignKey("places.Premises", models.PROTECT, related_name="+")
    item = models.CharField(max_length=40)
    content = models.CharField(max_length=120, blank=True)  # what one gets for it
    unit = models.CharField(max_length=20)
    price = models.BigIntegerField()
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["premises", "item"], condition=Q(ended_at=None), name="one_standing_price_an_item"
            ),
            models.CheckConstraint(condition=Q(price__gte=0), name="station_price_not_negative"),
        ]


class Supply(Row):
    """A batch of medicine, food or other stores, with its day of expiry. Until `gone_at` it is on the shelf."""

    class Kind(models.TextChoices):
        MEDICINE = "medicine", _("药品")
        FOOD = "food", _("食品饮水")
        OTHER = "other", _("其他")

    premises = models.ForeignKey("places.Premises", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=60)
    quantity = models.IntegerField()
    unit = models.CharField(max_length=10)
    expires_on = models.DateField(null=True)
    put_in_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)
    gone_why = models.CharField(max_length=10, blank=True)  # used, expired, lost
    warned_at = models.DateTimeField(null=True)  # the keepers were told that it expires soon
    key = models.CharField(max_length=80, blank=True, db_default="")  # idempotency: of the form it came with

    objects = SupplyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="supply_of_something"),
            models.UniqueConstraint(fields=["premises", "key"], condition=~Q(key=""), name="one_supply_per_key"),
        ]
        indexes = [models.Index(fields=["expires_on"], condition=Q(gone_at=None), name="supplies_by_expiry")]


class Fault(Row):
    """设备报修: something at a station is broken, until it is fixed."""

    premises = models.ForeignKey("places.Premises", models.PROTECT, related_name="+")
    what = models.CharField(max_length=200)
    reported_at = models.DateTimeField()
    reported_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    fixed_at = models.DateTimeField(null=True)
    fixed_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=200, blank=True)

    objects = FaultQuerySet.as_manager()


class Amenity(Row):
    """Showers or washing machines of a truckers' home: one line for all rooms of the kind. Its id is the line."""

    class Kind(models.TextChoices):
        SHOWER = "shower", _("淋浴")
        LAUNDRY = "laundry", _("洗衣机")

    premises = models.ForeignKey("places.Premises", models.PROTECT, related_name="amenities")
    kind = models.CharField(max_length=10, choices=Kind)
    minutes = models.IntegerField()  # how long one turn is
    wait_minutes = models.IntegerField(default=10)  # so long a called turn is kept

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["premises", "kind"], name="one_line_an_amenity"),
            models.CheckConstraint(condition=Q(minutes__gt=0) & Q(wait_minutes__gt=0), name="amenity_minutes"),
        ]


class Use(Row):
    """Somebody has a shower or a washing machine: the keeping of one room, out of a turn in the line."""

    amenity = models.ForeignKey(Amenity, models.PROTECT, related_name="uses")
    room = models.ForeignKey("places.Room", models.PROTECT, related_name="+")
    keeping = models.OneToOneField("lending.Keeping", models.PROTECT, related_name="use")
    turn = models.OneToOneField("lending.Turn", models.PROTECT, related_name="use")

    objects = UseQuerySet.as_manager()


class Stay(Row):
    """A bed or a parking space booked by the hour."""

    class Kind(models.TextChoices):
        BED = "bed", _("床位")
        PARKING = "parking", _("车位")

    premises = models.ForeignKey("places.Premises", models.PROTECT, related_name="+")
    room = models.ForeignKey("places.Room", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    booking = models.OneToOneField("hours.Booking", models.PROTECT, related_name="stay")

    objects = StayQuerySet.as_manager()


class Scheme(Row):
    """A checklist or star scheme in force from a day, with its source and how well that is known.

    `items`: for an inspection {code, name, asks}; for stars {star, asks, area_m2, people}. `grade`: A law or the
    union's own site, B seen on a copy, C a hint.
    """

    class Kind(models.TextChoices):
        STATION = "station", _("驿站检查表")
        HOME = "truckers_home", _("司机之家检查表")
        STARS = "stars", _("星级评定")

    kind = models.CharField(max_length=16, choices=Kind)
    title = models.CharField(max_length=120)
    starts_on = models.DateField()
    source = models.CharField(max_length=200)
    grade = models.CharField(max_length=1)
    items = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "starts_on"], name="one_scheme_a_day")]


class Inspection(Row):
    """An officer went through a checklist at a station: {code of item: good, poor or missing}; score: basis points."""

    premises = models.ForeignKey("places.Premises", models.PROTECT, related_name="+")
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by_person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    found = models.JSONField()
    score = models.IntegerField()
    note = models.CharField(max_length=500, blank=True)
    key = models.CharField(max_length=80, blank=True, db_default="")  # idempotency: of the form it came with

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(score__range=(0, 10000)), name="inspection_score"),
            models.UniqueConstraint(fields=["premises", "key"], condition=~Q(key=""), name="one_inspection_per_key"),
        ]


class StarChange(Row):
    """A station's stars went up or down, why, and on what inspection."""

    premises = models.ForeignKey("places.Premises", models.PROTECT, related_name="star_changes")
    before = models.IntegerField()
    after = models.IntegerField()
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()
    by_person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    inspection = models.ForeignKey(Inspection, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(after__range=(0, 5)) & Q(before__range=(0, 5)) & ~Q(after=F("before")), name="stars_change"
            )
        ]
