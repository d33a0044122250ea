"""What a member fills in who has something corrected."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gonghui.faces.forms import FilesField, ProseField, in_one_line
from gonghui.faces.speech import speak
from gonghui.kernel.attachments import JPEG, PDF, PNG, WEBP, Caps
from gonghui.kernel.identity import parse_document
from gonghui.kernel.mobile import Mobile
from gonghui.kernel.refusals import Refused
from gonghui.kernel.text import person_name
from gonghui.primitives.people.models import Document

from .models import Correction

CAPS = Caps(kinds=(JPEG, PNG, WEBP, PDF), most=1)


class CorrectionForm(forms.Form):
    about = forms.ChoiceField(label=_("更正什么"), choices=Correction.About.choices)
    kind = forms.ChoiceField(
        label=_("证件类型"),
        required=False,
        choices=[("", _("不是更正证件")), *Document.Kind.choices],
    )
    text = forms.CharField(label=_("正确的内容"), max_length=60, help_text=_("姓名、证件号码或手机号。"))
    note = ProseField(label=_("说明"), required=False, max_length=200)
    proof = FilesField(caps=CAPS, label=_("证明"))

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        about, text = said.get("about"), said.get("text")
        if about and text:
            try:
                if about == Correction.About.NAME:
                    person_name(text)
                elif about == Correction.About.MOBILE:
                    Mobile.parse(text)
                else:
                    parse_document(said.get("kind") or None, text)
            except Refused as refusal:
                self.add_error("text", ValidationError(in_one_line(speak(refusal)), code=refusal.code))
        return said
