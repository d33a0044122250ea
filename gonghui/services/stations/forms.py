"""What officers and keepers type about stations, parsed once at the door."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gonghui.faces.forms import FenField, in_our_time

from . import rules
from .models import Supply

DATE = {"type": "date"}


class AmenityForm(forms.Form):
    """How many rooms of a kind a home has in all, and how their line runs; what is left empty stays as it is."""

    kind = forms.ChoiceField(label=_("什么"), choices=list(rules.ROOMS.items()))
    rooms = forms.IntegerField(label=_("一共几个"), min_value=0, max_value=200)
    minutes = forms.IntegerField(
        label=_("一次几分钟（淋浴、洗衣）"),
        min_value=1,
        max_value=rules.LONGEST_TURN,
        required=False,
        help_text=_("空着不变"),
    )
    wait_minutes = forms.IntegerField(
        label=_("叫号等几分钟"), min_value=1, max_value=rules.LONGEST_CALL, required=False, help_text=_("空着不变")
    )


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
