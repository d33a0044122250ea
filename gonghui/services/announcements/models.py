"""What a union announces, what it said before a correction, what is attached, and to whom it is no longer new."""

import hashlib
import json
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gonghui.primitives.files.models import File
from gonghui.primitives.people.models import Person, Union
from gonghui.primitives.rows import Row

from . import rules
from .querysets import AnnouncementQuerySet, ReadingQuerySet


class Announcement(Row):
    """公告. The database lets no published one be changed without its former edition, nor removed (0002_guards).

    `plain` is title and text as they are searched. One that `tells` has told `told_count` members, up to `told_upto`.
    """

    class Kind(models.TextChoices):
        NOTICE = "notice", _("通知")
        POLICY = "policy", _("政策")
        EVENT = "event", _("活动")

    class Audience(models.TextChoices):
        MEMBERS = "members", _("会员：本工会和下级工会的会员")
        EVERYBODY = "everybody", _("所有人：不登录也能看")

    union = models.ForeignKey(Union, models.PROTECT, related_name="announcements")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.NOTICE)
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.MEMBERS)
    title = models.CharField(max_length=rules.LONGEST_TITLE)
    text = models.TextField()
    plain = models.TextField()
    pinned = models.BooleanField(default=False)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    edition = models.IntegerField(default=1)
    edition_at = models.DateTimeField(null=True)  # when the text in force was first seen
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.CharField(max_length=rules.LONGEST_REASON, blank=True)
    tells = models.BooleanField(default=False)  # members are sent a message once it is out
    told_at = models.DateTimeField(null=True)  # all of them have been
    told_upto = models.UUIDField(null=True)  # the last person told so far
    told_count = models.IntegerField(default=0)
    key = models.CharField(max_length=80, blank=True, db_default="")  # idempotency: of the form it came with
    readers_told = models.JSONField(null=True)  # a rules.Readers, since the readings were forgotten

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["union", "key"], condition=~Q(key=""), name="one_announcement_per_idempotency_key"
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(starts_at=None) | Q(ends_at__gt=F("starts_at")),
                name="announcement_ends_after_its_start",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(starts_at__isnull=False, edition_at__isnull=False),
                name="announcement_out_has_a_start",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_because="")
                | (Q(withdrawn_at__isnull=False, published_at__isnull=False) & ~Q(withdrawn_because="")),
                name="announcement_withdrawn_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["union", "-starts_at"], condition=Q(withdrawn_at=None), name="announcements_of_union"),
            models.Index(fields=["starts_at"], condition=Q(tells=True, told_at=None), name="announcements_to_tell"),
        ]

    def __str__(self) -> str:
        return self.title

    def state(self, now: datetime) -> str:
        names = ("published_at", "withdrawn_at", "starts_at", "ends_at")
        return rules.state(**{name: getattr(self, name) for name in names}, now=now)

    @property
    def mark(self) -> str:
        """Of what officers write in a draft: another one once any of it is changed."""
        said = {name: str(getattr(self, name)) for name in rules.WRITTEN}
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()

    @property
    def corrected_at(self) -> datetime | None:
        return self.edition_at if self.edition > 1 else None


class Edition(Row):
    """What a published announcement said before a correction, until `created_at`, and why it was corrected."""

    announcement = models.ForeignKey(Announcement, models.PROTECT, related_name="editions")
    number = models.IntegerField()
    kind = models.CharField(max_length=10, choices=Announcement.Kind)
    title = models.CharField(max_length=rules.LONGEST_TITLE)
    text = models.TextField()
    ends_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=rules.LONGEST_REASON)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["announcement", "number"], name="one_edition_of_a_number")]


class Attachment(Row):
    """A file of an announcement."""

    announcement = models.ForeignKey(Announcement, models.CASCADE, related_name="attachments")
    file = models.OneToOneField(File, models.PROTECT, related_name="+")


class Reading(models.Model):
    """Who has opened which edition: for the mark "new" alone, and only as long as something can be new (rules.UNREAD).

    Edition 0: told of it, and not opened. Officers are told numbers of groups (rules.readers), never these rows. No
    Row: neither id nor moment says when.
    """

    announcement = models.ForeignKey(Announcement, models.CASCADE, related_name="readings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    edition = models.IntegerField()

    objects = ReadingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "announcement"], name="one_reading_of_a_person")]
