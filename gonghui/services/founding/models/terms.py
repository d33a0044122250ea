"""What a union has for a time: the term of its committee, its certificate; and what must be filed of its changes."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gonghui.primitives.people.models import Union
from gonghui.primitives.rows import Row

from .. import rules
from ..querysets import LastingQuerySet
from .cases import Case


class Term(Row):
    """任期 of a committee, by the document that approved it. One in force a union; a re-election ends the former."""

    union = models.ForeignKey(Union, models.PROTECT, related_name="+")
    case = models.OneToOneField(Case, models.PROTECT, null=True, related_name="term")
    number = models.CharField(max_length=60)
    years = models.IntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    chair = models.CharField(max_length=60, blank=True)
    ended_at = models.DateTimeField(null=True)
    told_days = models.IntegerField(null=True)  # the last alarm that was told: 90, 30, 0
    key = models.CharField(max_length=80, blank=True, db_default="")  # idempotency: of the form it came with

    objects = LastingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["union"], condition=Q(ended_at=None), name="one_term_in_force"),
            models.UniqueConstraint(fields=["union", "key"], condition=~Q(key=""), name="one_term_per_key"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="term_ends_after_its_start"),
            models.CheckConstraint(condition=~Q(number=""), name="term_has_a_document"),
        ]
        indexes = [models.Index(fields=["ends_on"], condition=Q(ended_at=None), name="terms_to_end")]


class Certificate(Row):
    """工会法人资格证书; its number is the union's credit code. One in force a union and a number."""

    class Kind(models.TextChoices):
        FIRST = "first", _("设立登记")
        CHANGED = "changed", _("变更换证")
        RENEWED = "renewed", _("到期换证")

    union = models.ForeignKey(Union, models.PROTECT, related_name="+")
    number = models.CharField(max_length=18)
    kind = models.CharField(max_length=10, choices=Kind)
    issued_on = models.DateField()
    ends_on = models.DateField()  # valid until
    authority = models.CharField(max_length=rules.LONGEST_NAME)
    ended_at = models.DateTimeField(null=True)  # another took its place
    told_days = models.IntegerField(null=True)
    key = models.CharField(max_length=80, blank=True, db_default="")

    objects = LastingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["union"], condition=Q(ended_at=None), name="one_certificate_in_force"),
            models.UniqueConstraint(fields=["number"], condition=Q(ended_at=None), name="one_certificate_of_a_number"),
            models.UniqueConstraint(fields=["union", "key"], condition=~Q(key=""), name="one_certificate_per_key"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("issued_on")), name="certificate_ends_after_issue"),
        ]
        indexes = [models.Index(fields=["ends_on"], condition=Q(ended_at=None), name="certificates_to_end")]


class Change(Row):
    """变更事项 that must be filed with the registry within the days of the rule."""

    class What(models.TextChoices):
        NAME = "name", _("名称")
        ADDRESS = "address", _("住所")
        CHAIR = "chair", _("主席（法定代表人）")

    union = models.ForeignKey(Union, models.PROTECT, related_name="+")
    what = models.CharField(max_length=10, choices=What)
    before = models.CharField(max_length=rules.LONGEST_NAME, blank=True)
    after = models.CharField(max_length=rules.LONGEST_NAME)
    happened_on = models.DateField()
    due_on = models.DateField()
    filed_on = models.DateField(null=True)
    number = models.CharField(max_length=60, blank=True)  # of the registry's receipt
    key = models.CharField(max_length=80, blank=True, db_default="")  # idempotency: of the form it came with

    objects = LastingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["union", "key"], condition=~Q(key=""), name="one_change_per_key"),
            models.CheckConstraint(
                condition=Q(filed_on=None) | Q(filed_on__gte=F("happened_on")), name="change_filed_afterwards"
            ),
        ]
        indexes = [models.Index(fields=["due_on"], condition=Q(filed_on=None), name="changes_to_file")]
