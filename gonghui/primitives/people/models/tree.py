"""The administrative divisions and the one tree of unions."""

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from gonghui.primitives.rows import Row

from .. import divisions
from ..querysets import UnionQuerySet


class Division(models.Model):
    """An administrative division (GB/T 2260) with its six-digit code. Rows come from `divisions.load()`."""

    class Level(models.IntegerChoices):
        PROVINCE = 1, _("省级")
        CITY = 2, _("地级")
        COUNTY = 3, _("县级")

    code = models.CharField(max_length=6, primary_key=True)
    name = models.CharField(max_length=60)
    level = models.IntegerField(choices=Level)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")

    @property
    def with_city(self) -> str:
        """ "太原市小店区": four cities have a 鼓楼区."""
        return divisions.with_city(self.pk) or self.name


class Union(Row):
    """A node of the one tree of unions. `path` is its ancestors' codes and its own, each followed by a dot."""

    class Kind(models.TextChoices):
        NATIONAL = "national", _("全国总工会")
        PROVINCE = "province", _("省级总工会")
        CITY = "city", _("市级总工会")
        DISTRICT = "district", _("县区总工会")
        TOWNSHIP = "township", _("乡镇街道工会")
        INDUSTRY = "industry", _("行业工会联合会")
        JOINT = "joint", _("联合基层工会")
        GRASSROOTS = "grassroots", _("基层工会")
        GROUP = "group", _("工会小组")

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    path = models.CharField(max_length=240, db_collation="C")  # C: a prefix is a range of its index
    division = models.ForeignKey(Division, models.PROTECT, null=True, related_name="+")
    credit_code = models.CharField(max_length=18, null=True)
    closed_at = models.DateTimeField(null=True)
    goes_on_in = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", db_index=False)  # when it ended

    objects = UnionQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @property
    def open_or_next(self) -> "Union":
        """Itself while it is open; else where its members went, or the union above, and so on."""
        union: Union = self
        while union.closed_at and (after := union.goes_on_in or union.parent):
            union = after
        return union

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], name="one_union_per_code"),
            models.UniqueConstraint(fields=["path"], name="one_union_per_path"),
            models.UniqueConstraint(fields=["credit_code"], name="one_union_per_credit_code"),
            models.CheckConstraint(
                condition=Q(path__endswith=Concat(F("code"), Value("."))), name="union_path_ends_with_its_code"
            ),
        ]
