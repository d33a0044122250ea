"""What officers type about a case: its steps, its ballot, its papers."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from gonghui.faces.forms import DivisionField, FilesField, ProseField, UnionChoice, UnionForm, in_our_time
from gonghui.kernel.attachments import DOCX, JPEG, PDF, PNG, WEBP, XLSX, Caps
from gonghui.primitives.people.trades import Trade

from .. import rules
from ..models import Candidate, Case, Step
from ..rules.elections import Ballot, Vote

CAPS = Caps(kinds=(PDF, DOCX, XLSX, JPEG, PNG, WEBP), most=6)
MOST_PEOPLE = 1_000_000
FOUNDING_WAYS = [choice for choice in Case.Way.choices if choice[0] != Case.Way.REELECTION]


class DayField(forms.DateField):
    """A day of this age."""

    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    default_validators = [in_our_time]


class CountField(forms.IntegerField):
    """How many people or ballots."""

    default_validators = [MinValueValidator(0), MaxValueValidator(MOST_PEOPLE)]


class CaseForm(UnionForm):
    """A new case at a union that stands above employers."""

    union = UnionChoice(label=_("上级工会（由它批准）"))
    way = forms.ChoiceField(label=_("怎么建"), choices=FOUNDING_WAYS)
    industry = forms.ChoiceField(
        label=_("哪个行业"),
        choices=[("", "—"), *Case.Industry.choices],
        required=False,
        help_text=_("行业工会联合会要选。"),
    )
    name = ProseField(
        label=_("新工会的名称"), max_length=rules.LONGEST_NAME, help_text=_("比如“并州快运有限公司工会”。")
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("way") == Case.Way.FEDERATION and not said.get("industry"):
            self.add_error("industry", _("行业工会联合会请选行业"))
        return said


class EmployerPickForm(forms.Form):
    employer = forms.CharField(label=_("单位名称或信用代码"), max_length=rules.LONGEST_NAME)


class GatherForm(forms.Form):
    """Which employers: of a place, of a trade, or both."""

    division = DivisionField(label=_("区县"), required=False, help_text=_("比如“太原市小店区”。"))
    trade = forms.ChoiceField(label=_("行业"), choices=[("", "—"), *Trade.choices], required=False)


class PlanForm(forms.Form):
    who = ProseField(label=_("谁来办"), max_length=60, required=False)
    due_on = DayField(label=_("到哪天"))


class StepForm(forms.Form):
    """What is written down of a step; which fields it has depends on the step."""

    done_on = DayField(label=_("办完的日期"))
    number = ProseField(label=_("批准文号"), max_length=60)
    people = CountField(label=_("已入会人数"))
    note = ProseField(label=_("说明"), max_length=rules.LONGEST_TEXT, rows=2, required=False)

    def __init__(self, *args: Any, kind: str, **options: Any) -> None:
        super().__init__(*args, **options)
        if kind != Step.Kind.AGREE:
            del self.fields["number"]
        if kind != Step.Kind.RECRUIT:
            del self.fields["people"]
        hints = {Step.Kind.PREPARE: _("筹备组成员"), Step.Kind.ACCOUNT: _("开户银行和账号后四位")}
        self.fields["note"].label = hints.get(Step.Kind(kind), _("说明"))


class BallotForm(forms.Form):
    """The counts; `ballot` is what the action takes."""

    held_on = DayField(label=_("选举日期"))
    leader = ProseField(label=_("单位主要负责人"), max_length=60, help_text=_("他的近亲属不能作为委员会人选。"))
    electors = CountField(label=_("应到会人数"))
    present = CountField(label=_("实到会人数"))
    ballots_out = CountField(label=_("发出选票"))
    ballots_in = CountField(label=_("收回选票"))
    valid = CountField(label=_("有效票"))
    spoiled = CountField(label=_("废票"))

    @property
    def ballot(self) -> Ballot:
        return Ballot(**self.cleaned_data)


class CandidateForm(forms.Form):
    """One candidate; `vote` is what the action takes."""

    name = ProseField(label=_("姓名"), max_length=60)
    post = forms.ChoiceField(label=_("职务"), choices=Candidate.Post.choices, initial=Candidate.Post.MEMBER)
    votes = CountField(label=_("赞成"))
    against = CountField(label=_("反对"))
    abstained = CountField(label=_("弃权"))
    elected = forms.BooleanField(label=_("当选"), required=False)
    relation = forms.ChoiceField(label=_("与主要负责人的关系（本人申报）"), choices=Candidate.Relation.choices)

    @property
    def vote(self) -> Vote:
        return Vote(**self.cleaned_data)


class ApprovalForm(forms.Form):
    number = ProseField(label=_("批复文号"), max_length=60, help_text=_("比如“并工组〔2026〕15号”。"))
    years = forms.TypedChoiceField(label=_("任期"), choices=[(5, _("五年")), (3, _("三年"))], coerce=int)
    starts_on = DayField(label=_("任期从哪天起"))
    code = forms.CharField(label=_("工会代码"), max_length=20, required=False, help_text=_("不填就自动编一个。"))


class RegisterForm(forms.Form):
    number = forms.CharField(label=_("统一社会信用代码"), max_length=30)
    issued_on = DayField(label=_("发证日期"))
    ends_on = DayField(label=_("有效期到"))
    authority = ProseField(label=_("登记机关"), max_length=rules.LONGEST_NAME)


class PapersForm(forms.Form):
    step = forms.ChoiceField(label=_("哪一步的材料"), choices=Step.Kind.choices)
    files = FilesField(caps=CAPS, label=_("选择文件"))
