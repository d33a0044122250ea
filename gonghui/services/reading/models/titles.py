"""What there is to read: titles, which all reading rooms share, and their copies, each of which stands somewhere."""

from collections.abc import Callable

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gonghui.kernel.sheets import rows_to_mend
from gonghui.primitives.rows import Row

from .querysets import CopyQuerySet, TitleQuerySet


class Title(Row):
    """书目: what all copies of one edition have in common. `key` is its ISBN, or what stands for one (rules.title_key).

    The last four columns are what it is found by (tokens.py).
    """

    class Kind(models.TextChoices):
        BOOK = "book", _("图书")
        PERIODICAL = "periodical", _("期刊")
        AUDIO = "audio", _("音像")

    class Subject(models.TextChoices):
        POLITICS = "politics", _("政治法律")
        SCIENCE = "science", _("科技")
        LIFE = "life", _("生活")
        CULTURE = "culture", _("文化文学")
        ECONOMY = "economy", _("经济管理")
        GENERAL = "general", _("综合")

    key = models.CharField(max_length=64)
    isbn = models.CharField(max_length=13, null=True)
    name = models.CharField(max_length=200)
    author = models.CharField(max_length=120, blank=True)
    publisher = models.CharField(max_length=120, blank=True)
    year = models.IntegerField(null=True)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.BOOK)
    subject = models.CharField(max_length=12, choices=Subject, default=Subject.GENERAL)
    about = models.CharField(max_length=500, blank=True)
    catalogued_by = models.ForeignKey("people.Union", models.PROTECT, related_name="+")  # who may correct it
    plain = models.CharField(max_length=200, db_collation="C")
    spelled = models.CharField(max_length=200, blank=True, db_collation="C")
    initials = models.CharField(max_length=100, blank=True, db_collation="C")
    tokens = ArrayField(models.TextField())

    objects = TitleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key"], name="one_title_per_key"),
        ]
        indexes = [
            models.Index(fields=["isbn"], name="titles_by_isbn"),  # volumes of a set have one
            models.Index(fields=["plain"], name="titles_by_name"),
            models.Index(fields=["spelled"], name="titles_by_sound"),
            models.Index(fields=["initials"], name="titles_by_initials"),
            # Without a list of pending entries a search costs the same right after an import (decision 0023).
            GinIndex(fields=["tokens"], name="titles_by_token", fastupdate=False),
        ]

    def __str__(self) -> str:
        return self.name


class Cover(Row):
    """The picture of a title's cover."""

    title = models.OneToOneField(Title, models.CASCADE, related_name="cover")
    file = models.ForeignKey("files.File", models.PROTECT, related_name="+")


class Copy(Row):
    """复本: one volume. `code` is what its barcode says; it belongs to `home` and stands, or was lent, at `at`.

    `status` is where it is; that nobody has it twice is kept by admission (a Keeping of this id).
    """

    class Status(models.TextChoices):
        IN = "in", _("在架")
        LENT = "lent", _("借出")
        SET_ASIDE = "set_aside", _("已留给预约读者")
        MOVING = "moving", _("调往取书地点")
        MISSING = "missing", _("盘点未见")
        LOST = "lost", _("遗失")
        WEEDED = "weeded", _("已剔除")

    title = models.ForeignKey(Title, models.PROTECT, related_name="copies", db_index=False)
    home = models.ForeignKey("places.Premises", models.PROTECT, related_name="own_copies", db_index=False)
    at = models.ForeignKey("places.Premises", models.PROTECT, related_name="copies", db_index=False)
    code = models.CharField(max_length=30)
    shelf = models.CharField(max_length=40, blank=True)  # where on the shelves: its call number
    price = models.BigIntegerField(null=True)  # fen, as printed
    status = models.CharField(max_length=10, choices=Status, default=Status.IN)
    came_on = models.DateField()
    times_lent = models.IntegerField(default=0)
    last_lent_at = models.DateTimeField(null=True)
    weeded_at = models.DateTimeField(null=True)
    weeded_for = models.CharField(max_length=200, blank=True)

    objects = CopyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], name="one_copy_per_code"),
            models.CheckConstraint(
                condition=Q(status="weeded", weeded_at__isnull=False) | ~Q(status="weeded") & Q(weeded_at=None),
                name="weeded_at_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["title", "status", "at"], name="copies_of_a_title"),
            models.Index(fields=["at", "status"], name="copies_at_a_place"),
            models.Index(fields=["home", "status", "last_lent_at"], name="copies_of_a_place"),
        ]


class CatalogueImport(Row):
    """A list of books brought to one room: what it held, and what was wrong in which row. The same file is one."""

    premises = models.ForeignKey("places.Premises", models.PROTECT, related_name="+")
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=160)
    digest = models.BinaryField(max_length=32)
    rows = models.IntegerField()
    copies_new = models.IntegerField()
    titles_new = models.IntegerField()
    copies_known = models.IntegerField()  # whose code was there already
    troubles = models.JSONField()  # [row, column, says, mend] of each
    bad_rows = models.JSONField(default=list, encoder=DjangoJSONEncoder)  # as they came: the header, then [row, cells]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["premises", "digest"], name="one_import_per_file")]

    def to_mend(self, say: Callable[[str], str]) -> bytes:
        """The bad rows as a workbook to mend and load again."""
        header, *rows = self.bad_rows or [[], *([row, []] for row in sorted({told[0] for told in self.troubles}))]
        return rows_to_mend(header, rows, self.troubles, say)
