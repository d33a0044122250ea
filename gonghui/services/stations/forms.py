"""What officers and keepers type about stations, parsed once at the door."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gonghui.faces.forms import FenField, MobileField, in_our_time, spoken
from gonghui.kernel.geo import Datum, Point
from gonghui.primitives.people.models import Union
from gonghui.primitives.places.facilities import ALL
from gonghui.primitives.places.models import Premises

from . import rules
from .models import HOME, STATION, Supply
from .road.loads.forms import DivisionField
from .road.repair.forms import DATUMS

DATE = {"type": "date"}
KINDS = ((STATION, _("职工驿站")), (HOME, _("司机之家")))


class StationForm(forms.Form):
    """What is said of a station; `facts()` are the fields of `actions.open_station`."""

    name = forms.CharField(label=_("名称"), max_length=60)
    division = DivisionField(label=_("所在区县"), max_length=30)
    address = forms.CharField(label=_("地址"), max_length=160)
    lat = forms.CharField(label=_("纬度"), max_length=20)
    lon = forms.CharField(label=_("经度"), max_length=20)
    datum = forms.ChoiceField(
        label=_("经纬度从哪里查的"), choices=DATUMS, help_text=_("高德、百度的坐标有几百米偏移，选对了才不会标错")
    )
    phone = forms.CharField(label=_("电话（也是投诉电话）"), max_length=30)
    host_kind = forms.ChoiceField(label=_("谁提供场地"), choices=Premises.Host.choices)
    host_name = forms.CharField(label=_("共建单位"), max_length=80, required=False)
    capacity = forms.IntegerField(label=_("最多容纳几人"), min_value=1, max_value=2000)
    area_m2 = forms.IntegerField(label=_("面积（平方米）"), min_value=1, max_value=100_000, required=False)
    facilities = forms.MultipleChoiceField(
        label=_("有什么"),
        choices=[(one.code, one.name) for one in ALL],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(label=_("怎么找到门"), max_length=500, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("lat") and data.get("lon") and data.get("datum"):
            datum = Datum(data["datum"])
            data["point"] = spoken(lambda _text: Point.parse(data["lat"], data["lon"], datum), "")
        return data

    def facts(self) -> dict[str, Any]:
        names = ("name", "division", "address", "point", "phone", "host_kind", "host_name", "capacity", "area_m2")
        return {name: self.cleaned_data[name] for name in (*names, "facilities", "note")}


class NewStationForm(StationForm):
    def __init__(self, *args: Any, unions: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        queryset = Union.objects.filter(pk__in=[union.pk for union in unions])
        self.fields["union"] = forms.ModelChoiceField(queryset, label=_("哪个工会的"), initial=queryset.first())
        self.fields["kind"] = forms.ChoiceField(label=_("类别"), choices=KINDS)
        self.order_fields(["union", "kind"])


def initial_of(premises: Premises) -> dict[str, Any]:
    """A stored station as the form shows it, in WGS-84."""
    names = ("name", "address", "lat", "lon", "phone", "host_kind", "host_name", "capacity", "area_m2", "facilities")
    values = {name: getattr(premises, name) for name in (*names, "note")}
    return values | {"division": premises.division and premises.division.name, "datum": Datum.WGS84.value}


class KeeperForm(forms.Form):
    name = forms.CharField(label=_("姓名"), max_length=60)
    mobile = MobileField()


class AmenityForm(forms.Form):
    """How many rooms of a kind a home has, and how their line runs."""

    kind = forms.ChoiceField(label=_("什么"), choices=list(rules.ROOMS.items()))
    rooms = forms.IntegerField(label=_("加几个"), min_value=0, max_value=200, initial=1)
    minutes = forms.IntegerField(label=_("一次几分钟（淋浴、洗衣）"), min_value=1, max_value=240, initial=20)
    wait_minutes = forms.IntegerField(label=_("叫号等几分钟"), min_value=1, max_value=60, initial=10)


class StarForm(forms.Form):
    star = forms.IntegerField(label=_("改为几星"), min_value=0, max_value=5)
    reason = forms.CharField(label=_("原因（公众会看到）"), max_length=300, widget=forms.Textarea({"rows": 3}))


class SupplyForm(forms.Form):
    kind = forms.ChoiceField(label=_("类别"), choices=Supply.Kind.choices)
    name = forms.CharField(label=_("名称"), max_length=60)
    quantity = forms.IntegerField(label=_("数量"), min_value=1, max_value=10_000)
    unit = forms.CharField(label=_("单位"), max_length=10, initial=_("盒"))
    expires_on = forms.DateField(
        label=_("有效期至"), required=False, validators=[in_our_time], widget=forms.DateInput(DATE, format="%Y-%m-%d")
    )


class PriceForm(forms.Form):
    item = forms.CharField(label=_("项目"), max_length=40)
    content = forms.CharField(label=_("包括什么"), max_length=120, required=False)
    unit = forms.CharField(label=_("单位"), max_length=20, initial=_("次"))
    price = FenField(label=_("价格（元）"), allow_zero=True)
