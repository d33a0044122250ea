"""A list of places as a spreadsheet: checked row by row, then taken in as a whole."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from gonghui.faces import answers, services
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.faces.speech import speak
from gonghui.kernel.refusals import Refused
from gonghui.kernel.workbooks import Column
from gonghui.primitives.people.models import Union
from gonghui.primitives.places import actions as places
from gonghui.primitives.places import sheet
from gonghui.primitives.places.rules import MANAGE

from .forms import UnionChoice

MOST_FINDINGS = 200  # shown at once; a sheet with more is mended in rounds
EXAMPLE = (
    "南街驿站",
    "南街1号",
    "37.7152",
    "112.4803",
    "WGS-84",
    "12351",
    "建行南街支行",
    "12",
    "8:30-18:00",
    "饮水、热饭",
)


class ImportForm(forms.Form):
    union = UnionChoice(label=gettext_lazy("属于哪个工会"), queryset=Union.objects.none())
    kind = forms.ChoiceField(label=gettext_lazy("种类"))
    sheet = forms.FileField(label=gettext_lazy("表格（.xlsx、.xls 或 .csv）"), allow_empty_file=True)
    despite_warnings = forms.BooleanField(label=gettext_lazy("提醒我都看过了，照样导入"), required=False)

    def __init__(self, *args: Any, unions: Any, kinds: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["union"].queryset = unions  # type: ignore[attr-defined]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


@staff(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def load(request: PersonalRequest) -> HttpResponse:
    """Upload a list; with one bad row nothing is written, and every bad row is named."""
    unions = Union.objects.open().under(request.office_unions).order_by("path")
    kinds = [(kind.code, _(kind.name)) for kind in services.product().premises]
    form = ImportForm(request.POST or None, request.FILES or None, unions=unions, kinds=kinds)
    context: dict[str, Any] = {"form": form, "columns": [names[0] for names in sheet.COLUMNS.values()]}
    if not form.is_valid():
        return render(request, "console/premises/import.html", context, status=422 if form.is_bound else 200)
    said = form.cleaned_data
    data, name = said["sheet"].read(sheet.MAX_BYTES + 1), said["sheet"].name[:120]
    options = {"data": data, "file_name": name, "despite_warnings": said["despite_warnings"]}
    options["on_saved"] = services.premises_kind(said["kind"]).on_saved
    try:
        counts = places.load_premises(said["union"], said["kind"], **options, by=request.caller, now=request.now)
    except Refused as refusal:
        return answers.refused(request, refusal, "console/premises/import.html", **context | _findings(refusal))
    message = _("已导入：新增 %(new)s 处，更新 %(known)s 处") % counts
    return answers.done(request, message, f"{reverse('faces:premises')}?kind={said['kind']}")


@staff(MANAGE)
@require_safe
def sample(request: PersonalRequest) -> HttpResponse:
    """The workbook to fill in, with one row as an example."""
    columns = [Column(_(names[0]), text=True) for names in sheet.COLUMNS.values()]
    return answers.excel(_("场所模板"), columns, [EXAMPLE])


def _findings(refusal: Refused) -> dict[str, Any]:
    findings: list[Any] = getattr(refusal, "findings", [])
    rows = [(each.row, each.column, speak(each.refusal), each.warning) for each in findings[:MOST_FINDINGS]]
    return {"findings": rows, "findings_more": max(0, len(findings) - MOST_FINDINGS)}
