"""What the slot planner asks: the hall and who works there, what members do, how long they may wait, which plan."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gonghui.faces.forms import PercentField
from gonghui.kernel.crowds import Habits, Hall
from gonghui.kernel.dates import read_day
from gonghui.kernel.percent import WHOLE, Percent

from ..pages.planner import Question, What
from . import HoursForm

ASSUMED = _("假设值，按你的经验改")
MOST_ABSENT = Percent(9000)


class PlannerForm(HoursForm):
    """One question to the planner. `what` is the button pressed, None before any; `days` are those with sessions."""

    hall = forms.IntegerField(
        label=_("场内最多同时多少人"),
        min_value=1,
        max_value=100_000,
        help_text=_("按消防核定的人数。满了以后，出来一个才放进一个"),
    )
    stewards = forms.IntegerField(label=_("验票员"), min_value=1, max_value=200, help_text=_("同时在入口验票的人数"))
    scan_seconds = forms.IntegerField(label=_("验一个人几秒"), min_value=1, max_value=600)
    tills = forms.IntegerField(label=_("收银台"), min_value=1, max_value=500, help_text=_("所有商家加起来同时开几个"))
    sale = forms.IntegerField(label=_("收一笔几分钟"), min_value=1, max_value=120)
    stay = forms.IntegerField(label=_("一个人逛多久（分钟）"), min_value=1, max_value=600)
    buys = PercentField(label=_("到场的人里会买的"))
    absent = PercentField(label=_("报了名不来的"))
    early = forms.IntegerField(label=_("最早提前几分钟到"), min_value=0, max_value=240)
    late = forms.IntegerField(label=_("最晚迟到几分钟"), min_value=0, max_value=600)
    bound = forms.IntegerField(
        label=_("最多让人等几分钟"),
        min_value=1,
        max_value=240,
        help_text=_("100个人里95个，验票、等进场、等收银加起来不超过它"),
    )
    minutes = forms.IntegerField(label=_("每场分钟数"), min_value=5, max_value=600, required=False)
    capacity = forms.IntegerField(label=_("每场人数"), min_value=1, max_value=100_000, required=False)
    day = forms.TypedChoiceField(label=_("哪一天"), required=False, coerce=read_day, empty_value=None)

    def __init__(self, data: Any = None, *, what: What | None, days: list[Any], notes: dict[str, Any], **options: Any):
        super().__init__(data, **options)
        self.what = what
        self.fields["day"].choices = days  # type: ignore[attr-defined]
        for name in ("scan_seconds", "sale", "stay", "buys", "absent", "early", "late"):
            self.fields[name].help_text = notes.get(name, ASSUMED)

    def clean_absent(self) -> Percent:
        absent: Percent = self.cleaned_data["absent"]
        if absent > MOST_ABSENT:
            raise ValidationError(_("不来的人最多按%(most)s算，再多就不用排队了") % {"most": MOST_ABSENT.shown})
        return absent

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        opens, closes, stay = data.get("opens"), data.get("closes"), data.get("stay")
        if opens and closes and stay and stay > _minutes(closes) - _minutes(opens):
            self.add_error("stay", _("逛的时间比一天开放的时间还长，请改短"))
        if self.what == What.PLAN:
            for name in ("minutes", "capacity"):
                if name not in self.errors and data.get(name) is None:
                    self.add_error(name, _("测算自己的方案，这里要填"))
        if self.what == What.BOOKED and not data.get("day"):
            raise ValidationError(_("请选一个已经排了时段的日子"))
        return data

    def question(self) -> Question:
        """What was asked, in kernel values. Only for a valid form."""
        data = self.cleaned_data
        return Question(
            what=self.what or What.BEST,
            hall=Hall(capacity=data["hall"], stewards=data["stewards"], tills=data["tills"]),
            habits=Habits(
                absent=data["absent"].basis_points / WHOLE,
                buys=data["buys"].basis_points / WHOLE,
                **{name: data[name] for name in ("early", "late", "stay", "scan_seconds", "sale")},
            ),
            bound=data["bound"],
            opens=data["opens"],
            closes=data["closes"],
            pauses=self.pauses(),
            minutes=data["minutes"],
            capacity=data["capacity"],
            day=data["day"],
        )


def _minutes(moment: Any) -> int:
    return int(moment.hour) * 60 + int(moment.minute)
