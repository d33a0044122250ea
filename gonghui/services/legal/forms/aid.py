"""What is asked of who applies for legal aid, and what officers decide and lawyers write down."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gonghui.faces.cases.forms import AskForm, KindForm, SpokenChoice
from gonghui.faces.forms import ProseField
from gonghui.kernel.words import gettext_noop

from .. import rules
from ..actions.aid import Step
from ..models import AidStep
from ..rules.aid import AID, GROUNDS, REFUSED
from ..rules.entitled import EXEMPT, Facts
from .helping import CloseForm, DayField

YES_NO = [("", _("不清楚")), ("1", _("是")), ("0", _("不是"))]
EXEMPTIONS = [
    ("", gettext_noop("不清楚")), *((code, says) for code, says, _article in EXEMPT), ("none", gettext_noop("都不是")),
]  # fmt: skip


class YesNoField(forms.TypedChoiceField):
    """Yes, no, or nobody knows yet: True, False, None."""

    def __init__(self, **options: Any) -> None:
        told: dict[str, Any] = {"choices": YES_NO, "required": False, "empty_value": None}
        super().__init__(coerce=lambda value: value == "1", **told | options)


class FactsFields(forms.Form):
    """What the conditions ask of a person; what is not known stays open."""

    migrant = YesNoField(label=_("是进城务工的吗"), help_text=_("要工资、要工伤赔偿的，进城务工就不看家庭收入"))
    exempt = SpokenChoice(EXEMPTIONS, label=_("是不是下面这些人"), required=False)
    hardship = YesNoField(label=_("家庭经济困难吗"), help_text=_("如实说明就可以，不用跑去开证明"))
    for_union = forms.BooleanField(label=_("我是工会干部或劳模，因为给工会做事受到侵害"), required=False)

    def facts_of(self, topic: str) -> Facts:
        """With the topic of the case."""
        said = self.cleaned_data
        exempt = {"": None, "none": ""}.get(said["exempt"], said["exempt"])
        return Facts(topic, said["migrant"], exempt, said["hardship"], said["for_union"])


class FactsForm(FactsFields):
    """The same of a case that there is."""

    @staticmethod
    def first(facts: Facts) -> dict[str, Any]:
        """As it stands, for a form that changes it."""
        told = {None: "", True: "1", False: "0"}
        exempt = "" if facts.exempt is None else facts.exempt or "none"
        return {
            "migrant": told[facts.migrant], "hardship": told[facts.hardship], "exempt": exempt,
            "for_union": facts.for_union,
        }  # fmt: skip


class CheckForm(FactsFields, KindForm):
    """Whether somebody would be given aid: nothing of it is kept."""

    topic = SpokenChoice(label=_("关于什么"))
    choices_of = ("topic", "topics")
    field_order = ("topic", "migrant", "exempt", "hardship", "for_union")


class ApplyForm(FactsFields, AskForm):
    """The whole application, papers once."""

    limit_on = DayField(
        label=_("时效到哪天"), required=False, help_text=_("知道仲裁、起诉的期限到哪天就填；不到七天的，先派律师")
    )
    field_order = (
        "topic", "words", "place", "trade", "limit_on", "migrant", "exempt", "hardship", "for_union", "files",
    )  # fmt: skip


class RefuseForm(forms.Form):
    """No, by which article and why."""

    ground = SpokenChoice([(one.code, one.says) for one in GROUNDS], label=_("依据"))
    why = ProseField(
        label=_("理由"), max_length=rules.LONGEST_WHY, rows=3, help_text=_("写给职工看，写进不予援助决定书")
    )


class StepForm(forms.Form):
    """What was done for the worker."""

    what = forms.ChoiceField(label=_("做了什么"), choices=AidStep.What.choices)
    on = DayField(label=_("哪天"))
    minutes = forms.IntegerField(label=_("用了多少分钟"), min_value=0, max_value=rules.LONGEST_STEP)
    words = ProseField(label=_("经过"), max_length=1500, rows=3, help_text=_("职工看得到"))

    @property
    def said(self) -> Step:
        return Step(**{name: self.cleaned_data[name] for name in Step.__dataclass_fields__})


class EndForm(CloseForm):
    """What it came to; a refusal is decided, not closed."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, kind=AID, **options)
        self.fields["outcome"].spoken([one for one in AID.outcomes if one[0] != REFUSED])  # type: ignore[attr-defined]
