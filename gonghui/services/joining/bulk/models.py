"""批量审核: what was said of which applications, how far the worker is, and each that stayed with the reason."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gonghui.primitives.people.models import Person
from gonghui.primitives.rows import Row

from .. import rules
from .querysets import BulkDecisionQuerySet


class BulkDecision(Row):
    """One word on all that waited and was `asked` for when its number was shown; kept `rules.BULK_KEPT` after its end.

    The worker goes by deadline and writes how far it `reached` in the transaction that decides. Whoever is at it holds
    the row; what came after `as_of` is not meant.
    """

    class State(models.TextChoices):
        OPEN = "open", _("办理中")
        DONE = "done", _("办完了")
        STOPPED = "stopped", _("中途停了")

    class Word(models.TextChoices):
        APPROVED = "approved", _("同意")
        RETURNED = "returned", _("退回补正")
        REFUSED = "refused", _("不同意")

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")  # who said it
    key = models.UUIDField()
    word = models.CharField(max_length=8, choices=Word)
    ground = models.CharField(max_length=20, blank=True)  # of a no: a code of rules.grounds
    reason = models.CharField(max_length=rules.LONGEST_REASON, blank=True)
    asked = models.JSONField(default=dict)  # as `ApplicationQuerySet.wanted` takes it
    unions = models.JSONField(default=list)  # keys of those at or below which they stood
    state = models.CharField(max_length=7, choices=State, default=State.OPEN)
    as_of = models.DateTimeField(null=True)  # when the number was shown; null: when it was said
    total = models.IntegerField()
    done = models.IntegerField(default=0)
    left = models.IntegerField(default=0)  # each is a BulkRefusal
    reached_due = models.DateTimeField(null=True)
    reached = models.UUIDField(null=True)
    worked_at = models.DateTimeField()  # whose turn it is: who waited longest
    ended_at = models.DateTimeField(null=True)

    objects = BulkDecisionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="one_bulk_decision_per_key")]
        indexes = [models.Index(fields=["worked_at"], condition=Q(state="open"), name="bulk_decisions_open")]

    def __str__(self) -> str:
        return f"{self.get_word_display()} {self.total}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def seen(self) -> int:
        return self.done + self.left

    @property
    def gone(self) -> int:
        """How many were decided by others or taken back before it was their turn; known at the end."""
        return max(0, self.total - self.seen) if self.state == self.State.DONE else 0

    @property
    def rest(self) -> int:
        """How many were not reached when it was stopped."""
        return max(0, self.total - self.seen) if self.state == self.State.STOPPED else 0

    @property
    def percent(self) -> int:
        return 100 if self.state == self.State.DONE else min(99, self.seen * 100 // max(1, self.total))


class BulkRefusal(Row):
    """One application that stayed as it was, and why."""

    bulk = models.ForeignKey(BulkDecision, models.CASCADE, related_name="refusals")
    application = models.ForeignKey("joining.Application", models.CASCADE, related_name="+")
    code = models.CharField(max_length=60)
    says = models.CharField(max_length=300)
    mend = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bulk", "application"], name="one_refusal_of_a_bulk")]
