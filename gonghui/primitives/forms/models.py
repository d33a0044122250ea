"""Forms that officers make, the versions of them that people answer, and what was answered."""

from django.db import models
from django.db.models import Q

from gonghui.primitives.files.models import File
from gonghui.primitives.people.models import Person, Union
from gonghui.primitives.rows import Row

from .fields import Definition
from .querysets import FormQuerySet, FormVersionQuerySet
from .rules import LONGEST_TITLE


class Form(Row):
    """表单. What is edited is its draft; nobody answers it before it is published as a version.

    `purpose` is the word of the slice it serves ("hotline.wages"). Of a `confidential` one every answer is sealed.
    """

    purpose = models.CharField(max_length=40)
    union = models.ForeignKey(Union, models.PROTECT, related_name="+")
    title = models.CharField(max_length=LONGEST_TITLE)
    confidential = models.BooleanField(default=True)
    draft = models.JSONField(default=dict)  # fields.Definition
    revision = models.IntegerField(default=0)  # of the draft: counts its changes
    published = models.IntegerField(default=0)  # the number of the newest version; 0: none

    objects = FormQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(published__gte=0), name="form_versions_are_counted")]

    def __str__(self) -> str:
        return self.title

    @property
    def definition(self) -> Definition:
        return Definition.from_data(self.draft)


class FormVersion(Row):
    """表单版本. Never changed: who reads an answer reads the question as it was asked."""

    form = models.ForeignKey(Form, models.PROTECT, related_name="versions")
    number = models.IntegerField()
    title = models.CharField(max_length=LONGEST_TITLE)
    data = models.JSONField()  # fields.Definition
    published_at = models.DateTimeField()
    published_by = models.UUIDField(null=True)  # the person; None: the system

    objects = FormVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["form", "number"], name="one_version_a_number"),
            models.CheckConstraint(condition=Q(number__gt=0), name="version_has_a_number"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def definition(self) -> Definition:
        return Definition.from_data(self.data)


class Answers(Row):
    """填写内容 of one form by one person, kept as long as the owner's row asks, then emptied by `forget_answers`.

    `sealed` holds what is sensitive, of a confidential form everything; `plain` the rest, for counting.
    """

    version = models.ForeignKey(FormVersion, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")  # None: nobody who is known
    plain = models.JSONField(default=dict)
    sealed = models.BinaryField(null=True)
    forgotten_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(forgotten_at=None) | Q(plain={}, sealed=None), name="forgotten_answers_are_empty"
            ),
        ]


class AnswerFile(Row):
    """填写的附件: a file that was chosen for the field `key`."""

    answers = models.ForeignKey(Answers, models.PROTECT, related_name="files")
    key = models.CharField(max_length=40)
    file = models.OneToOneField(File, models.PROTECT, related_name="+")
