"""Things that one person keeps at a time, and lines of people for whatever is had in turn."""

from django.db import models
from django.db.models import Q

from gonghui.primitives.rows import Row

from .querysets import KeepingQuerySet, TurnQuerySet


class Keeping(Row):
    """A person has a thing from `since` until `ended_at`, and should give it back by `due`."""

    thing = models.UUIDField()
    holder = models.ForeignKey("people.Person", models.PROTECT, related_name="keepings", db_index=False)
    key = models.CharField(max_length=80)  # idempotency: the same key of the same holder is the same keeping
    since = models.DateTimeField()
    due = models.DateTimeField()
    extended = models.IntegerField(default=0)  # how often `due` was moved
    ended_at = models.DateTimeField(null=True)

    objects = KeepingQuerySet.as_manager()
    just_kept = False  # set by `keep`: this call made it; else it answers an earlier one

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thing"], condition=Q(ended_at=None), name="one_keeper_of_a_thing"),
            models.UniqueConstraint(fields=["holder", "key"], name="one_keeping_per_idempotency_key"),
        ]
        indexes = [
            models.Index(fields=["holder"], condition=Q(ended_at=None), name="open_keepings_of_a_person"),
            models.Index(fields=["due"], condition=Q(ended_at=None), name="open_keepings_by_due"),
            models.Index(fields=["thing", "since"], name="keepings_of_a_thing"),
        ]


class TurnLine(models.Model):
    """The line for one subject, whatever it is. Whoever changes a line locks this row."""

    subject = models.UUIDField(primary_key=True)
    last_number = models.IntegerField(default=0)  # never given twice


class Turn(Row):
    """A person in the line of a subject. Live until `left_at`; its turn come, offered until `offered_until`."""

    class Outcome(models.TextChoices):
        SERVED = "served"  # it got what it stood for
        LEFT = "left"  # of its own will
        MISSED = "missed"  # the offer was not taken up in time
        DISMISSED = "dismissed"  # the line was dissolved

    subject = models.UUIDField()
    holder = models.ForeignKey("people.Person", models.PROTECT, related_name="turns", db_index=False)
    key = models.CharField(max_length=80)
    number = models.IntegerField()
    joined_at = models.DateTimeField()
    offered_at = models.DateTimeField(null=True)
    offered_until = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)

    objects = TurnQuerySet.as_manager()
    just_queued = False  # set by `queue`: this call made it; else it answers an earlier one

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "holder"], condition=Q(left_at=None), name="stands_once_in_line"
            ),
            models.UniqueConstraint(fields=["subject", "number"], name="one_turn_per_number"),
            models.UniqueConstraint(fields=["holder", "key"], name="one_turn_per_idempotency_key"),
            models.CheckConstraint(
                condition=Q(left_at=None, outcome="") | Q(left_at__isnull=False) & ~Q(outcome=""),
                name="turn_ends_with_an_outcome",
            ),
        ]
        indexes = [
            models.Index(fields=["subject", "number"], condition=Q(left_at=None), name="turns_to_come"),
            models.Index(
                fields=["offered_until"], condition=Q(left_at=None, offered_until__isnull=False), name="open_turns"
            ),
        ]
