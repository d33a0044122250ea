"""Changes of the union tree that were decided for a day."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gonghui.primitives.people.models import Division, Person, Union
from gonghui.primitives.rows import Row

from .querysets import UnionChangeQuerySet
from .words import TONES

OPEN = Q(done_at=None, undone_at=None, stopped_at=None)


class UnionChange(Row):
    """工会变更: it takes effect on its day and can be undone before; at most one of a union waits.

    `union` of a founding is there once it was founded. `target` is the union above (found, move), the one that takes
    the members (merge, close). `decided_from` is the union whose officer decided it. What stood
    in the way on its day is `stopped`.
    """

    class Kind(models.TextChoices):
        FOUND = "found", _("新建")
        RENAME = "rename", _("更名")
        MOVE = "move", _("改变上级")
        MERGE = "merge", _("并入另一工会")
        CLOSE = "close", _("撤销")

    kind = models.CharField(max_length=8, choices=Kind)
    union = models.ForeignKey(Union, models.PROTECT, null=True, related_name="+")
    target = models.ForeignKey(Union, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    code = models.CharField(max_length=20, blank=True)
    level = models.CharField(max_length=12, blank=True, choices=Union.Kind)
    division = models.ForeignKey(Division, models.PROTECT, null=True, related_name="+")
    kept = models.BooleanField(default=False)  # closed with its unit: members are kept by the union above
    takes_on = models.DateField()
    why = models.CharField(max_length=200)
    decided_from = models.ForeignKey(Union, models.PROTECT, null=True, related_name="+", db_index=False)
    by_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    done_at = models.DateTimeField(null=True)
    members = models.IntegerField(null=True)  # how many went with it
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    stopped_at = models.DateTimeField(null=True)
    stopped = models.CharField(max_length=300, blank=True)

    objects = UnionChangeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["union"], condition=OPEN & Q(union__isnull=False), name="one_open_change"),
            models.UniqueConstraint(fields=["code"], condition=OPEN & ~Q(code=""), name="one_open_founding_of_a_code"),
            models.CheckConstraint(
                condition=Q(done_at=None) & Q(undone_at=None) | Q(done_at=None) & Q(stopped_at=None)
                | Q(undone_at=None) & Q(stopped_at=None),
                name="union_change_ends_once",
            ),
            models.CheckConstraint(condition=Q(kind="found") | Q(union__isnull=False), name="union_change_of_a_union"),
        ]  # fmt: skip
        indexes = [models.Index(fields=["takes_on"], condition=OPEN, name="union_changes_open")]

    @property
    def state(self) -> str:
        if self.done_at:
            return "done"
        if self.undone_at:
            return "undone"
        return "stopped" if self.stopped_at else "waits"

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def about(self) -> str:
        """The union it is about, by name."""
        return self.union.name if self.union else self.name
