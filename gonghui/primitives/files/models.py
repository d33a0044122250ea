"""What people attach: a row for each file. Its bytes lie in the storage, under a name made of the row's day and id."""

from django.db import models
from django.db.models import Q

from gonghui.kernel.attachments import KINDS, FileKind
from gonghui.primitives.rows import Row

from .querysets import FileQuerySet


class File(Row):
    """附件. Owners point down at it; nobody reaches it but through its owner.

    `purpose` is the word of who keeps it ("places.picture"). `kind` is a code of kernel.attachments.KINDS. `size` and
    `digest` (SHA-256) are of the bytes as they are stored, sealed or not; so are those of the small picture, where
    there is one. `created_at` is part of the stored name and never changes. Of a sealed one `opening.name_of` tells
    the name, and nothing tells who brought it.
    """

    purpose = models.CharField(max_length=40)
    name = models.CharField(max_length=100)  # as people read it; emptied with the bytes, "" where it is sealed
    name_sealed = models.BinaryField(null=True)
    kind = models.CharField(max_length=8)
    size = models.IntegerField()  # bytes
    digest = models.BinaryField(max_length=32)
    small_size = models.IntegerField(default=0)  # bytes; 0: there is no small one
    small_digest = models.BinaryField(max_length=32, null=True)
    width = models.IntegerField(default=0)  # pixels, of a picture
    height = models.IntegerField(default=0)
    sealed = models.BooleanField(default=False)
    only_download = models.BooleanField(default=False)  # not to be opened in a browser
    kept_by = models.UUIDField(null=True)  # the person; None: the system, a visitor, or nobody's business
    taken_off_at = models.DateTimeField(null=True)
    emptied_at = models.DateTimeField(null=True)  # the bytes are gone

    objects = FileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="file_has_bytes"),
            models.CheckConstraint(
                condition=Q(small_size=0, small_digest=None) | Q(small_size__gt=0, small_digest__isnull=False),
                name="file_small_one_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(sealed=False, name_sealed=None) | Q(sealed=True, name="", kept_by=None),
                name="sealed_file_tells_nothing",
            ),
            models.CheckConstraint(
                condition=Q(emptied_at=None) | Q(taken_off_at__isnull=False), name="file_emptied_when_taken_off"
            ),
        ]
        indexes = [
            models.Index(fields=["created_at"], name="files_by_day"),
            models.Index(
                fields=["taken_off_at"], condition=Q(taken_off_at__isnull=False, emptied_at=None), name="files_to_empty"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.pk.hex

    @property
    def what(self) -> FileKind:
        return KINDS[self.kind]

    @property
    def is_picture(self) -> bool:
        return self.small_size > 0
