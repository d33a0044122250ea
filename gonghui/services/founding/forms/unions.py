"""What officers type about a union that is there: terms, certificates, changes; and about employers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gonghui.faces.forms import DivisionField, KernelField, ProseField, UnionChoice, UnionForm
from gonghui.faces.importing import SheetForm
from gonghui.kernel.credit_code import CreditCode
from gonghui.primitives.people.trades import Trade

from .. import rules
from ..models import Certificate, Change
from .cases import ApprovalForm, CountField, DayField, RegisterForm


class EmployerForm(UnionForm):
    union = UnionChoice(label=_("上级工会"))
    name = ProseField(label=_("单位名称"), max_length=rules.LONGEST_NAME)
    credit_code = KernelField(label=_("统一社会信用代码"), max_length=30, parse=CreditCode.parse, required=False)
    division = DivisionField(label=_("区县"), required=False)
    trade = forms.ChoiceField(label=_("行业"), choices=[("", "—"), *Trade.choices], required=False)
    headcount = CountField(label=_("职工人数"), required=False)


class ImportForm(UnionForm, SheetForm):
    union = UnionChoice(label=_("上级工会"))


class TermForm(ApprovalForm):
    chair = ProseField(label=_("主席"), max_length=60, required=False)
    code = None  # type: ignore[assignment]


class CertificateForm(RegisterForm):
    kind = forms.ChoiceField(label=_("为什么发证"), choices=Certificate.Kind.choices)


class ChangeForm(forms.Form):
    what = forms.ChoiceField(label=_("变更事项"), choices=Change.What.choices)
    before = ProseField(label=_("原来是"), max_length=rules.LONGEST_NAME, required=False)
    after = ProseField(label=_("现在是"), max_length=rules.LONGEST_NAME)
    happened_on = DayField(label=_("变更日期"))


class FiledForm(forms.Form):
    filed_on = DayField(label=_("办理日期"))
    number = ProseField(label=_("回执编号"), max_length=60, required=False)
