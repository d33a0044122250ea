"""What people type in about rooms, parsed once at the door into kernel values."""

from datetime import date, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gonghui.faces.forms import ProseField, in_our_time

from . import rules
from .models import RoomTerms

DATE, TIME = {"type": "date"}, {"type": "time", "step": "900"}
ONCE, DAILY, WEEKLY, FORTNIGHTLY = "0", "1", "7", "14"


class BookForm(forms.Form):
    """A room, when, for what; `every` 0 is once."""

    day = forms.DateField(label=_("日期"), validators=[in_our_time], widget=forms.DateInput(DATE, format="%Y-%m-%d"))
    starts = forms.TimeField(label=_("从"), widget=forms.TimeInput(TIME, format="%H:%M"))
    ends = forms.TimeField(label=_("到"), widget=forms.TimeInput(TIME, format="%H:%M"))
    purpose = ProseField(label=_("用途"), max_length=rules.LONGEST_PURPOSE)
    people = forms.IntegerField(label=_("人数"), min_value=1, max_value=rules.MOST_PEOPLE, initial=2)
    layout = forms.CharField(label=_("摆法"), max_length=20, required=False)
    equipment = forms.CharField(required=False)  # of the values sent, the last; all of them are read below
    every = forms.ChoiceField(
        label=_("重复"),
        required=False,
        choices=[(ONCE, _("只这一次")), (WEEKLY, _("每周")), (FORTNIGHTLY, _("每两周")), (DAILY, _("每天"))],
    )
    times = forms.IntegerField(label=_("共几次"), required=False, min_value=2, max_value=rules.MOST_TIMES, initial=4)

    @property
    def repeats(self) -> bool:
        return self.every_days > 0

    @property
    def every_days(self) -> int:
        return int(self.cleaned_data["every"] or ONCE)

    @property
    def how_often(self) -> int:
        return self.cleaned_data["times"] or 2

    def when(self) -> tuple[date, time, time]:
        data = self.cleaned_data
        return data["day"], data["starts"], data["ends"]

    def wish(self) -> rules.RoomWish:
        data = self.cleaned_data
        chosen = self.data.getlist("equipment") if hasattr(self.data, "getlist") else []
        return rules.RoomWish(data["purpose"], data["people"], data["layout"], chosen)


class TermsForm(forms.Form):
    """A room's terms; `fields()` are those of `actions.set_terms`."""

    since = forms.DateField(
        label=_("从哪天起"), validators=[in_our_time], widget=forms.DateInput(DATE, format="%Y-%m-%d")
    )
    bookable = forms.BooleanField(label=_("接受预订"), required=False, initial=True)
    who = forms.ChoiceField(label=_("谁可以订"), choices=RoomTerms.Who.choices)
    longest_minutes = forms.IntegerField(label=_("一次最长（分钟）"), min_value=15, max_value=10_080, initial=240)
    ahead_days = forms.IntegerField(label=_("最多提前几天"), min_value=0, max_value=730, initial=30)
    before = forms.IntegerField(label=_("之前留出（分钟）"), min_value=0, max_value=240, initial=0)
    after = forms.IntegerField(
        label=_("之后留出（分钟）"),
        min_value=0,
        max_value=240,
        initial=0,
        help_text=_("打扫和布置用，别人订不到；应为整刻钟"),
    )
    asks = forms.BooleanField(label=_("每份预订都要审核"), required=False)
    answer_hours = forms.IntegerField(label=_("几小时内答复"), min_value=1, max_value=720, initial=24)
    grace_minutes = forms.IntegerField(label=_("没到场多少分钟后让出"), min_value=5, max_value=240, initial=15)
    says = ProseField(rows=3, label=_("使用须知"), required=False, max_length=300)
    source = ProseField(label=_("依据"), required=False, max_length=160, help_text=_("文件名称和条款"))

    def clean_before(self) -> int:
        return _whole_quarters(self.cleaned_data["before"])

    def clean_after(self) -> int:
        return _whole_quarters(self.cleaned_data["after"])

    def fields_of(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


def _whole_quarters(minutes: int) -> int:
    if minutes % 15:
        raise forms.ValidationError(_("应为整刻钟：0、15、30、45…"), code="quarter")
    return minutes


def initial_terms(terms: RoomTerms | None, today: date) -> dict[str, Any]:
    """Stored terms as the form shows them, to begin today."""
    names = [name for name in TermsForm.base_fields if name != "since"]
    return {"since": today} | ({name: getattr(terms, name) for name in names} if terms else {})


class LayoutForm(forms.Form):
    name = forms.CharField(label=_("摆法"), max_length=20)
    seats = forms.IntegerField(label=_("坐几人"), min_value=1, max_value=rules.MOST_PEOPLE)
