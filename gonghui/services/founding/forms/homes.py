"""What is typed about judging the home."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gonghui.faces.forms import ProseField, UnionChoice, UnionForm

from .. import rules
from ..rules import homes
from .cases import DayField


class RoundForm(UnionForm):
    union = UnionChoice(label=_("哪个工会"))
    year = forms.IntegerField(label=_("年份"), validators=[MinValueValidator(2020), MaxValueValidator(2100)])
    opens_on = DayField(label=_("从哪天起打分"))
    closes_on = DayField(label=_("到哪天为止"), help_text=_("最多三个月。结束以后，十人以上打分才显示结果。"))


class JudgeForm(forms.Form):
    """A grade for each question of a year."""

    def __init__(self, *args: Any, year: int, **options: Any) -> None:
        super().__init__(*args, **options)
        grades = [(grade, gettext(said)) for grade, said in homes.GRADES.items()]
        for key, said in homes.questions_of(year).questions.items():
            self.fields[key] = forms.TypedChoiceField(
                label=gettext(said), choices=grades, coerce=int, widget=forms.RadioSelect
            )


class PledgeForm(forms.Form):
    text = ProseField(label=_("要改进什么、到什么时候"), max_length=rules.LONGEST_TEXT, rows=3)


class KeptForm(forms.Form):
    kept = forms.TypedChoiceField(
        label=_("办到了吗"), choices=[("yes", _("办到了")), ("no", _("没有办到"))], coerce=lambda said: said == "yes"
    )
    note = ProseField(label=_("说明"), max_length=rules.LONGEST_TEXT, rows=2, required=False)
