"""Employers, and who works for them or by a platform."""

from django.db import models
from django.db.models import F, Q

from gonghui.primitives.rows import Row

from ..querysets import EmployerQuerySet
from ..trades import Trade
from .persons import Person
from .tree import Division, Union


class Employer(Row):
    """用人单位: `area` is the union in whose area it lies (上级工会), `union` the one its workers belong to, if any."""

    name = models.CharField(max_length=120)
    credit_code = models.CharField(max_length=18, null=True)
    division = models.ForeignKey(Division, models.PROTECT, null=True, related_name="+")
    area = models.ForeignKey(Union, models.PROTECT, null=True, related_name="employers_around")
    union = models.ForeignKey(Union, models.PROTECT, null=True, related_name="employers")
    trade = models.CharField(max_length=20, choices=Trade, blank=True)
    headcount = models.IntegerField(null=True)
    headcount_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects = EmployerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["credit_code"], name="one_employer_per_credit_code"),
            models.CheckConstraint(
                condition=Q(headcount=None) | Q(headcount__gte=0, headcount_on__isnull=False),
                name="headcount_of_a_day",
            ),
        ]
        indexes = [models.Index(fields=["name"], name="employers_by_name")]

    def __str__(self) -> str:
        return self.name


class Employment(Row):
    """从业: a person works for an employer, or by a platform or in a trade of their own. Several may be open."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="employments")
    employer = models.ForeignKey(Employer, models.PROTECT, null=True, related_name="employments")
    platform = models.CharField(max_length=60, blank=True)  # where it has no row of an employer
    trade = models.CharField(max_length=20, choices=Trade, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "employer"], condition=Q(ends_on=None), name="one_open_employment_with_an_employer"
            ),
            models.UniqueConstraint(
                fields=["person", "platform", "trade"],
                condition=Q(ends_on=None, employer=None),
                name="one_open_employment_by_a_platform",
            ),
            models.CheckConstraint(
                condition=Q(employer__isnull=False) | ~Q(platform="") | ~Q(trade=""), name="employment_of_something"
            ),
            models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="employment_dates"),
        ]
