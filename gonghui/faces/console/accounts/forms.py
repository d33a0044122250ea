"""What an administrator types about somebody: an office, a number, a proof."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gonghui.faces.forms import MobileField, ProseField, UnionForm
from gonghui.primitives.people.models import Role


class OfficeForm(UnionForm):
    """Which office, and where."""

    role = forms.ChoiceField(label=_("岗位"), choices=Role.choices)
    field_order = ("union", "role")


class HireForm(OfficeForm):
    """The same, of somebody who is not on the list yet."""

    name = ProseField(label=_("姓名"), max_length=60)
    mobile = MobileField(help_text=_("登记过的号码，姓名要对得上；没登记过的，这里就登记"))
    field_order = ("name", "mobile", "union", "role")


class NumberForm(forms.Form):
    """A new number, and how it is known that the person is there."""

    mobile = MobileField(label=_("新手机号"))
    proof = ProseField(label=_("凭什么确认是本人"), max_length=200, help_text=_("例如：本人持身份证到场，原号码已停机"))
