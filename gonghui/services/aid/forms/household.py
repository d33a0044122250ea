"""A household, as it is typed: a row a person, a year's money; without scripts, so all rows stand there at once."""

from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from gonghui.faces.cases.forms import PapersField, SpokenChoice
from gonghui.faces.forms import DivisionField, FenField, KernelField, ProseField, in_one_line, in_our_time
from gonghui.faces.speech import speak
from gonghui.kernel.identity import parse_document
from gonghui.kernel.refusals import Refused
from gonghui.kernel.text import person_name
from gonghui.primitives.casework import rules as casework
from gonghui.primitives.people import keys

from ..rules import AID, account_number
from ..rules.household import AMOUNTS, MOST_PEOPLE, NOTHING, RELATIONS, Household, Member

FIRST = 3  # rows that are shown unfolded
HELP = {
    "medical": _("一年里自己付的医药费，减去报销"),
    "schooling": _("一年的学费、书本费、住宿费"),
    "care": _("有人长期要人照护的"),
    "work": _("为了上班必须花的，如交通、住宿"),
    "relief": _("低保、临时救助等，一年合计"),
    "sudden": _("一年里因病、因灾一次性的大额支出，减去报销和赔偿"),
}


class DayField(forms.DateField):
    default_validators = [in_our_time]

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **options)


class YesNo(forms.TypedChoiceField):
    """Yes, no, or nothing said."""

    def __init__(self, **options: Any) -> None:
        choices = [("", _("不清楚")), ("1", _("是")), ("0", _("不是"))]
        options = {"choices": choices, "coerce": lambda said: said == "1", "empty_value": None} | options
        super().__init__(**{"required": False} | options)


class HouseholdForm(forms.Form):
    """`detailed`: who they are too. Its `home` is made of it, or the form says what is wrong."""

    detailed = False
    home: Household

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for row in range(1, MOST_PEOPLE + 1):
            self._add_row(row)
        for name, title in AMOUNTS.items():
            self.fields[name] = FenField(
                label=format_lazy("{}{}", _(title), _("（元/年）")),
                required=False,
                allow_zero=True,
                help_text=HELP[name],
            )
        self.fields["hurt"] = YesNo(label=_("一年里有人因灾害、事故伤残或去世"))
        self.fields["private_school"] = YesNo(label=_("有孩子自费上学费高于公办两倍的民办学校"))
        self.fields["study_abroad"] = YesNo(label=_("有人自费出国留学"))

    def _add_row(self, row: int) -> None:
        self.fields[f"relation_{row}"] = SpokenChoice(
            (("", "—"), *RELATIONS), label=_("和你的关系"), required=False, initial="self" if row == 1 else ""
        )
        if self.detailed:
            self.fields[f"name_{row}"] = KernelField(parse=person_name, label=_("姓名"), required=False)
            self.fields[f"number_{row}"] = KernelField(
                parse=lambda text: parse_document(None, text), label=_("证件号码"), required=False,
                help_text=_("只用来避免重复和回避，不显示、不保存原号"),
            )  # fmt: skip
        if self.detailed:
            self.fields[f"born_on_{row}"] = DayField(label=_("出生日期"), required=False)
        self.fields[f"income_{row}"] = FenField(label=_("一年到手的收入（元）"), required=False, allow_zero=True)

    def rows(self) -> list[list[BoundField]]:
        names = ("relation", "name", "number", "born_on", "income") if self.detailed else ("relation", "income")
        return [[self[f"{name}_{row}"] for name in names] for row in range(1, MOST_PEOPLE + 1)]

    def first_rows(self) -> list[list[BoundField]]:
        return self.rows()[:FIRST]

    def more_rows(self) -> list[list[BoundField]]:
        return self.rows()[FIRST:]

    def more_said(self) -> bool:
        """Whether one of the folded rows was filled in, or is wrong."""
        return any(field.errors or (field.data and self.is_bound) for row in self.more_rows() for field in row)

    def money(self) -> list[BoundField]:
        return [self[name] for name in (*AMOUNTS, "hurt", "private_school", "study_abroad")]

    def beside(self) -> list[BoundField]:
        """What is no part of the household."""
        inside = {field.name for row in self.rows() for field in row} | {field.name for field in self.money()}
        return [self[name] for name in self.fields if name not in inside]

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        if not self.errors:
            try:
                self.home = self._household(typed)
            except Refused as refusal:
                self.add_error(None, forms.ValidationError(in_one_line(speak(refusal)), refusal.code))
        return typed

    def _household(self, typed: dict[str, Any]) -> Household:
        """Raises as a Household."""
        members = [self._member(typed, row) for row in range(1, MOST_PEOPLE + 1) if self._filled(typed, row)]
        amounts = {name: typed.get(name) or NOTHING for name in AMOUNTS}
        flags = {name: typed.get(name) for name in ("hurt", "private_school", "study_abroad")}
        return Household(tuple(members), **amounts, **flags)

    def _filled(self, typed: dict[str, Any], row: int) -> bool:
        names = ("relation", "name", "number", "born_on", "income")
        return any(typed.get(f"{name}_{row}") not in (None, "") for name in names)

    def _member(self, typed: dict[str, Any], row: int) -> Member:
        paper = typed.get(f"number_{row}")
        return Member(
            typed.get(f"relation_{row}") or "", typed.get(f"income_{row}") or NOTHING, typed.get(f"name_{row}") or "",
            typed.get(f"born_on_{row}") or getattr(paper, "birth_date", None),
            keys.document_index(paper.kind, paper.number).hex() if paper else "",
        )  # fmt: skip


class SelfTestForm(HouseholdForm):
    """Before applying, and without signing in: nothing of it is kept."""

    place = DivisionField(label=_("住在哪里"), help_text=_("市或区县，如“太原市小店区”；低保标准各地不同"))
    works = YesNo(label=_("有单位、平台或行业"))
    migrant = YesNo(label=_("是在城市务工的农民工"))
    employed_since = DayField(label=_("农民工：从哪天开始在这里劳动"), required=False)
    field_order = ("place", "works", "migrant", "employed_since")


class HomeForm(HouseholdForm):
    """What has changed of a household."""

    detailed = True
    guardian = forms.BooleanField(label=_("有未满十四周岁孩子的：我是监护人，同意使用孩子的信息"), required=False)


class ApplyForm(HomeForm):
    """The whole application; papers are asked for once."""

    topic = SpokenChoice(AID.topics, label=_("主要是什么困难"))
    words = ProseField(label=_("家里的情况"), max_length=casework.LONGEST_WORDS, rows=4)
    place = DivisionField(label=_("住在哪里"), help_text=_("由那里的地方工会受理，不经过单位"))
    migrant = forms.BooleanField(label=_("我是在城市务工的农民工"), required=False)
    employed_since = DayField(label=_("农民工：从哪天开始在这里劳动"), required=False)
    account = KernelField(
        parse=account_number, label=_("收款的银行卡号"), help_text=_("本人的储蓄卡；加密保存，密码不要写"),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    files = PapersField()
    consents = forms.BooleanField(label=_("同意用收入、证件核对困难程度；同意公示“姓＊＊、区县、类别、金额”五个工作日"))
    field_order = ("topic", "words", "place", "migrant", "employed_since", "account", "files", "consents", "guardian")

    def clean_account(self) -> str:
        return str(self.cleaned_data["account"] or "")
