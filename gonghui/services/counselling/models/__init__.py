"""What is read, what a person answered and allowed, who counsels when, who talks with whom, and who waits for a call.

What anybody said, scored or noted is sealed, and bound to its row (models/sealing).
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gonghui.primitives.casework.models import Case
from gonghui.primitives.hours.models import Booking
from gonghui.primitives.people.models import Person, Union
from gonghui.primitives.places.models import Room
from gonghui.primitives.rows import Row

from .. import rules
from .querysets import (
    CallQuerySet,
    ConsentQuerySet,
    CounsellorQuerySet,
    LeafletQuerySet,
    NoteQuerySet,
    ResultQuerySet,
    TalkQuerySet,
)


class Leaflet(Row):
    """短文, for everybody, without signing in."""

    union = models.ForeignKey(Union, models.PROTECT, related_name="+")
    title = models.CharField(max_length=rules.LONGEST_TITLE)
    text = models.TextField()
    withdrawn_at = models.DateTimeField(null=True)
    key = models.CharField(max_length=80, blank=True)  # idempotency: of the form it came with

    objects = LeafletQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["union", "key"], condition=~Q(key=""), name="one_leaflet_per_key"),
        ]

    def __str__(self) -> str:
        return self.title


class Consent(Row):
    """单独同意 to keeping answers to scales; `statement` says which text was agreed to."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    statement = models.CharField(max_length=20)
    revoked_at = models.DateTimeField(null=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(revoked_at=None), name="one_standing_consent_of_a_person"
            ),
        ]


class Counsellor(Row):
    """咨询师, as they introduce themselves; theirs as long as they hold the office at the union."""

    class Way(models.TextChoices):
        PHONE = "phone", _("电话")
        VIDEO = "video", _("视频")
        ROOM = "room", _("面谈")

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    union = models.ForeignKey(Union, models.PROTECT, related_name="+", db_index=False)
    about = models.CharField(max_length=rules.LONGEST_ABOUT)
    ways = ArrayField(models.CharField(max_length=8, choices=Way))
    link = models.URLField(blank=True)  # of their video room: told to who booked
    room = models.ForeignKey(Room, models.PROTECT, null=True, related_name="+")

    objects = CounsellorQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["union", "person"], name="one_counsellor_of_a_union")]

    def __str__(self) -> str:
        return self.person.name


class Result(Row):
    """自测结果: answers and score, sealed. `since` names the form of the scale.

    Of a person, scale and month one is `counted` in the Tally of its union; `shown_to` is the person's own choice.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    scale = models.CharField(max_length=10)
    since = models.DateField()
    sealed = models.BinaryField()
    month = models.DateField()
    union = models.ForeignKey(Union, models.PROTECT, null=True, related_name="+", db_index=False)
    counted = models.BooleanField(default=False)
    key = models.CharField(max_length=64, blank=True)  # idempotency: of the form it came with, and what it said
    shown_to = models.ForeignKey(Counsellor, models.PROTECT, null=True, related_name="+")

    objects = ResultQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "scale", "month"], condition=Q(counted=True), name="one_result_counted_a_month"
            ),
            models.UniqueConstraint(fields=["person", "key"], condition=~Q(key=""), name="one_result_per_key"),
        ]
        indexes = [models.Index(fields=["person", "-id"], name="results_of_a_person")]


class Tally(Row):
    """How many people of a union were in a band in a month. It names nobody."""

    union = models.ForeignKey(Union, models.PROTECT, related_name="+", db_index=False)
    month = models.DateField()
    scale = models.CharField(max_length=10)
    band = models.CharField(max_length=12)
    many = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["union", "month", "scale", "band"], name="one_tally_of_a_band"),
            models.CheckConstraint(condition=Q(many__gte=0), name="tally_not_negative"),
        ]


class Opening(Row):
    """开放时间: within it a counsellor may be booked."""

    counsellor = models.ForeignKey(Counsellor, models.CASCADE, related_name="openings", db_index=False)
    starts = models.DateTimeField()
    ends = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["counsellor", "starts"], name="one_opening_at_a_time"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="opening_ends_after_it_starts"),
        ]


class Talk(Row):
    """咨询: an hour with a counsellor. `turn` is which of the year's free ones it is; None once it was given back."""

    booking = models.OneToOneField(Booking, models.PROTECT, related_name="+")
    room_booking = models.OneToOneField(Booking, models.PROTECT, null=True, related_name="+")
    counsellor = models.ForeignKey(Counsellor, models.PROTECT, related_name="talks")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    way = models.CharField(max_length=8, choices=Counsellor.Way)
    about = models.BinaryField(default=bytes)  # sealed, as the number is, and why the counsellor cannot
    phone = models.BinaryField(default=bytes)
    reason = models.BinaryField(default=bytes)
    year = models.IntegerField()
    turn = models.SmallIntegerField(null=True)
    reminded_at = models.DateTimeField(null=True)
    stars = models.SmallIntegerField(null=True)

    objects = TalkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "year", "turn"], name="one_talk_per_free_turn"),
            models.CheckConstraint(condition=Q(stars=None) | Q(stars__in=list(rules.STARS)), name="talk_stars"),
        ]

    @property
    def code(self) -> str:
        return self.booking.code


class Call(Row):
    """回电: somebody asked to be called, by when a counsellor takes it over, and when they did.

    `asker`: of a person's calls the one that is open, or was last. Asked anew after a word was said, it waits again.
    """

    case = models.OneToOneField(Case, models.CASCADE, related_name="counselling_call")
    asker = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    phone = models.BinaryField(default=bytes)  # sealed
    asked_at = models.DateTimeField()  # when it was pressed last, and the key of that form
    key = models.CharField(max_length=80, blank=True)
    due_at = models.DateTimeField()
    late_at = models.DateTimeField(null=True)  # nobody took it in time, and others were told
    taken_at = models.DateTimeField(null=True)
    reached_at = models.DateTimeField(null=True)

    objects = CallQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["asker"], name="one_open_call_of_a_person")]
        indexes = [models.Index(fields=["due_at"], condition=Q(taken_at=None), name="calls_waiting")]


class RiskPath(Row):
    """求助通道: one that a risk answer opened. Without a person: whoever walks it no further stays unknown."""

    answered_at = models.DateTimeField()
    shown_at = models.DateTimeField(null=True)  # the page with the line was on its way
    call = models.OneToOneField(Call, models.SET_NULL, null=True, related_name="path")


class Note(Row):
    """咨询笔记 of a counsellor about a person: sealed, and nobody else's."""

    author = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    words = models.BinaryField()
    key = models.CharField(max_length=80, blank=True)  # idempotency: of the form it came with

    objects = NoteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["author", "key"], condition=~Q(key=""), name="one_note_per_key"),
        ]
        indexes = [models.Index(fields=["author", "person", "-id"], name="notes_of_an_author")]
