"""What askers and seats type, parsed once at the door."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gonghui.faces.cases.forms import SpokenChoice, WordsForm
from gonghui.faces.forms import KernelField, MobileField
from gonghui.kernel.codes import parse_code
from gonghui.kernel.text import person_name

from .actions import Call
from .rules import HOTLINE


class FindForm(forms.Form):
    """Who calls; of a caller who does not say who they are, which case it is about."""

    mobile = MobileField(label=_("来电号码"), required=False, widget=forms.TextInput({"autocomplete": "off"}))
    code = KernelField(
        parse=parse_code, label=_("或诉求编号"), required=False, help_text=_("匿名的来电人报编号，就能接着补充")
    )

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        if not (typed.get("mobile") or typed.get("code") or self.errors):
            self.add_error("mobile", _("请填来电号码或诉求编号"))
        return typed


class TakeForm(WordsForm):
    """A ticket for who calls, comes or writes."""

    via = forms.ChoiceField(
        label=_("怎么来的"), choices=[("phone", _("打热线")), ("window", _("到窗口")), ("letter", _("来信留言"))]
    )
    anonymous = forms.BooleanField(label=_("来电人不愿意说是谁（匿名）"), required=False)
    name = KernelField(parse=person_name, label=_("姓名"), required=False)
    mobile = MobileField(required=False, help_text=_("会收到短信，凭编号可查"))
    level = SpokenChoice(HOTLINE.levels, label=_("难易程度"))
    field_order = ("via", "anonymous", "name", "mobile", "topic", "level", "words", "place", "trade")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, kind=HOTLINE, **options)

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        for name in ("name", "mobile"):
            if not (typed.get("anonymous") or typed.get(name) or name in self.errors):
                self.add_error(name, _("请填写；来电人不愿意说的，请选“匿名”"))
        return typed

    @property
    def call(self) -> Call:
        return Call(**{name: self.cleaned_data[name] for name in ("via", "name", "mobile", "anonymous", "level")})
