"""How memberships end: in writing, by the steps of the rule, by a death."""

from django.db import models
from django.db.models import F, Q

from gonghui.primitives.people.models import Membership, Person
from gonghui.primitives.rows import Row

from . import rules
from .querysets import DeathQuerySet, LapseQuerySet, LeavingQuerySet


class Leaving(Row):
    """退会声明: a member's own statement; until its day it can be taken back. What was written is kept three years."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="leavings")
    reason = models.CharField(max_length=300, blank=True)
    takes_on = models.DateField()
    done_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    objects = LeavingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership"], condition=Q(done_at=None, undone_at=None), name="one_open_leaving"
            ),
            models.CheckConstraint(condition=Q(done_at=None) | Q(undone_at=None), name="leaving_ends_once"),
        ]
        indexes = [
            models.Index(fields=["takes_on"], condition=Q(done_at=None, undone_at=None), name="leavings_open"),
        ]


class Lapse(Row):
    """自动退会: each step has its day and nobody skips one. What was said is kept three years."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="lapses")
    idle_since = models.DateField()  # dues last paid and part last taken
    by_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    talked_on = models.DateField(null=True)
    talk = models.CharField(max_length=500, blank=True)
    noticed_at = models.DateTimeField(null=True)
    ends_on = models.DateField(null=True)  # the first day on which it may be ended
    done_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)
    dropped_because = models.CharField(max_length=200, blank=True)

    objects = LapseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership"], condition=Q(done_at=None, dropped_at=None), name="one_open_lapse"
            ),
            models.CheckConstraint(
                condition=Q(noticed_at=None) | Q(talked_on__isnull=False, ends_on__isnull=False),
                name="lapse_noticed_after_a_talk",
            ),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(noticed_at__isnull=False), name="lapse_done_after_a_notice"
            ),
            models.CheckConstraint(condition=Q(done_at=None) | Q(dropped_at=None), name="lapse_ends_once"),
        ]

    @property
    def stage(self) -> str:
        done, dropped = self.done_at is not None, self.dropped_at is not None
        return rules.stage(talked_on=self.talked_on, noticed_at=self.noticed_at, done=done, dropped=dropped)


class Death(Row):
    """去世登记: it ended the membership, the account and the messages; undone, all three are back."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="deaths")
    died_on = models.DateField()
    proof = models.CharField(max_length=200)
    by_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    membership = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")  # which it ended
    closed_account = models.BooleanField(default=False)
    stopped_mobile = models.BooleanField(default=False)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)

    objects = DeathQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(undone_at=None), name="one_death"),
            models.CheckConstraint(condition=~Q(person=F("by_person")), name="death_not_by_oneself"),
        ]
