"""会籍: where a person belongs, from which day to which, by which transfer, and in which standing."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gonghui.primitives.rows import Row

from ..querysets import MembershipQuerySet
from .persons import Person
from .tree import Union


class Membership(Row):
    """会籍: a person belongs to a union from a date. Of every day at most one: `no_day_of_two_memberships`,
    a trigger, holds it beside the constraint."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    union = models.ForeignKey(Union, models.PROTECT, related_name="memberships")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(ends_on=None), name="one_active_membership"),
            models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="membership_dates"),
        ]


class Transfer(Row):
    """转会: the first membership ended on the day on which the second began; that they still do, a trigger holds."""

    old = models.OneToOneField(Membership, models.PROTECT, related_name="left_by")
    new = models.OneToOneField(Membership, models.PROTECT, related_name="came_by")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(old=F("new")), name="transfer_between_two_memberships")]


class Standing(Row):
    """会籍状态 of a membership for a time; without a row it is regular. What each may, `people.standings` says."""

    class Kind(models.TextChoices):
        REGULAR = "regular", _("正常")
        RETIRED = "retired", _("退休")
        UNEMPLOYED = "unemployed", _("失业保留")
        UNIT_CLOSED = "unit_closed", _("单位终止保留")
        EARLY_RETIRED = "early_retired", _("内退")

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="standings")
    kind = models.CharField(max_length=16, choices=Kind)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["membership"], condition=Q(ends_on=None), name="one_open_standing"),
            models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="standing_dates"),
        ]
