"""What officers type in about places, parsed once at the door into kernel values."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gonghui.faces.forms import (
    DivisionField,
    FilesField,
    MobileField,
    UnionChoice,
    WindowField,
    in_one_line,
    in_our_time,
)
from gonghui.faces.speech import speak
from gonghui.kernel.geo import Datum, Point
from gonghui.kernel.hours import DAYS, HOLIDAY, Week
from gonghui.kernel.refusals import Refused
from gonghui.primitives.places import facilities
from gonghui.primitives.places.models import Premises, Room
from gonghui.primitives.places.rules import PICTURE
from gonghui.primitives.places.shifts import looks_shifted

DATUMS = [
    (Datum.WGS84.value, _("GPS、北斗、天地图（WGS-84）")),
    (Datum.GCJ02.value, _("高德、腾讯地图（GCJ-02）")),
    (Datum.BD09.value, _("百度地图（BD-09）")),
]
ROOM_KINDS = [
    ("rest", _("休息室")), ("reading", _("阅览室")), ("meeting", _("会议室")), ("tea", _("茶室")),
    ("desk", _("共享工位")), ("reception", _("接待室")), ("studio", _("多功能厅")),
    ("bedroom", _("住宿房间")), ("other", _("其他")),
]  # fmt: skip


def facility_choices() -> list[tuple[Any, Any]]:
    """Grouped as the table groups them."""
    return [
        (_(name), [(each.code, _(each.name)) for each in facilities.ALL if each.group == group])
        for group, name in facilities.GROUPS.items()
    ]


class PremisesForm(forms.Form):
    """A place; `said()` are the fields of `actions.open_premises` and `actions.revise`."""

    name = forms.CharField(label=_("名称"), max_length=60)
    address = forms.CharField(label=_("地址"), max_length=160)
    division = DivisionField(label=_("所在县区"), required=False, help_text=_("名称或六位区划代码，例如：太原市小店区"))
    lat = forms.CharField(label=_("纬度"), max_length=20)
    lon = forms.CharField(label=_("经度"), max_length=20)
    datum = forms.ChoiceField(
        label=_("这两个数取自"), choices=DATUMS, help_text=_("选错会偏几百米：高德、腾讯、百度的坐标和 GPS 的不一样")
    )
    sure = forms.BooleanField(label=_("确认取自 GPS，照样登记"), required=False)
    phone = forms.CharField(label=_("电话"), max_length=30, required=False)
    host_kind = forms.ChoiceField(label=_("由谁提供场地"), choices=Premises.Host.choices)
    host_name = forms.CharField(label=_("共建单位"), max_length=80, required=False)
    area_m2 = forms.IntegerField(label=_("面积（平方米）"), min_value=1, max_value=10_000_000, required=False)
    capacity = forms.IntegerField(label=_("同时容纳人数"), min_value=1, max_value=100_000, required=False)
    facilities = forms.MultipleChoiceField(
        label=_("设施"), choices=facility_choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    note = forms.CharField(
        label=_("怎么找到门、对谁开放"), widget=forms.Textarea({"rows": 2}), max_length=500, required=False
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not self.is_bound:
            del self.fields["sure"]  # only who was warned is asked

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        if {"lat", "lon", "datum"} <= data.keys():
            try:
                data["point"] = Point.parse(data["lat"], data["lon"], Datum(data["datum"]))
            except Refused as refusal:
                self.add_error("lat", ValidationError(in_one_line(speak(refusal)), code=refusal.code))
        warning = self._warning(data) if "point" in data else None
        if warning is None:
            del self.fields["sure"]
        elif not data["sure"]:
            self.add_error("datum", ValidationError(in_one_line(speak(warning)), code=warning.code))
        return data

    def _warning(self, data: dict[str, Any]) -> Refused | None:
        """When the position is a known place's, this one's or its neighbour's, as another map draws it."""
        doors = Premises.objects.visible().doors([data.get("name", "")], [data.get("address", "")])
        known = [door for points in doors.values() for door in points]
        return looks_shifted(data["point"], Datum(data["datum"]), known)

    def said(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in {"lat", "lon", "datum", "sure"}}

    @staticmethod
    def of(premises: Premises) -> dict[str, Any]:
        """The fields as they are filled in now."""
        kept = ("name", "address", "lat", "lon", "phone", "host_kind", "host_name", "area_m2", "capacity", "facilities")
        return {name: getattr(premises, name) for name in (*kept, "note")} | {
            "division": premises.division_id or "",
            "datum": Datum.WGS84.value,
        }


class NewPremisesForm(PremisesForm):
    """Of which union, of what kind, and since when it is open."""

    union = UnionChoice(label=_("属于哪个工会"))
    kind = forms.ChoiceField(label=_("种类"))
    opened_on = forms.DateField(
        label=_("启用日期"), widget=forms.DateInput({"type": "date"}), validators=[in_our_time], required=False
    )

    field_order = ("union", "kind")

    def __init__(self, *args: Any, unions: Any, kinds: list[tuple[str, Any]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["datum"].choices = [("", _("请选择")), *DATUMS]  # type: ignore[attr-defined]
        self.fields["union"].queryset = unions  # type: ignore[attr-defined]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


WORKDAYS = range(5)  # Monday to Friday


class WeekForm(forms.Form):
    """The week as people write it, its working days in one line; `week` of what is cleaned is its value."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["workdays"] = forms.CharField(label=_("周一至周五"), max_length=120, required=False)
        for day, name in enumerate(DAYS):
            self.fields[f"day{day}"] = forms.CharField(label=_(name), max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        try:
            typed = {day: data.get(f"day{day}", "") for day in range(HOLIDAY + 1)}
            alike = {day: typed[day] or data.get("workdays", "") for day in WORKDAYS}
            data["week"] = Week.parse(typed | alike)
        except Refused as refusal:
            raise ValidationError(in_one_line(speak(refusal)), code=refusal.code) from refusal
        return data

    @staticmethod
    def days_of(week: Week) -> dict[str, str]:
        said = {f"day{day}": week.text(day) for day in range(HOLIDAY + 1)}
        if len({week.text(day) for day in WORKDAYS}) == 1:
            return said | {f"day{day}": "" for day in WORKDAYS} | {"workdays": week.text(WORKDAYS[0])}
        return said

    @property
    def in_lines(self) -> list[forms.BoundField]:
        """The lines that most weeks need."""
        return [self["workdays"], *(self[f"day{day}"] for day in range(HOLIDAY + 1) if day not in WORKDAYS)]

    @property
    def day_by_day(self) -> list[forms.BoundField]:
        """Working days of hours of their own; one that is empty is as the line of all says."""
        return [self[f"day{day}"] for day in WORKDAYS]

    @property
    def differs(self) -> bool:
        """Whether a working day has hours of its own."""
        return any(field.value() for field in self.day_by_day)


class HoursForm(WeekForm):
    """When premises are open."""

    by_calendar = forms.BooleanField(
        label=_("节假日和调休按国家安排"), required=False, help_text=_("不选：节假日也按周几开放，例如加油站")
    )

    @staticmethod
    def of(premises: Premises) -> dict[str, Any]:
        return WeekForm.days_of(premises.hours) | {"by_calendar": premises.by_calendar}


class RoomHoursForm(WeekForm):
    """When a room is open: with its premises, or at hours of its own; `said()` is its week, or None."""

    own = forms.BooleanField(
        label=_("这个房间有单独的开放时间"), required=False, help_text=_("不选：和场所一起开放，下面填的不算")
    )

    def clean(self) -> dict[str, Any]:
        return super().clean() if self.cleaned_data.get("own") else self.cleaned_data

    def said(self) -> Week | None:
        week: Week | None = self.cleaned_data.get("week")
        return week

    @staticmethod
    def of(room: Room) -> dict[str, Any]:
        return WeekForm.days_of(room.hours) | {"own": room.week is not None}


class ClosureForm(forms.Form):
    window = WindowField(label=_("从什么时候到什么时候"))
    reason = forms.CharField(label=_("原因"), max_length=120)
    room = forms.ModelChoiceField(label=_("只关一个房间"), queryset=Room.objects.none(), required=False)

    def __init__(self, *args: Any, rooms: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["room"].queryset = rooms  # type: ignore[attr-defined]


class RoomForm(forms.Form):
    """A room; its fields are those of `actions.add_room`."""

    kind = forms.ChoiceField(label=_("用途"), choices=ROOM_KINDS)
    name = forms.CharField(label=_("房间名称"), max_length=60)
    floor = forms.CharField(label=_("楼层"), max_length=20, required=False)
    area_m2 = forms.IntegerField(label=_("面积（平方米）"), min_value=1, max_value=10_000_000, required=False)
    seats = forms.IntegerField(label=_("座位数"), min_value=1, max_value=100_000, required=False)
    equipment = forms.MultipleChoiceField(
        label=_("设备"), choices=facility_choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    rules_say = forms.CharField(label=_("使用规则"), widget=forms.Textarea({"rows": 2}), max_length=500, required=False)


class RoomFactsForm(RoomForm):
    """A room that is there; what a service's own rooms are for (a bed, a shower) is not changed here."""

    def __init__(self, *args: Any, room: Room, **options: Any) -> None:
        super().__init__(*args, initial=self.of(room), **options)
        if room.kind not in dict(ROOM_KINDS):
            del self.fields["kind"]

    @staticmethod
    def of(room: Room) -> dict[str, Any]:
        kept = ("kind", "name", "floor", "area_m2", "seats", "equipment")
        return {name: getattr(room, name) for name in kept} | {"rules_say": room.rules}


class KeeperForm(forms.Form):
    name = forms.CharField(label=_("姓名"), max_length=60)
    mobile = MobileField()


class PictureForm(forms.Form):
    picture = FilesField(label=_("照片"), caps=PICTURE)
    says = forms.CharField(
        label=_("照片上是什么"), max_length=80, help_text=_("读给看不见的人听，例如：门口，左边是饮水机")
    )


WORKED_AS = (
    _("上班，按周一开放"), _("上班，按周二开放"), _("上班，按周三开放"), _("上班，按周四开放"), _("上班，按周五开放"),
    _("上班，按周六开放"), _("上班，按周日开放"),
)  # fmt: skip
WEEKDAYS = [("", _("放假")), *((str(day), words) for day, words in enumerate(WORKED_AS))]


class CalendarDayForm(forms.Form):
    day = forms.DateField(label=_("日期"), widget=forms.DateInput({"type": "date"}), validators=[in_our_time])
    name = forms.CharField(label=_("名称"), max_length=30, help_text=_("例如：国庆节"))
    as_weekday = forms.TypedChoiceField(
        label=_("放假还是上班"), choices=WEEKDAYS, coerce=int, empty_value=None, required=False
    )
    source = forms.CharField(label=_("依据"), max_length=200, help_text=_("文件名称和日期"))

    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name", "as_weekday", "source")}
