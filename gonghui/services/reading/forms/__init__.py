"""What readers and officers type, parsed once."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gonghui.faces.forms import FenField, FilesField, KernelField, spoken
from gonghui.kernel.isbn import parse_isbn
from gonghui.kernel.text import fold

from ..models import LoanRule, Proposal, Title
from ..rules import COVER, copy_code
from .sheets import LONGEST, MOST_COPIES, BookRow, title_name


class NamedForm(forms.Form):
    """A book by its name, in the one spelling that lists of books give it too."""

    name = forms.CharField(label=_("书名"), max_length=LONGEST["name"])
    author = forms.CharField(label=_("作者"), max_length=LONGEST["author"], required=False)

    def clean_name(self) -> str:
        return spoken(title_name, fold(self.cleaned_data["name"]))


class ProposalForm(NamedForm):
    isbn = KernelField(label=_("ISBN"), parse=parse_isbn, required=False)
    reason = forms.CharField(label=_("为什么推荐"), max_length=300, required=False, widget=forms.Textarea({"rows": 3}))

    def clean_isbn(self) -> str:
        return self.cleaned_data["isbn"] or ""


class AnswerForm(forms.Form):
    outcome = forms.ChoiceField(label=_("结果"), choices=[one for one in Proposal.Outcome.choices if one[0]])
    says = forms.CharField(label=_("答复"), max_length=300)


class TitleForm(NamedForm):
    """What is said of a title; its fields are those of `actions.describe`."""

    publisher = forms.CharField(label=_("出版社"), max_length=LONGEST["publisher"], required=False)
    year = forms.IntegerField(label=_("出版年"), min_value=1900, max_value=2100, required=False)
    subject = forms.ChoiceField(label=_("类别"), choices=Title.Subject.choices, initial=Title.Subject.GENERAL)
    kind = forms.ChoiceField(label=_("种类"), choices=Title.Kind.choices, initial=Title.Kind.BOOK)
    about = forms.CharField(
        label=_("简介"), widget=forms.Textarea({"rows": 4}), max_length=LONGEST["about"], required=False
    )

    @classmethod
    def of(cls, title: Title) -> dict[str, Any]:
        return {name: getattr(title, name) for name in cls.base_fields}


class BookForm(TitleForm):
    """One title with its copies, by hand."""

    isbn = KernelField(label=_("ISBN"), parse=parse_isbn, required=False)
    code = KernelField(label=_("条码"), parse=copy_code, required=False, help_text=_("不填就由系统编一个"))
    shelf = forms.CharField(label=_("索书号"), max_length=LONGEST["shelf"], required=False)
    copies = forms.IntegerField(label=_("册数"), min_value=1, max_value=MOST_COPIES, initial=1)
    price = FenField(label=_("定价（元）"), required=False, allow_zero=True)

    field_order = ("name", "isbn", "author", "publisher", "year", "subject", "kind", "code", "shelf", "copies", "price")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("code") and cleaned.get("copies", 1) != 1:
            self.add_error("copies", _("有条码时一次只能登记 1 册"))
        return cleaned

    def row(self) -> BookRow:
        said = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        return BookRow(number=1, **said)


class CoverForm(forms.Form):
    cover = FilesField(label=_("封面图片"), caps=COVER)


def day_box() -> forms.DateInput:
    return forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class RuleForm(forms.Form):
    """A loan rule from a day on."""

    reader = forms.ChoiceField(label=_("读者"), choices=LoanRule.Reader.choices)
    starts_on = forms.DateField(label=_("从哪天起"), widget=day_box())
    books = forms.IntegerField(label=_("最多同时借（本）"), min_value=0, max_value=100, help_text=_("0：只能馆内阅读"))
    days = forms.IntegerField(label=_("借期（天）"), min_value=1, max_value=365)
    renewals = forms.IntegerField(label=_("可续借（次）"), min_value=0, max_value=10)
    renewal_days = forms.IntegerField(label=_("每次续（天）"), min_value=1, max_value=365)
    holds = forms.IntegerField(label=_("最多同时预约（本）"), min_value=0, max_value=50)
    hold_days = forms.IntegerField(label=_("预约书保留（天）"), min_value=1, max_value=60)
    stop_days = forms.IntegerField(label=_("超期几天后停借"), min_value=0, max_value=365)


class PartnerForm(forms.Form):
    """The agreement with the host, the digital platform, the grace of seats."""

    partner_until = forms.DateField(label=_("共建协议到期日"), required=False, widget=day_box())
    digital_platform = forms.CharField(label=_("数字阅读平台"), max_length=120, required=False)
    digital_until = forms.DateField(label=_("平台授权到期日"), required=False, widget=day_box())
    grace_minutes = forms.IntegerField(label=_("座位保留（分钟）"), min_value=5, max_value=60)
