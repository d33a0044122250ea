"""Loans and holds, and the dated rules they are made under."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gonghui.primitives.rows import Row

from .querysets import HoldQuerySet, LoanQuerySet, LoanRuleQuerySet


class LoanRule(Row):
    """借阅规则 of a union, or of one of its rooms, for one kind of reader, from a day on. Days are whole days."""

    class Reader(models.TextChoices):
        MEMBER = "member", _("本工会会员")
        OTHER_MEMBER = "other_member", _("其他工会会员")
        GUEST = "guest", _("非会员读者")

    union = models.ForeignKey("people.Union", models.PROTECT, related_name="+")
    premises = models.ForeignKey("places.Premises", models.PROTECT, null=True, related_name="+")
    reader = models.CharField(max_length=12, choices=Reader)
    starts_on = models.DateField()
    books = models.IntegerField()  # at a time; 0: reads here, takes nothing home
    days = models.IntegerField()
    renewals = models.IntegerField()
    renewal_days = models.IntegerField()
    holds = models.IntegerField()  # at a time
    hold_days = models.IntegerField()  # a book set aside waits so long
    stop_days = models.IntegerField()  # nothing more is lent once a loan is overdue by more

    objects = LoanRuleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["union", "reader", "starts_on"], condition=Q(premises=None), name="one_loan_rule_a_day"
            ),
            models.UniqueConstraint(
                fields=["premises", "reader", "starts_on"],
                condition=Q(premises__isnull=False),
                name="one_loan_rule_of_a_room",
            ),
            models.CheckConstraint(
                condition=Q(books__gte=0) & Q(renewals__gte=0) & Q(holds__gte=0) & Q(stop_days__gte=0),
                name="loan_rule_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(days__gt=0) & Q(renewal_days__gt=0) & Q(hold_days__gt=0), name="loan_rule_days_positive"
            ),
        ]


class Reader(Row):
    """How much a person has: the counts are raised under a rule's limit, or not at all."""

    person = models.OneToOneField("people.Person", models.PROTECT, related_name="reader")
    loans = models.IntegerField(default=0)
    holds = models.IntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(loans__gte=0) & Q(holds__gte=0), name="reader_counts")]


class Loan(Row):
    """借阅: a copy that a reader took home. Open until it came back or was declared lost."""

    copy = models.ForeignKey("reading.Copy", models.PROTECT, related_name="loans")
    reader = models.ForeignKey("people.Person", models.PROTECT, related_name="loans", db_index=False)
    keeping = models.OneToOneField("lending.Keeping", models.PROTECT, related_name="loan")
    rule = models.ForeignKey(LoanRule, models.PROTECT, related_name="+")
    lent_at = models.DateTimeField()
    lent_from = models.ForeignKey("places.Premises", models.PROTECT, related_name="+", db_index=False)
    due = models.DateTimeField()
    renewed = models.IntegerField(default=0)
    reminded = models.IntegerField(default=0)  # how many of rules.REMINDERS were sent for this `due`
    ended_at = models.DateTimeField(null=True)
    returned_to = models.ForeignKey("places.Premises", models.PROTECT, null=True, related_name="+", db_index=False)
    lost = models.BooleanField(default=False)

    objects = LoanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["copy"], condition=Q(ended_at=None), name="one_open_loan_of_a_copy"),
            models.CheckConstraint(condition=Q(due__gt=F("lent_at")), name="loan_due_after_it_began"),
            models.CheckConstraint(condition=~Q(lost=True) | Q(ended_at__isnull=False), name="a_lost_loan_has_ended"),
        ]
        indexes = [
            models.Index(fields=["reader", "ended_at"], name="loans_of_a_reader"),
            models.Index(fields=["due"], condition=Q(ended_at=None), name="open_loans_by_due"),
            models.Index(fields=["lent_from", "lent_at"], name="loans_from_a_place"),
        ]


class Hold(Row):
    """预约: a reader waits for any copy of a title, to fetch it at one place. Open until it ended.

    `copy` is the one set aside or on its way; `ready_at` when it lies at the place, for `until`.
    """

    class Outcome(models.TextChoices):
        OPEN = "", _("等待中")
        FETCHED = "fetched", _("已取书")
        CANCELLED = "cancelled", _("已取消")
        MISSED = "missed", _("过期未取")

    title = models.ForeignKey("reading.Title", models.PROTECT, related_name="holds")
    reader = models.ForeignKey("people.Person", models.PROTECT, related_name="holds", db_index=False)
    turn = models.OneToOneField("lending.Turn", models.PROTECT, related_name="hold")
    pick_up = models.ForeignKey("places.Premises", models.PROTECT, related_name="holds")
    days = models.IntegerField()  # how long a book set aside waits
    copy = models.ForeignKey("reading.Copy", models.PROTECT, null=True, related_name="+")
    ready_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.OPEN, blank=True)

    objects = HoldQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["title", "reader"], condition=Q(ended_at=None), name="one_hold_of_a_title"),
            models.UniqueConstraint(
                fields=["copy"], condition=Q(ended_at=None, copy__isnull=False), name="a_copy_waits_for_one"
            ),
            models.CheckConstraint(
                condition=Q(ready_at=None, until=None) | Q(ready_at__isnull=False, until__isnull=False),
                name="a_ready_hold_has_an_end",
            ),
        ]
        indexes = [
            models.Index(fields=["reader", "ended_at"], name="holds_of_a_reader"),
            models.Index(fields=["until"], condition=Q(ended_at=None, until__isnull=False), name="holds_to_fetch"),
        ]
