"""What an officer fills in to bring a roster."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gonghui.faces.importing import SheetForm


class RosterForm(SheetForm):
    union = forms.CharField(
        label=_("导入到哪个工会"),
        widget=forms.Select(),
        error_messages={"required": _("没有选择导入到哪个工会。请先选择工会，再上传名单")},
    )

    def __init__(self, *args: Any, unions: Any, all_listed: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(union.code, f"{union.name}（{union.get_kind_display()}）") for union in unions]
        blank = [("", _("请选择"))] if len(choices) != 1 else []
        self.fields["union"].widget.choices = [*blank, *choices]
        self.fields["union"].help_text = (
            _("会员登记到这个工会。名单里有“工会代码”一列时，以表中所写的下级工会为准。")
            if all_listed
            else _("下级工会太多，没有全部列出：先在页面上方切换工会，或在表里加一列“工会代码”。")
        )
