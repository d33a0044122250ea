"""Draws: entries, their lots, and the published file."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from gonghui.primitives.rows import Row

from .querysets import DrawQuerySet, LotQuerySet


class Draw(Row):
    """摇号: the places of a scope given by lot. Entries are taken in a window, frozen, drawn; then the file is public.

    `scope` is that of the pools. Draws of one `series` remember each other: who missed earlier ones may get more lots.
    `secret` is sealed until the draw is made; `commitment`, its hash, is public from the start.
    """

    scope = models.UUIDField(unique=True)
    series = models.UUIDField()
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    rule = models.JSONField()  # kernel.draws.Rule
    beacon_rule = models.CharField(max_length=200, blank=True)  # which public number joins the seed; "": none
    beacon = models.CharField(max_length=200, blank=True)
    commitment = models.CharField(max_length=64)
    secret_sealed = models.BinaryField()
    secret = models.CharField(max_length=64, blank=True)
    entries = models.IntegerField(default=0)  # live ones, and the lots they have together
    lots = models.IntegerField(default=0)
    closed_at = models.DateTimeField(null=True)
    frozen = models.JSONField(null=True)  # title, and the pools with their places: the head of the file
    list_hash = models.CharField(max_length=64, blank=True)
    drawn_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    need_set_at = models.DateTimeField(null=True)  # when its list of members in need was last brought

    objects = DrawQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="draw_closes_after_it_opens"),
            models.CheckConstraint(condition=Q(entries__gte=0) & Q(lots__gte=F("entries")), name="draw_counts_fit"),
            models.CheckConstraint(condition=Q(drawn_at=None) | Q(closed_at__isnull=False), name="closed_before_drawn"),
            # The secret lies open exactly when the order stands.
            models.CheckConstraint(
                condition=Q(drawn_at=None, secret="") | Q(drawn_at__isnull=False) & ~Q(secret=""),
                name="secret_told_when_drawn",
            ),
        ]
        indexes = [
            models.Index(fields=["series", "drawn_at"], name="draws_of_a_series"),
            models.Index(fields=["closes_at"], condition=Q(drawn_at=None, cancelled_at=None), name="draws_to_come"),
        ]


class Lot(Row):
    """A person's entry in a draw: a random public `code`, so many lots (`weight`) and why, pools as preferred.

    Made at `created_at`. After the draw `rank` is its turn, from 1, and `place` what it won.
    """

    # The constraints below find a lot by holder, by draw and by code; `rank` has no index, so that writing it is cheap.
    draw = models.ForeignKey(Draw, models.PROTECT, related_name="entered", db_index=False)
    holder = models.ForeignKey("people.Person", models.PROTECT, related_name="lots", db_index=False)
    code = models.CharField(max_length=16)
    key = models.CharField(max_length=80)  # idempotency, as a place's
    weight = models.IntegerField()
    why = models.JSONField()  # {"base": 1, "past": 2, "missed": 2, "need": 0}
    nonce = models.CharField(max_length=32)  # 16 random bytes of the entrant's own
    choices = ArrayField(models.UUIDField())
    withdrawn_at = models.DateTimeField(null=True)
    rank = models.IntegerField(null=True)
    place = models.ForeignKey("admission.Place", models.PROTECT, null=True, related_name="lots", db_index=False)

    objects = LotQuerySet.as_manager()
    just_entered = False  # True on the answer of the call that took it, not of a repeat

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["holder", "draw"], condition=Q(withdrawn_at=None), name="one_live_lot_per_person"
            ),
            models.UniqueConstraint(fields=["holder", "key"], name="one_lot_per_idempotency_key"),
            models.UniqueConstraint(fields=["draw", "code"], name="one_lot_per_code"),
            models.CheckConstraint(condition=Q(weight__gte=1), name="lot_weighs_something"),
        ]


class Need(Row):
    """A person on a draw's list of members in need, fixed before anyone enters. That they are on it, and no more."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="in_need", db_index=False)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draw", "person"], name="once_on_a_list_of_need")]


class DrawFile(models.Model):
    """The published file of a draw, as it is sent: JSON in gzip."""

    draw = models.OneToOneField(Draw, models.PROTECT, primary_key=True, related_name="file")
    body = models.BinaryField()
