"""Members judge their union once a year: who has answered, and how often each answer was given, never together."""

import uuid

from django.db import models
from django.db.models import F, Q

from gonghui.primitives.people.models import Person, Union
from gonghui.primitives.rows import Row

from .. import rules
from ..querysets import LastingQuerySet


class Round(Row):
    """会员评家 of one union in one year, by the questions of that year (rules.homes)."""

    union = models.ForeignKey(Union, models.PROTECT, related_name="+")
    year = models.IntegerField()
    opens_on = models.DateField()
    closes_on = models.DateField()
    told_at = models.DateTimeField(null=True)  # what came of it, to those who were asked

    objects = LastingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["union", "year"], name="one_round_a_year"),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="round_closes_after_it_opens"),
        ]


class Invitation(models.Model):
    """A member is asked to answer; whoever joins while a round is open is asked too. Nothing says who has answered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="invitations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "person"], name="one_invitation_of_a_member")]


class Judged(models.Model):
    """Somebody has answered. No Row: neither id nor moment says when, and nothing says what."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)  # by chance: a number would count them
    round = models.ForeignKey(Round, models.CASCADE, related_name="judged")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "person"], name="one_answer_of_a_member")]


class Tally(models.Model):
    """How often a grade was given to a question. Answers are added up as they come: there is no row of one member's."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="tallies")
    question = models.CharField(max_length=20)
    grade = models.IntegerField()
    many = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "question", "grade"], name="one_tally_of_a_grade"),
            models.CheckConstraint(condition=Q(grade__gte=1, grade__lte=5, many__gte=0), name="tally_of_a_grade"),
        ]


class Pledge(Row):
    """What the union will do about a round's outcome; the year after, whether it did."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="pledges")
    text = models.CharField(max_length=rules.LONGEST_TEXT)
    kept = models.BooleanField(null=True)
    kept_note = models.CharField(max_length=rules.LONGEST_TEXT, blank=True)
    told_at = models.DateTimeField(null=True)
    key = models.CharField(max_length=80, blank=True, db_default="")  # idempotency: of the form it came with

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "key"], condition=~Q(key=""), name="one_pledge_per_key"),
            models.CheckConstraint(
                condition=Q(kept=None, told_at=None) | Q(kept__isnull=False, told_at__isnull=False),
                name="pledge_told_with_its_day",
            ),
        ]
