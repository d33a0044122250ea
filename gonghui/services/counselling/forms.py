"""What workers, counsellors and officers type, parsed once at the door."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gonghui.faces.forms import ProseField, UnionForm, WindowField
from gonghui.primitives import clock
from gonghui.primitives.places.models import Room

from . import rules
from .actions.booking import Wish
from .models import Counsellor
from .pages.times import Offered
from .rules.scales import CHOICES, Scale

HOW = [(str(at), _(word)) for at, word in enumerate(CHOICES)]
DANGEROUS = {value for value, _word in HOW[1:]}


class TakeForm(forms.Form):
    """The questions of a scale, each to be answered."""

    def __init__(self, *args: Any, scale: Scale, **options: Any) -> None:
        super().__init__(*args, **options)
        self.scale = scale
        missing = {"required": _("请选一项"), "invalid_choice": _("请在列出的里面选一项")}
        for at, question in enumerate(scale.questions):
            self.fields[f"q{at}"] = forms.TypedChoiceField(
                label=f"{at + 1}. {_(question)}", choices=HOW, coerce=int, widget=forms.RadioSelect,
                error_messages=missing,
            )  # fmt: skip

    @property
    def answers(self) -> list[int]:
        return [self.cleaned_data[name] for name in self.fields]

    @property
    def danger(self) -> bool:
        """Whether an answer tells of it, also where others are still missing."""
        return self.is_bound and any(self.data.get(f"q{at}") in DANGEROUS for at in self.scale.risk)


class TimeField(forms.ChoiceField):
    """One of the hours that are offered."""

    def offer(self, times: Sequence[Offered], ways: Sequence[str]) -> None:
        """Of an hour that cannot be had by all of these ways it is said."""
        self.offered = {one.starts.isoformat(): one for one in times}
        self.choices = [(value, _span(one, ways)) for value, one in self.offered.items()]

    def clean(self, value: Any) -> Offered:
        return self.offered[super().clean(value)]


def _span(one: Offered, ways: Sequence[str]) -> str:
    span = clock.span(one.starts, one.ends)
    return span if set(ways) <= set(one.ways) else gettext("%(span)s（房间有人用，不能面谈）") % {"span": span}


class TimesForm(forms.Form):
    time = TimeField(label=_("什么时间"), error_messages={"invalid_choice": _("这个时间约不到了，请另选一个")})

    def __init__(self, *args: Any, times: Sequence[Offered], ways: Sequence[str] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["time"].offer(times, ways)  # type: ignore[attr-defined]


class BookForm(TimesForm):
    way = forms.ChoiceField(label=_("怎么聊"), widget=forms.RadioSelect)
    about = ProseField(
        label=_("想聊什么"), max_length=rules.LONGEST_ABOUT, rows=3, required=False,
        help_text=_("可以不写；只有你约的咨询师看得到"),
    )  # fmt: skip

    def __init__(self, *args: Any, ways: Sequence[str], **options: Any) -> None:
        super().__init__(*args, ways=ways, **options)
        field: Any = self.fields["way"]
        field.choices = [(way, word) for way, word in Counsellor.Way.choices if way in ways]
        field.initial = ways[0] if ways else None

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if "time" in said and "way" in said and said["way"] not in said["time"].ways:
            self.add_error("way", _("这个时间房间有人用，请换一种方式，或另选一个时间"))
        return said

    @property
    def wish(self) -> Wish:
        return Wish(self.cleaned_data["way"], self.cleaned_data["about"])


class ShowForm(forms.Form):
    """Whom I let see a result; nobody where none is chosen."""

    counsellor = forms.ChoiceField(
        label=_("给哪位咨询师看"), required=False, error_messages={"invalid_choice": _("这位现在选不了，请另选一位")}
    )

    def __init__(self, *args: Any, counsellors: Sequence[Counsellor], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offered = {str(one.pk): one for one in counsellors}
        field: Any = self.fields["counsellor"]
        field.choices = [("", _("谁也不给看")), *((pk, one.person.name) for pk, one in self.offered.items())]

    def clean_counsellor(self) -> Counsellor | None:
        return self.offered.get(self.cleaned_data["counsellor"])


class WordsForm(forms.Form):
    """One of several on a page: their fields are alike, what labels point at is not."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("auto_id", f"{type(self).__name__.lower()}_%s")
        super().__init__(*args, **options)


class SayForm(WordsForm):
    words = ProseField(label=_("要说的话"), max_length=rules.LONGEST_TEXT, rows=3)


class ReachedForm(WordsForm):
    words = ProseField(
        label=_("写给职工"), max_length=rules.LONGEST_TEXT, rows=3, help_text=_("约好了什么、下次什么时候；职工看得到")
    )


class NoteForm(WordsForm):
    words = ProseField(
        label=_("咨询笔记"), max_length=rules.LONGEST_NOTE, rows=5,
        help_text=_("加密保存，只有你自己看得到：同事、工会和管理员都看不到"),
    )  # fmt: skip


class EndForm(WordsForm):
    outcome = forms.ChoiceField(label=_("结果"), choices=[(code, _(word)) for code, word in rules.CALL.outcomes])
    words = ProseField(label=_("写给职工"), max_length=rules.LONGEST_TEXT, rows=2)


class RateForm(forms.Form):
    stars = forms.TypedChoiceField(
        label=_("有帮助吗"), coerce=int,
        choices=[(5, _("很有帮助")), (4, _("有帮助")), (3, _("一般")), (2, _("帮助不大")), (1, _("没有帮助"))],
    )  # fmt: skip


class LeafletForm(forms.Form):
    title = ProseField(label=_("标题"), max_length=rules.LONGEST_TITLE)
    text = ProseField(
        label=_("正文"), max_length=rules.LONGEST_TEXT, rows=10,
        help_text=_("短一点、说人话；空一行就分段。不登录也能看，下面总有热线。"),
    )  # fmt: skip


class NewLeafletForm(UnionForm, LeafletForm):
    """And whose it is."""


class RoomChoice(forms.ModelChoiceField):
    def label_from_instance(self, room: Any) -> str:
        return f"{room.premises.name} {room.name}"


class ProfileForm(forms.Form):
    about = ProseField(
        label=_("介绍"), max_length=rules.LONGEST_ABOUT, rows=4, help_text=_("资质、擅长什么、怎么称呼；所有人看得到")
    )
    ways = forms.MultipleChoiceField(
        label=_("怎么聊"), choices=Counsellor.Way.choices, widget=forms.CheckboxSelectMultiple
    )
    link = forms.URLField(
        label=_("视频会议链接"), required=False, max_length=200, assume_scheme="https",
        help_text=_("约了视频的职工看得到"),
    )  # fmt: skip
    room = RoomChoice(queryset=Room.objects.none(), label=_("面谈的房间"), required=False)

    def __init__(self, *args: Any, rooms: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["room"].queryset = rooms  # type: ignore[attr-defined]


class OpeningForm(forms.Form):
    window = WindowField(label=_("从什么时候到什么时候"))
    weeks = forms.IntegerField(label=_("连续几周"), min_value=1, max_value=rules.MOST_WEEKS, initial=1)
