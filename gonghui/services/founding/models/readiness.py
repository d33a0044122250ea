"""Employers without a union where so many members work that there should be one."""

from django.db import models

from gonghui.primitives.people.models import Employer, Union
from gonghui.primitives.rows import Row


class Ready(Row):
    """该建会的单位: found by the worker, which counts anew every hour; `area` looks after it and is told."""

    employer = models.OneToOneField(Employer, models.CASCADE, related_name="+")
    area = models.ForeignKey(Union, models.CASCADE, related_name="+")
    members = models.IntegerField()
