"""What officers type in, parsed once at the door into kernel values."""

from datetime import time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gonghui.faces.forms import (
    DivisionField,
    FenField,
    MobileField,
    PercentField,
    UnionChoice,
    UnionForm,
    WindowField,
    in_our_time,
)
from gonghui.kernel.dates import read_day
from gonghui.kernel.money import Fen
from gonghui.kernel.percent import Percent
from gonghui.kernel.window import Window
from gonghui.primitives.people.models import Division

DATE = {"type": "date"}
TIME = {"type": "time"}
MOST_DAYS = 31
MOST_PLACES = 100_000


class CountField(forms.IntegerField):
    """A number from 0 to `most` that may be left out: none is 0."""

    def __init__(self, label: Any, most: int, help_text: Any) -> None:
        super().__init__(label=label, help_text=help_text, required=False, min_value=0, max_value=most, initial=0)

    def clean(self, value: Any) -> int:
        return super().clean(value) or 0


class TextsForm(forms.Form):
    """A fair's words, which can be corrected once it is published."""

    name = forms.CharField(label=_("专场名称"), max_length=60)
    about = forms.CharField(label=_("怎么参加"), widget=forms.Textarea({"rows": 3}), max_length=1000)
    guarantee = forms.CharField(label=_("售后保障（与商家约定）"), widget=forms.Textarea({"rows": 3}), max_length=1000)
    funded_by = forms.CharField(label=_("资金来源"), max_length=120)
    rate_source = forms.CharField(label=_("补贴率依据"), max_length=160, help_text=_("协议或文件的名称和条款"))


class TermsForm(TextsForm):
    """A fair's terms; `terms()` are the fields of `actions.draft` and `actions.revise`."""

    sign_up = WindowField(label=_("报名时间"))
    way = forms.ChoiceField(
        label=_("名额怎么分"),
        choices=[
            ("first_come", _("先到先得：报名一开始就发名额，发完为止")),
            ("draw", _("摇号：报名期内谁报机会都一样，截止后抽签（报名的人会比名额多时用）")),
        ],
        widget=forms.RadioSelect,
        required=False,
        initial="first_come",
    )
    expected = forms.IntegerField(
        label=_("预计多少人报名"),
        required=False,
        min_value=0,
        max_value=100_000_000,
        help_text=_("比名额多时，发布前会建议改为摇号"),
    )
    extra_lots = CountField(
        _("摇号：未中签的人最多加几注"),
        9,
        _("一年内每有一次参加本会摇号没中，就多一注；中过以后重新算。0 表示人人一注"),
    )
    need_lots = CountField(
        _("摇号：困难职工加几注"),
        9,
        _("名单在发布以后、登记开始以前导入。公示文件里注数是公开的，加得特别多，别人可能猜到谁有困难。0 表示不加"),
    )
    beacon_rule = forms.CharField(
        label=_("摇号：加入哪个公共随机数"),
        required=False,
        max_length=200,
        help_text=_("如“6月1日晚福彩双色球开奖号码，红球从小到大、最后蓝球，每个两位数”。要在报名截止以后才产生"),
    )
    offer_minutes = CountField(
        _("候补到的名额多少分钟内确认"),
        10_080,
        _("过时让给下一位；0 表示不用确认。夜里也计时，建议不少于 720"),
    )
    member_since = forms.DateField(
        label=_("入会日期不晚于"),
        required=False,
        validators=[in_our_time],
        widget=forms.DateInput(DATE),
        help_text=_("留空表示所有会员都可参加"),
    )
    rate_min = PercentField(label=_("最低补贴率"), initial="5%")
    rate_max = PercentField(label=_("最高补贴率"), initial="30%")
    max_items = forms.IntegerField(label=_("每人限购件数"), min_value=1, max_value=99, initial=2)
    max_subsidy = FenField(label=_("每人补贴上限（元）"))
    early_minutes = forms.IntegerField(label=_("可提前入场（分钟）"), min_value=0, max_value=240, initial=15)
    late_minutes = forms.IntegerField(label=_("可迟到入场（分钟）"), min_value=0, max_value=600, initial=60)
    cancel_days = forms.IntegerField(label=_("购买后几天内可取消"), min_value=0, max_value=60, initial=7)
    after_sales_days = forms.IntegerField(label=_("售后保障天数"), min_value=1, max_value=3650, initial=365)
    after_sales_answer_days = forms.IntegerField(label=_("售后几天内答复"), min_value=1, max_value=30, initial=3)

    def terms(self) -> dict[str, Any]:
        terms = {name: value for name, value in self.cleaned_data.items() if name not in ("sign_up", "union")}
        window = self.cleaned_data["sign_up"]
        terms |= {"sign_up_opens_at": window.starts, "sign_up_closes_at": window.ends}
        terms["way"] = terms["way"] or "first_come"
        return terms | {name: terms[name].basis_points for name in ("rate_min", "rate_max")}


def initial_terms(fair: Any) -> dict[str, Any]:
    """A stored fair's terms as the form shows them."""
    values = {name: getattr(fair, name) for name in TermsForm.base_fields if name != "sign_up"}
    return values | {
        "sign_up": Window(fair.sign_up_opens_at, fair.sign_up_closes_at),
        "rate_min": Percent(fair.rate_min),
        "rate_max": Percent(fair.rate_max),
        "max_subsidy": Fen(fair.max_subsidy),
    }


def initial_texts(fair: Any) -> dict[str, Any]:
    return {name: getattr(fair, name) for name in TextsForm.base_fields}


class DraftForm(UnionForm, TermsForm):
    """Terms and the union that holds the fair, one of those the officer manages."""

    union = UnionChoice(label=_("主办工会"))


class VenueForm(forms.Form):
    """A hall; of a published fair without its city and its money, which stay."""

    division = DivisionField(label=_("城市（名称或六位区划代码）"), deepest=Division.Level.CITY)
    hall = forms.CharField(label=_("会场"), max_length=80)
    address = forms.CharField(label=_("地址"), max_length=160)
    route = forms.CharField(label=_("怎么去"), max_length=200, required=False)
    hotline = forms.CharField(label=_("现场电话"), max_length=30)
    funded = FenField(label=_("本会场资金池（元）"))

    def __init__(self, *args: Any, published: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if published:
            del self.fields["division"], self.fields["funded"]


def initial_hall(venue: Any) -> dict[str, Any]:
    """A stored hall as the form shows it."""
    texts = {name: getattr(venue, name) for name in ("hall", "address", "route", "hotline")}
    return texts | {"division": venue.division.name, "funded": Fen(venue.funded)}


class HoursForm(forms.Form):
    """When a hall is open on a day."""

    opens = forms.TimeField(label=_("开门"), widget=forms.TimeInput(TIME, format="%H:%M"), initial=time(9))
    closes = forms.TimeField(label=_("关门"), widget=forms.TimeInput(TIME, format="%H:%M"), initial=time(18))
    pause_from = forms.TimeField(label=_("午休从"), widget=forms.TimeInput(TIME, format="%H:%M"), required=False)
    pause_to = forms.TimeField(label=_("午休到"), widget=forms.TimeInput(TIME, format="%H:%M"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("opens") and data.get("closes") and data["opens"] >= data["closes"]:
            self.add_error("closes", _("关门时间要晚于开门时间"))
        if bool(data.get("pause_from")) != bool(data.get("pause_to")):
            self.add_error("pause_to", _("午休的开始和结束要一起填，或都留空"))
        return data

    def pauses(self) -> list[tuple[time, time]]:
        data = self.cleaned_data
        return [(data["pause_from"], data["pause_to"])] if data.get("pause_from") else []


class SessionsForm(HoursForm):
    """Opening hours of a venue from which sessions are made."""

    first_day = forms.DateField(label=_("第一天"), validators=[in_our_time], widget=forms.DateInput(DATE))
    last_day = forms.DateField(label=_("最后一天"), validators=[in_our_time], widget=forms.DateInput(DATE))
    minutes = forms.IntegerField(label=_("每场分钟数"), min_value=5, max_value=600, initial=60)
    capacity = forms.IntegerField(label=_("每场人数"), min_value=1, max_value=MOST_PLACES, initial=200)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        first, last = data.get("first_day"), data.get("last_day")
        if first and last and first > last:
            self.add_error("last_day", _("最后一天不能早于第一天"))
        if first and last and (last - first).days >= MOST_DAYS:
            self.add_error("last_day", _("一次最多生成 %(days)s 天的时段，请分几次") % {"days": MOST_DAYS})
        return data

    def plan(self) -> dict[str, Any]:
        """The keyword arguments of `actions.add_sessions`."""
        data = self.cleaned_data
        count = (data["last_day"] - data["first_day"]).days + 1
        return {
            "days": [data["first_day"] + timedelta(days=n) for n in range(count)],
            "opens": data["opens"],
            "closes": data["closes"],
            "minutes": data["minutes"],
            "capacity": data["capacity"],
            "pauses": self.pauses(),
        }


class MoveSessionForm(forms.Form):
    to = WindowField(label=_("新的时间"))
    reason = forms.CharField(label=_("原因（会发给报名、候补和登记摇号的人）"), max_length=200)


class MoveDayForm(forms.Form):
    """All sessions of a day to another; `days` are those with sessions ahead."""

    day = forms.TypedChoiceField(label=_("哪一天"), coerce=read_day)
    to = forms.DateField(label=_("改到"), validators=[in_our_time], widget=forms.DateInput(DATE))
    reason = forms.CharField(label=_("原因（会发给报名、候补和登记摇号的人）"), max_length=200)

    def __init__(self, *args: Any, days: list[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["day"].choices = days  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("day") and data.get("day") == data.get("to"):
            self.add_error("to", _("和原来是同一天"))
        return data


class CapacityForm(forms.Form):
    capacity = forms.IntegerField(label=_("名额"), min_value=1, max_value=MOST_PLACES)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("原因（会发给报名、候补和登记摇号的人）"), max_length=200)


class DealerForm(forms.Form):
    """A dealer by credit code; new ones are enlisted with the name given."""

    credit_code = forms.CharField(label=_("统一社会信用代码"), max_length=30)
    name = forms.CharField(label=_("商家名称"), max_length=120)
    hotline = forms.CharField(label=_("售后电话"), max_length=30)


class ClerkForm(forms.Form):
    name = forms.CharField(label=_("店员姓名"), max_length=60)
    mobile = MobileField()


class ClaimForm(forms.Form):
    claimed = FenField(label=_("商家对账单金额（元）"))


class PaidForm(forms.Form):
    reference = forms.CharField(label=_("银行付款流水号"), max_length=80)
