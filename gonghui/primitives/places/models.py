"""Where people can go: premises, the rooms in them, when they are open, and what tells that they truly are."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gonghui.kernel.geo import Point
from gonghui.kernel.hours import Week
from gonghui.primitives.rows import Row

from .facilities import BY_CODE
from .querysets import (
    CalendarDayQuerySet,
    ClosureQuerySet,
    KeeperQuerySet,
    PictureQuerySet,
    PremisesQuerySet,
    RoomQuerySet,
    TroubleQuerySet,
)


class Premises(Row):
    """场所: a place with an address and a door. `kind` is the word of the slice it belongs to: "station", "hub".

    `lat` and `lon` are degrees WGS-84; `cell` is their kernel.geo.cell, kept beside them for look-ups.
    `week` holds the edges of a kernel.hours.Week. `last_sign` and the two moments below it are what the latest sign
    of life says; `found_locked_at` stands from the second time it was found locked until someone confirms.
    """

    class Host(models.TextChoices):
        UNION = "union", _("工会自建")
        GOVERNMENT = "government", _("机关和社区")
        BANK = "bank", _("银行网点")
        FUEL = "fuel", _("加油站、充电站")
        LOGISTICS = "logistics", _("物流园区、货运场站")
        SERVICE_AREA = "service_area", _("高速公路服务区")
        COMPANY = "company", _("企业")
        SHOP = "shop", _("商户")
        OTHER = "other", _("其他单位")

    union = models.ForeignKey("people.Union", models.PROTECT, related_name="premises")
    kind = models.CharField(max_length=20)
    code = models.CharField(max_length=16)
    name = models.CharField(max_length=60)
    address = models.CharField(max_length=160)
    division = models.ForeignKey("people.Division", models.PROTECT, null=True, related_name="+")
    lat = models.FloatField()
    lon = models.FloatField()
    cell = models.BigIntegerField()
    phone = models.CharField(max_length=30, blank=True)
    host_kind = models.CharField(max_length=16, choices=Host, default=Host.UNION)
    host_name = models.CharField(max_length=80, blank=True)
    area_m2 = models.IntegerField(null=True)
    capacity = models.IntegerField(null=True)  # persons at a time; None: not counted
    facilities = ArrayField(models.CharField(max_length=24), default=list)  # codes of facilities.py
    note = models.CharField(max_length=500, blank=True)  # how to find the door, who is welcome
    star = models.SmallIntegerField(default=0)  # 0: not rated
    week = ArrayField(models.IntegerField(), default=list)
    by_calendar = models.BooleanField(default=True)  # public holidays and make-up days count here
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)  # given up for good
    last_sign = models.ForeignKey("places.Sign", models.SET_NULL, null=True, related_name="+", db_index=False)
    open_until = models.DateTimeField(null=True)  # a sign says open beyond its hours, until then
    shut_until = models.DateTimeField(null=True)  # a sign says shut within its hours, until then
    found_locked_at = models.DateTimeField(null=True)

    objects = PremisesQuerySet.as_manager()
    distance_m: float | None = None  # set by `nearest`

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], name="one_premises_per_code"),
            models.UniqueConstraint(
                fields=["union", "kind", "name"], condition=Q(closed_on=None), name="one_premises_of_a_name"
            ),
            models.CheckConstraint(
                condition=Q(lat__gte=-90, lat__lte=90, lon__gte=-180, lon__lte=180), name="premises_on_earth"
            ),
            models.CheckConstraint(condition=Q(star__gte=0, star__lte=5), name="premises_stars"),
            models.CheckConstraint(condition=Q(capacity=None) | Q(capacity__gte=1), name="premises_capacity"),
        ]
        indexes = [models.Index(fields=["kind", "cell"], condition=Q(closed_on=None), name="premises_by_cell")]

    def __str__(self) -> str:
        return self.name

    @property
    def point(self) -> Point:
        return Point(self.lat, self.lon)

    @property
    def hours(self) -> Week:
        return Week.stored(self.week)


class Room(Row):
    """房间 within premises. `week` is its own opening hours; None: those of the premises."""

    premises = models.ForeignKey(Premises, models.PROTECT, related_name="rooms")
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    floor = models.CharField(max_length=20, blank=True)
    area_m2 = models.IntegerField(null=True)
    seats = models.IntegerField(null=True)  # persons; None: not counted
    equipment = ArrayField(models.CharField(max_length=24), default=list)  # codes of facilities.py
    rules = models.CharField(max_length=500, blank=True)
    week = ArrayField(models.IntegerField(), null=True)
    closed_on = models.DateField(null=True)

    objects = RoomQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["premises", "name"], condition=Q(closed_on=None), name="one_room_of_a_name"
            ),
            models.CheckConstraint(condition=Q(seats=None) | Q(seats__gte=1), name="room_seats"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def hours(self) -> Week:
        """Its own, or those of the premises."""
        return Week.stored(self.premises.week if self.week is None else self.week)


class Closure(Row):
    """Shut for a stretch of time with a reason: the whole premises, or one room of it."""

    premises = models.ForeignKey(Premises, models.PROTECT, related_name="closures", db_index=False)
    room = models.ForeignKey(Room, models.PROTECT, null=True, related_name="closures")
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    reason = models.CharField(max_length=120)
    by_name = models.CharField(max_length=60)

    objects = ClosureQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="closure_ends_after_it_starts")]
        indexes = [models.Index(fields=["premises", "ends"], name="closures_of_premises")]


class CalendarDay(models.Model):
    """A public holiday, or a weekend day that is worked instead; edited by the administrators of the site."""

    class Kind(models.TextChoices):
        HOLIDAY = "holiday", _("放假")
        WORKDAY = "workday", _("调休上班")

    day = models.DateField(primary_key=True)
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=30)
    as_weekday = models.SmallIntegerField(null=True)  # of a make-up day: whose hours count, 0 Monday
    source = models.CharField(max_length=200)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=60)

    objects = CalendarDayQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="holiday", as_weekday=None) | Q(kind="workday", as_weekday__gte=0, as_weekday__lte=6),
                name="make_up_day_has_a_weekday",
            )
        ]


class Sign(Row):
    """生命迹象: something told at `at` that the place is open or shut; repeated until `last_at` it is one row."""

    class Way(models.TextChoices):
        TAP = "tap", _("场所人员")
        DOOR = "door", _("门禁")
        HEARTBEAT = "heartbeat", _("设备心跳")
        VISIT = "visit", _("有人进门")
        REPORT = "report", _("工友")
        INSPECTION = "inspection", _("工会检查")

    premises = models.ForeignKey(Premises, models.CASCADE, related_name="signs", db_index=False)
    way = models.CharField(max_length=12, choices=Way)
    is_open = models.BooleanField()
    at = models.DateTimeField()
    last_at = models.DateTimeField()
    by_person = models.UUIDField(null=True)
    by_name = models.CharField(max_length=60)

    class Meta:
        indexes = [models.Index(fields=["premises", "-last_at"], name="signs_of_premises")]


class Trouble(Row):
    """锁着、坏了、空了: a worker's report, with the operator's clock. Answered once."""

    class What(models.TextChoices):
        LOCKED = "locked", _("锁着")
        BROKEN = "broken", _("坏了")
        EMPTY = "empty", _("空了")

    class Answer(models.TextChoices):
        MENDED = "mended", _("已处理好")
        UNFOUNDED = "unfounded", _("到场查看，没有发现")
        PLANNED = "planned", _("已安排，暂时关停")

    premises = models.ForeignKey(Premises, models.PROTECT, related_name="troubles")
    what = models.CharField(max_length=10, choices=What)
    facility = models.CharField(max_length=24, blank=True)  # which one is broken or empty
    detail = models.CharField(max_length=200, blank=True)
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")  # None: without signing in
    reporter = models.CharField(max_length=64)  # tells two reporters apart: a person's id, or a visitor's mark
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    answer_says = models.CharField(max_length=200, blank=True)
    answered_by = models.CharField(max_length=60, blank=True)

    objects = TroubleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="") | Q(answered_at__isnull=False) & ~Q(answer=""),
                name="trouble_answered_with_something",
            )
        ]
        indexes = [
            models.Index(fields=["premises", "at"], condition=Q(answered_at=None), name="open_troubles"),
            models.Index(fields=["due_at"], condition=Q(answered_at=None), name="troubles_due"),
        ]

    @property
    def facility_name(self) -> str:
        """In the source language; "" when nothing was named."""
        known = BY_CODE.get(self.facility)
        return known.name if known else ""


class Keeper(Row):
    """场所人员: who looks after premises, taps it open and answers its troubles, often staff of the host."""

    premises = models.ForeignKey(Premises, models.PROTECT, related_name="keepers", db_index=False)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="keeps")
    ends_at = models.DateTimeField(null=True)

    objects = KeeperQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["premises", "person"], condition=Q(ends_at=None), name="keeps_premises_once"
            )
        ]


class Picture(Row):
    """A photograph of premises or a room; its file is None only for those taken down before files were kept apart."""

    premises = models.ForeignKey(Premises, models.PROTECT, related_name="pictures")
    room = models.ForeignKey(Room, models.PROTECT, null=True, related_name="pictures")
    file = models.ForeignKey("files.File", models.PROTECT, null=True, related_name="+")
    says = models.CharField(max_length=80)  # for those who do not see it
    removed_at = models.DateTimeField(null=True)

    objects = PictureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(removed_at__isnull=False) | Q(file__isnull=False), name="shown_picture_has_a_file"
            )
        ]
