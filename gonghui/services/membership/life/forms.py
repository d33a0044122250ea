"""What is filled in about a membership's life."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gonghui.faces.forms import ProseField, UnionChoice, UnionForm, in_our_time
from gonghui.primitives.people.models import Standing

DATE = {"type": "date"}


def day_field(label: str, help_text: str = "", *, required: bool = True) -> forms.DateField:
    widget = forms.DateInput(DATE, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, validators=[in_our_time], widget=widget, help_text=help_text)


class StandingForm(forms.Form):
    kind = forms.ChoiceField(label=_("会籍状态"), choices=Standing.Kind.choices)
    starts_on = day_field(_("从哪天起"))
    why = ProseField(label=_("依据（本人会收到）"), max_length=200)


class IdleForm(forms.Form):
    idle_since = day_field(_("最后一次缴会费或参加活动的日期"))


class TalkForm(forms.Form):
    talked_on = day_field(_("哪天谈的"))
    talk = ProseField(label=_("谁谈的、本人怎么说"), max_length=500, rows=3)


class DeathForm(forms.Form):
    died_on = day_field(_("去世日期"))
    proof = ProseField(label=_("凭什么登记"), max_length=200, help_text=_("例如：死亡证明编号、家属某某来办。"))


class LeavingForm(forms.Form):
    reason = ProseField(label=_("原因"), required=False, max_length=300, rows=3, help_text=_("可以不写。"))
    sure = forms.BooleanField(
        label=_("我自愿退出工会，知道会籍结束后不再享受会员服务"),
        error_messages={"required": _("请先勾选声明，再提交")},
    )


class MembershipForm(UnionForm):
    """What a membership should have said."""

    union = UnionChoice(label=_("工会"))
    starts_on = day_field(_("从哪天起"))
    ends_on = day_field(_("到哪天止"), _("还在会就不填"), required=False)
    why = ProseField(label=_("为什么更正（本人会收到）"), max_length=200)
