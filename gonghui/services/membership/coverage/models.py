"""Who could be a member, as officers found out; and who is, as counted once a day."""

from django.db import models
from django.db.models import Q

from gonghui.primitives.people.models import Person, Union
from gonghui.primitives.people.trades import Trade
from gonghui.primitives.rows import Row

from .querysets import TallyQuerySet, WorkforceQuerySet


class Workforce(Row):
    """职工底数: how many work in the area of a union, in a trade or (blank) in all, on a day, by which source."""

    union = models.ForeignKey(Union, models.PROTECT, related_name="+")
    trade = models.CharField(max_length=20, choices=Trade, blank=True)
    people = models.IntegerField()
    as_of = models.DateField()
    source = models.CharField(max_length=200)
    by_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)

    objects = WorkforceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["union", "trade", "as_of"], name="one_workforce_of_a_day"),
            models.CheckConstraint(condition=Q(people__gt=0), name="workforce_of_somebody"),
        ]


class Tally(models.Model):
    """会员计数: members of a union and of all below it, in all, of a trade, in unions of a kind; on `counted_on`."""

    class By(models.TextChoices):
        ALL = "all"
        TRADE = "trade"
        KIND = "kind"

    union = models.ForeignKey(Union, models.CASCADE, related_name="+")
    by = models.CharField(max_length=8, choices=By)
    value = models.CharField(max_length=20, blank=True)
    members = models.IntegerField()
    counted_on = models.DateField()

    objects = TallyQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["union", "by", "value"], name="one_tally_of_a_group")]
