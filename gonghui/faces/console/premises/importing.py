"""A list of places as a spreadsheet: checked row by row, then taken in as a whole."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gonghui.faces import services
from gonghui.faces.acting import Done
from gonghui.faces.forms import UnionChoice, unions_to_choose
from gonghui.faces.guards import staff
from gonghui.faces.importing import SheetForm, importing
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.sheets import TableSheet
from gonghui.primitives.places import actions as places
from gonghui.primitives.places.rules import MANAGE
from gonghui.primitives.places.sheets import PREMISES


class ImportForm(SheetForm):
    union = UnionChoice(label=gettext_lazy("属于哪个工会"))
    kind = forms.ChoiceField(label=gettext_lazy("种类"))
    despite_warnings = forms.BooleanField(label=gettext_lazy("提醒我都看过了，照样导入"), required=False)

    def __init__(self, *args: Any, unions: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["union"].queryset = unions  # type: ignore[attr-defined]
        kinds = [(kind.code, _(kind.name)) for kind in services.product().premises]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


def unions_of(request: PersonalRequest) -> dict[str, Any]:
    """The unions for which the asker may bring places."""
    return {"unions": unions_to_choose(request)}


@importing("faces:premises-import", PREMISES, staff(MANAGE))
def load(request: PersonalRequest) -> dict[str, Any]:
    """Bring a list; with one bad row nothing is written, and every bad row is named."""
    return {
        "title": _("导入场所"),
        "above": (reverse("faces:premises"), _("场所")),
        "lead": _("有一行不对，就一行也不写入；名称相同的更新，不重复登记。"),
    }


@load.load(ImportForm, given=unions_of)
def load_premises(request: PersonalRequest, *, sheet: TableSheet, form: ImportForm) -> Done:
    """All places, or none."""
    said = form.cleaned_data
    counts = places.load_premises(
        said["union"],
        said["kind"],
        sheet,
        despite_warnings=said["despite_warnings"],
        on_saved=services.premises_kind(said["kind"]).on_saved,
        by=request.caller,
        now=request.now,
    )
    message = _("已导入：新增 %(new)s 处，更新 %(known)s 处") % counts
    return Done(message, to=f"{reverse('faces:premises')}?kind={said['kind']}")
