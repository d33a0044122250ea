"""What an officer fills in to change the tree; a union is said by its code or its whole name."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gonghui.faces.forms import DivisionField, ProseField, in_our_time
from gonghui.kernel.text import fold, tidy
from gonghui.primitives.people.models import Union
from gonghui.primitives.people.querysets import UnionQuerySet
from gonghui.primitives.people.rules import RANKS

from .models import UnionChange
from .rules import CLOSE, FOUND, MERGE, MOVE, RENAME

NAMESAKES = 5
DATE = {"type": "date"}


class ReachedUnion(forms.CharField):
    """A union among those that the officer reaches, by its code or its whole name."""

    unions: UnionQuerySet

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", _("填工会代码或全名。"))
        super().__init__(max_length=120, **options)
        self.widget.attrs |= {"list": "unions", "autocomplete": "off"}

    def clean(self, value: Any) -> Union | None:
        text = super().clean(value)
        if not text:
            return None
        said = self.unions.filter(code=fold(text).upper()) | self.unions.filter(name=tidy(text))
        found = list(said.order_by("path")[: NAMESAKES + 1])
        if not found:
            raise ValidationError(_("管辖范围里没有这个工会；请填它的代码或全名"), code="union")
        if len(found) > 1:
            named = "、".join(f"{one.name} {one.code}" for one in found[:NAMESAKES])
            raise ValidationError(_("有几个工会叫这个名字，请填代码：%(named)s"), "union", {"named": named})
        return found[0]


class ChangeForm(forms.Form):
    """One change of a union; which fields there are follows from its kind. `change` is what the action takes."""

    name = ProseField(label=_("新名称"), max_length=120)
    code = forms.CharField(label=_("工会代码"), max_length=20, help_text=_("大写字母、数字和连字符，以后不能改。"))
    level = forms.ChoiceField(label=_("层级"))
    division = DivisionField(label=_("所在地"), required=False, help_text=_("省、市或区县的全名，或六位区划代码。"))
    target = ReachedUnion(label=_("工会"))
    takes_on = forms.DateField(
        label=_("从哪天起生效"),
        validators=[in_our_time],
        widget=forms.DateInput(DATE, format="%Y-%m-%d"),
        help_text=_("填以后的日期，生效前都可以撤回；填今天，提交后马上生效。"),
    )
    why = ProseField(label=_("依据"), max_length=200, help_text=_("批复文号或原因，有关工会会看到。"))

    FIELDS = {
        FOUND: ("name", "code", "level", "division"),
        RENAME: ("name",),
        MOVE: ("target",),
        MERGE: ("target",),
        CLOSE: ("target",),
    }
    TARGETS = {
        MOVE: _("新的上级工会"),
        MERGE: _("并入哪个工会"),
        CLOSE: _("会员转到哪个工会"),
    }

    def __init__(self, *args: Any, kind: str, union: Union, unions: UnionQuerySet, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kind, self.union = kind, union
        for name in set(self.fields) - {*self.FIELDS[kind], "takes_on", "why"}:
            del self.fields[name]
        if field := self.fields.get("target"):
            field.unions, field.label = unions, self.TARGETS[kind]
            if kind == CLOSE:
                field.required = False
                field.help_text = _("填工会代码或全名；空着就由上级工会保留会籍（单位终止保留）。")
        if field := self.fields.get("level"):
            below = [choice for choice in Union.Kind.choices if RANKS[choice[0]] > RANKS[union.kind]]
            field.choices = field.widget.choices = below
            self.fields["name"].label = _("工会名称")

    @property
    def change(self) -> UnionChange:
        said = dict(self.cleaned_data)
        if self.kind == FOUND:
            return UnionChange(kind=FOUND, target=self.union, **said)
        return UnionChange(kind=self.kind, union=self.union, **said)
