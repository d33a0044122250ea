"""What waits for whom: for a person, or for whoever may do an act at a union."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from gonghui.primitives.people.models import Person, Union
from gonghui.primitives.rows import Row, loaded, new_id

from . import rules
from .links import address
from .querysets import MatterQuerySet


class Matter(Row):
    """One thing that waits for one addressee; `key` says what of its `subject`, a row of some floor above.

    Sentences are zh-Hans, written once. A row tells nothing that its page would not tell the same reader.
    """

    subject = models.UUIDField()
    key = models.CharField(max_length=40)
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+", db_index=False)
    union = models.ForeignKey(Union, models.CASCADE, null=True, related_name="+", db_index=False)
    act = models.CharField(max_length=60, blank=True)  # by name: which offices at the union and above it
    not_for = models.UUIDField(null=True)  # of these officers not this one: somebody else must approve
    queue = models.CharField(max_length=40)  # of a person one of rules.HEAPS; of officers the pile, in words
    quiet = models.BooleanField(default=False)  # counted and listed, but asks for nothing
    title = models.CharField(max_length=200)
    place = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=300, blank=True)
    number = models.CharField(max_length=40, blank=True)  # what matters, shown large: a code
    unit = models.CharField(max_length=20, blank=True)
    step = models.CharField(max_length=20, blank=True)  # what its button says
    icon = models.CharField(max_length=40, blank=True)
    link = models.CharField(max_length=200)  # a page and its arguments (links.link)
    shows_from = models.DateTimeField(null=True)
    starts = models.DateTimeField(null=True)  # when it begins: no deadline, and not late afterwards
    due = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)  # nobody is shown it any more

    objects = MatterQuerySet.as_manager()

    class Meta:
        constraints = [
            # Its first column finds a person's matters, the first two a union's.
            models.UniqueConstraint(
                fields=["person", "union", "act", "subject", "key"],
                nulls_distinct=False,
                name="one_matter_per_addressee",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, union=None, act="")
                | (Q(person=None, union__isnull=False) & ~Q(act="")),
                name="matter_has_one_addressee",
            ),
        ]
        indexes = [models.Index(fields=["subject", "key"], name="matters_of_a_subject")]

    def alike(self, person: UUID | None, **differs: object) -> "Matter":
        """The same for another addressee, a new row, in a tenth of the time: thousands wait for the same thing."""
        same = {name: value for name, value in self.__dict__.items() if name[0] != "_"}
        made = loaded(Matter, **same | {"id": new_id(), "person_id": person} | differs)
        made._state.adding = True
        return made

    @property
    def url(self) -> str:
        return address(self.link)

    @property
    def moment(self):  # type: ignore[no-untyped-def]
        """By when one must be there, or have done it."""
        return rules.moment(self.starts, self.due)
