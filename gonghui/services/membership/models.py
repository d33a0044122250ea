"""The roster: a file of members an officer brings, checked row by row before anything is written."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gonghui.primitives.rows import Row


class RosterImport(Row):
    """One uploaded file. The worker checks it, the officer looks, the worker commits it."""

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
    file_name = models.CharField(max_length=160)
    file_sealed = models.BinaryField(null=True)  # the bytes, encrypted; emptied when done or discarded
    digest = models.BinaryField(max_length=32)
    state = models.CharField(max_length=12, choices=State, default=State.UPLOADED)
    rows_total = models.IntegerField(default=0)
    rows_seen = models.IntegerField(default=0)
    rows_new = models.IntegerField(default=0)
    rows_same = models.IntegerField(default=0)
    rows_bad = models.IntegerField(default=0)
    rows_double = models.IntegerField(default=0)
    refusal = models.CharField(max_length=300, blank=True)
    claimed_until = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    committed_at = models.DateTimeField(null=True)


class RosterTrouble(models.Model):
    """One thing wrong with one row: where it is, what it is, how to mend it. Values are masked."""

    roster = models.ForeignKey(RosterImport, models.CASCADE, related_name="troubles")
    row = models.IntegerField()  # as the spreadsheet numbers it, header is 1
    column = models.CharField(max_length=40)
    code = models.CharField(max_length=40)
    says = models.CharField(max_length=300)
    mend = models.CharField(max_length=300)
    double = models.BooleanField(default=False)  # a duplicate, for the officer to settle

    class Meta:
        indexes = [models.Index(fields=["roster", "row", "id"], name="troubles_by_row")]
