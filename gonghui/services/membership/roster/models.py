"""The roster: a file of members an officer brings, checked row by row before anything is written."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gonghui.primitives.rows import Row

from .querysets import RosterImportQuerySet, RosterTroubleQuerySet
from .rules import LIVE
from .words import TONES

KEPT_FOR = timedelta(days=7)  # a checked file nobody confirms holds numbers for nothing


class RosterImport(Row):
    """One uploaded file. The worker checks it, the officer looks, the worker commits it.

    `claimed_until` is the lease of the worker at it: whoever holds this very value may write, and when it has
    passed another may take over. `row_reached` is the last row committed.
    """

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("等待检查")
        CHECKING = "checking", _("检查中")
        CHECKED = "checked", _("待确认")
        COMMITTING = "committing", _("导入中")
        DONE = "done", _("已导入")
        REFUSED = "refused", _("文件无法读取")
        DISCARDED = "discarded", _("已放弃")

    union = models.ForeignKey("people.Union", models.PROTECT, related_name="+")
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    confirmed_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=160)
    file_sealed = models.BinaryField(null=True)  # the bytes, encrypted; emptied when done, refused or discarded
    digest = models.BinaryField(max_length=32)
    remarks = models.JSONField(default=dict)  # what was not read: {"unknown": […], "other_sheets": […], "hidden": 3}
    state = models.CharField(max_length=12, choices=State, default=State.UPLOADED)
    rows_total = models.IntegerField(default=0)
    rows_seen = models.IntegerField(default=0)
    rows_new = models.IntegerField(default=0)  # found when checked
    rows_same = models.IntegerField(default=0)
    rows_bad = models.IntegerField(default=0)
    rows_double = models.IntegerField(default=0)
    rows_joined = models.IntegerField(default=0)  # really written
    row_reached = models.IntegerField(default=0)
    sample = models.JSONField(default=list)  # a few good rows, masked
    refusal = models.CharField(max_length=300, blank=True)
    tries = models.IntegerField(default=0)
    claimed_until = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    committed_at = models.DateTimeField(null=True)

    objects = RosterImportQuerySet.as_manager()

    class Meta:
        constraints = [
            # A second click on the upload button finds the first import instead of making another.
            models.UniqueConstraint(
                fields=["union", "digest"], condition=Q(state__in=LIVE), name="one_live_import_of_a_file"
            ),
            models.CheckConstraint(
                condition=Q(state__in=LIVE) | Q(file_sealed=None), name="no_file_kept_after_the_import"
            ),
        ]
        indexes = [models.Index(fields=["created_at"], condition=Q(state__in=LIVE), name="rosters_live")]

    @property
    def expires_at(self) -> datetime | None:
        """When a checked import is given up by itself."""
        return self.checked_at + KEPT_FOR if self.checked_at else None

    @property
    def tone(self) -> str:
        """How the state is coloured."""
        return TONES.get(self.state, "")

    @property
    def rows_waiting(self) -> int:
        """Rows that were not let in: to mend, or to settle."""
        return self.rows_bad + self.rows_double


class RosterTrouble(models.Model):
    """One thing wrong with one row: where it is, what it is, how to mend it. Values are masked.

    For a member of another union, `person` and `elsewhere` let that union's officers see it too.
    """

    class About(models.TextChoices):
        NAME = "name", _("姓名")
        DOCUMENT = "document", _("证件")
        MOBILE = "mobile", _("手机号")
        UNION = "union", _("工会")
        JOINED = "joined", _("入会日期")
        ROW = "row", _("整行")
        REPEAT = "repeat", _("文件内重复")
        KNOWN = "known", _("与登记不符")
        DOUBLE = "double", _("已是其他工会会员")

    roster = models.ForeignKey(RosterImport, models.CASCADE, related_name="troubles")
    row = models.IntegerField()  # as the spreadsheet numbers it, header is 1
    column = models.CharField(max_length=40)
    about = models.CharField(max_length=8, choices=About)
    code = models.CharField(max_length=40)
    says = models.CharField(max_length=300)
    mend = models.CharField(max_length=300)
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    elsewhere = models.ForeignKey("people.Union", models.PROTECT, null=True, related_name="+")
    settled_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)  # the other union's officer has looked into it

    objects = RosterTroubleQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["roster", "row", "id"], name="troubles_by_row"),
            models.Index(fields=["elsewhere", "-id"], condition=~Q(elsewhere=None), name="troubles_elsewhere"),
        ]
