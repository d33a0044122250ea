"""What askers and handlers type about a case, parsed once at the door."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gonghui.faces.forms import DivisionField, FilesField, KernelField, ProseField
from gonghui.kernel.attachments import DOCX, JPEG, PDF, PNG, WEBP, XLSX, Caps
from gonghui.primitives.casework import rules as casework
from gonghui.primitives.casework.dispatch import Words
from gonghui.primitives.casework.kinds import Kind
from gonghui.primitives.people.models import Person, Trade, Union

CAPS = Caps(kinds=(JPEG, PNG, WEBP, PDF, DOCX, XLSX), most=casework.MOST_FILES)
YES_NO = [("1", _("是")), ("0", _("否"))]
TRADES = [("", _("不属于下面几类")), *Trade.choices]
NAMESAKES = 5  # unions of one name that are listed


def apart(name: str, **given: Any) -> Callable[..., dict[str, Any]]:
    """What a form of many on one page is given: ids of its own, so that a label leads to its own field, and `given`."""
    return lambda request, pk: {"auto_id": f"id_{name}_%s", **given}


class SpokenChoice(forms.ChoiceField):
    """One of the words of a kind, which are source sentences."""

    def __init__(self, words: Sequence[tuple[str, str]] = (), **options: Any) -> None:
        super().__init__(choices=[(code, _(word)) for code, word in words], **options)

    def spoken(self, words: Sequence[tuple[str, str]]) -> None:
        """These, from now on."""
        self.choices = [(code, _(word)) for code, word in words]


class PapersField(FilesField):
    """What comes with a message."""

    def __init__(self, **options: Any) -> None:
        super().__init__(label=_("照片和材料"), caps=CAPS, required=False, **options)


class KindForm(forms.Form):
    """A form that offers words of a kind: the field `choices_of` those of the same name in the plural."""

    choices_of = ("", "")  # the field, and what of the kind it offers

    def __init__(self, *args: Any, kind: Kind, **options: Any) -> None:
        super().__init__(*args, **options)
        field, of = self.choices_of
        choice: Any = self.fields[field]
        choice.spoken(getattr(kind, of))


class WordsForm(KindForm):
    """What it is about, where, in which trade."""

    topic = SpokenChoice(label=_("关于什么"))
    words = ProseField(
        label=_("发生了什么"), max_length=casework.LONGEST_WORDS, rows=6,
        help_text=_("什么时候、在哪里、发生了什么、希望怎样解决；银行卡号和密码不要写"),
    )  # fmt: skip
    place = DivisionField(label=_("在哪里"), help_text=_("市或区县，如“太原市小店区”；由那里的地方工会受理"))
    trade = forms.ChoiceField(label=_("行业"), choices=TRADES, required=False)
    choices_of = ("topic", "topics")

    @property
    def said(self) -> Words:
        return Words(**{name: self.cleaned_data[name] for name in ("topic", "words", "place", "trade")})


class AskForm(WordsForm):
    files = PapersField()


class SayForm(forms.Form):
    """One more message."""

    words = ProseField(label=_("要说的话"), max_length=casework.LONGEST_WORDS, rows=4)
    files = PapersField()


class AnswerForm(SayForm):
    """To the asker; either more is to come, or it was dealt with: where the kind asks its asker what they think."""

    done = forms.BooleanField(label=_("已经办好，请职工评价"), required=False)

    def __init__(self, *args: Any, may_be_done: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not may_be_done:
            del self.fields["done"]


class NoteForm(forms.Form):
    words = ProseField(label=_("备注"), max_length=casework.LONGEST_WORDS, rows=3, help_text=_("职工看不到"))


class WhyForm(forms.Form):
    why = ProseField(label=_("原因"), max_length=casework.LONGEST_REASON, rows=2, help_text=_("职工看得到"))


class GradeForm(KindForm, WhyForm):
    level = SpokenChoice(label=_("难易程度"))
    choices_of = ("level", "levels")
    field_order = ("level", "why")


class HandlerChoice(forms.ModelChoiceField):
    def label_from_instance(self, person: Any) -> str:
        return str(person.name)


class AssignForm(forms.Form):
    """To one of those who hold the office for it."""

    to = HandlerChoice(queryset=Person.objects.none(), label=_("交给谁"))

    def __init__(self, *args: Any, handlers: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["to"].queryset = handlers  # type: ignore[attr-defined]


class HandOverForm(WhyForm):
    """To another union, by its code or its whole name: also of another region."""

    to = KernelField(parse=str.strip, max_length=120, label=_("转给哪个工会"), help_text=_("工会代码，或工会全名"))
    field_order = ("to", "why")

    def clean_to(self) -> Union:
        text = self.cleaned_data["to"] or ""
        named = Union.objects.open().filter(code=text.upper()) | Union.objects.open().filter(name=text)
        found = list(named.order_by("path")[: NAMESAKES + 1])
        if not found:
            raise ValidationError(_("没有这个代码或名称的工会，请核对"))
        if len(found) > 1:
            listed = "、".join(f"{one.name} {one.code}" for one in found[:NAMESAKES])
            raise ValidationError(_("有几个工会叫这个名字，请填代码：%(named)s"), "union", {"named": listed})
        return found[0]


class CloseForm(KindForm):
    outcome = SpokenChoice(label=_("结果"))
    words = ProseField(label=_("告诉职工"), max_length=casework.LONGEST_WORDS, rows=3)
    choices_of = ("outcome", "outcomes")


class CallForm(forms.Form):
    """What the asker said when they were called back."""

    solved = forms.TypedChoiceField(label=_("职工说解决了吗"), choices=YES_NO, coerce=lambda value: value == "1")
    words = ProseField(label=_("回访记录"), max_length=casework.LONGEST_WORDS, rows=2)


class CheckForm(forms.Form):
    good = forms.TypedChoiceField(label=_("办理合格吗"), choices=YES_NO, coerce=lambda value: value == "1")
    words = ProseField(label=_("质检意见"), max_length=casework.LONGEST_WORDS, rows=2, help_text=_("职工看不到"))


class RateForm(forms.Form):
    stars = forms.TypedChoiceField(
        label=_("满意吗"), coerce=int,
        choices=[(5, _("很满意")), (4, _("满意")), (3, _("一般")), (2, _("不满意")), (1, _("很不满意"))],
    )  # fmt: skip
    words = ProseField(label=_("想说的话"), max_length=casework.LONGEST_REASON, rows=2, required=False)


class CodeForm(forms.Form):
    code = forms.CharField(label=_("诉求编号"), max_length=20, widget=forms.TextInput({"autocomplete": "off"}))
