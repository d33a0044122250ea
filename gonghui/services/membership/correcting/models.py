"""What a member says is wrong in the data that is kept of them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gonghui.primitives.files.models import File
from gonghui.primitives.people.models import Document, Person, Union
from gonghui.primitives.rows import Row

from .querysets import CorrectionQuerySet


class Correction(Row):
    """更正申请: another name, document or number. What is said is sealed; `before` and `after` show it masked.

    `first_by` agreed first and `decided_by` last; a no needs one. The proof is sealed and goes with the decision.
    """

    class About(models.TextChoices):
        NAME = "name", _("姓名")
        DOCUMENT = "document", _("证件")
        MOBILE = "mobile", _("手机号")

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    union = models.ForeignKey(Union, models.PROTECT, related_name="+")  # whose officers decide
    about = models.CharField(max_length=10, choices=About)
    kind = models.CharField(max_length=20, blank=True, choices=Document.Kind)
    said_sealed = models.BinaryField()
    before = models.CharField(max_length=40, blank=True)
    after = models.CharField(max_length=40)
    note = models.CharField(max_length=200, blank=True)
    proof = models.OneToOneField(File, models.PROTECT, related_name="+")
    first_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    first_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    decided_at = models.DateTimeField(null=True)
    agreed = models.BooleanField(null=True)
    why_not = models.CharField(max_length=200, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "about"], condition=Q(decided_at=None), name="one_open_correction_of_a_thing"
            ),
            models.CheckConstraint(condition=~Q(first_by=F("decided_by")), name="correction_by_two"),
            models.CheckConstraint(
                condition=~Q(person=F("first_by")) & ~Q(person=F("decided_by")), name="correction_not_by_oneself"
            ),
            models.CheckConstraint(
                condition=~Q(agreed=True) | Q(first_by__isnull=False, decided_by__isnull=False),
                name="correction_agreed_by_two",
            ),
        ]
