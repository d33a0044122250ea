"""What officers and the desk type, parsed once at the door."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gonghui.faces.forms import KernelField, ProseField, UnionForm, WindowField
from gonghui.primitives.places.models import Premises

from . import rules
from .actions import Plan
from .models import Day


class PremisesChoice(forms.ModelChoiceField):
    def label_from_instance(self, one: Any) -> str:
        return f"{one.name}（{one.address}）"


class PlanForm(UnionForm):
    """A day."""

    title = ProseField(label=_("名称"), max_length=rules.LONGEST_TITLE)
    premises = PremisesChoice(queryset=Premises.objects.none(), label=_("在哪里"))
    window = WindowField(label=_("从什么时候到什么时候"))
    minutes = forms.IntegerField(label=_("每个时段几分钟"), min_value=5, max_value=240, initial=20)
    places = forms.IntegerField(label=_("每个时段几个人"), min_value=1, max_value=rules.MOST_AT_ONCE, initial=4)
    measures = forms.MultipleChoiceField(
        label=_("测什么"), choices=[(one.code, _(one.title)) for one in rules.MEASURES],
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    says = ProseField(
        label=_("要准备什么"), max_length=rules.LONGEST_SAYS, required=False, help_text=_("比如：测血糖请空腹来")
    )
    hospital = ProseField(label=_("转诊医院"), max_length=60, help_text=_("说好接收的医院，印在转诊单上"))
    hospital_address = ProseField(label=_("医院地址"), max_length=120)
    hospital_phone = ProseField(label=_("医院电话"), max_length=30)

    def __init__(self, *args: Any, premises: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["premises"].queryset = premises  # type: ignore[attr-defined]

    @property
    def plan(self) -> Plan:
        return Plan(**{name: self.cleaned_data[name] for name in Plan.__dataclass_fields__})


class FindingForm(forms.Form):
    """What the stations of a day have measured; an empty field was not."""

    advice = ProseField(
        label=_("医生的话"), max_length=rules.LONGEST_WORDS, rows=2, required=False, help_text=_("只有本人看得到")
    )

    def __init__(self, *args: Any, day: Day, **options: Any) -> None:
        super().__init__(*args, **options)
        for one in day.stations:
            parse = self._parser(one)
            self.fields[one.code] = KernelField(
                parse=parse, label=f"{_(one.title)}（{_(one.unit)}）", max_length=8, required=False,
                widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}),
            )  # fmt: skip
        self.order_fields([one.code for one in day.stations])

    @staticmethod
    def _parser(one: rules.Measure) -> Any:
        return lambda text: rules.parse(one, text)

    @property
    def values(self) -> dict[str, Decimal]:
        told = {name: value for name, value in self.cleaned_data.items() if name != "advice"}
        return {name: value for name, value in told.items() if value is not None}
