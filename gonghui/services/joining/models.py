"""入会转会: what somebody applies for, before which union it stands until when, and what became of it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gonghui.kernel.codes import new_code
from gonghui.primitives.people.models import Division, Document, Employer, Person, Trade, Union
from gonghui.primitives.rows import Row

from . import rules
from .bulk.models import BulkDecision, BulkRefusal
from .querysets import ApplicationQuerySet, ReleaseQuerySet

__all__ = ["Application", "BulkDecision", "BulkRefusal", "Release"]

UNDECIDED = Q(state__in=("waiting", "returned"))


class Application(Row):
    """入会申请, or a 转会申请. It stands before one union (`before`), which decides until `due_at`.

    A document's number waits here sealed until it is approved, then it is the person's; of who was refused or withdrew
    it is deleted, with the rest, `rules.KEPT` after the end (`actions.forget`). `rival` already has that document.
    """

    class Kind(models.TextChoices):
        JOIN = "join", _("入会")
        TRANSFER = "transfer", _("转会")

    class State(models.TextChoices):
        DRAFT = "draft", _("还没提交")
        WAITING = "waiting", _("等待审核")
        RETURNED = "returned", _("退回补正")
        APPROVED = "approved", _("已同意")
        REFUSED = "refused", _("未同意")
        WITHDRAWN = "withdrawn", _("已撤回")

    class Via(models.TextChoices):
        SELF = "self", _("本人网上")
        OFFICER = "officer", _("窗口代办")
        HOTLINE = "hotline", _("热线代办")
        HELPER = "helper", _("亲友代办")

    person = models.ForeignKey(Person, models.PROTECT, related_name="applications")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.JOIN)
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    code = models.CharField(max_length=16, default=new_code)  # on the slip
    name = models.CharField(max_length=60, db_collation="C")
    mobile_tail = models.CharField(max_length=4, blank=True)
    document_kind = models.CharField(max_length=20, choices=Document.Kind, blank=True)
    number_sealed = models.BinaryField(null=True)
    number_index = models.BinaryField(max_length=32, null=True)
    number_tail = models.CharField(max_length=4, blank=True)
    born_on = models.DateField(null=True)  # as the document says
    consented_at = models.DateTimeField(null=True)  # that the number is kept and checked: PIPL art. 29
    trade = models.CharField(max_length=20, choices=Trade, blank=True)
    platforms = models.CharField(max_length=200, blank=True)  # where they work, parted by 、
    employer = models.ForeignKey(Employer, models.PROTECT, null=True, related_name="+")
    division = models.ForeignKey(Division, models.PROTECT, null=True, related_name="+")  # where they live
    union = models.ForeignKey(Union, models.PROTECT, null=True, related_name="applications")
    why = models.CharField(max_length=10, choices=[(one, one) for one in rules.ROUTES], blank=True)
    leaves = models.ForeignKey(Union, models.PROTECT, null=True, related_name="+")  # of a transfer: the old union
    via = models.CharField(max_length=8, choices=Via, default=Via.SELF)
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    warned_at = models.DateTimeField(null=True)  # that a returned one will be deleted
    relation = models.CharField(max_length=20, blank=True)  # of a helper to the person
    undo_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    before = models.ForeignKey(Union, models.PROTECT, null=True, related_name="applications_before")
    due_at = models.DateTimeField(null=True)
    raised_at = models.DateTimeField(null=True)  # to the union above, as nobody had decided in time
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ground = models.CharField(max_length=20, blank=True, default="", db_default="")  # of a no: a code of rules.grounds
    reason = models.CharField(max_length=rules.LONGEST_REASON, blank=True)  # what to mend; of a no, the facts
    met = models.BooleanField(default=False)  # was a member already when it was approved: by a roster
    appealed_at = models.DateTimeField(null=True)
    appeal = models.CharField(max_length=rules.LONGEST_REASON, blank=True)
    rival = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    died_from = models.CharField(max_length=9, blank=True, default="", db_default="")  # its state when its person died

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state__in=rules.OPEN), name="one_open_application_of_a_person"
            ),
            models.UniqueConstraint(fields=["code"], name="one_application_per_code"),
            models.CheckConstraint(
                condition=~Q(state="waiting")
                | Q(union__isnull=False, before__isnull=False, due_at__isnull=False, sent_at__isnull=False),
                name="application_waits_before_a_union",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("approved", "refused", "returned")) | Q(decided_at__isnull=False),
                name="application_decided_at_a_time",
            ),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(ground=""), name="refused_for_a_ground"),
            models.CheckConstraint(condition=~Q(decided_by=F("person")), name="application_not_decided_by_oneself"),
            models.CheckConstraint(
                condition=Q(number_sealed=None) | Q(consented_at__isnull=False), name="number_kept_by_consent"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(state="waiting"), name="applications_by_deadline"),
            models.Index(fields=["before", "due_at"], condition=Q(state="waiting"), name="applications_before_union"),
            models.Index(fields=["union"], condition=UNDECIDED, name="undecided_for_union"),
            models.Index(fields=["before"], condition=UNDECIDED, name="undecided_before_union"),
            models.Index(fields=["name"], name="applications_by_name"),
            models.Index(fields=["mobile_tail"], name="applications_by_mobile"),
            models.Index(fields=["number_tail"], name="applications_by_number"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def masked_number(self) -> str:
        return "*" * 6 + self.number_tail if self.number_tail else ""

    @property
    def is_open(self) -> bool:
        return self.state in rules.OPEN


class Release(Row):
    """证件登记更正: a document that was written down for somebody else was taken off them, for who applies with it.

    Until `undo_until` it can be given back; then its number goes, and the row with the application. `union` is the one
    whose row it was.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="releases")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")  # whose it is not
    union = models.ForeignKey(Union, models.PROTECT, related_name="+")
    document_kind = models.CharField(max_length=20, choices=Document.Kind)
    number_sealed = models.BinaryField(null=True)
    number_tail = models.CharField(max_length=4)
    by_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    undo_until = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(by_person=F("person")), name="release_not_by_oneself"),
        ]
        indexes = [
            models.Index(fields=["undo_until"], condition=Q(number_sealed__isnull=False), name="releases_to_forget"),
        ]

    @property
    def masked_number(self) -> str:
        return "*" * 6 + self.number_tail
