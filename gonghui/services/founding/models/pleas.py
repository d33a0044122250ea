"""Workers who ask, in confidence, for help to found a union where they work."""

from django.db import models
from django.db.models import Q

from gonghui.primitives.people.models import Person, Union
from gonghui.primitives.rows import Row

from .. import rules
from ..querysets import PleaQuerySet


class Plea(Row):
    """建会求助. Which employer it is about, and every word of it, is sealed; a withdrawn one holds nothing any more.

    `area` is the union above the place, never one of an employer: its officers answer.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    area = models.ForeignKey(Union, models.PROTECT, related_name="+")
    sealed = models.BinaryField(null=True)  # rules.pleas.Words
    answer_sealed = models.BinaryField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    withdrawn_at = models.DateTimeField(null=True)
    key = models.CharField(max_length=80, blank=True, db_default="")  # idempotency: of the form it came with

    objects = PleaQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(answered_at=None, withdrawn_at=None), name="one_open_plea_of_a_person"
            ),
            models.UniqueConstraint(fields=["person", "key"], condition=~Q(key=""), name="one_plea_per_key"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(sealed=None, answer_sealed=None), name="plea_withdrawn_is_empty"
            ),
        ]

    @property
    def state(self) -> str:
        return rules.plea_state(answered=self.answered_at is not None, withdrawn=self.withdrawn_at is not None)

    @property
    def due_at(self):  # type: ignore[no-untyped-def]
        """By when the area promises an answer."""
        return self.created_at + rules.ANSWER_WITHIN
