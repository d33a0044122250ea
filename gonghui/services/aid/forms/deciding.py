"""What officers, finance and who objects type."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gonghui.faces.cases.forms import SpokenChoice
from gonghui.faces.forms import FenField, FilesField, ProseField, UnionForm
from gonghui.faces.importing import SheetForm
from gonghui.kernel.attachments import JPEG, PDF, PNG, WEBP, Caps
from gonghui.kernel.money import Fen
from gonghui.primitives.casework import rules as casework

from ..actions.deciding import Proposal
from ..models import LONGEST
from ..rules import LONGEST_RECEIPT
from ..rules.hardship import CLASSES
from .household import DayField

PROOF = Caps(kinds=(PDF, JPEG, PNG, WEBP), most=1)


class VisitForm(forms.Form):
    on = DayField(label=_("哪天去的"))
    words = ProseField(
        label=_("看到的情况"),
        max_length=casework.LONGEST_WORDS,
        rows=3,
        help_text=_("职工看不到；家人说法和材料对得上吗"),
    )


class ProposeForm(forms.Form):
    """The first word."""

    listed_as = SpokenChoice((("", _("不予认定")), *CLASSES.items()), label=_("认定为"), required=False)
    amount = FenField(label=_("帮扶金（元）"), required=False, allow_zero=True, help_text=_("不超过当地标准"))
    why = ProseField(label=_("理由"), max_length=LONGEST, rows=2, help_text=_("职工看得到"))

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        if typed.get("listed_as") and not typed.get("amount") and "amount" not in self.errors:
            self.add_error("amount", _("请填帮扶金"))
        return typed

    @property
    def said(self) -> Proposal:
        typed = self.cleaned_data
        granted = bool(typed["listed_as"])
        return Proposal(granted, typed["why"], typed["listed_as"], (typed["amount"] or Fen(0)) if granted else Fen(0))


class ObjectForm(forms.Form):
    text = ProseField(label=_("哪里不对"), max_length=LONGEST, rows=3, help_text=_("只有受理的工会看得到是谁说的"))


class ObjectionForm(forms.Form):
    upheld = forms.TypedChoiceField(
        label=_("核实结果"), choices=[("0", _("异议不成立，公示继续")), ("1", _("异议成立，重新认定"))],
        coerce=lambda said: said == "1",
    )  # fmt: skip
    text = ProseField(label=_("核实的情况"), max_length=LONGEST, rows=2)


class EndForm(forms.Form):
    why = ProseField(label=_("退出的理由"), max_length=LONGEST, rows=2, help_text=_("职工看得到"))


class PayForm(forms.Form):
    receipt = forms.CharField(label=_("银行回单号"), max_length=LONGEST_RECEIPT)
    proof = FilesField(caps=PROOF, label=_("银行回单"), required=False)


class GiveForm(UnionForm):
    amount = FenField(label=_("拨款（元）"))
    why = ProseField(label=_("来源和用途"), max_length=LONGEST)
    field_order = ("union", "amount", "why")


class ImportForm(UnionForm, SheetForm):
    """Whose places they are, and the sheet."""
