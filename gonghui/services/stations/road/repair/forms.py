"""What drivers, workshops and officers type about a repair."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gonghui.faces.forms import FenField, KernelField, MobileField, UnionChoice, UnionForm, spoken
from gonghui.kernel.geo import Datum, Point

from . import rules

DATUMS = (
    (Datum.WGS84.value, _("手机定位、天地图")),
    (Datum.GCJ02.value, _("高德、腾讯地图")),
    (Datum.BD09.value, _("百度地图")),
)


class DatumField(forms.TypedChoiceField):
    """In which grid latitude and longitude were read; the phone's own when nobody says."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            **options,
            label=_("经纬度从哪里查的"),
            choices=DATUMS,
            coerce=Datum,
            required=False,
            empty_value=Datum.WGS84,
            help_text=_("高德、百度的坐标有几百米偏移，选对了才不会标错"),
        )


class AskForm(forms.Form):
    """A driver's call. The phone's position comes from the page's script; without it the words have to do."""

    trouble = forms.CharField(label=_("车怎么了"), max_length=300, widget=forms.Textarea({"rows": 2}))
    plate = KernelField(label=_("车牌"), parse=rules.plate, max_length=20)
    near = forms.CharField(
        label=_("在哪里"), max_length=160, required=False, help_text=_("路名、桩号、方向，如“大运高速 K123 太原方向”")
    )
    lat = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)
    lon = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)
    datum = DatumField(widget=forms.HiddenInput)


class QuoteForm(forms.Form):
    minutes = forms.IntegerField(label=_("几分钟能到"), min_value=1, max_value=rules.LONGEST_MINUTES, initial=30)
    price = FenField(label=_("一共收多少元"), allow_zero=True)
    note = forms.CharField(
        label=_("包括什么"), max_length=200, required=False, help_text=_("如：上门、换胎，配件另算多少")
    )


class FinishForm(forms.Form):
    charged = FenField(label=_("实收多少元"), allow_zero=True)


class PersonForm(UnionForm):
    """Which union vouches, and the person who acts for the firm, known by mobile."""

    union = UnionChoice(label=_("核实的工会"))
    contact = forms.CharField(label=_("接单人姓名"), max_length=60)
    mobile = MobileField(label=_("接单人手机"))


class ProviderForm(PersonForm):
    name = forms.CharField(label=_("维修服务方名称"), max_length=60)
    phone = forms.CharField(label=_("服务电话"), max_length=30)
    licence = forms.CharField(label=_("看过的证照"), max_length=120, help_text=_("营业执照号、维修资质等级"))
    reach_km = forms.IntegerField(label=_("服务半径（公里）"), min_value=1, max_value=500, initial=50)
    lat = forms.CharField(label=_("纬度"), max_length=20)
    lon = forms.CharField(label=_("经度"), max_length=20)
    datum = DatumField()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("lat") and data.get("lon") and data.get("datum"):
            data["point"] = spoken(lambda _text: Point.parse(data["lat"], data["lon"], data["datum"]), "")
        return data

    def said(self) -> dict[str, Any]:
        """As actions.verify_provider takes it: `point` for what was read off a map."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"lat", "lon", "datum"}}
