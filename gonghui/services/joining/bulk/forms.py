"""What is said of all that a filter shows."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gonghui.faces.forms import ProseField
from gonghui.faces.scripts import sentence

from .. import rules
from ..pages.shown import grounds_to_choose
from .models import BulkDecision

WORD = BulkDecision.Word


def grounds() -> list[tuple[str, str]]:
    return [("", ""), *((code, sentence(says)) for code, says in grounds_to_choose())]


class BulkForm(forms.Form):
    word = forms.ChoiceField(label=_("怎么答复"), choices=WORD.choices, widget=forms.RadioSelect)
    ground = forms.ChoiceField(label=_("不同意的理由"), choices=grounds, required=False)
    reason = ProseField(
        label=_("说明"),
        max_length=rules.LONGEST_REASON,
        rows=3,
        required=False,
        help_text=_("退回的写清怎样补正；不同意的可以写明事实。每一位申请人都看得到；同意的不用填"),
    )

    def clean(self) -> dict[str, object]:
        typed: dict[str, object] = super().clean() or {}
        if typed.get("word") == WORD.RETURNED and not typed.get("reason"):
            raise ValidationError({"reason": _("请写清怎样补正，每一位申请人都看得到")})
        if typed.get("word") == WORD.REFUSED and not typed.get("ground"):
            raise ValidationError({"ground": _("不同意的要选一条理由")})
        return typed
