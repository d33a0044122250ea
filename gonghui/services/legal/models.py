"""The library of answers, what legal help knows of a case beside what was said, and what people keep as evidence."""

import json
from dataclasses import asdict

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gonghui.kernel.codes import new_code
from gonghui.primitives.casework.models import Case
from gonghui.primitives.files.models import File
from gonghui.primitives.people import keys
from gonghui.primitives.people.models import Division, Person, Trade, Union
from gonghui.primitives.rows import Row

from . import rules
from .querysets import AnswerQuerySet, EvidenceQuerySet
from .rules.aid import GROUNDS
from .rules.entitled import Facts
from .rules.question import TOPIC_WORDS

TOPICS = [(code, _(word)) for code, word in TOPIC_WORDS]


class LegalAnswer(Row):
    """法律解答: what is asked again and again, with its articles. Without a union it holds everywhere.

    `asked` are everyday words by which it is found; `checked_on` the day on which somebody last held it to the law.
    """

    union = models.ForeignKey(Union, models.PROTECT, null=True, related_name="+")
    topic = models.CharField(max_length=10, choices=TOPICS)
    title = models.CharField(max_length=rules.LONGEST_TITLE)
    words = models.TextField()
    law = models.TextField()  # an article a line
    source = models.CharField(max_length=rules.LONGEST_SOURCE)
    checked_on = models.DateField()
    asked = models.CharField(max_length=rules.LONGEST_ASKED, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["union", "title"], condition=Q(withdrawn_at=None), nulls_distinct=False,
                name="one_legal_answer_of_a_title",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class Matter(Row):
    """法律事项, of a case: where and in which trade; once it is over, what came back to the worker."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="matter")
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    trade = models.CharField(max_length=20, choices=Trade, blank=True)
    recovered_fen = models.BigIntegerField(default=0)
    recovered_hours = models.IntegerField(default=0)  # of rest or leave

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(recovered_fen__gte=0, recovered_hours__gte=0), name="legal_recovers_nothing_below_zero"
            ),
        ]


class Evidence(Row):
    """证据: a copy somebody keeps, sealed. `sha256` is of the copy as it is handed out again; it stands in the
    journal, whose chain of seals proves since when. Deleted, its bytes and words are gone, and the hash stays."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    file = models.OneToOneField(File, models.PROTECT, related_name="+")
    code = models.CharField(max_length=16, default=new_code, unique=True)
    sha256 = models.CharField(max_length=64)
    words = models.BinaryField()  # sealed; b"" once it is deleted
    key = models.CharField(max_length=160, blank=True)  # idempotency: of the form it came with
    deleted_at = models.DateTimeField(null=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key", "sha256"], condition=~Q(key=""), name="one_evidence_per_key_and_file"
            ),
        ]
        indexes = [models.Index(fields=["person", "-id"], condition=Q(deleted_at=None), name="evidence_of_a_person")]


class AidApplication(Row):
    """法律援助申请, beside its case: what was said of who asks (`told`, sealed; b"" once it is forgotten), and the day
    on which a limit of the law ends, if they know of one."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="aid_application")
    told = models.BinaryField()
    limit_on = models.DateField(null=True)

    @property
    def facts(self) -> Facts | None:
        """None once they are forgotten."""
        sealed = bytes(self.told)
        return Facts(**json.loads(keys.keyring().unseal(sealed, context=self._context))) if sealed else None

    def seal(self, facts: Facts) -> None:
        """Set what is told. Saves nothing."""
        self.told = keys.keyring().seal(json.dumps(asdict(facts)).encode(), context=self._context)

    @property
    def _context(self) -> str:
        return f"legal.AidApplication.told:{self.pk}"


class AidDecision(Row):
    """法律援助决定: by whom; of a no the ground, with its article, and why (sealed; b"" once it is forgotten)."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="aid_decisions")
    granted = models.BooleanField()
    ground = models.CharField(max_length=10, blank=True, choices=[(one.code, _(one.says)) for one in GROUNDS])
    why = models.BinaryField(default=bytes)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(granted=True, ground="") | (Q(granted=False) & ~Q(ground=""))),
                name="aid_is_refused_on_a_ground",
            ),
        ]

    @property
    def reason(self) -> str:
        """In the words of who decided; "" for a yes, and once it is forgotten."""
        sealed = bytes(self.why)
        return keys.keyring().unseal(sealed, context=self._context).decode() if sealed else ""

    def seal(self, reason: str) -> None:
        """Set why. Saves nothing."""
        self.why = keys.keyring().seal(reason.encode(), context=self._context)

    @property
    def _context(self) -> str:
        return f"legal.AidDecision.why:{self.pk}"


class AidStep(Row):
    """法律援助办理记录: what a lawyer did for a worker, on which day, for how many minutes. Its words are a message of
    the case."""

    class What(models.TextChoices):
        MEETING = "meeting", _("面谈、电话")
        LETTER = "letter", _("写文书、发函")
        FILING = "filing", _("递交申请、立案")
        TALKS = "talks", _("协商、调解")
        HEARING = "hearing", _("开庭")
        OTHER = "other", _("其他")

    case = models.ForeignKey(Case, models.CASCADE, related_name="aid_steps")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    what = models.CharField(max_length=8, choices=What)
    on = models.DateField()
    minutes = models.IntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=0, minutes__lte=rules.LONGEST_STEP), name="aid_step_of_a_day_at_most"
            ),
        ]
