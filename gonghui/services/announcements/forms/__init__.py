"""What officers write of an announcement, parsed once at the door."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gonghui.faces.forms import FilesField, MomentField, ProseField, UnionChoice, UnionForm
from gonghui.faces.importing import SheetForm
from gonghui.kernel.attachments import DOCX, JPEG, PDF, PNG, WEBP, XLSX, Caps

from .. import rules
from ..models import Announcement

CAPS = Caps(kinds=(PDF, DOCX, XLSX, JPEG, PNG, WEBP), most=rules.MOST_FILES)


class ContentForm(forms.Form):
    """A draft; `content` is what the actions take."""

    title = ProseField(label=_("标题"), max_length=rules.LONGEST_TITLE)
    text = ProseField(
        label=_("正文"), max_length=rules.LONGEST_TEXT, rows=12, help_text=_("空一行就分段；网址会自动成为链接。")
    )
    kind = forms.ChoiceField(label=_("类别"), choices=Announcement.Kind.choices)
    audience = forms.ChoiceField(label=_("谁能看"), choices=Announcement.Audience.choices)
    starts_at = MomentField(label=_("从什么时候"), required=False, help_text=_("不填就是发布的那一刻。"))
    ends_at = MomentField(
        label=_("到什么时候"), required=False, help_text=_("到时候自动收起，不再展示；不填就一直展示。")
    )
    pinned = forms.BooleanField(label=_("置顶，排在其他公告前面"), required=False)
    tells = forms.BooleanField(label=_("发布后给每位会员发一条站内消息"), required=False)

    @property
    def content(self) -> rules.Content:
        return rules.Content(**{name: self.cleaned_data[name] for name in rules.WRITTEN})


class DraftForm(ContentForm):
    """One that is there. `seen` is the mark of what the officer has before them."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)


class NewForm(UnionForm, ContentForm):
    """And the union that announces it."""

    union = UnionChoice(label=_("以哪个工会的名义"))


class CorrectionForm(forms.Form):
    """Other words for what is out. `edition` is the one that the officer has before them."""

    title = ProseField(label=_("标题"), max_length=rules.LONGEST_TITLE)
    text = ProseField(label=_("正文"), max_length=rules.LONGEST_TEXT, rows=12)
    kind = forms.ChoiceField(label=_("类别"), choices=Announcement.Kind.choices)
    ends_at = MomentField(label=_("到什么时候"), required=False)
    why = ProseField(
        label=_("更正了什么"),
        max_length=rules.LONGEST_REASON,
        help_text=_("会员会看到这句话，比如“报名截止改为 6 月 10 日”。"),
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=100_000)


class FilesForm(forms.Form):
    files = FilesField(caps=CAPS, label=_("选择文件"))
    why = ProseField(
        label=_("更正了什么"), required=False, max_length=rules.LONGEST_REASON, help_text=_("会员会看到这句话。")
    )

    def __init__(self, *args: Any, out: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["why"].required = out  # what is out changes with a reason


class ImportForm(UnionForm, SheetForm):
    union = UnionChoice(label=_("以哪个工会的名义"))


def initial(announcement: Announcement) -> dict[str, Any]:
    """What the forms show of one."""
    said = {name: getattr(announcement, name) for name in (*rules.WRITTEN, "edition")}
    return said | {"seen": announcement.mark}
