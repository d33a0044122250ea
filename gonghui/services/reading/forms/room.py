"""The form of a new reading room."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gonghui.faces.console.premises.forms import DATUMS
from gonghui.faces.forms import in_one_line
from gonghui.faces.speech import speak
from gonghui.kernel.geo import Datum, Point
from gonghui.kernel.hours import Week
from gonghui.kernel.refusals import Refused
from gonghui.primitives.places.facilities import ALL as FACILITIES
from gonghui.primitives.places.facilities import BOOKS
from gonghui.primitives.places.models import Premises


class RoomForm(forms.Form):
    """Where it is, whose it is, when it is open; the rest comes on its page."""

    union = forms.ModelChoiceField(label=_("工会"), queryset=None)
    name = forms.CharField(label=_("名称"), max_length=60)
    address = forms.CharField(label=_("地址"), max_length=160)
    lat = forms.CharField(label=_("纬度"), max_length=20)
    lon = forms.CharField(label=_("经度"), max_length=20)
    datum = forms.TypedChoiceField(
        label=_("这两个数取自"), choices=DATUMS, coerce=Datum, required=False, empty_value=Datum.WGS84,
        help_text=_("选错会偏几百米：高德、腾讯、百度的坐标和 GPS 的不一样"),
    )  # fmt: skip
    phone = forms.CharField(label=_("电话"), max_length=30, required=False)
    host_kind = forms.ChoiceField(label=_("谁来办"), choices=Premises.Host.choices)
    host_name = forms.CharField(label=_("共建单位"), max_length=80, required=False, help_text=_("例如某银行支行"))
    hours = forms.CharField(label=_("每天开放时间"), max_length=80, initial="9:00-17:00")
    facilities = forms.MultipleChoiceField(
        label=_("设施"),
        required=False,
        choices=[(one.code, one.name) for one in FACILITIES if one.group == BOOKS],
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, unions: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["union"].queryset = unions  # type: ignore[attr-defined]

    def clean_hours(self) -> Week:
        try:
            return Week.daily(self.cleaned_data["hours"])
        except Refused as refusal:
            raise ValidationError(in_one_line(speak(refusal))) from refusal

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("lat") and said.get("lon") and said.get("datum"):
            try:
                said["point"] = Point.parse(said["lat"], said["lon"], said["datum"])
            except Refused as refusal:
                self.add_error("lat", in_one_line(speak(refusal)))
        return said

    def said(self) -> dict[str, Any]:
        """What `open_room` is told."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("lat", "lon", "datum")}
