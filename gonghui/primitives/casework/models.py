"""A request of a person, where it stands and until when, and everything that was said about it."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gonghui.kernel.codes import new_code
from gonghui.primitives.files.models import File
from gonghui.primitives.forms.models import Answers
from gonghui.primitives.people.models import Person, Union
from gonghui.primitives.rows import Row

from . import rules
from .kinds import NAMED
from .querysets import AttachmentQuerySet, CaseQuerySet

if TYPE_CHECKING:
    from .kinds import Kind, Stage


class Case(Row):
    """诉求. No word of it stands here: what was said is in its messages, sealed. Without a person it is anonymous.

    `kind`, `stage`, `level`, `topic` and `outcome` are codes of a kinds.Kind. `due_at` is the end of the stage's limit,
    `clock_days` working days after `clock_on`; a paused case has none, and keeps in `days_left` how many were left.
    """

    class Via(models.TextChoices):
        SELF = "self", _("本人网上")
        PHONE = "phone", _("打热线")
        WINDOW = "window", _("到窗口")
        LETTER = "letter", _("来信留言")

    kind = models.CharField(max_length=20)
    code = models.CharField(max_length=16, default=new_code)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="cases")
    union = models.ForeignKey(Union, models.PROTECT, related_name="+", db_index=False)
    stage = models.CharField(max_length=12)
    stage_since = models.DateTimeField()
    level = models.CharField(max_length=10)
    topic = models.CharField(max_length=20)
    via = models.CharField(max_length=8, choices=Via, default=Via.SELF)
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    assigned_to = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    left_at = models.DateTimeField(null=True)  # who had it may handle it no more, and nobody has it since
    answers = models.OneToOneField(Answers, models.PROTECT, null=True, related_name="+")  # to the form of its kind
    due_at = models.DateTimeField(null=True)
    clock_on = models.DateField(null=True)
    clock_days = models.IntegerField(null=True)
    held_on = models.DateField(null=True)  # the same of its handling before it was handed over: never later
    held_days = models.IntegerField(default=0)  # without those of `days_paused`
    warned_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)  # nobody moved it in time, and the union above knows
    answered_at = models.DateTimeField(null=True)  # the first word to the asker
    paused_at = models.DateTimeField(null=True)
    paused_until = models.DateTimeField(null=True)  # then its clock goes on by itself
    pauses = models.IntegerField(default=0)  # how many since it was asked or reopened
    days_left = models.IntegerField(default=0)
    days_paused = models.IntegerField(default=0)  # working days, all pauses since it was asked or reopened
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    outcome = models.CharField(max_length=12, blank=True)
    reopened = models.IntegerField(default=0)
    stars = models.SmallIntegerField(null=True)
    rated_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", db_index=False)
    key = models.CharField(max_length=160, blank=True)  # idempotency: of the form it came with, and whose
    forgotten_at = models.DateTimeField(null=True)

    objects = CaseQuerySet.as_manager()
    was_left = False  # when it was read last

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], name="one_case_per_code"),
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="one_request_per_key"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=False) | Q(paused_at__isnull=False) | Q(due_at__isnull=False),
                name="open_case_has_a_clock",
            ),
            models.CheckConstraint(
                condition=Q(due_at=None) | Q(clock_on__isnull=False, clock_days__isnull=False),
                name="deadline_can_be_reckoned",
            ),
            models.CheckConstraint(
                condition=Q(paused_at=None, paused_until=None) | Q(paused_at__isnull=False, paused_until__isnull=False),
                name="pause_has_an_end",
            ),
            models.CheckConstraint(condition=Q(left_at=None) | Q(assigned_to=None), name="case_left_is_nobodys"),
            models.CheckConstraint(
                condition=Q(closed_at=None, outcome="") | (Q(closed_at__isnull=False) & ~Q(outcome="")),
                name="closed_case_has_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(person=None) | Q(assigned_to=None) | ~Q(assigned_to=F("person")),
                name="case_not_assigned_to_its_asker",
            ),
            models.CheckConstraint(condition=Q(stars=None) | Q(stars__in=list(rules.STARS)), name="case_stars"),
        ]
        # No index knows warned_at: who is warned is written in place, and into no index anew.
        indexes = [
            models.Index(  # what is late and stands before the union above already is not read by each sweep again
                fields=["kind", "due_at", "id"], name="cases_not_escalated",
                condition=Q(closed_at=None, escalated_at=None, due_at__isnull=False),
            ),
            models.Index(fields=["kind", "due_at", "id"], name="cases_by_deadline"),  # what is over comes last
            models.Index(fields=["union", "due_at"], condition=Q(closed_at=None), name="cases_of_a_union"),
            models.Index(fields=["union"], condition=Q(closed_at=None, left_at__isnull=False), name="cases_left"),
            models.Index(fields=["paused_until"], condition=Q(paused_until__isnull=False), name="cases_paused"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.code

    @property
    def of_kind(self) -> "Kind":
        return NAMED[self.kind]

    @property
    def at_stage(self) -> "Stage":
        return self.of_kind.stage(self.stage)

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def topic_word(self) -> str:
        return self.of_kind.word("topics", self.topic)

    @property
    def level_word(self) -> str:
        return self.of_kind.word("levels", self.level)


class Message(Row):
    """诉求记录: something that was said of a case, or done to it with words; `words` sealed, and bound to this row.

    The asker reads all but what is INTERNAL.
    """

    class What(models.TextChoices):
        ASK = "ask", _("诉求")
        SAY = "say", _("消息")
        NOTE = "note", _("内部备注")
        LEVEL = "level", _("改难易程度")
        MOVE = "move", _("转办")
        PAUSE = "pause", _("暂停")
        RESUME = "resume", _("恢复办理")
        CALL = "call", _("回访")
        CHECK = "check", _("质检")
        CLOSE = "close", _("办结")
        REOPEN = "reopen", _("重新办理")
        RATE = "rate", _("评价")

    INTERNAL = (What.NOTE, What.CHECK)

    case = models.ForeignKey(Case, models.CASCADE, related_name="messages")
    what = models.CharField(max_length=6, choices=What)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    from_asker = models.BooleanField(default=False)
    words = models.BinaryField()  # b"" once it is forgotten
    key = models.CharField(max_length=160, blank=True)  # idempotency: of the form it came with, and whose

    repeated = False  # it was said before, with the same key

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "key"], condition=~Q(key=""), name="one_message_per_key"),
            models.UniqueConstraint(fields=["case"], condition=Q(what="ask"), name="a_case_is_asked_once"),
        ]


class Reckoning(Row):
    """推算: the days of the calendar by which the deadlines of a kind were reckoned last.

    `settled_at`: when all of them agreed with these days; what came in while they changed is looked at once more later.
    """

    kind = models.CharField(max_length=20)
    days = models.JSONField(default=dict)  # by day, whether work is done on it
    seen_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind"], name="one_reckoning_of_a_kind")]


class Attachment(Row):
    """诉求附件, with a message; its bytes are sealed."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="attachments")
    file = models.OneToOneField(File, models.PROTECT, related_name="+")

    objects = AttachmentQuerySet.as_manager()
