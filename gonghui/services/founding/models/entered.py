"""Which employer came of which form or call, so that the same one sent twice adds it once."""

from django.db import models

from gonghui.primitives.people.models import Employer, Union
from gonghui.primitives.rows import Row


class EnteredEmployer(Row):
    """添加的单位. `employer` is empty only while the act that adds it is at work."""

    area = models.ForeignKey(Union, models.CASCADE, related_name="+")
    key = models.CharField(max_length=80)
    employer = models.ForeignKey(Employer, models.CASCADE, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "key"], name="one_entered_employer_per_key"),
        ]
