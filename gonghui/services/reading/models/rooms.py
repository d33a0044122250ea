"""Reading rooms, who runs them, and whether they may bear the name."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gonghui.primitives.rows import Row

from .querysets import ProposalQuerySet, ReadingRoomQuerySet


class ReadingRoom(Row):
    """书屋: premises where people read. A host's people (a bank's, say) work at its desk as keepers, and nowhere else.

    The digital platform counts for the naming while its licence runs.
    """

    premises = models.OneToOneField("places.Premises", models.PROTECT, related_name="reading_room")
    partner_until = models.DateField(null=True)  # the last day of the agreement with the host
    digital_platform = models.CharField(max_length=120, blank=True)
    digital_until = models.DateField(null=True)  # the last day of its licence
    named_on = models.DateField(null=True)
    grace_minutes = models.IntegerField(default=15)  # a seat whose reader does not come is given on after so long

    objects = ReadingRoomQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(grace_minutes__gt=0), name="seat_grace_positive")]

    def __str__(self) -> str:
        return self.premises.name


class NamingRule(Row):
    """What a room must have to bear the name 职工书屋, from a day on; the latest that has begun holds."""

    starts_on = models.DateField(unique=True)
    volumes = models.IntegerField()  # periodicals count
    platforms = models.IntegerField()  # licensed digital ones
    staff = models.IntegerField()
    source = models.CharField(max_length=200)


class NamingCheck(Row):
    """An officer held a room against the rule of that day: what it had, and whether it was enough."""

    room = models.ForeignKey(ReadingRoom, models.PROTECT, related_name="checks")
    rule = models.ForeignKey(NamingRule, models.PROTECT, related_name="+")
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    volumes = models.IntegerField()
    platforms = models.IntegerField()
    staff = models.IntegerField()
    missing = ArrayField(models.CharField(max_length=30), default=list)
    passed = models.BooleanField()


class Proposal(Row):
    """荐购: a reader proposes a book; somebody answers."""

    class Outcome(models.TextChoices):
        WAITING = "", _("等待答复")
        BOUGHT = "bought", _("已采购")
        PLANNED = "planned", _("列入采购计划")
        DECLINED = "declined", _("不采购")

    premises = models.ForeignKey("places.Premises", models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    author = models.CharField(max_length=120, blank=True)
    isbn = models.CharField(max_length=13, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITING, blank=True)
    answer = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")

    objects = ProposalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["premises", "person", "name"], condition=Q(outcome=""), name="one_open_proposal_of_a_book"
            ),
        ]
