"""A day of the free clinic, its slots, and what was measured of a person: sealed, and the person's alone."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from gonghui.primitives.admission.models import Pool
from gonghui.primitives.people.models import Person, Union
from gonghui.primitives.places.models import Premises
from gonghui.primitives.rows import Row

from .. import rules
from .querysets import DayQuerySet, FindingQuerySet, SlotQuerySet


class Day(Row):
    """义诊 at premises, with its stations; its hospital is where whoever must is sent. Its id is the scope of its
    pools: one place a person."""

    union = models.ForeignKey(Union, models.PROTECT, related_name="+")
    premises = models.ForeignKey(Premises, models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(max_length=rules.LONGEST_TITLE)
    says = models.CharField(max_length=rules.LONGEST_SAYS, blank=True)  # what to bring: fasting, papers
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    measures = ArrayField(models.CharField(max_length=12))
    hospital = models.CharField(max_length=60)
    hospital_address = models.CharField(max_length=120)
    hospital_phone = models.CharField(max_length=30)
    called_off_at = models.DateTimeField(null=True)
    called_off_because = models.CharField(max_length=rules.LONGEST_REASON, blank=True)
    key = models.CharField(max_length=80, blank=True)  # idempotency: of the form it came with

    objects = DayQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["union", "key"], condition=~Q(key=""), name="one_clinic_day_per_key"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="clinic_day_ends_after_it_starts"),
        ]
        indexes = [models.Index(fields=["starts"], condition=Q(called_off_at=None), name="clinic_days_to_come")]

    def __str__(self) -> str:
        return self.title

    @property
    def stations(self) -> list[rules.Measure]:
        return [one for one in rules.MEASURES if one.code in self.measures]


class Slot(Row):
    """时段 of a day, with its places and its line."""

    day = models.ForeignKey(Day, models.PROTECT, related_name="slots", db_index=False)
    pool = models.OneToOneField(Pool, models.PROTECT, related_name="clinic_slot")
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)

    objects = SlotQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "starts"], name="one_clinic_slot_at_a_time")]


class Finding(Row):
    """测量结果 of a person on a day: values and the doctor's words, sealed. Whoever typed them in cannot read them."""

    day = models.ForeignKey(Day, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    sealed = models.BinaryField()
    at = models.DateTimeField()

    objects = FindingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "person"], name="one_finding_of_a_person_a_day")]
