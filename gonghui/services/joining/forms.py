"""What applicants, helpers and officers type, parsed once at the door."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gonghui.faces.forms import KernelField, MobileField, ProseField, UnionChoice, in_one_line
from gonghui.faces.speech import speak
from gonghui.kernel.identity import BadDocument, parse_document
from gonghui.kernel.text import person_name
from gonghui.primitives.people.models import Document, Employer, Person, Trade, Union

from . import rules
from .actions import Entry, Who
from .models import Application

CODE = r"^\s*(?:[0-9０-９][\s\-－·.]*){6}$"
CONSENT = _("我同意工会为办理入会使用证件号码核对身份。号码加密保存，只用于这一件事，可以随时撤回")


class NameField(KernelField):
    attrs = {"autocomplete": "name"}

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("姓名"))
        super().__init__(parse=person_name, **options)


class DocumentForm(forms.Form):
    """A document by its kind; `document` is the kernel's, None where none was typed."""

    document_kind = forms.ChoiceField(label=_("证件种类"), choices=Document.Kind.choices, initial="resident_id")
    number = forms.CharField(
        label=_("证件号码"),
        max_length=60,
        help_text=_("18 位身份证、8 位台胞证、港澳通行证、居住证或护照都可以"),
        widget=forms.TextInput({"autocomplete": "off", "data-unkept": ""}),
    )
    trade = forms.ChoiceField(label=_("行业"), choices=[("", _("不属于下面几类")), *Trade.choices], required=False)
    platforms = ProseField(
        label=_("在哪里干活"),
        max_length=200,
        required=False,
        help_text=_("单位或平台的名字；同时在几家干活都写上，用顿号隔开"),
    )
    consents = forms.BooleanField(label=CONSENT)

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        number = typed.get("number")
        typed["document"] = None
        if number:
            try:
                typed["document"] = parse_document(typed.get("document_kind"), number)
            except BadDocument as refusal:
                raise ValidationError({"number": in_one_line(speak(refusal))}) from refusal
        if not (typed.get("trade") or typed.get("platforms") or self.errors):
            raise ValidationError({"platforms": _("请填单位或平台，或者选择行业")})
        return typed


class WhoForm(DocumentForm):
    """The first screen; what is known of the person already is not asked again."""

    name = NameField(help_text=_("和证件上一样；中间的点用“·”"))
    field_order = ("name", "document_kind", "number", "trade", "platforms", "consents")

    def __init__(self, *args: Any, person: Person | None, draft: Application | None = None, **options: Any) -> None:
        self.known = person.documents.first() if person else None
        initial = {"name": person.name} if person else {}
        if draft:
            typed = ("name", "document_kind", "trade", "platforms")
            initial |= {name: getattr(draft, name) for name in typed if getattr(draft, name)}
            initial["consents"] = draft.consented_at is not None
        super().__init__(*args, initial=initial, **options)
        if draft and draft.number_tail:
            self.fields["number"].required = False
            self.fields["number"].help_text = _("已填尾号 %(tail)s；不改就空着") % {"tail": draft.number_tail}
        if self.known:
            for name in ("name", "document_kind", "number"):
                del self.fields[name]

    @property
    def who(self) -> Who:
        names = ("document", "trade", "platforms", "consents")
        return Who(name=self.cleaned_data.get("name", ""), **{name: self.cleaned_data[name] for name in names})


class ChoiceForm(forms.Form):
    """A union that was found, and why this one."""

    to = forms.ModelChoiceField(queryset=Union.objects.all())
    why = forms.ChoiceField(choices=[(one, one) for one in rules.ROUTES])
    employer = forms.ModelChoiceField(queryset=Employer.objects.all(), required=False)

    @property
    def reasons(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("why", "employer")}


class NewcomerForm(forms.Form):
    name = NameField(help_text=_("和证件上一样"))
    mobile = MobileField(help_text=_("验证码发到这个号码；以后用它登录"))


class NewcomerCodeForm(forms.Form):
    code = forms.RegexField(
        CODE,
        label=_("短信验证码"),
        error_messages={"invalid": _("验证码是 6 位数字，请对照短信再填一次")},
        widget=forms.TextInput(
            {"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": "12", "data-whole": "6"}
        ),
    )


class SlipForm(forms.Form):
    code = forms.CharField(label=_("受理单编号"), max_length=20, widget=forms.TextInput({"autocomplete": "off"}))
    tail = forms.RegexField(
        r"^\s*[0-9]{4}\s*$",
        label=_("手机号后四位"),
        error_messages={"invalid": _("请填 4 位数字")},
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "maxlength": "6"}),
    )


class EntryForm(DocumentForm):
    """For somebody else: by an officer, the hotline, or a relative who says what they are to them."""

    name = NameField(help_text=_("和证件上一样"))
    mobile = MobileField(help_text=_("本人的号码：会收到短信，七天内可以撤销"))
    union = UnionChoice(label=_("加入哪个工会"))
    consents = forms.BooleanField(label=_("已取得本人同意：代办入会，并使用证件号码核对身份"))
    field_order = ("union", "name", "mobile", "document_kind", "number", "trade", "platforms")

    def __init__(self, *args: Any, unions: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["union"].queryset = unions  # type: ignore[attr-defined]

    @property
    def entry(self) -> Entry:
        names = ("name", "mobile", "document", "union", "trade", "platforms", "consents")
        given = {name: self.cleaned_data[name] for name in names}
        return Entry(**given, relation=self.cleaned_data.get("relation", ""))


class DeskForm(EntryForm):
    """At the window or on the telephone."""

    via = forms.ChoiceField(
        label=_("怎么来的"), choices=[("officer", _("到窗口")), ("hotline", _("打 12351"))], initial="officer"
    )


class HelperForm(EntryForm):
    relation = ProseField(label=_("你是他（她）的"), max_length=20, help_text=_("如：女儿、同乡、工友；本人看得到"))
    union_code = forms.CharField(max_length=20, widget=forms.HiddenInput)
    field_order = ("relation", "name", "mobile", "document_kind", "number", "trade", "platforms", "union_code")

    def __init__(self, *args: Any, union: Union | None, **options: Any) -> None:
        initial = {"union_code": union.code} if union else {}
        super().__init__(*args, unions=Union.objects.none(), initial=initial, **options)
        del self.fields["union"]

    def clean_union_code(self) -> str:
        code = self.cleaned_data["union_code"].strip().upper()
        self.cleaned_data["union"] = Union.objects.open().filter(code=code).first()
        if self.cleaned_data["union"] is None:
            raise ValidationError(_("没有这个代码的工会，请核对"))
        return code


class ReasonForm(forms.Form):
    reason = ProseField(
        label=_("申诉理由"), max_length=rules.LONGEST_REASON, rows=3, help_text=_("上级工会和原工会都看得到")
    )
