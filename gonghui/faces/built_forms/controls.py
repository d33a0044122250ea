"""A field of a definition as a field of a Django form, and what came out of it as it is kept."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gonghui.faces.forms import FenField, FilesField, KernelField, MobileField, ProseField, in_one_line, in_our_time
from gonghui.faces.scripts import in_script
from gonghui.faces.speech import speak
from gonghui.kernel.attachments import DOCX, PDF, XLSX, Caps
from gonghui.kernel.attachments.caps import PICTURES
from gonghui.kernel.identity import BadDocument, parse_document
from gonghui.kernel.mobile import Mobile
from gonghui.kernel.money import Fen
from gonghui.kernel.text import fold
from gonghui.primitives.forms.fields import NO, YES, Field, Kind
from gonghui.primitives.forms.refusals import NotANumber
from gonghui.primitives.forms.rules import most_of
from gonghui.primitives.people.models import Document

MOST_AS_BUTTONS = 6  # choices that are shown all at once; more fold into a list
ATTACHED = (*PICTURES, PDF, DOCX, XLSX)
WRITTEN = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,13})(?:\.\d{0,6})?")


def control_of(field: Field, *, in_row: bool = False) -> forms.Field:
    """The form field that asks for it, in the reader's script."""
    control = CONTROLS[field.kind](field, in_row)
    control.label, control.required = _script(field.label), field.required
    if field.help:
        control.help_text = _script(field.help)
    return control


def _script(text: str) -> str:
    return in_script(text, get_language() or "")


def _text(field: Field, in_row: bool) -> forms.Field:
    return ProseField(max_length=most_of(field), rows=4 if field.kind is Kind.LONG else 0, required=field.required)


def _choice(field: Field, in_row: bool) -> forms.Field:
    choices = [(choice.code, _script(choice.label)) for choice in field.choices]
    return forms.ChoiceField(widget=_choosing(choices, field, in_row), choices=_with_none(choices, field, in_row))


def _yes_no(field: Field, in_row: bool) -> forms.Field:
    choices = [(YES, _("是")), (NO, _("否"))]
    return forms.ChoiceField(widget=_choosing(choices, field, in_row), choices=_with_none(choices, field, in_row))


def _choosing(choices: list[Any], field: Field, in_row: bool) -> type[forms.Widget]:
    return forms.Select if in_row or len(choices) > MOST_AS_BUTTONS else forms.RadioSelect


def _with_none(choices: list[Any], field: Field, in_row: bool) -> list[Any]:
    if in_row or len(choices) > MOST_AS_BUTTONS:
        return [("", _("请选择")), *choices]
    return choices if field.required else [*choices, ("", _("不填"))]


def _several(field: Field, in_row: bool) -> forms.Field:
    choices = [(choice.code, _script(choice.label)) for choice in field.choices]
    return forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, choices=choices)


class NumberField(KernelField):
    attrs = {"inputmode": "decimal", "autocomplete": "off"}

    def __init__(self, **options: Any) -> None:
        super().__init__(parse=number, **options)


def number(text: str) -> int | float:
    """What a person wrote: "1,200", "３６.5". Raises NotANumber."""
    written = fold(text).replace(" ", "").replace("−", "-")
    if not WRITTEN.fullmatch(written) or not written.isascii():
        raise NotANumber(text=written[:20])
    plain = written.replace(",", "")
    return float(plain) if "." in plain else int(plain)


class DocumentWidget(forms.MultiWidget):
    template_name = "frame/document.html"

    def __init__(self) -> None:
        super().__init__([forms.Select(choices=Document.Kind.choices), forms.TextInput({"autocomplete": "off"})])
        self.widgets_names = ["-kind", "-number"]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["boxes"] = list(zip((_("证件种类"), _("证件号码")), context["widget"]["subwidgets"], strict=True))
        return context

    def decompress(self, value: Any) -> list[Any]:
        return [value["kind"], value["number"]] if value else [Document.Kind.RESIDENT_ID, ""]


class DocumentField(forms.MultiValueField):
    """A document by its kind and number; the value is the kernel's, None for no number."""

    def __init__(self, **options: Any) -> None:
        parts = (forms.ChoiceField(choices=Document.Kind.choices), forms.CharField(max_length=60, required=False))
        super().__init__(parts, widget=DocumentWidget(), require_all_fields=False, **options)

    def clean(self, value: Any) -> Any:
        if not (value and value[1] and value[1].strip()):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        return super().clean(value)

    def compress(self, data_list: list[str]) -> Any:
        try:
            return parse_document(data_list[0], data_list[1])
        except BadDocument as refusal:
            raise ValidationError(in_one_line(speak(refusal)), code=refusal.code) from refusal

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data and data[1])


class RowsField(forms.Field):
    """The words of a table and what is wrong in it; its rows are forms of their own, and judge themselves."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> None:
        return None


CONTROLS: dict[Kind, Callable[[Field, bool], forms.Field]] = {
    Kind.TEXT: _text,
    Kind.LONG: _text,
    Kind.NUMBER: lambda field, in_row: NumberField(max_length=30),
    Kind.MONEY: lambda field, in_row: FenField(allow_zero=True),
    Kind.DATE: lambda field, in_row: forms.DateField(
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), validators=[in_our_time]
    ),
    Kind.CHOICE: _choice,
    Kind.SEVERAL: _several,
    Kind.YES_NO: _yes_no,
    Kind.PHONE: lambda field, in_row: MobileField(),
    Kind.DOCUMENT: lambda field, in_row: DocumentField(),
    Kind.FILES: lambda field, in_row: FilesField(caps=Caps(kinds=ATTACHED, most=most_of(field))),
    Kind.ROWS: lambda field, in_row: RowsField(),
}


def kept(field: Field, cleaned: Any) -> Any:
    """What a control made of what was typed, as an answer is kept; None for nothing."""
    match cleaned:
        case None | "" | []:
            return None
        case Fen():
            return int(cleaned)
        case date():
            return cleaned.isoformat()
        case Mobile():
            return cleaned.e164
    if field.kind is Kind.YES_NO:
        return cleaned == YES
    return {"kind": cleaned.kind, "number": cleaned.number} if field.kind is Kind.DOCUMENT else cleaned


def typed(field: Field, value: Any) -> Any:
    """A kept answer as a control begins with it."""
    match field.kind:
        case Kind.MONEY:
            return Fen(value)
        case Kind.YES_NO:
            return YES if value else NO
        case Kind.PHONE:
            return Mobile.parse(value)
    return value
