"""What shippers, drivers and officers type about loads."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gonghui.faces.forms import DivisionField, FenField, KernelField, in_our_time
from gonghui.kernel.credit_code import CreditCode

from ..repair.forms import PersonForm
from . import rules
from .models import Load

DATE = {"type": "date"}


class SearchForm(forms.Form):
    origin = DivisionField(label=_("从哪里"), max_length=30, required=False)
    target = DivisionField(label=_("到哪里"), max_length=30, required=False)
    day = forms.DateField(
        label=_("哪天装货"), required=False, validators=[in_our_time], widget=forms.DateInput(DATE, format="%Y-%m-%d")
    )
    lorry = forms.ChoiceField(label=_("我的车"), choices=Load.Lorry.choices, required=False)


class LoadForm(forms.Form):
    origin = DivisionField(label=_("装货地"), max_length=30, help_text=_("写到市或区县"))
    target = DivisionField(label=_("卸货地"), max_length=30)
    goods = forms.CharField(label=_("什么货"), max_length=60)
    weight_kg = forms.IntegerField(label=_("重量（公斤）"), min_value=1, max_value=rules.HEAVIEST_KG)
    lorry = forms.ChoiceField(label=_("要什么车"), choices=Load.Lorry.choices)
    loads_on = forms.DateField(
        label=_("装货日"), validators=[in_our_time], widget=forms.DateInput(DATE, format="%Y-%m-%d")
    )
    price = FenField(label=_("运费（元）"), required=False, help_text=_("留空就是面议"))
    note = forms.CharField(label=_("说明"), max_length=200, required=False)


class ShipperForm(PersonForm):
    name = forms.CharField(label=_("单位名称"), max_length=120)
    credit_code = KernelField(
        label=_("统一社会信用代码"), parse=lambda text: str(CreditCode.parse(text)), max_length=30
    )
    phone = forms.CharField(label=_("给司机看的电话"), max_length=30)
    despite_closure = forms.BooleanField(label=_("停用的事已经查清（只有曾被停用过的才要勾选）"), required=False)
