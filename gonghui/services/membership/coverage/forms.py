"""A figure of the workforce, and a sheet of them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gonghui.faces.forms import ProseField, UnionChoice, UnionForm, in_our_time
from gonghui.primitives.people.trades import Trade

DATE = {"type": "date"}


class WorkforceForm(UnionForm):
    union = UnionChoice(label=_("哪个工会的范围"))
    trade = forms.ChoiceField(label=_("行业"), required=False, choices=[("", _("全部职工")), *Trade.choices])
    people = forms.IntegerField(label=_("人数"), min_value=1, max_value=99_999_999)
    as_of = forms.DateField(
        label=_("统计日期"), validators=[in_our_time], widget=forms.DateInput(DATE, format="%Y-%m-%d")
    )
    source = ProseField(label=_("来源"), max_length=200, help_text=_("例如：2026 年统计年鉴、行业主管部门函。"))
