"""Form fields that parse what people type into kernel values, once, at the door, and speak the kernel's refusals."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gonghui.kernel.attachments import AttachmentRefused, Caps, Prepared
from gonghui.kernel.attachments.caps import MEGABYTE
from gonghui.kernel.dates import of_our_age
from gonghui.kernel.mobile import Mobile
from gonghui.kernel.money import Fen
from gonghui.kernel.percent import Percent
from gonghui.kernel.pictures import BadPicture
from gonghui.kernel.refusals import Refused
from gonghui.kernel.text import fold, tidy
from gonghui.kernel.window import Window
from gonghui.primitives.people import divisions
from gonghui.primitives.people.models import Division, Union

from .attachments import received
from .requests import Request
from .speech import Spoken, speak

MOST_UNIONS = 200  # offered in a list
MOST_NAMESAKES = 5  # places of one name that are listed


class KernelField(forms.CharField):
    """Text that one kernel parser turns into a value; its refusal becomes the field's error."""

    attrs: dict[str, str] = {}

    def __init__(self, *, parse: Callable[[str], Any], **options: Any) -> None:
        self.parse = parse
        options.setdefault("max_length", 60)
        super().__init__(**options)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        return spoken(self.parse, text)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), **self.attrs}


def spoken(parse: Callable[[str], Any], text: str) -> Any:
    """`parse(text)`, its refusal turned into a form error that says what and how to mend it."""
    try:
        return parse(text)
    except Refused as refusal:
        words = speak(refusal)
        raise ValidationError(in_one_line(words), code=refusal.code) from refusal


def in_one_line(words: Spoken) -> str:
    """What is wrong and how to mend it, as two sentences."""
    return f"{words.says}。{words.mend}" if words.mend else words.says


class FenField(KernelField):
    attrs = {"inputmode": "decimal", "autocomplete": "off"}

    def __init__(self, *, allow_zero: bool = False, **options: Any) -> None:
        super().__init__(parse=lambda text: Fen.from_yuan(text, allow_zero=allow_zero), **options)

    def prepare_value(self, value: Any) -> Any:
        return value.yuan if isinstance(value, Fen) else value


class PercentField(KernelField):
    attrs = {"inputmode": "decimal", "autocomplete": "off"}

    def __init__(self, **options: Any) -> None:
        super().__init__(parse=Percent.parse, **options)

    def prepare_value(self, value: Any) -> Any:
        return value.shown if isinstance(value, Percent) else value


class MobileField(KernelField):
    attrs = {"inputmode": "tel", "autocomplete": "tel"}

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("手机号"))
        super().__init__(parse=Mobile.parse, **options)

    def prepare_value(self, value: Any) -> Any:
        return value.national if isinstance(value, Mobile) else value


class DivisionField(forms.CharField):
    """A province, city or county by name or code; a name that several bear is asked for with its city."""

    def __init__(self, *, deepest: int = Division.Level.COUNTY, **options: Any) -> None:
        options.setdefault("max_length", 30)
        self.deepest = deepest  # of the levels that a name may mean; a code means what it says
        super().__init__(**options)

    def clean(self, value: Any) -> Division | None:
        text = fold(super().clean(value))
        if not text:
            return None
        codes = [code for code in divisions.meant(text) if code == text or divisions.level(code) <= self.deepest]
        if not codes:
            raise ValidationError(
                _("没有找到这个地方；请填省、市或区县的全名，如“包头市”，或六位区划代码"), code="division"
            )
        if len(codes) > 1:
            named = "、".join(f"{divisions.spoken(code)} {code}" for code in codes[:MOST_NAMESAKES])
            says = _("有几个地方叫这个名字，请带上城市，或填代码：%(named)s")
            raise ValidationError(says, "division", {"named": named})
        return Division.objects.get(pk=codes[0])


def in_our_time(value: date) -> None:
    """A year typed wrong; near the ends of the calendar a time zone's hours would also leave it."""
    if not of_our_age(value):
        raise ValidationError(_("年份 %(year)s 填错了，请核对"), code="year", params={"year": value.year})


class MomentInput(forms.DateTimeInput):
    """What a browser picks a day and a time with."""

    def __init__(self) -> None:
        super().__init__({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class MomentField(forms.DateTimeField):
    """A day and a time of this age; the value is an aware datetime."""

    widget = MomentInput
    default_validators = [in_our_time]


class ProseField(forms.CharField):
    """What people will read, as it was typed, without what nobody sees; with `rows` it has paragraphs."""

    def __init__(self, *, rows: int = 0, **options: Any) -> None:
        self.rows = rows
        if rows:
            options["widget"] = forms.Textarea({"rows": rows})
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        text = tidy(super().to_python(value))
        return text if self.rows else " ".join(text.split())


class UnionChoice(forms.ModelChoiceField):
    """A union, by its name; which there are to choose from a UnionForm is told."""

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=Union.objects.none(), **options)

    def label_from_instance(self, union: Any) -> str:
        return str(union.name)


class UnionForm(forms.Form):
    """A form about something of a union: which of `unions`, the first unless somebody says another."""

    union = UnionChoice(label=_("属于哪个工会"))
    field_order = ("union",)

    def __init__(self, *args: Any, unions: QuerySet[Union], **options: Any) -> None:
        super().__init__(*args, **options)
        field = cast(UnionChoice, self.fields["union"])
        field.queryset, field.initial = unions, unions.first()


def unions_to_choose(request: Request) -> QuerySet[Union]:
    """The unions that the asker may act for, those of the offices first; below more of them the switcher narrows."""
    below = Union.objects.open().under(request.office_unions).order_by("path")
    return Union.objects.filter(pk__in=below.values("pk")[:MOST_UNIONS]).order_by("path")


class WindowField(forms.MultiValueField):
    """From when to when; the value is a kernel Window in aware UTC datetimes."""

    def __init__(self, **options: Any) -> None:
        super().__init__(fields=(MomentField(), MomentField()), widget=WindowWidget(), **options)

    def compress(self, data_list: list[datetime]) -> Window | None:
        if not data_list:
            return None
        try:
            return Window(*data_list)
        except Refused as refusal:
            raise ValidationError(in_one_line(speak(refusal)), code=refusal.code) from refusal


class WindowWidget(forms.MultiWidget):
    template_name = "frame/window.html"

    def __init__(self) -> None:
        super().__init__({"starts": MomentInput(), "ends": MomentInput()})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["boxes"] = list(zip((_("开始"), _("结束")), context["widget"]["subwidgets"], strict=True))
        return context

    def decompress(self, value: Window | None) -> list[Any]:
        return [timezone.localtime(value.starts), timezone.localtime(value.ends)] if value else [None, None]


class FilesInput(forms.FileInput):
    """Chooses one file or, where its field takes more, several."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        return list(files.getlist(name)) if hasattr(files, "getlist") else []


class FilesField(forms.FileField):
    """What somebody attaches, as a list of kernel Prepared: each told by its bytes and made fit to be kept.

    One bad file is named by what it is called, and then none is taken. What may come stands in the help text.
    """

    widget = FilesInput

    def __init__(self, *, caps: Caps, **options: Any) -> None:
        self.caps = caps
        options.setdefault("help_text", lazy(said_caps, str)(caps))
        super().__init__(**options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        several = {"multiple": True} if self.caps.most > 1 else {}
        return {**super().widget_attrs(widget), "accept": accepted(self.caps), **several}

    def clean(self, data: Any, initial: Any = None) -> list[Prepared]:
        if not data:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return []
        try:
            return received(data, self.caps)
        except (AttachmentRefused, BadPicture) as refusal:
            words = in_one_line(speak(refusal))
            named = gettext("“%(file)s”：%(words)s") % {"file": refusal.file, "words": words} if refusal.file else words
            raise ValidationError(named, code=refusal.code) from refusal

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data)


def accepted(caps: Caps) -> str:
    """What a browser offers to choose from; phones that keep HEIC hand out JPEG when it is not in the list."""
    kinds = [kind.media_type.partition(";")[0] for kind in caps.kinds]
    return ",".join(kinds + [f".{kind.extension}" for kind in caps.kinds if not kind.picture])


def said_caps(caps: Caps) -> str:
    """The kinds, how many and how heavy, in one line under the field."""
    pictures = "、".join(kind.extension.upper() for kind in caps.kinds if kind.picture)
    kinds = [gettext("照片（%(kinds)s，自动压小）") % {"kinds": pictures}] if pictures else []
    kinds += [gettext(kind.word) for kind in caps.kinds if not kind.picture]
    facts = {"kinds": "、".join(kinds), "most": caps.most, "megabytes": caps.most_bytes // MEGABYTE}
    if caps.most == 1:
        return gettext("%(kinds)s，不超过 %(megabytes)s MB") % facts
    return gettext("%(kinds)s；最多 %(most)s 个，每个不超过 %(megabytes)s MB") % facts
