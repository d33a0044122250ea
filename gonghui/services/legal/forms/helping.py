"""What is asked of the library and of the wizards, and what officers write, parsed once at the door."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gonghui.faces.cases.forms import CloseForm as CaseCloseForm
from gonghui.faces.cases.forms import SpokenChoice
from gonghui.faces.forms import FenField, FilesField, ProseField, UnionChoice, in_our_time
from gonghui.kernel.attachments import DOCX, JPEG, PDF, PNG, TEXT, WEBP, XLSX, Caps
from gonghui.primitives.people.models import Union

from .. import rules
from ..actions import Content
from ..rules.question import LEGAL
from ..rules.wizards import Injury, Wages

EVIDENCE = Caps(kinds=(JPEG, PNG, WEBP, PDF, DOCX, XLSX, TEXT), most=10, side=4000)


class DayField(forms.DateField):
    """A day of our age."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **options)
        self.validators.append(in_our_time)


class FindForm(forms.Form):
    """In one's own words."""

    said = ProseField(
        label=_("发生了什么"), max_length=200,
        widget=forms.TextInput({"placeholder": _("如：老板三个月没发工资"), "autocomplete": "off"}),
    )  # fmt: skip


class ContentForm(forms.Form):
    """An answer of the library."""

    topic = SpokenChoice(LEGAL.topics, label=_("关于什么"))
    title = ProseField(label=_("标题"), max_length=rules.LONGEST_TITLE)
    words = ProseField(label=_("解答"), max_length=rules.LONGEST_ANSWER, rows=8)
    law = ProseField(label=_("依据"), max_length=rules.LONGEST_LAW, rows=3, help_text=_("一行一条，写明条款"))
    source = ProseField(label=_("法条出处"), max_length=rules.LONGEST_SOURCE, help_text=_("哪部法，哪一年的文本"))
    checked_on = DayField(label=_("核对日期"), help_text=_("最近一次对照法条核对是哪天"))
    asked = ProseField(
        label=_("别人会怎么问"), max_length=rules.LONGEST_ASKED, required=False,
        help_text=_("日常的词，用空格隔开，如“不发工资 欠薪 讨薪”；搜索靠它"),
    )  # fmt: skip

    @property
    def content(self) -> Content:
        return Content(**{name: self.cleaned_data[name] for name in Content.__dataclass_fields__})


class NewAnswerForm(ContentForm):
    """Of a union, or, by who runs the system, for all."""

    union = UnionChoice(label=_("适用范围"))
    field_order = ("union",)

    def __init__(self, *args: Any, unions: Any, for_all: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["union"]
        field.queryset, field.required = unions, not for_all
        field.empty_label = _("全国适用") if for_all else None

    @property
    def union_of(self) -> Union | None:
        found: Union | None = self.cleaned_data["union"]
        return found


class CloseForm(CaseCloseForm):
    """And what came back to the worker."""

    recovered = FenField(label=_("要回多少元"), required=False, allow_zero=True)
    hours = forms.IntegerField(label=_("要回多少小时休息休假"), required=False, min_value=0, max_value=100_000)
    field_order = ("outcome", "recovered", "hours", "words")


class LetterForm(forms.Form):
    """Who writes to whom; it is printed, and kept nowhere. What has happened (`past`) has a day that has come."""

    name = ProseField(label=_("你的姓名"), max_length=30, required=False)
    employer = ProseField(label=_("单位全名"), max_length=80, required=False)
    facts = ProseField(
        label=_("事情经过"), max_length=1500, rows=5, required=False,
        help_text=_("什么时候到的单位、做什么、怎么约定的、发生了什么；只用来打印，不保存"),
    )  # fmt: skip
    past: tuple[str, ...] = ()
    on_paper = ("name", "employer", "facts")

    @property
    def printed(self) -> list[Any]:
        """The fields that stand in the letter alone."""
        return [self[name] for name in self.on_paper]

    @property
    def printed_wrong(self) -> bool:
        return any(field.errors for field in self.printed)

    @property
    def asked(self) -> list[Any]:
        """All others."""
        return [field for field in self if field.name not in self.on_paper]

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        for name in self.past:
            if (day := typed.get(name)) and day > self.today:
                self.add_error(name, _("这一天还没有到，请核对"))
        return typed


class WagesForm(LetterForm):
    """Wages that are owed."""

    owed_since = DayField(label=_("从哪天起没有足额发工资"))
    left_on = DayField(label=_("哪天离开单位"), required=False, help_text=_("还在上班的不填"))
    amount = FenField(label=_("一共欠多少元"), required=False)
    no_contract = forms.BooleanField(label=_("没有签书面劳动合同"), required=False)
    started_on = DayField(label=_("哪天开始上班"), required=False, help_text=_("没有签合同的填，用来算二倍工资的期限"))
    migrant = forms.BooleanField(label=_("我是进城务工的"), required=False)
    awarded_on = DayField(label=_("哪天收到仲裁裁决书"), required=False, help_text=_("还没有仲裁的不填"))
    past = ("owed_since", "left_on", "started_on", "awarded_on")
    field_order = ("owed_since", "left_on", "amount", "no_contract", "started_on", "migrant", "awarded_on")

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        since, left = typed.get("owed_since"), typed.get("left_on")
        if since and left and left < since:
            self.add_error("left_on", _("离开的日子早于开始拖欠的日子，请核对"))
        if since and (began := typed.get("started_on")) and began > since:
            self.add_error("started_on", _("开始上班的日子晚于开始拖欠的日子，请核对"))
        return typed

    @property
    def said(self) -> Wages:
        return Wages(**{name: self.cleaned_data[name] for name in Wages.__dataclass_fields__})


class InjuryForm(LetterForm):
    """An injury at work."""

    hurt_on = DayField(label=_("哪天受的伤，或哪天诊断为职业病"))
    insured = forms.TypedChoiceField(
        label=_("单位交工伤保险吗"), choices=[("1", _("交了，或不清楚")), ("0", _("没有交"))],
        coerce=lambda value: value == "1",
    )  # fmt: skip
    employer_applied = forms.BooleanField(label=_("单位已经申报工伤认定"), required=False)
    accepted_on = DayField(label=_("哪天人社局受理"), required=False, help_text=_("还没有受理的不填"))
    appraised_on = DayField(label=_("哪天收到伤残鉴定结论"), required=False, help_text=_("还没有鉴定的不填"))
    past = ("hurt_on", "accepted_on", "appraised_on")
    field_order = ("hurt_on", "insured", "employer_applied", "accepted_on", "appraised_on")

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        hurt = typed.get("hurt_on")
        for name in ("accepted_on", "appraised_on"):
            if hurt and typed.get(name) and typed[name] < hurt:
                self.add_error(name, _("早于受伤的日子，请核对"))
        return typed

    @property
    def said(self) -> Injury:
        return Injury(**{name: self.cleaned_data[name] for name in Injury.__dataclass_fields__})


class EvidenceForm(forms.Form):
    """Copies to keep; pictures larger than elsewhere, so that what stands on a paper can be read."""

    files = FilesField(label=_("照片和文件"), caps=EVIDENCE)
    words = ProseField(label=_("是什么"), max_length=rules.LONGEST_WORDS, required=False)


class CheckForm(forms.Form):
    """A copy, and the code under which it is said to be kept."""

    code = forms.CharField(label=_("证据编号"), max_length=20, widget=forms.TextInput({"autocomplete": "off"}))
    copy = forms.FileField(label=_("下载的副本"))

    def clean_copy(self) -> bytes:
        data: bytes = self.cleaned_data["copy"].read(EVIDENCE.most_bytes + 1)
        if len(data) > EVIDENCE.most_bytes:
            raise ValidationError(_("文件太大，证据箱里没有这么大的"))
        return data
