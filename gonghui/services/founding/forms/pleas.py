"""A worker's plea, and its answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gonghui.faces.forms import DivisionField, ProseField

from .. import rules
from ..pages.pleas import PleaWords


class PleaForm(forms.Form):
    """`said` is what the action takes beside the place."""

    employer = ProseField(
        label=_("你在哪个单位工作"), max_length=rules.LONGEST_NAME, help_text=_("写你知道的名字就行。")
    )
    place = DivisionField(label=_("单位在哪个区县"), help_text=_("比如“太原市小店区”。"))
    headcount = ProseField(label=_("大概有多少人"), max_length=20, required=False)
    text = ProseField(label=_("想说什么"), max_length=rules.LONGEST_TEXT, rows=4, required=False)
    reach = ProseField(
        label=_("怎么联系你方便"),
        max_length=rules.LONGEST_NAME,
        required=False,
        help_text=_("比如“晚上八点后打电话，不要发短信”。不填，就只在这里答复你。"),
    )

    @property
    def said(self) -> PleaWords:
        return PleaWords(**{name: self.cleaned_data[name] for name in ("employer", "headcount", "text", "reach")})


class AnswerForm(forms.Form):
    answer = ProseField(
        label=_("答复"),
        max_length=rules.LONGEST_TEXT,
        rows=5,
        help_text=_("只有求助的职工能看到。写清下一步谁来办、什么时候联系。"),
    )
